"""Campaigns: who may begin, change and see them, and that a fault writes nothing."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import select

from core.campaign_input import CampaignInput, faults
from core.campaigns import archive, change, create, open_campaigns, unarchive
from core.db import write
from core.errors import BadInput, NotAllowed, NotFound
from core.models import Campaign, CampaignMember, Product, User
from core.submission import personal_campaign
from tests.core.campaign_rows import (
    SPRING,
    add_brief,
    begin_spring,
    count,
    furnish,
    new_person,
    parts,
    person,
    row,
    told,
)

PEOPLE, PRODUCTS = {"marketer", "designer"}, {"debit-card"}


@pytest.fixture
def rows(every_database: Engine) -> Engine:
    return furnish(every_database)


@pytest.fixture
def spring(rows: Engine) -> str:
    return begin_spring(rows)


# --- what is entered --------------------------------------------------------------------------------------------------


def fields(entered: CampaignInput) -> list[str]:
    return [fault.field for fault in faults(entered, products=PRODUCTS, people=PEOPLE)]


def test_a_good_campaign_has_no_faults() -> None:
    assert fields(replace(SPRING, managers=("marketer",))) == []
    assert fields(CampaignInput("С", "debit-card", managers=("marketer",))) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": " \u200b\n"}, "name"),
        ({"name": "a " * 41}, "name"),
        ({"name": "Spr\x07ing"}, "name"),
        ({"product": ""}, "product"),
        ({"product": "yacht"}, "product"),
        ({"channel": "x y " * 21}, "channel"),
        ({"managers": ()}, "managers"),
        ({"managers": ("ghost",)}, "managers"),
        ({"performers": ("ghost",)}, "performers"),
        ({"performers": ("designer", "marketer")}, "performers"),
    ],
)
def test_each_fault_is_told_at_its_field(wrong: dict[str, Any], field: str) -> None:
    assert fields(replace(SPRING, **({"managers": ("marketer",)} | wrong))) == [field]


def test_all_faults_are_told_at_once_in_the_order_of_the_form() -> None:
    assert fields(CampaignInput("", "", "c" * 81, (), ("ghost",))) == [
        "name", "product", "channel", "managers", "performers"]  # fmt: skip


@given(st.text(max_size=100), st.text(max_size=100), st.lists(st.sampled_from(["marketer", "designer", "ghost"])))
def test_whatever_is_entered_gives_faults_and_no_other_error(name: str, channel: str, people: list[str]) -> None:
    entered = CampaignInput(name, "debit-card", channel, tuple(people), tuple(people[1:]))
    assert set(fields(entered)) <= {"name", "channel", "managers", "performers"}


# --- beginning one ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["marketer", "designer", "admin"])
def test_who_begins_a_campaign_is_its_manager(rows: Engine, name: str) -> None:
    made = create(replace(SPRING, performers=()), by=person(name, rows), database=rows)
    assert parts(made.id, rows) == {name: "manager"}
    (event,) = told("campaign.created", rows)
    assert event["campaign"] == made.id
    assert (event["given"]["name"], event["given"]["managers"]) == ("Spring", [name])


def test_an_analyst_begins_none(rows: Engine) -> None:
    with pytest.raises(NotAllowed):
        create(SPRING, by=person("analyst", rows), database=rows)
    assert count(Campaign, rows) == 0


def test_name_and_channel_are_kept_clean_and_on_one_line(rows: Engine) -> None:
    entered = replace(SPRING, name="  Чаи\u0306\u200b\n весной ", channel=" Yandex  Direct ")
    kept = row(create(entered, by=person("marketer", rows), database=rows).id, rows)
    assert (kept.name, kept.channel) == ("Чай весной", "Yandex Direct")


@pytest.mark.parametrize("wrong", [{"name": ""}, {"product": "yacht"}, {"performers": ("ghost",)},
                                   {"performers": ("marketer",)}])  # fmt: skip
def test_a_fault_writes_nothing(rows: Engine, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        create(replace(SPRING, **wrong), by=person("marketer", rows), database=rows)
    assert [count(table, rows) for table in (Campaign, CampaignMember)] == [0, 0]
    assert told("campaign.created", rows) == []


def test_people_whose_account_is_off_and_archived_products_are_not_taken(rows: Engine) -> None:
    with write(rows) as session:
        session.exec(select(User).where(User.username == "designer")).one().active = False
        session.exec(select(Product).where(Product.slug == "taxi")).one().archived = True
    marketer = person("marketer", rows)
    with pytest.raises(BadInput, match="designer"):
        create(SPRING, by=marketer, database=rows)
    with pytest.raises(BadInput, match="taxi"):
        create(CampaignInput("Spring", "taxi"), by=marketer, database=rows)


# --- changing it ------------------------------------------------------------------------------------------------------

AUTUMN = CampaignInput("Autumn", "debit-card", "", ("designer",), ("marketer", "admin"))


def test_a_manager_changes_it_and_the_event_says_what(rows: Engine, spring: str) -> None:
    change(spring, AUTUMN, by=person("marketer", rows), database=rows)
    assert (row(spring, rows).name, row(spring, rows).channel) == ("Autumn", "")
    assert parts(spring, rows) == {"designer": "manager", "marketer": "performer", "admin": "performer"}
    (event,) = told("campaign.changed", rows)
    assert event["changed"] == {
        "name": ["Spring", "Autumn"], "channel": ["VK", ""], "managers": [["marketer"], ["designer"]],
        "performers": [["designer"], ["admin", "marketer"]],
    }  # fmt: skip


def test_the_same_again_is_no_change(rows: Engine, spring: str) -> None:
    change(spring, replace(SPRING, managers=("marketer",)), by=person("marketer", rows), database=rows)
    assert told("campaign.changed", rows) == []


def test_an_administrator_may_change_it_a_performer_may_not_and_a_stranger_does_not_see_it(
    rows: Engine, spring: str
) -> None:
    for action in (lambda by: change(spring, AUTUMN, by=by, database=rows),
                   lambda by: archive(spring, by=by, database=rows)):  # fmt: skip
        with pytest.raises(NotAllowed):
            action(person("designer", rows))
        with pytest.raises(NotFound):
            action(person("analyst", rows))
    assert row(spring, rows).name == "Spring"
    change(spring, AUTUMN, by=person("admin", rows), database=rows)
    assert row(spring, rows).name == "Autumn"


def test_a_fault_changes_nothing(rows: Engine, spring: str) -> None:
    for wrong in ({"managers": ()}, {"name": ""}, {"performers": ("designer",)}):
        with pytest.raises(BadInput):
            change(spring, replace(AUTUMN, **wrong), by=person("marketer", rows), database=rows)
    assert row(spring, rows).name == "Spring"
    assert parts(spring, rows) == {"marketer": "manager", "designer": "performer"}


def test_the_product_stays_once_there_are_briefs(rows: Engine, spring: str) -> None:
    marketer, taxi = person("marketer", rows), replace(SPRING, product="taxi", managers=("marketer",))
    change(spring, taxi, by=marketer, database=rows)
    add_brief(spring, marketer, rows)
    with pytest.raises(BadInput) as fault:
        change(spring, replace(taxi, product="debit-card"), by=marketer, database=rows)
    assert fault.value.field == "product"


def test_a_product_archived_meanwhile_does_not_stand_in_the_way(rows: Engine, spring: str) -> None:
    with write(rows) as session:
        session.exec(select(Product).where(Product.slug == "debit-card")).one().archived = True
    change(spring, AUTUMN, by=person("marketer", rows), database=rows)
    assert row(spring, rows).name == "Autumn"


def test_a_personal_campaign_is_nobodys_to_change(rows: Engine) -> None:
    marketer = person("marketer", rows)
    with write(rows) as session:
        own = personal_campaign(session, marketer).id
    for by in (marketer, person("admin", rows)):
        with pytest.raises(NotAllowed):
            change(own, AUTUMN, by=by, database=rows)
        with pytest.raises(NotAllowed):
            archive(own, by=by, database=rows)


def test_what_is_not_there_is_said_so(rows: Engine) -> None:
    with pytest.raises(NotFound):
        change("nowhere", AUTUMN, by=person("admin", rows), database=rows)


def test_it_is_put_away_and_taken_up_again(rows: Engine, spring: str) -> None:
    marketer = person("marketer", rows)
    archive(spring, by=marketer, database=rows)
    archive(spring, by=marketer, database=rows)
    assert row(spring, rows).archived
    unarchive(spring, by=marketer, database=rows)
    assert not row(spring, rows).archived
    assert [event["archived"] for event in told("campaign.archived", rows)] == [True, False]


# --- choosing one -----------------------------------------------------------------------------------------------------


def test_a_brief_may_take_those_that_one_works_on_an_administrator_any(rows: Engine, spring: str) -> None:
    away = create(replace(SPRING, name="Away"), by=person("marketer", rows), database=rows).id
    archive(away, by=person("marketer", rows), database=rows)
    stranger = new_person("anna", "marketer", rows)
    found = {user.username: [(one.id, one.name, one.product) for one in open_campaigns(user, rows)]
             for user in (*(person(name, rows) for name in ("marketer", "designer", "admin")), stranger)}  # fmt: skip
    own = [(spring, "Spring", "debit-card")]
    assert found == {"marketer": own, "designer": own, "admin": own, "anna": []}


def test_who_leaves_a_campaign_cannot_choose_it_any_more(rows: Engine, spring: str) -> None:
    change(spring, replace(SPRING, managers=("marketer",), performers=()), by=person("marketer", rows), database=rows)
    assert open_campaigns(person("designer", rows), rows) == []
