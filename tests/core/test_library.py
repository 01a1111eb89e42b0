"""The library finds what one remembers of a banner, in the order that was asked for, in a few statements."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from sqlmodel import select

from core import library
from core.db import read, write
from core.errors import EngineFailed, Refused
from core.library_filter import Filter, Order, State, state_of
from core.library_query import words
from core.library_words import words_of
from core.models import Banner, Brief, Job, PictureRow, Product, Status, User
from tests.core.library_rows import BEGIN, FORMATS, Shelf


@pytest.fixture
def shelf(every_database: Engine) -> Shelf:
    return Shelf(every_database)


def found(shelf: Shelf, wanted: Filter, order: Order = Order.NEWEST) -> list[str]:
    return [card.id for card in library.find(wanted, order, size=1000, database=shelf.database).cards]


# --- what is found ---------------------------------------------------------------------------------------------------


def test_nothing_has_been_made_yet(shelf: Shelf) -> None:
    nothing = library.find(Filter(), page=7, database=shelf.database)
    assert (nothing.total, nothing.page, nothing.cards) == (0, 1, ())


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ({"product": 1}, Filter(product="mortgage")),
        ({"campaign": 1}, Filter(campaign="Dan")),
        ({"formats": FORMATS[1:2]}, Filter(format="pilot-1080")),
        ({"mode": "upload"}, Filter(mode="upload")),
        ({"author": "dan"}, Filter(author="dan")),
        ({"offer": "КЭШБЭК на всё"}, Filter(text="кэшбэк")),
        ({"prompt": "Дом с ключами"}, Filter(text="КЛЮЧАМИ дом")),
        ({"headline": "Two pizzas"}, Filter(text="PIZZAS")),
        ({"offer": "exactly 9% more"}, Filter(text="9%")),
        ({"offer": "the code is a_b"}, Filter(text="a_b")),
        ({"seed": 123}, Filter(seed=123)),
        ({"drawn": 124}, Filter(seed=124)),
        ({"at": BEGIN + timedelta(days=3)}, Filter(since=date(2026, 3, 4))),
        ({"at": BEGIN - timedelta(days=3)}, Filter(until=date(2026, 2, 26))),
        ({"number": 0, "status": Status.RUNNING}, Filter(state=State.WORKING)),
        ({"number": 0, "status": Status.FAILED}, Filter(state=State.FAILED)),
        ({"number": 0, "status": Status.CANCELLED}, Filter(state=State.CANCELLED)),
    ],
)
def test_each_filter_finds_the_one_that_is_like_that(shelf: Shelf, told: dict, wanted: Filter) -> None:
    shelf.add(offer="90% more, axb")
    (banner,) = shelf.add(**told)
    if wanted.campaign:
        wanted = replace(wanted, campaign=shelf.campaigns[1].id)
    assert found(shelf, wanted) == [banner.id]


def test_a_banner_with_a_version_is_ready_even_if_another_of_its_brief_failed(shelf: Shelf) -> None:
    (banner,) = shelf.add(status=Status.FAILED)
    assert found(shelf, Filter(state=State.READY)) == [banner.id]
    assert found(shelf, Filter(state=State.FAILED)) == []


def test_a_change_that_runs_is_no_state_of_the_banner(shelf: Shelf) -> None:
    (banner,) = shelf.add(number=0, status=Status.FAILED)
    with write(shelf.database) as session:
        session.add(Job(user_id=shelf.users[0].id, brief_id=banner.brief_id, banner_id=banner.id, plan={"a": 1},
                        status=Status.RUNNING))  # fmt: skip
    assert [card.state for card in library.find(Filter(), database=shelf.database).cards] == [State.FAILED]
    assert found(shelf, Filter(state=State.FAILED)) == [banner.id]


def test_days_are_counted_where_the_reader_is(shelf: Shelf) -> None:
    (banner,) = shelf.add(at=datetime(2026, 3, 1, 22, 30, tzinfo=ZoneInfo("UTC")))
    day = {"since": date(2026, 3, 2), "until": date(2026, 3, 2)}
    assert found(shelf, Filter(**day)) == []
    assert found(shelf, Filter(**day, zone=ZoneInfo("Europe/Moscow"))) == [banner.id]


@pytest.mark.parametrize("wanted", [Filter(since=date.min), Filter(until=date.max), Filter(until=date(9999, 12, 30))])
def test_the_first_and_the_last_day_of_all_are_days(shelf: Shelf, wanted: Filter) -> None:
    shelf.add()
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        assert len(found(shelf, replace(wanted, zone=ZoneInfo(zone)))) == 1


def test_what_is_in_the_bin_is_found_there_only(shelf: Shelf) -> None:
    (kept,), (binned,) = shelf.add(), shelf.add()
    with write(shelf.database) as session:
        session.get_one(Banner, binned.id).binned_at = BEGIN
    assert found(shelf, Filter()) == [kept.id]
    assert found(shelf, Filter(binned=True)) == [binned.id]


def test_control_characters_are_no_words(shelf: Shelf) -> None:
    shelf.add(offer="a b")
    assert words("\x00A\x07B\ud800") == ["a", "b"]
    assert len(found(shelf, Filter(text="\x00"))) == 1


# --- order and pages -------------------------------------------------------------------------------------------------


def test_orders(shelf: Shelf) -> None:
    (old,) = shelf.add(at=BEGIN)
    (new,) = shelf.add(at=BEGIN + timedelta(hours=1))
    with write(shelf.database) as session:
        session.get_one(Banner, old.id).changed_at = BEGIN + timedelta(days=1)
    assert found(shelf, Filter(), Order.NEWEST) == [new.id, old.id]
    assert found(shelf, Filter(), Order.OLDEST) == [old.id, new.id]
    assert found(shelf, Filter(), Order.CHANGED) == [old.id, new.id]


@pytest.mark.parametrize("order", Order)
def test_pages_hold_every_banner_once_even_of_the_same_moment(shelf: Shelf, order: Order) -> None:
    made = {banner.id for _ in range(4) for banner in shelf.add(formats=FORMATS)}
    pages = [library.find(Filter(), order, page, size=5, database=shelf.database) for page in (1, 2, 3)]
    assert [len(page.cards) for page in pages] == [5, 5, 2]
    assert {card.id for page in pages for card in page.cards} == made
    assert all(page.total == 12 for page in pages)


def test_past_the_end_is_the_last_page(shelf: Shelf) -> None:
    shelf.add(formats=FORMATS)
    last = library.find(Filter(), page=1000, size=2, database=shelf.database)
    assert (last.page, len(last.cards)) == (2, 1)


# --- cards -----------------------------------------------------------------------------------------------------------


def test_a_card_tells_what_stands_on_it(shelf: Shelf) -> None:
    (banner,) = shelf.add(number=2, seed=1, drawn=2, campaign=1, author="dan")
    (card,) = library.find(Filter(), database=shelf.database).cards
    assert (card.id, card.number, card.thumbnail, card.asset) == (banner.id, 2, "small", "picture")
    assert (card.author, card.author_name, card.campaign, card.personal) == ("dan", "Dan", "Dan", True)
    assert (card.product, card.product_name["ru"]) == ("debit-card", "DEBIT-CARD")
    assert (card.seed, card.prompts, card.texts) == (2, ("a house with keys",), {"headline": "7% back"})
    assert card.created_at == BEGIN


def test_a_card_without_a_version_tells_what_was_asked_for(shelf: Shelf) -> None:
    shelf.add(number=0, seed=5, status=Status.QUEUED)
    (card,) = library.find(Filter(), database=shelf.database).cards
    assert (card.number, card.thumbnail, card.asset, card.texts) == (0, "", "", {})
    assert (card.state, card.seed, card.prompts) == (State.WORKING, 5, ("a house with keys",))


def test_a_card_of_a_brief_that_was_refused_says_so(shelf: Shelf) -> None:
    error = Refused("This text is offensive. Put it in other words.", field="offer").as_json()
    for told in (error, EngineFailed("The file could not be stored: {reason}", reason="full").as_json()):
        (banner,) = shelf.add(number=0, status=Status.FAILED)
        with write(shelf.database) as session:
            session.exec(select(Job).where(Job.brief_id == banner.brief_id)).one().error = told
    broken, refused = library.find(Filter(), database=shelf.database).cards
    assert {broken.state, refused.state} == {State.FAILED}
    assert {broken.refused, refused.refused} == {True, False}


@contextmanager
def counted(database: Engine) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        sent.append(statement)

    event.listen(database, "before_cursor_execute", note)
    yield sent
    event.remove(database, "before_cursor_execute", note)


def test_a_page_takes_the_same_statements_however_many_banners_there_are(shelf: Shelf) -> None:
    sent = []
    for briefs in (1, 30):
        for number in range(briefs):
            shelf.add(formats=FORMATS, number=number % 2, status=Status.QUEUED)
        with counted(shelf.database) as statements:
            library.find(Filter(), database=shelf.database)
        sent.append(len([one for one in statements if one.lstrip().upper().startswith("SELECT")]))
    assert max(sent) <= 5


# --- against a filter in plain Python --------------------------------------------------------------------------------


def plainly(shelf: Shelf, wanted: Filter) -> set[str]:
    """The same question, asked row by row."""
    with read(shelf.database) as session:
        rows = session.exec(select(Banner, Brief, Product, User).where(
            Banner.brief_id == Brief.id, Brief.product_id == Product.id, Brief.user_id == User.id
        )).all()  # fmt: skip
        jobs = {job.brief_id: job.status for job in session.exec(select(Job))}
        pictures = session.exec(select(PictureRow)).all()

    def fits(banner: Banner, brief: Brief, product: Product, user: User) -> bool:
        seeds = {brief.seed, *(picture.seed for picture in pictures if picture.brief_id == brief.id)}
        day = banner.created_at.date()
        return all((
            (banner.binned_at is not None) == wanted.binned,
            wanted.product in ("", product.slug),
            wanted.campaign in ("", brief.campaign_id),
            wanted.format in ("", banner.format_id),
            wanted.mode in ("", brief.mode),
            wanted.author in ("", user.username),
            wanted.state in ("", state_of(banner.current, {jobs[brief.id]})),
            all(word in banner.words for word in wanted.text.casefold().split()),
            wanted.seed is None or wanted.seed in seeds,
            wanted.since is None or wanted.since <= day,
            wanted.until is None or day <= wanted.until,
        ))  # fmt: skip

    return {row[0].id for row in rows if fits(*row)}


#: Mostly nothing, so that something is left to be found.
def _maybe(*values: str) -> st.SearchStrategy[str]:
    return st.just("") | st.just("") | st.sampled_from(values)


DAYS = st.none() | st.dates(date(2026, 2, 27), date(2026, 3, 20))
FILTERS = st.builds(
    Filter, product=_maybe("debit-card", "mortgage", "nothing"), format=_maybe(*FORMATS), author=_maybe("mara", "dan"),
    mode=_maybe("generate", "search", "upload"), state=_maybe(*State), seed=st.none() | st.integers(0, 5), since=DAYS,
    text=_maybe("кафе", "КЭШБЭК карта", "7%", "_", "%", "\\", "7% back", "ё", "house KEYS", "'; --"), until=DAYS,
    binned=st.booleans(),
)  # fmt: skip


def test_find_agrees_with_a_plain_filter(shelf: Shelf) -> None:
    shelf.add_many(60, random.Random(4))

    @settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
    @given(FILTERS, st.sampled_from(Order))
    def agrees(wanted: Filter, order: Order) -> None:
        ids = found(shelf, wanted, order)
        assert set(ids) == plainly(shelf, wanted)
        assert len(ids) == len(set(ids)) == library.count(wanted, shelf.database)

    agrees()


@given(st.text(), st.dictionaries(st.text(max_size=3), st.text()), st.lists(st.text()))
def test_words_of_a_banner_are_found_in_any_case(offer: str, texts: dict[str, str], prompts: list[str]) -> None:
    kept = words_of(offer, texts, prompts)
    for text in (offer, *texts.values(), *prompts):
        assert text.casefold() in kept


# --- choices, and what is done with several ---------------------------------------------------------------------------


def test_what_can_be_chosen_is_what_there_are_banners_of(shelf: Shelf) -> None:
    shelf.add(author="dan", campaign=1)
    there = library.choices(shelf.database)
    assert list(there.products) == ["debit-card"]
    assert (there.campaigns, list(there.personal.values()), there.authors) == ({}, ["Dan"], {"dan": "Dan"})


def test_files_are_those_of_the_versions_on_show(shelf: Shelf) -> None:
    (new,) = shelf.add(number=2, at=BEGIN + timedelta(hours=1))
    (old,), (waiting,) = shelf.add(), shelf.add(number=0)
    ids = [new.id, old.id, waiting.id]
    taken = library.downloads(ids, shelf.database)
    assert [(one.banner_id, one.number) for one in taken] == [(old.id, 1), (new.id, 2)]
    assert library.made(ids, shelf.database) == 2


def test_a_brief_is_read_with_its_products_slug(shelf: Shelf) -> None:
    (banner,) = shelf.add(product=1, offer="Again")
    brief, slug = library.brief_of(banner.brief_id, shelf.database)
    assert (brief.offer, slug) == ("Again", "mortgage")
