"""Changing a banner without a job: what is written, what is refused, and two people at one banner."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Engine

from core import editing, library, turning
from core.binning import bin_banners, restore_banners
from core.compositing.cutouts import Placement
from core.editing import Fate, one_paragraph
from core.errors import BadInput, DoesNotFit, NotAllowed, NotFound, Superseded
from core.library_filter import Filter
from core.models import Asset, Banner, Cause, Event, Version
from core.states import Change, State
from tests.core.workshop import FORMATS, Workshop

ROWS = (Version, Event, Asset, Banner)


@pytest.fixture
def shop(database: Engine) -> Workshop:
    return Workshop(database)


@pytest.fixture
def pair(shop: Workshop) -> str:
    """A banner with two texts and two pictures."""
    return shop.make(formats=("pair",))["pair"]


# --- one person -------------------------------------------------------------------------------------------------------


def test_a_text_that_is_changed_is_a_version_on_show(shop: Workshop, pair: str) -> None:
    first = shop.shown(pair)
    saved = shop.write(pair, headline="Free coffee", user=shop.bob)
    assert saved == (Fate.SHOWN, saved.version, None)
    assert saved.version == shop.shown(pair)
    assert saved.version.texts == first.texts | {"headline": "Free coffee"}
    assert (saved.version.number, saved.version.parent, saved.version.cause) == (2, 1, Cause.TEXT_EDITED)
    assert saved.version.author_id == shop.bob.id
    assert shop.versions(pair)[0] == first, "the version of before stays as it was"
    assert saved.version.boxes["headline"] != first.boxes["headline"]


def test_the_version_has_its_picture_and_a_smaller_one(shop: Workshop, pair: str) -> None:
    first = shop.shown(pair)
    version = shop.write(pair, headline="Free coffee").version
    assert shop.image(version.asset).size == (FORMATS["pair"].width, FORMATS["pair"].height)
    assert version.asset != first.asset
    assert shop.image(version.thumbnail).format == "JPEG"
    assert len(shop.store.objects[version.thumbnail]) < len(shop.store.objects[version.asset])


def test_a_thumbnail_of_a_large_banner_is_smaller_than_it(shop: Workshop) -> None:
    from core.compositing.compose import Composition, TypeMeasure
    from core.rendering import THUMBNAIL, stored

    headline = TypeMeasure((1, 2, 3, 4), (1, 2, 3, 4), 12, ("…",), 9)
    made = Composition(np.zeros((1920, 1080, 3), np.uint8), {"headline": headline}, ())
    kept = stored(made, FORMATS["plain"], shop.store)
    assert shop.image(kept["thumbnail"]).size == (270, THUMBNAIL)
    assert shop.image(kept["asset"]).size == (1080, 1920)
    assert kept["boxes"] == {"headline": [1, 2, 3, 4]}
    assert kept["size"] == len(shop.store.objects[kept["asset"]])


def test_a_picture_of_the_brief_takes_a_slot(shop: Workshop, pair: str) -> None:
    left, right = shop.shown(pair).pictures
    saved = shop.save(pair, Change(pictures={0: right}), cause=Cause.PICTURE_CHOSEN)
    assert saved.version.pictures == [right, right]
    assert saved.version.cause == Cause.PICTURE_CHOSEN
    assert shop.image(saved.version.asset).tobytes() != shop.image(shop.versions(pair)[0].asset).tobytes()
    back = shop.save(pair, Change(pictures={0: left}), cause=Cause.PICTURE_CHOSEN)
    assert back.version.asset == shop.versions(pair)[0].asset, "the same banner has the same bytes"


def test_a_picture_is_moved_and_put_back(shop: Workshop, pair: str) -> None:
    moved = shop.save(pair, Change(placements={1: Placement(0.5, 1, 0)}), cause=Cause.MOVED).version
    assert moved.placements == [None, {"scale": 0.5, "x": 1, "y": 0}]
    assert moved.boxes == shop.versions(pair)[0].boxes, "texts stay where they were"
    back = shop.save(pair, Change(placements={1: None}), cause=Cause.MOVED).version
    assert back.placements == []
    assert back.asset == shop.versions(pair)[0].asset


def test_text_picture_and_place_at_once(shop: Workshop, pair: str) -> None:
    right = shop.shown(pair).pictures[1]
    change = Change({"headline": "All new"}, {0: right}, {0: Placement(0.4)})
    saved = shop.save(pair, change)
    assert shop.state(pair) == State(saved.version.texts, (right, right), (Placement(0.4), None))
    assert len(shop.versions(pair)) == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda version: Change(),
        lambda version: Change(texts=version.texts),
        lambda version: Change(pictures=dict(enumerate(version.pictures))),
        lambda version: Change(placements={0: None, 1: Placement()}),
        lambda version: Change(texts={"headline": f" {version.texts['headline']}\n"}),
    ],
)
def test_without_a_difference_there_is_no_version(shop: Workshop, pair: str, change: Any) -> None:
    before = shop.count(*ROWS)
    saved = shop.save(pair, change(shop.shown(pair)))
    assert saved == (Fate.NONE, shop.shown(pair), None)
    assert shop.count(*ROWS) == before


def test_what_a_person_has_written_is_no_draft_any_more(shop: Workshop, pair: str) -> None:
    assert shop.shown(pair).draft, "the fake writes drafts"
    assert shop.save(pair, Change(placements={0: Placement(0.5)}), cause=Cause.MOVED).version.draft
    assert not shop.write(pair, headline="Two").version.draft
    assert not shop.save(pair, Change(placements={0: None}), cause=Cause.MOVED).version.draft
    assert {version.copy_engine for version in shop.versions(pair)} == {"fake"}


# --- texts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("a" * 21, 21),
        ("é" * 20 + "é", 21),
        ("🏳️‍🌈" * 21, 21),
        ("👨‍👩‍👧‍👦" * 22, 22),
        ("ш" * 15 + " " + "й" * 5, 21),
    ],
)
def test_a_text_over_its_limit_is_refused_in_characters_that_a_reader_counts(
    shop: Workshop, pair: str, text: str, length: int
) -> None:
    with pytest.raises(BadInput) as fault:
        shop.write(pair, headline=text)
    assert fault.value.field == "headline"
    assert fault.value.values == {"limit": 20, "length": length}
    assert len(shop.versions(pair)) == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("café " * 4, "café café café café"),
        ("cafe\u0301 " * 4, "café café café café"),
        ("Семь процентов 🎉❤️👍🏽", "Семь процентов 🎉❤️👍🏽"),
        ("one\ntwo", "one two"),
        ("one\r\ntwo\rthree", "one two three"),
        ("one\u2028two\u2029", "one two"),
        ("one\ttwo", "one two"),
        ("\u200bone\u200b \u202etwo\u202c\ufeff", "one two"),
        ("  one  two  ", "one  two"),
        ("7\u00a0%", "7\u00a0%"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_a_text_is_kept_as_one_paragraph_of_what_can_be_seen(shop: Workshop, pair: str, typed: str, kept: str) -> None:
    version = shop.write(pair, headline=typed).version
    assert version.texts["headline"] == kept
    assert one_paragraph(kept) == kept
    assert ("headline" in version.boxes) == bool(kept)


def test_spaces_at_the_ends_do_not_count(shop: Workshop, pair: str) -> None:
    assert shop.write(pair, headline=f"  {'a' * 20} \n").version.texts["headline"] == "a" * 20


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (Change(texts={"label": "Mine"}), "label"),
        (Change(texts={"subtitle": "Mine"}), "subtitle"),
        (Change(texts={"headline": "a\x00b"}), "headline"),
        (Change(texts={"headline": "ok", "message": "a" * 5000}), "message"),
        (Change(texts={"message": "\ud800"}), "message"),
        (Change(pictures={2: "whatever"}), "picture"),
        (Change(pictures={-1: "whatever"}), "picture"),
        (Change(placements={2: Placement(0.5)}), "picture"),
        (Change(pictures={0: "no-such-picture"}), "picture"),
    ],
)
def test_what_does_not_belong_to_the_banner_is_refused(shop: Workshop, pair: str, change: Change, part: str) -> None:
    before, banner = shop.count(*ROWS), shop.banner(pair)
    with pytest.raises(BadInput) as fault:
        shop.save(pair, change)
    assert fault.value.field == part
    assert (shop.count(*ROWS), shop.banner(pair)) == (before, banner)


def test_a_picture_of_another_brief_is_refused(shop: Workshop, pair: str) -> None:
    theirs = shop.shown(shop.make(seed=9)["pair"]).pictures[0]
    with pytest.raises(NotFound):
        shop.save(pair, Change(pictures={0: theirs}))
    assert len(shop.versions(pair)) == 1


def test_text_that_the_font_cannot_draw_is_refused(shop: Workshop, pair: str) -> None:
    with pytest.raises(DoesNotFit) as fault:
        shop.write(pair, headline="漢字")
    assert fault.value.values["field"] == "headline"
    assert len(shop.versions(pair)) == 1


# --- who, and which ---------------------------------------------------------------------------------------------------


def test_who_makes_no_banners_changes_none(shop: Workshop, pair: str) -> None:
    with pytest.raises(NotAllowed):
        shop.write(pair, headline="Mine", user=shop.eve)
    assert len(shop.versions(pair)) == 1


@pytest.mark.parametrize(("banner", "base"), [("nowhere", 1), ("", 1), (None, 2), (None, 0), (None, -1)])
def test_a_banner_or_a_version_that_is_not_there(shop: Workshop, pair: str, banner: str | None, base: int) -> None:
    with pytest.raises(NotFound):
        shop.write(pair if banner is None else banner, base, headline="Mine")
    assert len(shop.versions(pair)) == 1


def test_a_banner_that_is_not_made_yet(shop: Workshop) -> None:
    job = shop.submit()
    with pytest.raises(NotFound):
        shop.write(_of(shop, job.brief_id), 0, headline="Mine")


def _of(shop: Workshop, brief: str) -> str:
    from sqlmodel import select

    from core.db import read

    with read(shop.database) as session:
        return session.exec(select(Banner.id).where(Banner.brief_id == brief, Banner.format_id == "pair")).one()


def test_a_banner_in_the_bin_is_left_alone_until_it_is_back(shop: Workshop, pair: str) -> None:
    bin_banners([pair], shop.ann, shop.database)
    with pytest.raises(BadInput, match="bin"):
        shop.write(pair, headline="Mine")
    restore_banners([pair], shop.ann, shop.database)
    assert shop.write(pair, headline="Mine").fate == Fate.SHOWN


def test_a_banner_that_goes_into_the_bin_while_it_is_drawn(
    shop: Workshop, pair: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*given: Any) -> Any:
        bin_banners([pair], shop.ann, shop.database)
        return render(*given)

    render = editing._rendered
    monkeypatch.setattr(editing, "_rendered", meanwhile)
    with pytest.raises(BadInput, match="bin"):
        shop.write(pair, headline="Mine")
    assert len(shop.versions(pair)) == 1


# --- what it leaves behind --------------------------------------------------------------------------------------------


def test_the_event_of_a_text_has_what_was_and_what_is(shop: Workshop, pair: str) -> None:
    was = shop.shown(pair).texts
    version = shop.write(pair, headline="One\n", message=was["message"]).version
    (event,) = shop.events("copy.edited", "copy.chosen", "picture.chosen", "picture.moved")
    assert (event.name, event.user_id, event.version_id) == ("copy.edited", shop.ann.id, version.id)
    assert (event.banner_id, event.brief_id) == (pair, shop.banner(pair).brief_id)
    assert event.data == {"fields": ["headline"], "before": {"headline": was["headline"]}, "after": {"headline": "One"}}


def test_every_kind_of_change_has_its_event(shop: Workshop, pair: str) -> None:
    right = shop.shown(pair).pictures[1]
    shop.save(pair, Change(texts={"headline": "One"}), cause=Cause.TEXT_CHOSEN)
    shop.save(pair, Change({}, {0: right}, {0: Placement(0.5), 1: Placement(1, 0, 0)}))
    shop.save(pair, Change(placements={1: None}))
    told = [(event.name, event.data) for event in shop.events("copy.chosen", "picture.chosen", "picture.moved")]
    assert [name for name, _ in told] == ["copy.chosen", "picture.chosen", *["picture.moved"] * 3]
    assert [data for _, data in told[1:]] == [
        {"slot": 0, "picture": right},
        {"slot": 0, "scale": 0.5, "x": None, "y": None}, {"slot": 1, "scale": 1, "x": 0, "y": 0}, {"slot": 1},
    ]  # fmt: skip


def test_the_library_finds_a_banner_by_what_it_says_now(shop: Workshop, pair: str) -> None:
    def found(text: str) -> list[str]:
        return [card.id for card in library.find(Filter(text=text), database=shop.database).cards]

    shop.write(pair, headline="Weiße Straße", message="Every Friday")
    assert pair in found("STRASSE")
    before = shop.banner(pair).changed_at
    shop.write(pair, headline="Zebra")
    assert found("strasse") == []
    assert found("zebra") == [pair]
    assert pair in found("every friday"), "its other text"
    assert pair in found("seven percent"), "its offer"
    assert shop.banner(pair).changed_at > before


@pytest.mark.parametrize("broken", ["core.editing.record", "core.editing.add_version", "core.versions.show",
                                    "core.editing.remember_files", "core.editing.stored"])  # fmt: skip
def test_nothing_is_half_written(shop: Workshop, pair: str, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    def fall(*_: object, **__: object) -> None:
        raise RuntimeError

    before, banner = shop.count(*ROWS), shop.banner(pair)
    with monkeypatch.context() as patch:
        patch.setattr(broken, fall)
        with pytest.raises(RuntimeError):
            shop.save(pair, Change({"headline": "One"}, {}, {0: Placement(0.5)}))
    assert (shop.count(*ROWS), shop.banner(pair)) == (before, banner)
    assert shop.write(pair, headline="One").version.number == 2


# --- two people -------------------------------------------------------------------------------------------------------


def test_two_who_change_different_parts_come_together(shop: Workshop, pair: str) -> None:
    theirs = shop.write(pair, 1, headline="Bob's", user=shop.bob).version
    saved = shop.write(pair, 1, message="Ann's")
    assert (saved.fate, saved.met) == (Fate.JOINED, theirs)
    assert saved.version.texts == {"headline": "Bob's", "message": "Ann's"}
    assert (saved.version.parent, shop.shown(pair)) == (theirs.number, saved.version)


def test_the_second_of_two_who_change_the_same_is_kept_aside(shop: Workshop, pair: str) -> None:
    theirs = shop.write(pair, 1, headline="Bob's", user=shop.bob).version
    banner = shop.banner(pair)
    saved = shop.write(pair, 1, headline="Ann's", message="Ann's, too")
    assert (saved.fate, saved.met) == (Fate.ASIDE, theirs)
    assert saved.met
    assert saved.met.author_id == shop.bob.id
    assert saved.version.texts == {"headline": "Ann's", "message": "Ann's, too"}
    assert (saved.version.number, saved.version.parent) == (3, 1)
    assert shop.banner(pair) == banner, "what is on show, and its words, are Bob's"
    assert [event.version_id for event in shop.events("copy.edited")] == [theirs.id, saved.version.id]


def test_two_who_change_the_same_to_the_same_agree(shop: Workshop, pair: str) -> None:
    theirs = shop.write(pair, 1, headline="Ours", user=shop.bob).version
    assert shop.write(pair, 1, headline="Ours") == (Fate.NONE, theirs, None)


def test_a_text_that_was_sent_along_unchanged_does_not_undo_anothers(shop: Workshop, pair: str) -> None:
    """A form may send all its fields; only what its author made different counts."""
    mine = shop.shown(pair).texts
    shop.write(pair, 1, headline="Bob's", user=shop.bob)
    saved = shop.write(pair, 1, **(mine | {"message": "Ann's"}))
    assert saved.fate == Fate.JOINED
    assert saved.version.texts == {"headline": "Bob's", "message": "Ann's"}
    assert shop.events("copy.edited")[-1].data["fields"] == ["message"]


def test_a_version_aside_is_as_much_a_draft_as_what_it_was_made_of(shop: Workshop, pair: str) -> None:
    shop.save(pair, Change({"headline": "Bob's"}, {}, {0: Placement(0.7)}), 1, user=shop.bob)
    assert not shop.shown(pair).draft
    aside = shop.save(pair, Change(placements={0: Placement(0.5)}), 1, cause=Cause.MOVED)
    assert (aside.fate, aside.version.texts) == (Fate.ASIDE, shop.versions(pair)[0].texts)
    assert aside.version.draft, "its texts are those that nobody has read"


def test_what_was_undone_meanwhile_is_joined_or_kept_aside(shop: Workshop, pair: str) -> None:
    shop.write(pair, headline="Two")
    shop.undo(pair)
    joined = shop.write(pair, 2, message="Ann's")
    assert joined.fate == Fate.JOINED
    assert joined.version.texts == shop.versions(pair)[0].texts | {"message": "Ann's"}
    aside = shop.write(pair, 2, headline="Three")
    assert (aside.fate, aside.version.parent) == (Fate.ASIDE, 2)
    assert shop.shown(pair) == joined.version


def test_a_version_aside_can_be_brought_on_show(shop: Workshop, pair: str) -> None:
    shop.write(pair, 1, headline="Bob's", user=shop.bob)
    aside = shop.write(pair, 1, headline="Ann's").version
    turning.restore(shop.desk, pair, aside.number, shop.ann)
    assert shop.shown(pair).texts["headline"] == "Ann's"
    assert shop.undo(pair).texts["headline"] == "Bob's"


# --- many people at once ----------------------------------------------------------------------------------------------


def at_once(changes: list[Any]) -> list[Any]:
    """All of them in threads of their own, begun at the same moment."""
    barrier = Barrier(len(changes))

    def go(change: Any) -> Any:
        barrier.wait(10)
        return change()

    with ThreadPoolExecutor(len(changes)) as pool:
        return [each.result() for each in [pool.submit(go, change) for change in changes]]


def test_many_who_change_different_parts_at_once_are_all_on_show(every_database: Engine) -> None:
    shop = Workshop(every_database)
    pair = shop.make(formats=("pair",))["pair"]
    right = shop.shown(pair).pictures[1]
    parts = [
        Change(texts={"headline": "Ann's"}), Change(texts={"message": "Bob's"}), Change(pictures={0: right}),
        Change(placements={0: Placement(0.5)}), Change(placements={1: Placement(0.6)}),
    ]  # fmt: skip
    saved = at_once([lambda part=part: shop.save(pair, part, 1) for part in parts])
    assert Counter(one.fate for one in saved) == {Fate.SHOWN: 1, Fate.JOINED: 4}
    assert [version.number for version in shop.versions(pair)] == [1, 2, 3, 4, 5, 6]
    assert [version.parent for version in shop.versions(pair)] == [None, 1, 2, 3, 4, 5]
    assert shop.state(pair) == State(
        {"headline": "Ann's", "message": "Bob's"}, (right, right), (Placement(0.5), Placement(0.6))
    )


def test_many_who_change_the_same_at_once_all_have_their_version(every_database: Engine) -> None:
    shop = Workshop(every_database)
    pair = shop.make(formats=("pair",))["pair"]
    people = [f"Person {number}" for number in range(8)]
    saved = at_once([lambda name=name: shop.write(pair, 1, headline=name) for name in people])
    assert Counter(one.fate for one in saved) == {Fate.SHOWN: 1, Fate.ASIDE: 7}
    versions = shop.versions(pair)
    assert [version.number for version in versions] == list(range(1, 10))
    assert {version.texts["headline"] for version in versions[1:]} == set(people)
    (winner,) = (one.version for one in saved if one.fate == Fate.SHOWN)
    assert shop.shown(pair) == winner
    assert all(one.met == winner for one in saved if one.fate == Fate.ASIDE)
    assert {version.parent for version in versions[1:]} == {1}


def test_people_who_go_on_and_on_lose_nothing(every_database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each edits a part of their own, always on the version that they saw last; one goes back and forth meanwhile."""
    monkeypatch.setattr(editing, "PATIENCE", 200)
    shop = Workshop(every_database)
    pair = shop.make(formats=("pair",))["pair"]

    def go_on(part: Any) -> int:
        base = 1
        for turn in range(1, 5):
            base = shop.save(pair, part(turn), base).version.number
        return base

    at_once([lambda part=part: go_on(part) for part in (
        lambda turn: Change(texts={"headline": f"Ann {turn}"}), lambda turn: Change(texts={"message": f"Bob {turn}"}),
        lambda turn: Change(placements={0: Placement(1 - turn / 8)}))])  # fmt: skip
    assert [version.number for version in shop.versions(pair)] == list(range(1, 14))
    assert shop.shown(pair).texts == {"headline": "Ann 4", "message": "Bob 4"}
    assert shop.shown(pair).placements == [{"scale": 0.5, "x": None, "y": None}, None]


def test_whoever_is_never_fast_enough_is_told(shop: Workshop, pair: str, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = iter(range(100))

    def meanwhile(*given: Any) -> Any:
        made = render(*given)
        with monkeypatch.context() as patch:
            patch.setattr(editing, "_rendered", render)
            shop.write(pair, message=f"Bob {next(turns)}", user=shop.bob)
        return made

    render = editing._rendered
    monkeypatch.setattr(editing, "_rendered", meanwhile)
    with pytest.raises(Superseded):
        shop.write(pair, 1, headline="Ann's")
    assert len(shop.versions(pair)) == 1 + editing.PATIENCE
    assert all(version.texts["headline"] != "Ann's" for version in shop.versions(pair))
