"""Going back and forth between a banner's versions, and bringing an old one back."""

from typing import Any

import pytest
from sqlalchemy import Engine

from core import library, turning
from core.binning import bin_banners
from core.compositing.cutouts import Placement
from core.errors import BadInput, NotAllowed, NotFound, Superseded
from core.library_filter import Filter
from core.models import Cause, Event, Version
from core.states import Change
from tests.core.test_editing import at_once
from tests.core.workshop import Workshop


@pytest.fixture
def shop(database: Engine) -> Workshop:
    return Workshop(database)


@pytest.fixture
def pair(shop: Workshop) -> str:
    """A banner with the headlines "One", "Two" and "Three" in versions 2, 3 and 4; the last is on show."""
    banner = shop.make(formats=("pair",))["pair"]
    for text in ("One", "Two", "Three"):
        shop.write(banner, headline=text)
    return banner


def numbers(shop: Workshop, banner: str) -> list[int]:
    return [version.number for version in shop.versions(banner)]


def test_back_to_the_first_version_and_forth_to_the_last(shop: Workshop, pair: str) -> None:
    before = shop.versions(pair)
    assert [shop.undo(pair).number for _ in range(3)] == [3, 2, 1]
    assert shop.shown(pair).cause == Cause.GENERATED
    with pytest.raises(BadInput, match="nothing to undo"):
        shop.undo(pair)
    assert [shop.redo(pair).number for _ in range(3)] == [2, 3, 4]
    with pytest.raises(BadInput, match="nothing to redo"):
        shop.redo(pair)
    assert shop.versions(pair) == before, "going back and forth writes no version"


def test_there_and_back_in_the_middle(shop: Workshop, pair: str) -> None:
    shop.undo(pair)
    shop.undo(pair)
    shop.redo(pair)
    shop.undo(pair)
    assert (shop.shown(pair).number, shop.banner(pair).ahead) == (2, [4, 3])


def test_a_change_after_undo_ends_redo_and_keeps_the_versions(shop: Workshop, pair: str) -> None:
    shop.undo(pair)
    shop.undo(pair)
    saved = shop.write(pair, headline="Other").version
    assert (saved.number, saved.parent, shop.banner(pair).ahead) == (5, 2, [])
    with pytest.raises(BadInput):
        shop.redo(pair)
    assert [version.texts["headline"] for version in shop.versions(pair)[1:]] == ["One", "Two", "Three", "Other"]
    assert shop.undo(pair).number == 2, "what it was made of"


def test_a_version_that_is_kept_aside_leaves_redo_alone(shop: Workshop, pair: str) -> None:
    shop.undo(pair)
    shop.write(pair, 4, headline="Late")
    assert numbers(shop, pair) == [1, 2, 3, 4, 5]
    assert shop.redo(pair).number == 4


def test_an_old_version_comes_back_as_a_new_one(shop: Workshop, pair: str) -> None:
    shop.save(pair, Change(placements={0: Placement(0.5)}))
    back = turning.restore(shop.desk, pair, 2, shop.bob)
    old = shop.versions(pair)[1]
    same = {"texts", "pictures", "placements", "boxes", "asset", "thumbnail", "copy_engine", "draft"}
    assert back.model_dump(include=same) == old.model_dump(include=same)
    assert (back.number, back.parent, back.cause, back.author_id) == (6, 5, Cause.RESTORED, shop.bob.id)
    assert shop.shown(pair) == back
    assert shop.undo(pair).number == 5
    assert shop.redo(pair).number == 6


def test_what_is_on_show_is_not_brought_back_again(shop: Workshop, pair: str) -> None:
    """As with any change: without a difference there is no version. A double click is one."""
    assert turning.restore(shop.desk, pair, 4, shop.ann) == shop.shown(pair)
    back = turning.restore(shop.desk, pair, 2, shop.ann)
    assert turning.restore(shop.desk, pair, 2, shop.ann) == back
    assert numbers(shop, pair) == [1, 2, 3, 4, 5]
    assert len(shop.events("version.restored")) == 1


