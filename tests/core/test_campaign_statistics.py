"""A campaign's figures: computed from facts alone, and read from rows and events."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from core.campaign_statistics import Asked, Facts, Figures, Happened, by_person, figures, statistics
from core.db import write
from core.errors import NotAllowed, NotFound
from core.events import record
from core.models import Job, Status
from tests.core.campaign_rows import add_brief, begin_spring, furnish, new_person, person, show

MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return MONDAY + timedelta(minutes=minutes)


#: Anna asks twice and Boris once: five banners, one of which is still being made.
BRIEFS = [Asked("a1", "anna", at(0)), Asked("a2", "anna", at(60)), Asked("b1", "boris", at(0))]
MADE = {"a1-square": "a1", "a1-story": "a1", "a2-square": "a2", "b1-square": "b1"}
EVENTS = [
    Happened("banner.downloaded", "a1", "a1-square", at(10)),
    Happened("banner.downloaded", "a1", "a1-square", at(30)),
    Happened("banner.downloaded", "a1", "a1-story", at(4)),
    Happened("banner.downloaded", "b1", "b1-square", at(2)),
    Happened("copy.edited", "a1", "a1-square", at(1)),
    Happened("copy.edited", "a1", "a1-square", at(2)),
    Happened("copy.edited", "b1", "b1-square", at(1)),
    Happened("picture.regenerated", "a1", "a1-square", at(1)),
    Happened("picture.regenerated", "a2", None, at(70)),
    Happened("picture.regenerated", "a2", None, at(71)),
]
JOBS = [("a1", Status.COMPLETED), ("a2", Status.FAILED), ("b1", Status.COMPLETED), ("b1", Status.COMPLETED),
        ("a1", Status.CANCELLED), ("a2", Status.RUNNING)]  # fmt: skip
FACTS = Facts(BRIEFS, MADE, EVENTS, [(brief, str(status)) for brief, status in JOBS])


def test_all_together() -> None:
    assert figures(FACTS) == Figures(
        briefs=3, made=4, downloaded=3, edited=2 / 4, redrawn=3 / 3, seconds=3 * 60, success=3 / 4
    )


def test_each_performer_the_busiest_first() -> None:
    anna, boris = by_person(FACTS, {"boris": "Boris", "anna": "Anna"})
    assert (anna.name, boris.name) == ("Anna", "Boris")
    assert anna.figures == Figures(2, 3, 2, 1 / 3, 3 / 2, 4 * 60, 1 / 2)
    assert boris.figures == Figures(1, 1, 1, 1.0, 0.0, 2 * 60, 1.0)


def test_nothing_yet_is_no_share_of_anything() -> None:
    assert figures(Facts([], {}, [], [])) == Figures(0, 0, 0, None, None, None, None)
    assert figures(Facts(BRIEFS[:1], {}, [], [])) == Figures(1, 0, 0, None, 0.0, None, None)


def test_other_peoples_briefs_do_not_count() -> None:
    assert figures(Facts([], MADE, EVENTS, FACTS.jobs)).made == 0


NAMES = st.sampled_from(["banner.downloaded", "copy.edited", "picture.regenerated", "review.approved"])
HAPPENED = st.builds(
    lambda name, banner, minutes: Happened(name, MADE[banner], banner, at(minutes)),
    NAMES, st.sampled_from(sorted(MADE)), st.integers(60, 1000),
)  # fmt: skip


@given(st.lists(HAPPENED), st.lists(st.tuples(st.sampled_from(["a1", "a2", "b1"]), st.sampled_from(Status))))
def test_people_add_up_to_the_total_and_shares_stay_shares(
    events: list[Happened], jobs: list[tuple[str, Status]]
) -> None:
    facts = Facts(BRIEFS, MADE, events, jobs)
    total, people = figures(facts), by_person(facts, {"anna": "Anna", "boris": "Boris"})
    for name in ("briefs", "made", "downloaded"):
        assert sum(getattr(one.figures, name) for one in people) == getattr(total, name)
    for one in (total, *(each.figures for each in people)):
        assert one.downloaded <= one.made
        assert all(share is None or 0 <= share <= 1 for share in (one.edited, one.success))
        assert one.seconds is None or one.seconds >= 0


# --- from rows --------------------------------------------------------------------------------------------------------


@pytest.fixture
def rows(every_database: Engine) -> Engine:
    return furnish(every_database)


@pytest.fixture
def spring(rows: Engine) -> str:
    return begin_spring(rows)


def test_rows_and_events_of_the_campaign_are_read_and_no_others(rows: Engine, spring: str) -> None:
    marketer, designer = person("marketer", rows), person("designer", rows)
    elsewhere = begin_spring(rows)
    for campaign in (spring, elsewhere):
        brief = add_brief(campaign, marketer, rows)
        (banner,) = show(brief, rows)
        with write(rows) as session:
            session.add(Job(user_id=marketer.id, brief_id=brief, status=Status.COMPLETED))
            for name in ("banner.downloaded", "copy.edited"):
                record(session, name, user_id=designer.id, brief_id=brief, banner_id=banner)
            record(session, "picture.regenerated", user_id=marketer.id, brief_id=brief, slot=0, n=1)
    add_brief(spring, designer, rows)
    found = statistics(spring, marketer, rows)
    assert found.total.seconds is not None
    assert (found.total.briefs, found.total.made, found.total.downloaded) == (2, 1, 1)
    assert (found.total.edited, found.total.redrawn, found.total.success) == (1.0, 0.5, 1.0)
    assert [(one.name, one.figures.briefs, one.figures.made) for one in found.people] == [
        ("Dan Designer", 1, 0),
        ("Mara Marketer", 1, 1),
    ]


def test_managers_analysts_and_administrators_see_them_and_nobody_else(rows: Engine, spring: str) -> None:
    for name in ("marketer", "analyst", "admin"):
        assert statistics(spring, person(name, rows), rows).total.briefs == 0
    with pytest.raises(NotAllowed):
        statistics(spring, person("designer", rows), rows)
    with pytest.raises(NotFound):
        statistics(spring, new_person("anna", "marketer", rows), rows)
