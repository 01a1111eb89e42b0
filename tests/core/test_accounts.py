"""Signing in: who may, who is locked out, and what stays secret."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from core import accounts
from core.accounts import create_first_accounts, find_user, sign_in
from core.clock import now
from core.db import read, write
from core.errors import BadInput, LockedOut, NotAllowed, SignInFailed
from core.lockout import ADDRESS_ATTEMPTS, ATTEMPTS
from core.models import Event, SignInAttempt, User, UserRole

PASSWORD = "correct horse battery"


@pytest.fixture
def people(database: Engine) -> Engine:
    create_first_accounts(PASSWORD, database)
    return database


def enter(database: Engine, name: str = "marketer", password: str = PASSWORD, address: str = "10.0.0.1") -> User:
    return sign_in(name, password, address=address, database=database)


def test_first_accounts_are_made_once_with_random_passwords(database: Engine) -> None:
    made = create_first_accounts(database=database)
    assert [account.username for account in made] == ["marketer", "designer", "analyst", "admin"]
    assert len({account.password for account in made}) == 4
    assert create_first_accounts(database=database) == []
    for account in made:
        assert enter(database, account.username, account.password).role == account.role


def test_a_password_is_never_stored_as_it_is(people: Engine) -> None:
    with read(people) as session:
        assert all(PASSWORD not in user.password_hash for user in session.exec(select(User)))


@pytest.mark.parametrize(
    ("name", "password"), [("marketer", "wrong"), ("nobody", PASSWORD), ("", ""), ("marketer", "")]
)
def test_wrong_credentials_say_only_that_they_are_wrong(people: Engine, name: str, password: str) -> None:
    with pytest.raises(SignInFailed, match="User name or password is wrong"):
        enter(people, name, password)


def test_a_name_is_taken_as_people_type_it(people: Engine) -> None:
    assert enter(people, " Marketer ").username == "marketer"


def test_failures_lock_the_name_even_for_the_right_password_from_elsewhere(people: Engine) -> None:
    for _ in range(ATTEMPTS):
        with pytest.raises(SignInFailed):
            enter(people, password="wrong")
    with pytest.raises(LockedOut):
        enter(people, address="10.9.9.9")
    assert enter(people, "designer").username == "designer"
    with read(people) as session:
        assert session.exec(select(Event).where(Event.name == "user.locked")).first()


def test_a_lock_passes_with_time(people: Engine) -> None:
    with write(people) as session:
        session.add_all(
            SignInAttempt(username="marketer", address="a", succeeded=False, at=now() - timedelta(minutes=11))
            for _ in range(9)
        )
    assert enter(people)


def test_a_success_forgives_earlier_failures(people: Engine) -> None:
    for _ in range(3):
        for _ in range(ATTEMPTS - 1):
            with pytest.raises(SignInFailed):
                enter(people, password="wrong")
        enter(people)


def test_trying_many_names_from_one_address_locks_the_address(people: Engine) -> None:
    for n in range(ADDRESS_ATTEMPTS):
        with pytest.raises(SignInFailed):
            enter(people, f"user{n}", "guess")
    with pytest.raises(LockedOut):
        enter(people)
    assert enter(people, address="10.0.0.2")


def test_who_has_a_role_may_do_what_it_permits_and_an_administrator_everything(people: Engine) -> None:
    designer, admin = find_user("designer", people), find_user("admin", people)
    assert designer
    assert admin
    accounts.require(designer, UserRole.DESIGNER)
    accounts.require(admin, UserRole.ANALYST)
    with pytest.raises(NotAllowed):
        accounts.require(designer, UserRole.ANALYST)


def test_a_person_changes_the_own_password(people: Engine) -> None:
    accounts.change_password(enter(people), PASSWORD, "another horse", address="10.0.0.1", database=people)
    assert enter(people, password="another horse")
    with pytest.raises(SignInFailed):
        enter(people)
    with read(people) as session:
        (event,) = session.exec(select(Event).where(Event.name == "user.password_changed"))
        assert event.data == {}


def test_a_password_that_cannot_be_taken_changes_nothing_and_is_no_attempt(people: Engine) -> None:
    user = enter(people)
    for _ in range(ATTEMPTS + 1):
        with pytest.raises(BadInput, match="8 characters"):
            accounts.change_password(user, "wrong", "short", address="10.0.0.1", database=people)
    assert enter(people)


def test_guessing_the_current_password_locks_as_signing_in_does(people: Engine) -> None:
    user = enter(people)
    for _ in range(ATTEMPTS):
        with pytest.raises(SignInFailed, match="not your current password"):
            accounts.change_password(user, "wrong", "another horse", address="10.0.0.1", database=people)
    with pytest.raises(LockedOut):
        accounts.change_password(user, PASSWORD, "another horse", address="10.0.0.1", database=people)
    with pytest.raises(LockedOut):
        enter(people)


@pytest.mark.parametrize("password", ["short", "й" * 40])
def test_passwords_that_bcrypt_would_weaken_are_refused(password: str) -> None:
    with pytest.raises(BadInput):
        accounts.hash_password(password)