def test_bringing_back_after_undo_ends_redo(shop: Workshop, pair: str) -> None:
    shop.undo(pair)
    turning.restore(shop.desk, pair, 4, shop.ann)
    assert (shop.shown(pair).parent, shop.banner(pair).ahead) == (3, [])


def test_the_words_follow_what_is_on_show(shop: Workshop, pair: str) -> None:
    def found(text: str) -> bool:
        return library.count(Filter(text=text), shop.database) == 1

    assert found("three")
    shop.undo(pair)
    assert found("two")
    assert not found("three")
    shop.redo(pair)
    assert found("three")
    turning.restore(shop.desk, pair, 2, shop.ann)
    assert found("one")
    assert not found("three")


@pytest.mark.parametrize("turn", [turning.undo, turning.redo])
def test_whoever_looks_at_another_version_than_is_on_show_is_told(shop: Workshop, pair: str, turn: Any) -> None:
    shop.undo(pair)
    events = shop.count(Event)
    for base in (4, 2, 0, 99):
        with pytest.raises(Superseded):
            turn(shop.desk, pair, base, shop.ann)
    assert shop.shown(pair).number == 3
    assert shop.count(Event) == events


@pytest.mark.parametrize("turn", [turning.undo, turning.redo])
def test_a_double_click_is_one_step(every_database: Engine, turn: Any) -> None:
    shop = Workshop(every_database)
    banner = shop.make(formats=("plain",))["plain"]
    for text in ("One", "Two", "Three", "Four"):
        shop.write(banner, headline=text)
    shop.undo(banner)
    shop.undo(banner)

    def click() -> int | None:
        try:
            return int(turn(shop.desk, banner, 3, shop.ann).number)
        except Superseded:
            return None

    went = at_once([click] * 4)
    assert sorted(went, key=bool) == [None, None, None, shop.shown(banner).number]
    assert abs(shop.shown(banner).number - 3) == 1


@pytest.mark.parametrize("turn", [turning.undo, turning.redo, turning.restore])
def test_who_may_not(shop: Workshop, pair: str, turn: Any) -> None:
    shop.undo(pair)
    with pytest.raises(NotAllowed):
        turn(shop.desk, pair, 3, shop.eve)
    with pytest.raises(NotFound):
        turn(shop.desk, "nowhere", 3, shop.ann)
    bin_banners([pair], shop.ann, shop.database)
    with pytest.raises(BadInput, match="bin"):
        turn(shop.desk, pair, 3, shop.ann)
    assert shop.banner(pair).current == 3


def test_a_version_that_is_not_there_cannot_come_back(shop: Workshop, pair: str) -> None:
    for number in (0, 5, -1):
        with pytest.raises(NotFound):
            turning.restore(shop.desk, pair, number, shop.ann)
    assert shop.count(Version) == [1 + 3]


def test_a_banner_without_a_version_has_nothing_to_turn(shop: Workshop) -> None:
    shop.submit(formats=("plain",))
    (banner,) = [card.id for card in library.find(Filter(), database=shop.database).cards]
    for turn in (turning.undo, turning.redo, turning.restore):
        with pytest.raises(NotFound):
            turn(shop.desk, banner, 0, shop.ann)


def test_going_back_and_forth_leaves_events(shop: Workshop, pair: str) -> None:
    shop.undo(pair)
    shop.redo(pair)
    turning.restore(shop.desk, pair, 2, shop.bob)
    events = shop.events("version.shown", "version.restored")
    versions = {version.number: version.id for version in shop.versions(pair)}
    assert [(event.name, event.version_id, event.data) for event in events] == [
        ("version.shown", versions[3], {"before": 4, "how": "undo"}),
        ("version.shown", versions[4], {"before": 3, "how": "redo"}),
        ("version.restored", versions[5], {"number": 2}),
    ]
    assert [event.user_id for event in events] == [shop.ann.id, shop.ann.id, shop.bob.id]
    assert {(event.banner_id, event.brief_id) for event in events} == {(pair, shop.banner(pair).brief_id)}
