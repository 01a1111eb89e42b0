"""People, as an administrator sees and changes them; `by` is None where it is done on the command line."""

import re
import secrets
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from core.accounts import NewAccount, hash_password
from core.briefs import check_text
from core.db import read, write
from core.errors import BadInput, NotFound
from core.events import record
from core.lockout import clear, locked_names
from core.models import Brief, Event, User, UserRole

#: Characters of a person's full name.
NAME_LIMIT = 80
#: People of a page of the list.
PAGE = 20


class Person(NamedTuple):
    """A person in the list. `locked`: too many wrong passwords lately."""

    user: User
    last_sign_in: datetime | None
    briefs: int
    locked: bool


class People(NamedTuple):
    """A page of the list; `total` counts the people of all pages."""

    total: int
    persons: list[Person]


# --- reading ----------------------------------------------------------------------------------------------------------


def people(text: str = "", role: str = "", page: int = 1, database: Engine | None = None) -> People:
    """Who has an account, by name; those that are switched off come last.

    Args:
        text: part of a name or a user name, in any case; empty: everybody.
        role: of people with this role only; empty: of all.
        page: from 1; past the end: the last.
    """
    with read(database) as session:
        everybody = session.exec(select(User)).all()  # few enough, and SQLite knows no case of Cyrillic letters
        found = [user for user in everybody if _matches(user, text) and role in ("", user.role)]
        found.sort(key=lambda user: (not user.active, user.name.casefold(), user.username))
        last = max(-(-len(found) // PAGE), 1)
        start = (min(max(page, 1), last) - 1) * PAGE
        return People(len(found), _persons(session, found[start : start + PAGE]))


def person(username: str, database: Engine | None = None) -> Person:
    """One of them.

    Raises:
        NotFound: no such user.
    """
    with read(database) as session:
        return _persons(session, [_existing(session, username)])[0]


def _matches(user: User, text: str) -> bool:
    told = f"{user.name} {user.username}".casefold()
    return all(word in told for word in text.casefold().split())


def _persons(session: Session, users: list[User]) -> list[Person]:
    ids = [user.id for user in users]
    signed_in = dict(
        session.exec(
            select(Event.user_id, func.max(Event.at))
            .where(Event.name == "user.signed_in", col(Event.user_id).in_(ids))
            .group_by(col(Event.user_id))
        ).all()
    )
    briefs = dict(
        session.exec(
            select(Brief.user_id, func.count()).where(col(Brief.user_id).in_(ids)).group_by(Brief.user_id)
        ).all()
    )
    locked = locked_names(session, [user.username for user in users])
    return [Person(user, signed_in.get(user.id), briefs.get(user.id, 0), user.username in locked) for user in users]


# --- adding -----------------------------------------------------------------------------------------------------------


def create_user(
    username: str, role: str, name: str = "", database: Engine | None = None, *, by: User | None = None
) -> NewAccount:
    """Add an account with a random password; without a name, its user name is its name.

    Raises:
        BadInput: not a user name, taken, not a name, or no such role.
    """
    if not re.fullmatch(r"[a-z][a-z0-9._-]{1,39}", username):
        raise BadInput("A user name has 2-40 lower-case letters, digits, dots or dashes.", field="username")
    full = " ".join(check_text(name, field="name", limit=NAME_LIMIT).split())
    account = NewAccount(username, secrets.token_urlsafe(9), _known_role(role))
    row = User(username=username, name=full or username, role=role, password_hash=hash_password(account.password))
    with write(database) as session:
        session.add(row)
        try:
            session.flush()
        except IntegrityError as error:
            raise BadInput("The user name “{user}” is taken.", field="username", user=username) from error
        record(session, "user.created", user_id=_id(by), subject=row.id, role=role)
    return account


# --- changing --------------------------------------------------------------------------------------------------------


def change_role(username: str, role: str, *, by: User | None, database: Engine | None = None) -> None:
    """Give a person another role; it counts from the next click.

    Raises:
        NotFound: no such user.
        BadInput: no such role, or nobody would be left to administer.
    """
    with write(database) as session:
        user = _existing(session, username)
        before, wanted = user.role, _known_role(role)
        if wanted == before:
            return
        if wanted != UserRole.ADMIN:
            _spare_last_administrator(session, user, "role")
        user.role = wanted
        session.add(user)
        record(session, "user.role_changed", user_id=_id(by), subject=user.id, before=before, after=role)


def disable(username: str, database: Engine | None = None, *, by: User | None = None) -> None:
    """Switch an account off; it counts from the next click.

    Raises:
        NotFound: no such user.
        BadInput: one's own account, or nobody would be left to administer.
    """
    with write(database) as session:
        user = _existing(session, username)
        if by is not None and by.id == user.id:
            raise BadInput("You cannot switch off your own account.", field="active")
        if not user.active:
            return
        _spare_last_administrator(session, user, "active")
        user.active = False
        session.add(user)
        record(session, "user.disabled", user_id=_id(by), subject=user.id)


def enable(username: str, *, by: User | None, database: Engine | None = None) -> None:
    """Switch an account on again; its password is what it was.

    Raises:
        NotFound: no such user.
    """
    with write(database) as session:
        user = _existing(session, username)
        if user.active:
            return
        user.active = True
        session.add(user)
        record(session, "user.enabled", user_id=_id(by), subject=user.id)


def reset_password(username: str, *, by: User | None, database: Engine | None = None) -> NewAccount:
    """Give an account a new random password, and let it in at once where it was locked out.

    Raises:
        NotFound: no such user.
    """
    password = secrets.token_urlsafe(9)
    hashed = hash_password(password)
    with write(database) as session:
        user = _existing(session, username)
        user.password_hash = hashed
        session.add(user)
        clear(session, username)
        record(session, "user.password_reset", user_id=_id(by), subject=user.id)
    return NewAccount(username, password, user.role)


def unlock(username: str, *, by: User | None, database: Engine | None = None) -> None:
    """Let an account in again that too many wrong passwords have locked.

    Raises:
        NotFound: no such user.
    """
    with write(database) as session:
        user = _existing(session, username)
        clear(session, username)
        record(session, "user.unlocked", user_id=_id(by), subject=user.id)


def _spare_last_administrator(session: Session, user: User, field: str) -> None:
    """Holds the administrators' rows meanwhile: two of them cannot demote each other at the same moment."""
    admins = select(User).where(User.role == UserRole.ADMIN, col(User.active).is_(True)).order_by(User.id)
    if [admin.id for admin in session.exec(admins.with_for_update())] == [user.id]:
        raise BadInput("This is the last active administrator.", field=field)


def _id(person: User | None) -> str | None:
    return person.id if person else None


def _known_role(role: str) -> UserRole:
    try:
        return UserRole(role)
    except ValueError as error:
        raise BadInput("There is no role “{role}”. Choose one of: {roles}.", field="role", role=role[:30],
                       roles=", ".join(UserRole)) from error  # fmt: skip


def _existing(session: Session, username: str) -> User:
    user = session.exec(select(User).where(User.username == username)).first()
    if user is None:
        raise NotFound("There is no user “{user}”.", field="username", user=username[:60])
    return user
