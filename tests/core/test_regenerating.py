"""Having parts of a banner made anew: from the click to the version, whatever else happens meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Engine

from core import library, stages
from core.binning import bin_banners
from core.compositing.cutouts import Placement
from core.config import settings
from core.copywriting.offline.engine import OfflineCopywriter
from core.copywriting.port import AdCopy, CopyRequest
from core.copywriting.text import graphemes
from core.db import read
from core.errors import BadInput, Busy, EngineFailed, NotAllowed, NotFound
from core.formats.catalogue import load_formats
from core.history import under_way
from core.library_filter import Filter
from core.models import Asset, Cause, Job, PictureRow, Stage, Status, Task, Version
from core.plans import VariantsPlan
from core.ports import Checkpoint
from core.states import Change
from jobs import leases
from jobs.reconciler import return_expired
from jobs.tasks import carry
from tests.core.test_editing import at_once
from tests.core.workshop import Workshop
from tests.fakes import FakeCopywriter
from tests.jobs.test_leases import expire, rest_is_over
from tests.screens import png_of


@pytest.fixture
def shop(database: Engine) -> Workshop:
    return Workshop(database)


@pytest.fixture
def banners(shop: Workshop) -> dict[str, str]:
    """A brief's banners by format, all made."""
    return shop.make()


def active(shop: Workshop, banner: str) -> list[str]:
    """Ids of the jobs that are changing it."""
    return [work.job.id for work in under_way(banner, shop.database)]


@pytest.fixture
def pair(shop: Workshop) -> str:
    """A banner with two texts and two pictures, alone in its brief."""
    return shop.make(formats=("pair",))["pair"]


# --- texts ------------------------------------------------------------------------------------------------------------


def test_one_text_is_written_anew_and_the_rest_is_kept(shop: Workshop, pair: str) -> None:
    first = shop.shown(pair)
    job = shop.finish(shop.rewrite(pair, "headline", shop.bob))
    version = shop.shown(pair)
    assert job.status == Status.COMPLETED
    assert version.texts == first.texts | {"headline": "Again"}
    assert (version.number, version.parent, version.cause) == (2, 1, Cause.TEXT_REGENERATED)
    assert (version.author_id, version.pictures, version.draft) == (shop.bob.id, first.pictures, True)
    assert shop.image(version.thumbnail).format == "JPEG"


def test_all_texts_are_written_anew(shop: Workshop, pair: str) -> None:
    shop.write(pair, headline="Mine")
    shop.save(pair, Change(placements={0: Placement(0.5)}))
    shop.finish(shop.rewrite(pair))
    assert shop.shown(pair).texts == {"headline": "Again", "message": "Again"}
    assert shop.state(pair).placements == (Placement(0.5), None)
    assert (shop.shown(pair).parent, shop.shown(pair).draft) == (3, True)


class Finished:
    """A copywriter whose texts need no second look."""

    def write(self, request: CopyRequest) -> AdCopy:
        return self.rewrite(request, AdCopy({}, ""), None)

    def rewrite(self, request: CopyRequest, draft: AdCopy, field: str | None, *, checkpoint: Checkpoint) -> AdCopy:
        return AdCopy({one.id: "Done" for one in request.fields}, "finished")


def test_with_one_finished_text_the_others_are_still_drafts(shop: Workshop, pair: str) -> None:
    shop.engines = replace(shop.engines, copywriter=Finished())
    shop.finish(shop.rewrite(pair, "headline"))
    assert (shop.shown(pair).copy_engine, shop.shown(pair).draft) == ("finished", True)
    shop.finish(shop.rewrite(pair))
    assert not shop.shown(pair).draft, "all of them are new"
    shop.finish(shop.repaint(pair))
    assert not shop.shown(pair).draft, "a picture says nothing of the texts"


def test_only_its_own_banner_is_changed(shop: Workshop, banners: dict[str, str]) -> None:
    shop.finish(shop.rewrite(banners["single"]))
    assert [len(shop.versions(banner)) for banner in banners.values()] == [
        2 if name == "single" else 1 for name in banners
    ]


