"""What ended is told once, to whom it concerns, and not where it is seen anyway."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from core import db
from core.clock import now
from core.errors import Refused
from core.models import Brief, Campaign, Job, Product, Status, User
from core.news import Ending, fresh_endings, untold


def ending(job: str = "j1", **other: Any) -> Ending:
    told = {"user_id": "ann", "status": Status.COMPLETED, "at": now(), "product": {"en": "Card"}, "offer": "7% back"}
    return Ending(job, **(told | other))


def jobs(found: list[Ending]) -> list[str]:
    return [one.job_id for one in found]


def test_what_ended_is_news_until_it_was_told() -> None:
    one, two = ending("j1"), ending("j2")
    assert jobs(untold([one, two], "ann", {one.key}, ())) == ["j2"]


def test_a_job_that_was_tried_again_ends_again() -> None:
    first, second = ending(status=Status.FAILED, at=now() - timedelta(minutes=1)), ending()
    assert jobs(untold([second], "ann", {first.key}, ())) == ["j1"]


def test_others_jobs_are_none_of_ones_business() -> None:
    assert not untold([ending(user_id="bob")], "ann", (), ())


@pytest.mark.parametrize(("status", "told"), [("completed", True), ("failed", True), ("cancelled", False)])
def test_who_cancelled_a_job_knows(status: str, told: bool) -> None:
    assert bool(untold([ending(status=Status(status))], "ann", (), ())) is told


def test_what_is_on_the_screen_speaks_for_itself() -> None:
    change = ending("j2", banner_id="b1", change="text")
    assert not untold([ending("j1"), change], "ann", (), {"j1", "b1"})
    assert jobs(untold([ending("j1"), change], "ann", (), {"b2"})) == ["j1", "j2"]


@pytest.fixture
def rows(every_database: Engine) -> Engine:
    """Jobs of Ann's brief: one active, one that ended now, one an hour ago, and a change of a banner that failed."""
    moment = now()
    ended = {"now": 0, "change": 1, "old": 60}
    with db.write(every_database) as session:
        session.add(User(id="ann", username="ann", name="Ann", role="marketer", password_hash=""))
        session.add(Product(id="p", slug="card", name={"en": "Card", "ru": "Карта"}, category="cards"))
        session.add(Campaign(id="c", name="Hers"))
        session.flush()
        session.add(Brief(id="b", user_id="ann", product_id="p", campaign_id="c", offer="7% back", language="en",
                          mode="search", seed=1))  # fmt: skip
        session.flush()
        session.add(Job(id="active", user_id="ann", brief_id="b", status=Status.RUNNING))
        for name, minutes in ended.items():
            session.add(Job(id=name, user_id="ann", brief_id="b", status=Status.COMPLETED,
                            finished_at=moment - timedelta(minutes=minutes)))  # fmt: skip
        changed = session.get_one(Job, "change")
        changed.status, changed.banner_id, changed.plan = Status.FAILED, "b1", {"kind": "picture", "slot": 0}
        changed.error = Refused("This text is offensive. Put it in other words.", field="prompt").as_json()
    return every_database


def test_only_what_ended_lately_is_read_with_all_that_is_told_of_it(rows: Engine) -> None:
    change, done = fresh_endings(rows)
    assert (change.job_id, change.status, change.banner_id, change.change) == ("change", "failed", "b1", "picture")
    assert (done.job_id, done.change, done.offer, done.product["ru"]) == ("now", "", "7% back", "Карта")
    assert done.at > change.at
    assert (change.refused, done.refused) == (True, False)
