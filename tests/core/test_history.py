"""A banner as its editor shows it."""

from typing import Any

import pytest
from sqlalchemy import Engine

from core.binning import bin_banners
from core.compositing.cutouts import Placement
from core.errors import BadInput, NotFound
from core.history import find_version, under_way, version_on_show, view_banner
from core.library import find
from core.library_filter import Filter
from core.models import Cause, Stage, Status
from core.plans import PicturePlan, TextPlan
from core.sheets import Desk
from core.states import Change
from core.turning import restore
from jobs import leases
from tests.core.workshop import BRIEF, Workshop


@pytest.fixture
def shop(database: Engine) -> Workshop:
    return Workshop(database)


@pytest.fixture
def banners(shop: Workshop) -> dict[str, str]:
    """A brief's banners by format, all made."""
    return shop.make()


@pytest.fixture
def pair(banners: dict[str, str]) -> str:
    """A banner with two texts and two pictures."""
    return banners["pair"]


# --- the banner -------------------------------------------------------------------------------------------------------


def test_a_banner_that_is_made(shop: Workshop, pair: str) -> None:
    view = shop.view(pair)
    assert (view.sheet.banner.id, view.sheet.layout.id, view.sheet.product.slug) == (pair, "pair", "card")
    assert (view.sheet.brief.offer, view.author.name, view.campaign) == (BRIEF.offer, "Ann", "Ann")
    assert view.shown
    assert [entry.version for entry in view.history] == [shop.shown(pair)] == [view.shown.version]
    assert not view.can_undo
    assert not view.can_redo
    assert (view.work, view.failed, view.variants) == ((), None, ())


def test_a_banner_that_is_not_made_yet(shop: Workshop) -> None:
    job = shop.submit(formats=("single", "pair"))
    shop.step(job, Stage.WRITE_COPY)
    (one, _) = find(Filter(), database=shop.database).cards
    view = shop.view(one.id)
    assert (view.shown, view.history, view.siblings, view.pictures) == (None, (), (), {})
    assert not view.can_undo
    assert view.work == (), "its brief's own job is no change of it"
    assert version_on_show(one.id, shop.database) == 0


def test_what_is_not_there(shop: Workshop, pair: str) -> None:
    with pytest.raises(NotFound):
        shop.view("nowhere")
    with pytest.raises(NotFound):
        view_banner(Desk(shop.store, shop.desk.brand, {}, shop.database), pair)
    with pytest.raises(NotFound):
        find_version(pair, 2, shop.database)
    assert version_on_show("nowhere", shop.database) == 0
    assert find_version(pair, version_on_show(pair, shop.database), shop.database) == shop.shown(pair)


def test_its_siblings_come_in_the_briefs_order(shop: Workshop, banners: dict[str, str]) -> None:
    shop.make(seed=9)  # another brief's are none
    shop.write(banners["pair"], headline="New")
    view = shop.view(banners["plain"])
    assert [(banner.format_id, version.number) for banner, version in view.siblings] == [("pair", 2), ("single", 1)]
    bin_banners([banners["single"]], shop.ann, shop.database)
    assert [banner.format_id for banner, _ in shop.view(banners["plain"]).siblings] == ["pair"]


def test_every_picture_that_the_brief_has_had(shop: Workshop, pair: str) -> None:
    own = shop.shown(pair).pictures
    shop.make(seed=9)
    shop.finish(shop.repaint(pair, 1, seed=50))
    shop.finish(shop.repaint(pair, 1, seed=51))
    pictures = shop.view(pair).pictures
    assert {slot: [one.seed for one in found] for slot, found in pictures.items()} == {0: [7], 1: [51, 50, 8]}
    assert (pictures[0][0].id, pictures[1][-1].id) == tuple(own)


# --- how it came to be ------------------------------------------------------------------------------------------------


def test_the_history_says_who_did_what(shop: Workshop, pair: str) -> None:
    left, right = shop.shown(pair).pictures
    shop.write(pair, headline="Bob's", user=shop.bob)
    shop.save(pair, Change(placements={1: Placement(0.5)}), cause=Cause.MOVED)
    shop.undo(pair)
    shop.save(pair, Change(pictures={0: right}), cause=Cause.PICTURE_CHOSEN)
    shop.write(pair, 1, headline="Late")
    restore(shop.desk, pair, 1, shop.bob)
    history = shop.view(pair).history
    assert [
        (entry.version.number, entry.author, entry.version.cause, set(entry.change.parts)) for entry in history
    ] == [
        (6, "Bob", "restored", {"headline", "picture 0"}),
        (5, "Ann", "text_edited", {"headline"}),
        (4, "Ann", "picture_chosen", {"picture 0"}),
        (3, "Ann", "moved", {"place 1"}),
        (2, "Bob", "text_edited", {"headline"}),
        (1, "Ann", "generated", {"headline", "message", "picture 0", "picture 1"}),
    ]
    assert history[1].change.texts == {"headline": "Late"}, "against what it was made from, not what came before"
    assert [picture.id for picture in history[2].pictures] == [right, right]
    assert [picture.id for picture in history[0].pictures] == [left, right]


def test_there_is_a_way_back_and_forth(shop: Workshop, pair: str) -> None:
    shop.write(pair, headline="Two")
    assert (shop.view(pair).can_undo, shop.view(pair).can_redo) == (True, False)
    shop.undo(pair)
    assert (shop.view(pair).can_undo, shop.view(pair).can_redo) == (False, True)
    view = shop.view(pair)
    assert view.shown
    assert (view.shown.version.number, len(view.history)) == (1, 2)