def test_what_a_person_writes_meanwhile_into_another_field_stays(shop: Workshop, pair: str) -> None:
    job = shop.rewrite(pair, "headline")
    shop.step(job, Stage.WRITE_COPY)
    shop.write(pair, message="Ann's", user=shop.ann)
    shop.save(pair, Change(placements={1: Placement(0.5)}))
    shop.finish(job)
    assert shop.shown(pair).texts == {"headline": "Again", "message": "Ann's"}
    assert shop.state(pair).placements == (None, Placement(0.5))
    assert [version.parent for version in shop.versions(pair)] == [None, 1, 2, 3]


def test_what_a_person_writes_meanwhile_into_the_same_field_is_a_version(shop: Workshop, pair: str) -> None:
    job = shop.rewrite(pair, "headline")
    shop.write(pair, headline="Ann's")
    shop.finish(job)
    assert shop.shown(pair).texts["headline"] == "Again"
    assert shop.undo(pair).texts["headline"] == "Ann's"


def test_every_turn_asks_for_another_variant(shop: Workshop, pair: str) -> None:
    for _ in range(3):
        shop.finish(shop.rewrite(pair, "headline"))
    asked = [request.variant for request in shop.copywriter.requests[-3:]]  # type: ignore[attr-defined]
    assert asked == [0, 1, 2]
    assert len({version.texts["headline"] for version in shop.versions(pair)[1:]}) == 2, "the fake knows two"


def test_a_version_after_undo_gets_a_number_of_its_own(shop: Workshop, pair: str) -> None:
    shop.write(pair, headline="Two")
    shop.write(pair, headline="Three")
    shop.undo(pair)
    shop.undo(pair)
    shop.finish(shop.rewrite(pair, "message"))
    version = shop.shown(pair)
    assert (version.number, version.parent, shop.banner(pair).ahead) == (4, 1, [])
    assert version.texts["headline"] == shop.versions(pair)[0].texts["headline"]


# --- variants ---------------------------------------------------------------------------------------------------------


