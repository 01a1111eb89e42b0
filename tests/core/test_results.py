"""What a stage leaves behind when its task ends: rows and events, or nothing at all."""

from threading import Event as Signal
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Engine

from core import editing, results
from core.db import read, write
from core.errors import Superseded
from core.models import Asset, Banner, Cause, Event, Job, PictureRow, Stage, Status, Task, Version
from core.results import outputs_of, pictures_of
from jobs import leases
from tests.core.workshop import BRIEF, FORMATS, Workshop


@pytest.fixture
def shop(database: Engine) -> Workshop:
    return Workshop(database)


def test_a_briefs_stages_are_told(shop: Workshop) -> None:
    job = shop.finish(shop.submit(formats=("pair",)))
    names = ("brief.submitted", "copy.generated", "picture.generated", "banner.composed", "job.completed")
    assert sorted(event.name for event in shop.events(*names)) == sorted([*names, "picture.generated"])
    (copy,) = shop.events("copy.generated")
    took = {"prompts", "corrections", "repairs", "fallback", "usage"}
    assert copy.data.keys() == {"texts", "engine", *took}
    assert [event.data["slot"] for event in shop.events("picture.generated")] == [0, 1]
    assert {event.job_id for event in shop.events(*names)} == {job.id}


def test_a_found_picture_is_chosen_and_not_generated(shop: Workshop) -> None:
    shop.make(formats=("single",), mode="search", prompt="coffee")
    (event,) = shop.events("picture.chosen", "picture.generated")
    assert event.name == "picture.chosen"
    assert event.data["origin"].startswith("bank/")
    assert event.data["prompt"] == "coffee"


def test_a_picture_has_its_row_once_it_is_cut_out(shop: Workshop) -> None:
    job = shop.submit(formats=("single",))
    while shop.step(job).stage != Stage.MAKE_PICTURE:
        pass
    assert shop.count(PictureRow) == [0]
    assert shop.count(Asset) == [1], "its file is there"
    shop.step(job, Stage.CUT_OUT)
    with read(shop.database) as session:
        pictures = pictures_of(session, job.id)
        made, cut = (outputs_of(session, job.id)[stage, "0"] for stage in (Stage.MAKE_PICTURE, Stage.CUT_OUT))
    picture = shop.picture(pictures[0])
    assert (picture.asset, picture.cut_out, picture.seed) == (made["asset"], cut["asset"], BRIEF.seed)
    assert (picture.job_id, picture.brief_id) == (job.id, job.brief_id)


def test_pictures_of_one_job_are_not_those_of_another(shop: Workshop) -> None:
    job = shop.submit(formats=("pair",))
    shop.finish(job)
    with read(shop.database) as session:
        own = pictures_of(session, job.id)
        banner = session.exec(Banner.__table__.select()).one().id  # type: ignore[attr-defined]
    other = shop.finish(shop.repaint(banner, 1))
    with read(shop.database) as session:
        assert pictures_of(session, job.id) == own
        assert list(pictures_of(session, other.id)) == [1]
        assert pictures_of(session, "nowhere") == {}


@pytest.mark.parametrize(
    ("ask", "cause"),
    [
        (lambda shop, banner: shop.rewrite(banner), Cause.TEXT_REGENERATED),
        (lambda shop, banner: shop.repaint(banner), Cause.PICTURE_REGENERATED),
        (lambda shop, banner: shop.repaint(banner, mode="search"), Cause.PICTURE_REGENERATED),
    ],
)
def test_why_a_version_exists(shop: Workshop, ask: Any, cause: Cause) -> None:
    banner = shop.make(formats=("single",))["single"]
    assert shop.shown(banner).cause == Cause.GENERATED
    shop.finish(ask(shop, banner))
    assert shop.shown(banner).cause == cause


def test_what_was_composed_on_another_version_writes_nothing(shop: Workshop) -> None:
    banner = shop.make(formats=("single",))["single"]
    job = shop.rewrite(banner, "headline")
    shop.step(job, Stage.WRITE_COPY)
    task = leases.claim(None, "w1", job_id=job.id, database=shop.database)
    assert task
    output = stale(shop, task)
    shop.write(banner, message="Ann's")
    before = shop.count(Version, Event, Asset, Task)
    with pytest.raises(Superseded):
        leases.complete(task, output, 0.1, formats=FORMATS, database=shop.database)
    assert shop.count(Version, Event, Asset, Task) == before
    (row,) = (one for one in shop.tasks(job) if one.id == task.id)
    assert (row.status, row.lease, row.output) == (Status.RUNNING, task.lease, {}), "still its worker's"


def stale(shop: Workshop, task: Task) -> dict[str, Any]:
    """What the task would write now."""
    from core.production import run_stage

    return run_stage(task, engines=shop.engines, checkpoint=lambda *_: None, database=shop.database)


def test_a_fault_while_writing_leaves_nothing(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    banner = shop.make(formats=("single",))["single"]
    job = shop.rewrite(banner, "headline")
    shop.step(job, Stage.WRITE_COPY)
    before = shop.count(Version, Event, Asset)

    def fall(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(results.Doing, "tell", fall)
        shop.step(job)
    assert shop.count(Version, Event, Asset) == [before[0], before[1] + 1, before[2]], "only that the job has failed"
    assert shop.banner(banner).current == 1
    assert leases.retry_job(job.id, shop.database)
    assert shop.finish(job).status == Status.COMPLETED
    assert shop.banner(banner).current == 2


def test_a_job_and_a_person_who_make_the_same_do_not_wait_for_each_other(
    postgresql: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both write the same files and hold the same banner: always the banner first."""
    shop = Workshop(postgresql)
    banner = shop.make(formats=("single",))["single"]
    job = shop.rewrite(banner, "headline")
    shop.step(job, Stage.WRITE_COPY)
    waiting, held = Signal(), Signal()
    lock, remember = results.lock_banner, editing.remember_files

    def lock_late(*given: Any) -> Banner:
        waiting.set()
        held.wait(10)
        return lock(*given)

    def remember_late(*given: Any) -> None:
        held.set()
        Signal().wait(0.5)  # until the job waits for the banner
        remember(*given)

    monkeypatch.setattr(results, "lock_banner", lock_late)
    monkeypatch.setattr(editing, "remember_files", remember_late)
    worker = Thread(target=shop.finish, args=(job,))
    worker.start()
    assert waiting.wait(10)
    shop.write(banner, 1, headline="Again")
    worker.join(30)
    assert not worker.is_alive()
    with read(postgresql) as session:
        assert session.get_one(Job, job.id).status == Status.COMPLETED
    assert [task.errors for task in shop.tasks(job)] == [0, 0]
    assert [version.texts["headline"] for version in shop.versions(banner)][1:] == ["Again", "Again"]


def test_the_thumbnail_is_among_the_assets(shop: Workshop) -> None:
    version = shop.shown(shop.make(formats=("plain",))["plain"])
    with write(shop.database) as session:
        assert session.get_one(Asset, version.asset).media_type == "image/png"
        assert session.get_one(Asset, version.thumbnail).media_type == "image/jpeg"