# --- what is being made -----------------------------------------------------------------------------------------------


def test_work_goes_on_and_never_back(shop: Workshop, pair: str) -> None:
    job = shop.repaint(pair)
    fractions = []
    for note in ("Making the picture", "Cutting the picture out", "Composing the banner"):
        (work,) = shop.view(pair).work
        assert isinstance(work.plan, PicturePlan)
        assert (work.job.id, work.job.status in (Status.QUEUED, Status.RUNNING)) == (job.id, True)
        fractions.append(work.fraction)
        task = leases.claim(None, "w1", job_id=job.id, database=shop.database)
        assert task
        leases.save_progress(task.id, task.lease or "", 0.5, note, database=shop.database)
        (work,) = under_way(pair, shop.database)
        assert work.note == note
        fractions.append(work.fraction)
        leases.give_back(task, crashed=False, database=shop.database)
        shop.step(job)
    assert fractions[0] == 0
    assert fractions == sorted(fractions)
    assert fractions[1] > 0.4, "painting takes longest"
    assert fractions[-1] < 1
    assert (shop.view(pair).work, under_way(pair, shop.database)) == ((), ())


def test_jobs_under_way_come_in_the_order_of_the_clicks(shop: Workshop, pair: str) -> None:
    jobs = [shop.repaint(pair), shop.rewrite(pair, "headline"), shop.variants(pair)]
    assert [work.job.id for work in shop.view(pair).work] == [job.id for job in jobs]
    shop.finish(jobs[1])
    assert [work.job.id for work in under_way(pair, shop.database)] == [jobs[0].id, jobs[2].id]


def fail(shop: Workshop, pair: str) -> Any:
    """A picture that could not be made."""
    job = shop.repaint(pair)
    shop.painter.error = BadInput("Too much.", field="prompt")
    return shop.finish(job)


def test_what_failed_is_shown_until_something_changes(shop: Workshop, pair: str) -> None:
    job = fail(shop, pair)
    failed = shop.view(pair).failed
    assert failed
    assert (failed.job.id, failed.job.error) == (job.id, {"code": "bad_input", "message": "Too much.", "values": {}})
    shop.write(pair, headline="Never mind")
    assert shop.view(pair).failed is None


def test_what_failed_is_not_shown_while_it_is_tried_again(shop: Workshop, pair: str) -> None:
    job = fail(shop, pair)
    leases.retry_job(job.id, shop.database)
    assert shop.view(pair).failed is None
    shop.finish(job)
    assert (shop.view(pair).failed, shop.shown(pair).number) == (None, 2)


def test_what_failed_is_not_shown_once_something_else_was_begun(shop: Workshop, pair: str) -> None:
    fail(shop, pair)
    shop.rewrite(pair, "headline")
    assert shop.view(pair).failed is None


def test_a_failure_is_told_though_somebody_has_changed_the_banner_meanwhile(shop: Workshop, pair: str) -> None:
    job = shop.repaint(pair)
    shop.write(pair, headline="Meanwhile")
    shop.painter.error = BadInput("Too much.", field="prompt")
    shop.finish(job)
    failed = shop.view(pair).failed
    assert failed
    assert failed.job.id == job.id


def test_a_failure_is_told_though_a_later_job_was_done_before(shop: Workshop, pair: str) -> None:
    job = shop.repaint(pair)
    shop.finish(shop.rewrite(pair, "headline"))
    shop.painter.error = BadInput("Too much.", field="prompt")
    shop.finish(job)
    failed = shop.view(pair).failed
    assert failed
    assert isinstance(failed.plan, PicturePlan)


def test_what_was_cancelled_has_not_failed(shop: Workshop, pair: str) -> None:
    leases.cancel_job(shop.repaint(pair).id, shop.database)
    assert (shop.view(pair).failed, shop.view(pair).work) == (None, ())


# --- texts to choose from ---------------------------------------------------------------------------------------------


def test_variants_are_offered_until_something_changes(shop: Workshop, pair: str) -> None:
    job = shop.variants(pair)
    assert shop.view(pair).variants == ()
    shop.finish(job)
    offered = shop.view(pair).variants
    assert [one["texts"]["headline"] for one in offered] == ["Again", "Anew"]
    assert offered[0].keys() >= {"texts", "engine", "draft"}
    shop.save(pair, Change(texts=offered[0]["texts"]), cause=Cause.TEXT_CHOSEN)
    assert shop.view(pair).variants == ()


def test_variants_are_offered_though_somebody_has_moved_a_picture_meanwhile(shop: Workshop, pair: str) -> None:
    job = shop.variants(pair)
    shop.save(pair, Change(placements={0: Placement(0.5)}))
    shop.finish(job)
    assert len(shop.view(pair).variants) == 2


def test_variants_are_offered_while_something_else_is_made(shop: Workshop, pair: str) -> None:
    shop.finish(shop.variants(pair))
    job = shop.repaint(pair)
    assert len(shop.view(pair).variants) == 2
    shop.finish(job)
    assert shop.view(pair).variants == (), "now something has changed"


def test_the_latest_variants_are_offered(shop: Workshop, pair: str) -> None:
    shop.finish(shop.variants(pair))
    first = shop.view(pair).variants
    second = shop.variants(pair)
    assert shop.view(pair).variants == first, "there is something to choose from until they come"
    shop.finish(second)
    assert shop.view(pair).variants[0]["texts"] == first[0]["texts"], "the fake knows two"
    assert not any(isinstance(work.plan, TextPlan) for work in shop.view(pair).work)