class Endless(FakeCopywriter):
    """A copywriter who always has something else to say; `asked` counts."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def variants(self, request: CopyRequest, draft: AdCopy, count: int, *, checkpoint: Checkpoint) -> list[AdCopy]:
        self.asked += count
        return [
            AdCopy({one.id: f"Turn {turn}" for one in request.fields}, "endless", draft=True) for turn in range(count)
        ]


@pytest.mark.parametrize("name", ["pilot-1080", "story-1080x1920", "landscape-1200x628", "display-300x250"])
def test_the_offline_writers_variants_differ_and_keep_to_the_limits(name: str) -> None:
    layout, writer = load_formats()[name], OfflineCopywriter()
    offer = "Кэшбэк 10 % на кафе до 31 мая. Бесплатная доставка от 500 ₽. Третий месяц в подарок."
    work = stages.Work(offer, "ru", "generate", (), (), "", 1, "Карта «Будни»", "Карта для повседневных трат.", {}, "")
    now = stages.write_copy(work, layout, writer)["texts"]
    offered = [one["texts"] for one in stages.write_variants(work, layout, writer, now, VariantsPlan())["variants"]]
    assert len(offered) == 4
    every = [now, *offered]
    assert all(one not in every[:index] for index, one in enumerate(every)), "all different, and not what is there"
    limits = {field.id: field.limit or 0 for field in layout.ai_fields}
    assert all(0 < graphemes(text) <= limits[field] for one in offered for field, text in one.items())


def test_variants_wait_to_be_chosen(shop: Workshop, pair: str) -> None:
    job = shop.finish(shop.variants(pair))
    assert (job.status, len(shop.versions(pair))) == (Status.COMPLETED, 1)
    first, second = shop.view(pair).variants
    assert shop.shown(pair).texts not in (first["texts"], second["texts"])
    copy = {**second, "engine": "another", "record": {"model": "another"}}
    version = shop.save(pair, Change(texts=second["texts"]), cause=Cause.TEXT_CHOSEN, copy=copy).version
    assert (version.texts, version.cause) == (second["texts"], Cause.TEXT_CHOSEN)
    assert (version.copy_engine, version.draft, version.copy_record) == ("another", True, {"model": "another"})


def test_no_more_variants_are_written_than_wanted(database: Engine) -> None:
    """With a language model each of them takes seconds and costs money."""
    shop = Workshop(database, Endless())
    pair = shop.make(formats=("pair",))["pair"]
    shop.finish(shop.variants(pair))
    assert len(shop.view(pair).variants) == 4
    assert shop.copywriter.asked == 4  # type: ignore[attr-defined]


def test_where_nothing_else_can_be_said_there_are_fewer(shop: Workshop, pair: str) -> None:
    shop.finish(shop.variants(pair))
    assert [one["texts"]["headline"] for one in shop.view(pair).variants] == ["Again", "Anew"]


# --- pictures ---------------------------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_picture_and_another_one_another(shop: Workshop, pair: str) -> None:
    first = shop.picture(shop.shown(pair).pictures[1])
    shop.finish(shop.repaint(pair, 1, prompt=first.prompt, seed=first.seed))
    same = shop.picture(shop.shown(pair).pictures[1])
    assert same.id != first.id
    assert (same.asset, same.cut_out, same.seed, same.prompt) == (first.asset, first.cut_out, first.seed, first.prompt)
    shop.finish(shop.repaint(pair, 1, prompt=first.prompt, seed=first.seed + 1))
    other = shop.picture(shop.shown(pair).pictures[1])
    assert other.seed == first.seed + 1
    assert other.asset != first.asset
    assert {version.pictures[0] for version in shop.versions(pair)} == {shop.shown(pair).pictures[0]}
    assert {version.cause for version in shop.versions(pair)[1:]} == {Cause.PICTURE_REGENERATED}


def test_without_a_seed_every_picture_is_another(shop: Workshop, pair: str) -> None:
    for _ in range(3):
        shop.finish(shop.repaint(pair))
    assert len({request.seed for request in shop.painter.requests}) == 2 + 3


def test_a_banner_is_found_by_the_prompt_of_its_new_picture(shop: Workshop, banners: dict[str, str]) -> None:
    shop.finish(shop.repaint(banners["pair"], prompt="  a Golden Violin \n"))
    assert shop.picture(shop.shown(banners["pair"]).pictures[0]).prompt == "a Golden Violin"
    found = library.find(Filter(text="golden VIOLIN"), database=shop.database)
    assert [card.id for card in found.cards] == [banners["pair"]]


def test_a_new_picture_stands_where_the_old_one_stood(shop: Workshop, pair: str) -> None:
    shop.save(pair, Change(placements={0: Placement(0.5, 1, 0)}))
    texts = shop.shown(pair).texts
    shop.finish(shop.repaint(pair))
    assert shop.state(pair).placements == (Placement(0.5, 1, 0), None)
    assert shop.shown(pair).texts == texts


def test_a_picture_of_the_bank_is_taken_by_its_name(shop: Workshop, pair: str) -> None:
    shop.finish(shop.repaint(pair, 1, "search", prompt="coffee", origin="bank/7"))
    picture = shop.picture(shop.shown(pair).pictures[1])
    assert (picture.source, picture.origin, picture.prompt, picture.slot) == ("bank", "bank/7", "coffee", 1)


def test_the_bank_is_searched_with_a_prompt(shop: Workshop, pair: str) -> None:
    shop.finish(shop.repaint(pair, 0, "search", prompt="coffee", seed=3))
    picture = shop.picture(shop.shown(pair).pictures[0])
    assert (picture.source, picture.prompt, picture.seed) == ("bank", "coffee", 3)
    assert picture.origin.startswith("bank/")


def test_a_file_of_ones_own_is_taken(shop: Workshop, pair: str) -> None:
    shop.finish(shop.repaint(pair, 1, "upload", upload=png_of()))
    version = shop.shown(pair)
    assert shop.picture(version.pictures[1]).source == "upload"
    assert version.cause == Cause.PICTURE_CHOSEN


def test_everywhere_is_every_banner_of_the_brief_that_has_the_slot(shop: Workshop, banners: dict[str, str]) -> None:
    shop.finish(shop.repaint(banners["pair"], 0, everywhere=True))
    shown = {name: shop.shown(banner) for name, banner in banners.items()}
    assert {name: version.number for name, version in shown.items()} == {"pair": 2, "single": 2, "plain": 1}
    assert shown["pair"].pictures[0] == shown["single"].pictures[0]
    shop.finish(shop.repaint(banners["pair"], 1, everywhere=True))
    assert shop.shown(banners["single"]).number == 2, "it has no second slot"


def test_everywhere_leaves_out_what_is_in_the_bin(shop: Workshop, banners: dict[str, str]) -> None:
    bin_banners([banners["single"]], shop.ann, shop.database)
    shop.finish(shop.repaint(banners["pair"], 0, everywhere=True))
    assert [shop.banner(banners[name]).current for name in ("pair", "single")] == [2, 1]


def test_everywhere_leaves_out_what_is_not_made_yet(shop: Workshop) -> None:
    job = shop.submit(formats=("single", "pair"))
    shop.painter.error = BadInput("No.", field="prompt")
    while shop.step(job, Stage.MAKE_PICTURE).target != "0":
        pass
    leases.cancel_job(job.id, shop.database)
    # Neither is made: nothing can be done with them.
    (one, _) = [card.id for card in library.find(Filter(), database=shop.database).cards]
    with pytest.raises(BadInput, match="not ready"):
        shop.repaint(one, 0, everywhere=True)


# --- what it leaves behind --------------------------------------------------------------------------------------------


def test_every_step_leaves_its_event(shop: Workshop, pair: str) -> None:
    job = shop.finish(shop.rewrite(pair, "headline"))
    version = shop.shown(pair)
    written, composed, done = [event for event in shop.events("copy.regenerated", "banner.composed", "job.completed")
                               if event.job_id == job.id]  # fmt: skip
    assert written.data.items() >= {"texts": version.texts, "engine": "fake", "field": "headline"}.items()
    assert (written.data["fallback"], written.data["corrections"]) == ("", 0)
    assert (written.user_id, written.banner_id) == (shop.ann.id, pair)
    assert (composed.version_id, composed.banner_id, composed.data) == (version.id, pair, {"format": "pair"})
    assert set(done.data["seconds"]) == {Stage.WRITE_COPY, Stage.COMPOSE}


def test_a_new_picture_is_counted(shop: Workshop, pair: str) -> None:
    for seed in (11, 12):
        shop.finish(shop.repaint(pair, 1, seed=seed, prompt="a cup"))
    events = shop.events("picture.regenerated")
    assert [event.data["n"] for event in events] == [1, 2]
    assert events[1].data == {"slot": 1, "prompt": "a cup", "seed": 12, "engine": "painter-1", "origin": "", "n": 2,
                              "picture": shop.shown(pair).pictures[1]}  # fmt: skip
    assert events[1].banner_id == pair


def test_the_texts_that_were_offered_are_told(shop: Workshop, pair: str) -> None:
    shop.finish(shop.variants(pair))
    (event,) = shop.events("copy.regenerated")
    assert [texts["headline"] for texts in event.data["variants"]] == ["Again", "Anew"]


def test_a_picture_remembers_its_job_and_its_file_where_it_came_from(shop: Workshop, pair: str) -> None:
    job = shop.finish(shop.repaint(pair, 1, prompt="a cup", seed=5))
    picture = shop.picture(shop.shown(pair).pictures[1])
    assert picture.job_id == job.id
    with read(shop.database) as session:
        assert session.get_one(Asset, picture.asset).provenance == {
            "brief": job.brief_id, "stage": "make_picture", "target": "1", "source": "studio", "engine": "painter-1",
            "wish": "a cup", "prompt": "a cup", "seed": 5, "origin": "",
        }  # fmt: skip


# --- what is refused --------------------------------------------------------------------------------------------------

#: Every way to ask for something.
ASK: dict[str, Callable[[Workshop, str], Job]] = {
    "text": lambda shop, banner: shop.rewrite(banner, "headline"),
    "texts": lambda shop, banner: shop.rewrite(banner),
    "variants": lambda shop, banner: shop.variants(banner),
    "picture": lambda shop, banner: shop.repaint(banner),
    "upload": lambda shop, banner: shop.repaint(banner, mode="upload", upload=png_of()),
}


@pytest.mark.parametrize("ask", ASK.values(), ids=ASK)
def test_what_cannot_be_changed(shop: Workshop, pair: str, ask: Callable[[Workshop, str], Job]) -> None:
    before, files, calls = shop.count(Job, Task), set(shop.store.objects), shop.queue.calls.copy()
    with pytest.raises(NotFound):
        ask(shop, "nowhere")
    shop.ann.role = "analyst"
    with pytest.raises(NotAllowed):
        ask(shop, pair)
    shop.ann.role = "marketer"
    bin_banners([pair], shop.ann, shop.database)
    with pytest.raises(BadInput, match="bin"):
        ask(shop, pair)
    assert (shop.count(Job, Task), set(shop.store.objects), shop.queue.calls) == (before, files, calls)


def test_too_much_work_is_refused(shop: Workshop, pair: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "queue_hard_limit", 1)
    shop.rewrite(pair, "headline")
    with pytest.raises(Busy):
        shop.rewrite(pair, "message")


@pytest.mark.parametrize("field", ["label", "subtitle", ""])
def test_a_field_that_is_not_written(shop: Workshop, pair: str, field: str) -> None:
    with pytest.raises(BadInput) as fault:
        shop.rewrite(pair, field)
    assert fault.value.field == "field"


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"slot": 2}, "slot"), ({"slot": -1}, "slot"), ({"mode": "magic"}, "mode"), ({"prompt": "a" * 1001}, "prompt"),
        ({"prompt": "a\x00"}, "prompt"), ({"origin": "a" * 1001}, "prompt"), ({"seed": -1}, "seed"),
        ({"seed": 2**31}, "seed"), ({"mode": "upload"}, "picture"), ({"mode": "upload", "upload": b""}, "picture"),
        ({"mode": "upload", "upload": b"GIF89a"}, "picture"),
    ],
)  # fmt: skip
def test_a_wish_with_a_fault_writes_nothing(shop: Workshop, pair: str, wish: dict[str, Any], field: str) -> None:
    before, files = shop.count(Job, Task), set(shop.store.objects)
    with pytest.raises(BadInput) as fault:
        shop.repaint(pair, **wish)
    assert fault.value.field == field
    assert (shop.count(Job, Task), set(shop.store.objects)) == (before, files)


def test_a_file_is_kept_only_where_it_is_wanted(shop: Workshop, pair: str) -> None:
    """Otherwise bytes that nobody has looked at would lie in the store."""
    files = set(shop.store.objects)
    shop.repaint(pair, mode="generate", upload=b"GIF89a")
    assert set(shop.store.objects) == files


# --- clicks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ask", ASK.values(), ids=ASK)
def test_a_double_click_is_one_job(shop: Workshop, pair: str, ask: Callable[[Workshop, str], Job]) -> None:
    calls = sum(shop.queue.calls.values())
    first, second = ask(shop, pair), ask(shop, pair)
    assert first.id == second.id
    assert sum(shop.queue.calls.values()) == calls + 1
    assert active(shop, pair) == [first.id]
    shop.finish(first)
    assert active(shop, pair) == []
    assert ask(shop, pair).id != first.id, "it is done: this is a new wish"


def test_clicks_at_the_same_moment_are_one_job(every_database: Engine) -> None:
    shop = Workshop(every_database)
    banner = shop.make(formats=("plain",))["plain"]
    assert len({job.id for job in at_once([lambda: shop.rewrite(banner, "headline")] * 6)}) == 1


def test_different_wishes_are_different_jobs(shop: Workshop, pair: str) -> None:
    jobs = [shop.rewrite(pair, "headline"), shop.rewrite(pair, "message"), shop.rewrite(pair), shop.variants(pair),
            shop.repaint(pair, 0), shop.repaint(pair, 1)]  # fmt: skip
    assert active(shop, pair) == [job.id for job in jobs]
    for job in reversed(jobs):
        assert shop.finish(job).status == Status.COMPLETED
    assert [version.parent for version in shop.versions(pair)] == [None, 1, 2, 3, 4, 5]


def test_what_is_being_cancelled_can_be_asked_for_again(shop: Workshop, pair: str) -> None:
    first = shop.repaint(pair)
    task = leases.claim(None, "w1", job_id=first.id, database=shop.database)
    leases.cancel_job(first.id, shop.database)
    assert task
    assert first.id in active(shop, pair), "it ends at its next step"
    second = shop.repaint(pair)
    assert second.id != first.id
    assert shop.finish(second).status == Status.COMPLETED


# --- what can go wrong ------------------------------------------------------------------------------------------------


def test_cancelled_before_it_began(shop: Workshop, pair: str) -> None:
    job = shop.repaint(pair)
    assert leases.cancel_job(job.id, shop.database)
    assert shop.finish(job).status == Status.CANCELLED
    assert len(shop.versions(pair)) == 1


@pytest.mark.parametrize("done", [Stage.MAKE_PICTURE, Stage.CUT_OUT])
def test_cancelled_half_way(shop: Workshop, pair: str, done: Stage) -> None:
    job = shop.repaint(pair)
    shop.step(job, done)
    leases.cancel_job(job.id, shop.database)
    assert shop.finish(job).status == Status.CANCELLED
    assert len(shop.versions(pair)) == 1
    shop.finish(shop.repaint(pair))
    assert len(shop.versions(pair)) == 2


def test_what_failed_can_be_tried_again(shop: Workshop, pair: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobs.leases.FIRST_PAUSE", timedelta())
    job = shop.repaint(pair, seed=5)
    shop.painter.error = BadInput("There is too much in this prompt.", field="prompt")
    assert shop.finish(job).status == Status.FAILED
    assert len(shop.versions(pair)) == 1
    assert leases.retry_job(job.id, shop.database) == ["studio"]
    assert shop.finish(job).status == Status.COMPLETED
    assert shop.picture(shop.shown(pair).pictures[0]).seed == 5


def test_an_error_that_passes_is_not_seen(shop: Workshop, pair: str) -> None:
    job = shop.repaint(pair)
    shop.painter.error = EngineFailed("The light went out.")
    shop.step(job)
    rest_is_over(shop.database)
    assert shop.finish(job).status == Status.COMPLETED
    assert len(shop.versions(pair)) == 2


@pytest.mark.parametrize("at", [Stage.MAKE_PICTURE, Stage.CUT_OUT, Stage.COMPOSE])
def test_a_worker_that_dies_is_made_up_for(shop: Workshop, pair: str, at: Stage) -> None:
    job = shop.repaint(pair)
    while True:
        task = leases.claim(None, "w1", job_id=job.id, database=shop.database)
        assert task
        if task.stage == at:
            break
        carry(task, shop.engines, shop.database)
    shop.write(pair, headline="Meanwhile")
    expire(shop.database, task)
    return_expired(shop.database)
    assert shop.finish(job).status == Status.COMPLETED
    assert shop.shown(pair).texts["headline"] == "Meanwhile"
    assert (shop.shown(pair).number, shop.count(PictureRow)) == (3, [2 + 1])


def test_a_worker_that_was_taken_for_dead_adds_no_second_version(
    shop: Workshop, pair: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_the_lease(*given: Any) -> Any:
        task = next(one for one in shop.tasks(job) if one.status == Status.RUNNING)
        expire(shop.database, task)
        return_expired(shop.database)
        return render(*given)

    render = stages.render
    job = shop.rewrite(pair, "headline")
    shop.step(job, Stage.WRITE_COPY)
    with monkeypatch.context() as patch:
        patch.setattr(stages, "render", lose_the_lease)
        shop.step(job)
    assert len(shop.versions(pair)) == 1
    shop.finish(job)
    assert len(shop.versions(pair)) == 2


# --- people and jobs at the same time ---------------------------------------------------------------------------------


def while_it_is_composed(monkeypatch: pytest.MonkeyPatch, *happenings: Callable[[], Any]) -> list[int]:
    """Each of these happens once, between reading the banner and writing its version. Returns what counts the
    renderings."""
    waiting, times = list(happenings), []
    render = stages.render

    def rendered(*given: Any) -> Any:
        made = render(*given)
        times.append(1)
        if waiting:
            waiting.pop(0)()
        return made

    monkeypatch.setattr(stages, "render", rendered)
    return times


def test_what_a_person_does_while_it_is_composed_is_not_lost(
    shop: Workshop, pair: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = while_it_is_composed(
        monkeypatch, lambda: shop.write(pair, message="Ann's"),
        lambda: shop.save(pair, Change(placements={0: Placement(0.5)})),
    )  # fmt: skip
    job = shop.finish(shop.rewrite(pair, "headline"))
    assert (job.status, len(times)) == (Status.COMPLETED, 3)
    assert shop.shown(pair).texts == {"headline": "Again", "message": "Ann's"}
    assert shop.state(pair).placements == (Placement(0.5), None)
    assert [version.parent for version in shop.versions(pair)] == [None, 1, 2, 3]
    (task,) = (task for task in shop.tasks(job) if task.stage == Stage.COMPOSE)
    assert (task.errors, task.crashes) == (0, 0), "nobody's fault"
    assert len(shop.events("banner.composed")) == 1 + 1


def test_what_is_undone_while_it_is_composed_stays_undone(
    shop: Workshop, pair: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.write(pair, message="Ann's")
    while_it_is_composed(monkeypatch, lambda: shop.undo(pair))
    shop.finish(shop.rewrite(pair, "headline"))
    version = shop.shown(pair)
    assert version.texts == shop.versions(pair)[0].texts | {"headline": "Again"}
    assert (version.number, version.parent) == (3, 1)


def test_cancelled_while_it_is_composed(shop: Workshop, pair: str, monkeypatch: pytest.MonkeyPatch) -> None:
    job = shop.rewrite(pair, "headline")

    def both() -> None:
        shop.write(pair, message="Ann's")
        leases.cancel_job(job.id, shop.database)

    while_it_is_composed(monkeypatch, both)
    assert shop.finish(job).status == Status.CANCELLED
    assert [version.texts["message"] for version in shop.versions(pair)][-1] == "Ann's"
    assert len(shop.versions(pair)) == 2


def test_a_worker_is_called_again_for_what_must_be_composed_again(
    shop: Workshop, pair: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = shop.rewrite(pair, "headline")
    shop.step(job, Stage.WRITE_COPY)
    while_it_is_composed(monkeypatch, lambda: shop.write(pair, message="Ann's"))
    task = leases.claim(None, "w1", job_id=job.id, database=shop.database)
    assert task
    assert carry(task, shop.engines, shop.database) == ["light"]
    assert shop.tasks(job)[-1].status == Status.QUEUED


def test_a_briefs_own_job_keeps_to_its_own_pictures(shop: Workshop) -> None:
    """The one banner is made, and changed, while the other one still waits for its second picture."""
    job = shop.submit(formats=("single", "pair"))
    slow = []
    while len(slow) < 1:
        task = leases.claim(None, "w1", job_id=job.id, database=shop.database)
        assert task
        if (task.stage, task.target) == (Stage.MAKE_PICTURE, "1"):
            slow.append(task)
        else:
            carry(task, shop.engines, shop.database)
    while task := leases.claim(None, "w1", job_id=job.id, database=shop.database):
        carry(task, shop.engines, shop.database)
    cards = {card.format_id: card for card in library.find(Filter(), database=shop.database).cards}
    single, pair = cards["single"].id, cards["pair"].id
    assert (shop.banner(single).current, shop.banner(pair).current) == (1, 0)
    own = shop.shown(single).pictures[0]
    shop.finish(shop.repaint(single, 0, everywhere=True))
    leases.give_back(slow[0], crashed=False, database=shop.database)
    assert shop.finish(job).status == Status.COMPLETED
    assert shop.shown(pair).pictures[0] == own != shop.shown(single).pictures[0]
    assert shop.picture(shop.shown(pair).pictures[1]).job_id == job.id


def test_jobs_and_people_at_the_same_time_lose_nothing(every_database: Engine) -> None:
    shop = Workshop(every_database)
    pair = shop.make(formats=("pair",))["pair"]
    jobs = [shop.rewrite(pair, "headline"), shop.repaint(pair, 0, seed=50), shop.repaint(pair, 1, seed=60)]
    workers = [Thread(target=shop.finish, args=(job,)) for job in jobs]
    for worker in workers:
        worker.start()
    shop.write(pair, 1, message="Ann's")
    for worker in workers:
        worker.join(60)
    versions = shop.versions(pair)
    assert [version.number for version in versions] == [1, 2, 3, 4, 5]
    assert [version.parent for version in versions] == [None, 1, 2, 3, 4]
    assert shop.shown(pair).texts == {"headline": "Again", "message": "Ann's"}
    assert [shop.picture(one).seed for one in shop.shown(pair).pictures] == [50, 60]
    assert shop.count(Version) == [1 + 4]
