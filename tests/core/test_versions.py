"""The one place that writes versions: numbers, what is on show, and the rows that a version stands on."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from core.db import read, write
from core.errors import NotFound
from core.models import Asset, Banner, Cause, Version
from core.states import State, state_of
from core.versions import Made, add_version, cut_outs_of, lock_banner, remember_files, show, version_numbered
from tests.core.workshop import Workshop


@pytest.fixture
def shop(database: Engine) -> Workshop:
    return Workshop(database)


@pytest.fixture
def plain(shop: Workshop) -> str:
    """A banner without pictures, made."""
    return shop.make(formats=("plain",))["plain"]


def made(shop: Workshop, banner: str, **texts: str) -> Made:
    """A state with the files of the version on show."""
    now = shop.shown(banner)
    files = now.model_dump(include={"asset", "thumbnail", "boxes"})
    return Made(State({**now.texts, **texts}), files, "hand", draft=False)


def add(shop: Workshop, banner: str, *, shown: bool = True, parent: int | None = 1, **texts: str) -> Version:
    with write(shop.database) as session:
        held = lock_banner(session, banner)
        return add_version(session, held, made(shop, banner, **texts), Cause.TEXT_EDITED, shop.ann.id, parent=parent,
                           shown=shown)  # fmt: skip


def test_a_version_is_numbered_and_on_show(shop: Workshop, plain: str) -> None:
    version = add(shop, plain, headline="New")
    assert (version.number, version.parent, version.copy_engine) == (2, 1, "hand")
    assert shop.shown(plain) == version
    assert state_of(version).texts["headline"] == "New"
    assert "new" in shop.banner(plain).words.splitlines()


def test_a_version_that_is_not_shown_takes_a_number_and_nothing_else(shop: Workshop, plain: str) -> None:
    before = shop.banner(plain)
    assert add(shop, plain, shown=False, headline="Aside").number == 2
    assert shop.banner(plain) == before
    assert add(shop, plain, headline="Next").number == 3


def test_numbers_go_on_after_what_was_shown_again(shop: Workshop, plain: str) -> None:
    add(shop, plain, headline="Two")
    with write(shop.database) as session:
        show(session, lock_banner(session, plain), version_numbered(session, plain, 1))
    assert shop.shown(plain).number == 1
    assert add(shop, plain, headline="Three").number == 3


def test_a_banner_counts_as_changed_when_something_else_is_shown(shop: Workshop, plain: str) -> None:
    before = shop.banner(plain).changed_at
    add(shop, plain, headline="Two")
    assert before < shop.banner(plain).changed_at


def test_the_words_are_those_of_the_offer_the_texts_and_the_prompts(shop: Workshop) -> None:
    banner = shop.make(formats=("single",), offer="Große Tasse", prompt="A Cup")["single"]
    texts = shop.shown(banner).texts
    lines = shop.banner(banner).words.splitlines()
    assert lines[0] == "grosse tasse"
    assert set(lines) == {"grosse tasse", "a cup", *(text.casefold() for text in texts.values())}


def test_whoever_adds_at_the_same_moment_waits(every_database: Engine) -> None:
    shop = Workshop(every_database)
    banner = shop.make(formats=("plain",))["plain"]
    barrier = Barrier(6)

    def one(number: int) -> int:
        barrier.wait(10)
        return add(shop, banner, headline=f"Person {number}").number

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(one, range(6))) == [2, 3, 4, 5, 6, 7]


def test_a_version_is_never_changed(every_database: Engine) -> None:
    shop = Workshop(every_database)
    banner = shop.make(formats=("plain",))["plain"]
    with pytest.raises(DBAPIError, match="immutable"), write(every_database) as session:
        version = session.exec(select(Version).where(Version.banner_id == banner)).one()
        version.texts = {"headline": "Forged"}
        session.add(version)
    with pytest.raises(DBAPIError, match="immutable"), write(every_database) as session:
        session.delete(session.exec(select(Version).where(Version.banner_id == banner)).one())
    assert shop.shown(banner).texts["headline"] != "Forged"


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_version_that_is_not_there(shop: Workshop, plain: str, number: int) -> None:
    with read(shop.database) as session, pytest.raises(NotFound) as fault:
        version_numbered(session, plain, number)
    assert fault.value.values == {"number": number}


def test_a_banner_that_is_not_there(shop: Workshop) -> None:
    with write(shop.database) as session, pytest.raises(NotFound):
        lock_banner(session, "nowhere")


def test_a_banner_is_locked_as_it_is_now_and_not_as_it_was_read(postgresql: Engine) -> None:
    """On SQLite nobody can write in between."""
    shop = Workshop(postgresql)
    banner = shop.make(formats=("plain",))["plain"]
    with write(postgresql) as session:
        assert session.get_one(Banner, banner).current == 1
        add(shop, banner, headline="Two")
        assert lock_banner(session, banner).current == 2


def test_the_files_of_a_picture_are_found_by_slot(shop: Workshop) -> None:
    banner = shop.make(formats=("pair",))["pair"]
    left, right = shop.shown(banner).pictures
    keys = {one: shop.picture(one).cut_out for one in (left, right)}
    with read(shop.database) as session:
        assert cut_outs_of(session, [right, left, right]) == [keys[right], keys[left], keys[right]]
        assert cut_outs_of(session, []) == []
        with pytest.raises(NotFound):
            cut_outs_of(session, [left, "nowhere"])


def test_files_are_remembered_once_with_where_they_came_from(every_database: Engine) -> None:
    shop = Workshop(every_database)
    files: dict[str, Any] = {"asset": "a" * 64, "media_type": "image/png", "size": 10, "thumbnail": "b" * 64,
                             "thumbnail_size": 3}  # fmt: skip
    for origin in ("first", "second"):
        with write(every_database) as session:
            remember_files(session, files, {"from": origin})
    with read(every_database) as session:
        assets = {one.key[0]: (one.media_type, one.size, one.provenance) for one in session.exec(select(Asset))}
    assert assets == {"a": ("image/png", 10, {"from": "first"}), "b": ("image/jpeg", 3, {"from": "first"})}
    assert shop.count(Asset) == [2]
