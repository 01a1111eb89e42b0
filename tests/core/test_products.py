"""The list of products, what may be one, and what happens where two change the same."""

import random
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy import Engine
from sqlmodel import select

from core.accounts import create_first_accounts, find_user
from core.catalogue import ProductEntry, load_categories, load_products
from core.db import read, write
from core.errors import BadInput, NotFound
from core.formats.brand import Language
from core.models import Brief, Campaign, Event, Product, User
from core.product_editing import add, archive, change, input_of, last_change
from core.product_input import ProductInput, changed, clashes, faults, merged, of_parts, sentences, tidy
from core.products import PAGE, active_products, listing, names, product_of_slug
from core.seeding import seed

SIX = {"en": "One is here. " * 5 + "Six is last.", "ru": "Раз тут. " * 5 + "Шесть тут."}
UMBRELLA = ProductInput(
    "umbrella-cover", "insurance", {"en": "Umbrella cover", "ru": "Страховка зонта"}, SIX,
    {"en": "Terms apply.", "ru": "Есть условия."}, 0.05,
)  # fmt: skip


def with_parts(entered: ProductInput = UMBRELLA, **parts: object) -> ProductInput:
    """The same with other fields; `__` stands for the dot of their names."""
    return of_parts(entered.slug, entered.parts | {name.replace("__", "."): value for name, value in parts.items()})


# --- what may be a product --------------------------------------------------------------------------------------------


def told(entered: ProductInput, taken: tuple[str, ...] = ()) -> dict[str, str]:
    return {fault.field: str(fault) for fault in faults(entered, categories=load_categories(), taken=taken)}


def test_a_whole_product_has_no_faults_with_or_without_a_legal_text() -> None:
    assert told(UMBRELLA) == {}
    assert told(with_parts(legal__en="", legal__ru=" ", legal_share=None)) == {}


@pytest.mark.parametrize("product", load_products(), ids=lambda product: product.slug)
def test_every_product_that_comes_along_keeps_the_rules(product: ProductEntry) -> None:
    entered = ProductInput(product.slug, product.category, product.name, product.description, product.legal or {},
                           product.legal_share)  # fmt: skip
    assert told(entered) == {}
    assert tidy(entered).parts == entered.parts


@pytest.mark.parametrize(
    ("parts", "field", "fault"),
    [
        ({"category": ""}, "category", "Choose a category."),
        ({"category": "boats"}, "category", "no category “boats”"),
        ({"name__en": " \n "}, "name.en", "This is empty."),
        ({"name__ru": "Ы" * 61}, "name.ru", "At most 60"),
        ({"name__ru": "\x07"}, "name.ru", "control characters"),
        ({"description__ru": ""}, "description.ru", "This is empty."),
        ({"description__en": "Too short. " * 4}, "description.en", "this has 4"),
        ({"description__en": "Too long. " * 11}, "description.en", "this has 11"),
        ({"description__en": ("a" * 40 + " ") * 60}, "description.en", "At most 2000"),
        ({"legal__en": ""}, "legal.en", "both languages"),
        ({"legal__ru": "Я" * 90 + " " + "я" * 90}, "legal.ru", "At most 180"),
        ({"legal_share": None}, "legal_share", "Say how much"),
        ({"legal_share": 0.0}, "legal_share", "at most 50 %"),
        ({"legal_share": 0.0004}, "legal_share", "at most 50 %"),
        ({"legal_share": 0.51}, "legal_share", "at most 50 %"),
        ({"legal_share": float("nan")}, "legal_share", "at most 50 %"),
    ],
)
def test_a_fault_is_told_with_its_field_and_alone(parts: dict[str, object], field: str, fault: str) -> None:
    found = told(with_parts(**parts))
    assert found.keys() == {field}
    assert fault in found[field]


@pytest.mark.parametrize("slug", ["", "Umbrella", "two words", "-a", "a-", "a--b", "зонт", "a_b", "a" * 61])
def test_a_slug_is_short_and_of_kebab_case(slug: str) -> None:
    assert "joined by single dashes" in told(ProductInput(slug, **_rest()))["slug"]


def test_a_slug_is_taken_once() -> None:
    assert "already" in told(UMBRELLA, ("umbrella-cover",))["slug"]


def _rest() -> dict[str, object]:
    return {name: getattr(UMBRELLA, name) for name in ("category", "name", "description", "legal", "legal_share")}


def test_an_empty_form_has_all_its_faults_at_once() -> None:
    assert list(told(ProductInput(""))) == [
        "slug", "category", "name.en", "name.ru", "description.en", "description.ru"
    ]  # fmt: skip


def test_a_share_alone_wants_its_legal_text() -> None:
    assert told(with_parts(legal__en="", legal__ru="")).keys() == {"legal.en", "legal.ru"}


any_text = st.text(st.sampled_from("aБ .!?\n\t\u200b\x07«»1"), max_size=40) | st.sampled_from(
    [*SIX.values(), "A" * 181]
)
share = st.none() | st.floats(-1, 1) | st.just(float("nan"))


