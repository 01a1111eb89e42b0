"""What an administrator sees of people and changes of them, and what nobody may."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from core.accounts import create_first_accounts, find_user, sign_in
from core.clock import now
from core.db import read, write
from core.errors import AdBannerError, BadInput, LockedOut, NotFound, SignInFailed
from core.lockout import ATTEMPTS, WINDOW
from core.models import Brief, Campaign, Event, Product, SignInAttempt, User, UserRole
from core.people import (
    PAGE,
    change_role,
    create_user,
    disable,
    enable,
    people,
    person,
    reset_password,
    unlock,
)

PASSWORD = "correct horse battery"


@pytest.fixture
def staff(every_database: Engine) -> Engine:
    create_first_accounts(PASSWORD, every_database)
    return every_database


def enter(database: Engine, name: str = "marketer", password: str = PASSWORD) -> User:
    return sign_in(name, password, address="10.0.0.1", database=database)


def user_of(database: Engine, name: str) -> User:
    user = find_user(name, database)
    assert user
    return user


def events(database: Engine, name: str) -> list[Event]:
    with read(database) as session:
        return list(session.exec(select(Event).where(Event.name == name)))


def names(database: Engine, text: str = "", role: str = "") -> list[str]:
    return [one.user.username for one in people(text, role, database=database).persons]


# --- the list ---------------------------------------------------------------------------------------------------------


def test_people_are_found_by_any_part_of_their_names_and_by_role(staff: Engine) -> None:
    create_user("anna", "marketer", "Анна Ёлкина", staff)
    assert names(staff) == ["admin", "analyst", "designer", "marketer", "anna"]
    assert names(staff, "ёЛКИНА анна") == ["anna"]
    assert names(staff, "  MARA ") == ["marketer"]
    assert names(staff, role="marketer") == ["marketer", "anna"]
    assert names(staff, "mara", "designer") == []
    assert names(staff, "%") == []


def test_those_who_are_switched_off_come_last(staff: Engine) -> None:
    disable("analyst", staff)
    assert names(staff)[-1] == "analyst"


def test_the_list_comes_in_pages(staff: Engine) -> None:
    for number in range(PAGE):
        create_user(f"person{number:02}", "marketer", database=staff)
    first, second = people(database=staff), people(page=2, database=staff)
    assert first.total == second.total == PAGE + 4
    assert (len(first.persons), len(second.persons)) == (PAGE, 4)
    assert people(page=3, database=staff) == second


def test_the_list_tells_last_sign_in_briefs_and_who_is_locked_out(staff: Engine) -> None:
    user = enter(staff)
    with write(staff) as session:
        product, campaign = Product(slug="p", name={}, category="c", description={}), Campaign(name="c")
        session.add_all([product, campaign])
        session.flush()
        session.add_all(
            Brief(user_id=user.id, product_id=product.id, campaign_id=campaign.id, offer="o", language="en",
                  mode="search", seed=1) for _ in range(3)
        )  # fmt: skip
    lock("designer", staff)
    found = {one.user.username: one for one in people(database=staff).persons}
    assert found["marketer"].briefs == 3
    assert found["marketer"].last_sign_in
    assert now() - found["marketer"].last_sign_in < timedelta(minutes=1)
    assert (found["admin"].briefs, found["admin"].last_sign_in) == (0, None)
    assert [name for name, one in found.items() if one.locked] == ["designer"]
    assert person("marketer", staff) == found["marketer"]


def test_somebody_who_is_not_there_is_told_to_every_change(staff: Engine) -> None:
    admin = user_of(staff, "admin")
    with pytest.raises(NotFound, match="no user “ghost”"):
        person("ghost", staff)
    for change in (disable, enable, reset_password, unlock):
        with pytest.raises(NotFound):
            change("ghost", by=admin, database=staff)
    with pytest.raises(NotFound):
        change_role("ghost", "analyst", by=admin, database=staff)


# --- adding -----------------------------------------------------------------------------------------------------------


def test_a_new_account_works_with_the_password_that_is_told_once(staff: Engine) -> None:
    account = create_user("new.person", "marketer", "  Новый \n Человек ", staff, by=user_of(staff, "admin"))
    assert enter(staff, "new.person", account.password).name == "Новый Человек"
    (event,) = events(staff, "user.created")
    assert event.user_id == user_of(staff, "admin").id
    assert event.data == {"subject": user_of(staff, "new.person").id, "role": "marketer"}


@pytest.mark.parametrize(
    ("username", "role", "name", "field"),
    [
        ("New Person", "marketer", "", "username"),
        ("x", "marketer", "", "username"),
        ("marketer", "marketer", "", "username"),
        ("other", "king", "", "role"),
        ("other", "marketer", "N" * 81, "name"),
        ("other", "marketer", "N\x07", "name"),
    ],
)
def test_what_cannot_be_an_account_is_told_with_its_field(
    staff: Engine, username: str, role: str, name: str, field: str
) -> None:
    with pytest.raises(BadInput) as caught:
        create_user(username, role, name, staff)
    assert caught.value.field == field
    assert len(names(staff)) == 4
    assert not events(staff, "user.created")


# --- changing ---------------------------------------------------------------------------------------------------------


def test_a_role_counts_from_the_next_look(staff: Engine) -> None:
    change_role("marketer", "designer", by=user_of(staff, "admin"), database=staff)
    change_role("marketer", "designer", by=user_of(staff, "admin"), database=staff)
    assert user_of(staff, "marketer").role == UserRole.DESIGNER
    (event,) = events(staff, "user.role_changed")
    assert (event.data["before"], event.data["after"]) == ("marketer", "designer")


def test_an_account_is_switched_off_at_once_and_on_again_with_its_password(staff: Engine) -> None:
    admin = user_of(staff, "admin")
    for _ in range(2):
        disable("marketer", staff, by=admin)
    assert find_user("marketer", staff) is None
    with pytest.raises(SignInFailed):
        enter(staff)
    for _ in range(2):
        enable("marketer", by=admin, database=staff)
    assert enter(staff)
    assert (len(events(staff, "user.disabled")), len(events(staff, "user.enabled"))) == (1, 1)


def test_the_last_active_administrator_stays_one(staff: Engine) -> None:
    create_user("second", "admin", database=staff)
    disable("second", staff)
    for change in (lambda: disable("admin", staff), lambda: change_role("admin", "analyst", by=None, database=staff)):
        with pytest.raises(BadInput, match="last active administrator"):
            change()
    enable("second", by=None, database=staff)
    change_role("admin", "analyst", by=None, database=staff)
    assert user_of(staff, "admin").role == UserRole.ANALYST


def test_nobody_switches_off_the_own_account(staff: Engine) -> None:
    create_user("second", "admin", database=staff)
    with pytest.raises(BadInput, match="your own account"):
        disable("admin", staff, by=user_of(staff, "admin"))
    assert find_user("admin", staff)


def test_two_administrators_who_demote_each_other_at_once_leave_one(staff: Engine) -> None:
    for turn in range(5):
        first, second = f"first{turn}", f"second{turn}"
        for name in (first, second):
            create_user(name, "admin", database=staff)
        if find_user("admin", staff):
            disable("admin", staff)

        def demote(name: str) -> bool:
            try:
                change_role(name, "analyst", by=None, database=staff)
            except AdBannerError:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(demote, [first, second])) == [False, True]
        (left,) = people(role="admin", database=staff).persons[:1]
        assert left.user.active
        enable("admin", by=None, database=staff)
        change_role(left.user.username, "analyst", by=None, database=staff)


def test_a_new_password_is_told_once_and_opens_a_locked_account(staff: Engine) -> None:
    lock("marketer", staff)
    account = reset_password("marketer", by=user_of(staff, "admin"), database=staff)
    assert enter(staff, password=account.password)
    with pytest.raises(SignInFailed):
        enter(staff)
    assert account.password not in str([event.data for event in events(staff, "user.password_reset")])


def test_a_lockout_can_be_cleared(staff: Engine) -> None:
    lock("marketer", staff)
    with pytest.raises(LockedOut):
        enter(staff)
    unlock("marketer", by=user_of(staff, "admin"), database=staff)
    assert enter(staff)
    assert len(events(staff, "user.unlocked")) == 1


def lock(username: str, database: Engine) -> None:
    """As many failures as lock an account, and one that has passed."""
    with write(database) as session:
        session.add(SignInAttempt(username=username, address="a", succeeded=False, at=now() - 2 * WINDOW))
        session.add_all(SignInAttempt(username=username, address=str(n), succeeded=False) for n in range(ATTEMPTS))