@given(
    st.builds(
        ProductInput, st.text("ab-A", max_size=6), st.sampled_from(["insurance", "boats", ""]),
        *[st.fixed_dictionaries(dict.fromkeys(get_args(Language), any_text)) for _ in range(3)], share,
    )
)  # fmt: skip
def test_whatever_is_taken_would_be_taken_as_a_file_as_well(entered: ProductInput) -> None:
    if told(entered):
        return
    kept = tidy(entered)
    legal = dict(kept.legal) if kept.legal_share is not None else None
    try:
        ProductEntry(slug=kept.slug, category=kept.category, name=dict(kept.name), legal=legal,
                     description=dict(kept.description), legal_share=kept.legal_share)  # fmt: skip
    except ValidationError as error:
        pytest.fail(str(error))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("  ", 0),
        ("No mark", 1),
        ("One. Two! Three? Four…", 4),
        ("Opens at 9 a.m. on weekdays. Closes late.", 2),
        ("От 490 руб. в месяц. «Прилавок» рядом.", 2),
        ("Say “yes.” Then go. 7 days later.", 3),
        ("Costs 1.5% a year.Then", 1),
    ],
)
def test_sentences_are_counted_as_people_do(text: str, count: int) -> None:
    assert sentences(text) == count


def test_texts_are_kept_as_one_paragraph() -> None:
    entered = with_parts(name__en="  Umbrella\u200b cover ", description__en=SIX["en"].replace(". ", ".\n  "))
    assert tidy(entered).name["en"] == "Umbrella cover"
    assert tidy(entered).description["en"] == SIX["en"]


# --- two who change the same ------------------------------------------------------------------------------------------


def test_what_only_one_changed_stands_and_what_both_changed_is_told() -> None:
    mine = with_parts(name__en="Mine", category="cards", legal_share=0.1)
    theirs = with_parts(name__en="Theirs", name__ru="Их", legal_share=0.1)
    both = merged(UMBRELLA, mine, theirs)
    assert both.parts == with_parts(name__en="Mine", name__ru="Их", category="cards", legal_share=0.1).parts
    assert clashes(UMBRELLA, mine, theirs) == ["name.en"]


@given(st.integers())
def test_merging_loses_no_change_of_either(seed_: int) -> None:
    dice = random.Random(seed_)
    fields = list(UMBRELLA.parts)

    def edited(who: str) -> ProductInput:
        own = dice.sample(fields, dice.randrange(len(fields)))
        return of_parts(UMBRELLA.slug, UMBRELLA.parts | dict.fromkeys(own, who))

    mine, theirs = edited("mine"), edited("theirs")
    both = merged(UMBRELLA, mine, theirs).parts
    assert all(both[name] == "mine" for name in changed(UMBRELLA, mine))
    told_ = set(clashes(UMBRELLA, mine, theirs))
    assert all(both[name] == "theirs" or name in told_ for name in changed(UMBRELLA, theirs))


# --- rows -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def shop(every_database: Engine) -> Engine:
    create_first_accounts("a-test-password", every_database)
    return every_database


def admin(database: Engine) -> User:
    user = find_user("admin", database)
    assert user
    return user


def events(database: Engine, name: str) -> list[Event]:
    with read(database) as session:
        return list(session.exec(select(Event).where(Event.name == name)))


def kept(database: Engine) -> ProductInput:
    return input_of(product_of_slug(UMBRELLA.slug, database))


def test_a_new_product_can_be_advertised_at_once(shop: Engine) -> None:
    add(UMBRELLA, by=admin(shop), database=shop)
    assert kept(shop) == UMBRELLA
    assert [row.slug for row in active_products(shop)] == ["umbrella-cover"]
    assert names(shop) == {"umbrella-cover": UMBRELLA.name}
    assert events(shop, "product.added")[0].data == {"slug": "umbrella-cover"}


@pytest.mark.parametrize("parts", [{"name__en": ""}, {"legal_share": 2.0}])
def test_a_faulty_product_leaves_no_trace(shop: Engine, parts: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        add(with_parts(**parts), by=admin(shop), database=shop)
    assert names(shop) == {}
    add(UMBRELLA, by=admin(shop), database=shop)
    with pytest.raises(BadInput):
        change(with_parts(**parts), seen=UMBRELLA, by=admin(shop), database=shop)
    assert kept(shop) == UMBRELLA
    assert not events(shop, "product.changed")


def test_a_slug_that_is_there_already_is_refused_even_of_an_archived_product(shop: Engine) -> None:
    add(UMBRELLA, by=admin(shop), database=shop)
    archive(UMBRELLA.slug, True, by=admin(shop), database=shop)
    with pytest.raises(BadInput, match="already"):
        add(UMBRELLA, by=admin(shop), database=shop)


def test_of_two_who_add_the_same_at_once_the_second_is_told(shop: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    add(UMBRELLA, by=admin(shop), database=shop)
    monkeypatch.setattr("core.product_editing.names", lambda _database: {})
    with pytest.raises(BadInput, match="already") as caught:
        add(UMBRELLA, by=admin(shop), database=shop)
    assert caught.value.field == "slug"
    assert len(events(shop, "product.added")) == 1


def test_a_change_keeps_in_its_event_what_was_there_before(shop: Engine) -> None:
    add(UMBRELLA, by=admin(shop), database=shop)
    assert last_change(UMBRELLA.slug, shop) is None
    wanted = with_parts(name__en="Umbrella insurance", legal__en="", legal__ru="", legal_share=None)
    change(wanted, seen=UMBRELLA, by=admin(shop), database=shop)
    assert kept(shop).parts == wanted.parts
    assert product_of_slug(UMBRELLA.slug, shop).legal == {}
    assert events(shop, "product.changed")[0].data == {
        "slug": "umbrella-cover",
        "fields": ["name.en", "legal.en", "legal.ru", "legal_share"],
        "before": {"name.en": "Umbrella cover", "legal.en": "Terms apply.", "legal.ru": "Есть условия.",
                   "legal_share": 0.05},
    }  # fmt: skip
    last = last_change(UMBRELLA.slug, shop)
    assert last
    assert last.by == "Ada Admin"


def test_a_change_of_nothing_is_none(shop: Engine) -> None:
    add(UMBRELLA, by=admin(shop), database=shop)
    change(with_parts(name__en=" Umbrella cover "), seen=UMBRELLA, by=admin(shop), database=shop)
    assert not events(shop, "product.changed")


def test_the_second_who_changes_a_product_is_told_and_the_first_change_stays(shop: Engine) -> None:
    add(UMBRELLA, by=admin(shop), database=shop)
    first = with_parts(name__en="First")
    change(first, seen=UMBRELLA, by=admin(shop), database=shop)
    second = with_parts(name__ru="Второе")
    with pytest.raises(BadInput, match="Somebody else") as caught:
        change(second, seen=UMBRELLA, by=admin(shop), database=shop)
    assert caught.value.field == "product"
    assert kept(shop) == first
    change(merged(UMBRELLA, second, first), seen=first, by=admin(shop), database=shop)
    assert kept(shop).name == {"en": "First", "ru": "Второе"}


def test_an_archived_product_is_gone_from_the_offer_and_keeps_its_briefs(shop: Engine) -> None:
    add(UMBRELLA, by=admin(shop), database=shop)
    _brief(shop)
    for _ in range(2):
        archive(UMBRELLA.slug, True, by=admin(shop), database=shop)
    assert active_products(shop) == []
    assert [one.briefs for one in listing(archived=True, database=shop).products] == [1]
    assert listing(database=shop).total == 0
    archive(UMBRELLA.slug, False, by=admin(shop), database=shop)
    assert len(active_products(shop)) == 1
    assert [event.data["before"] for event in events(shop, "product.changed")] == [
        {"archived": False}, {"archived": True}
    ]  # fmt: skip


def _brief(database: Engine) -> None:
    product = product_of_slug(UMBRELLA.slug, database)
    with write(database) as session:
        campaign = Campaign(name="c")
        session.add(campaign)
        session.flush()
        session.add(Brief(user_id=admin(database).id, product_id=product.id, campaign_id=campaign.id, offer="o",
                          language="en", mode="search", seed=1))  # fmt: skip


def test_a_product_that_is_not_there_is_told(shop: Engine) -> None:
    with pytest.raises(NotFound):
        change(UMBRELLA, seen=UMBRELLA, by=admin(shop), database=shop)
    with pytest.raises(NotFound):
        archive("ghost", True, by=admin(shop), database=shop)


def test_products_are_found_in_any_language_by_name_slug_and_category(shop: Engine) -> None:
    seed(shop)

    def found(text: str = "", category: str = "") -> set[str]:
        return {one.product.slug for one in listing(text, category, database=shop).products}

    assert "credit-card" in found("ПАУЗА")
    assert found("pause credit") >= {"credit-card"}
    assert found("credit-card") >= {"credit-card"}
    assert {"credit-card", "debit-card"} <= found("карты")
    assert found("pause", "insurance") == set()
    assert found("", "insurance") >= {"car-insurance"}
    assert found("%") == set()


def test_products_come_by_category_and_name_in_pages(shop: Engine) -> None:
    seed(shop)
    total = listing(database=shop).total
    assert total == len(load_products())
    pages = [listing(page=page + 1, spoken="ru", database=shop).products for page in range(-(-total // PAGE))]
    rows = [one.product for page in pages for one in page]
    order = list(load_categories())
    assert len(rows) == total
    assert rows == sorted(rows, key=lambda row: (order.index(row.category), row.name["ru"].casefold()))
    assert listing(page=99, spoken="ru", database=shop).products == pages[-1]


def test_a_product_of_a_category_that_went_away_is_listed_last(shop: Engine) -> None:
    seed(shop)
    with write(shop) as session:
        session.add(Product(slug="zeppelin", name={"en": "Zeppelin", "ru": "Ц"}, category="balloons", description={}))
    assert listing(page=99, database=shop).products[-1].product.slug == "zeppelin"
