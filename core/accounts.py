"""People: who may sign in, and what they may do. Role and active flag are read from the database at every step."""

import re
import secrets
from datetime import timedelta
from typing import NamedTuple

import bcrypt
from sqlalchemy import Engine
from sqlmodel import Session, col, func, or_, select

from core.clock import now
from core.db import read, write
from core.errors import BadInput, LockedOut, NotAllowed, NotFound, SignInFailed
from core.events import record
from core.models import SignInAttempt, User, UserRole

#: Failed attempts by user name or by address within the window that lock both out until it has passed.
ATTEMPTS, WINDOW = 5, timedelta(minutes=10)
#: Addresses are shared by offices: they lock later.
ADDRESS_ATTEMPTS = 20
#: bcrypt reads no further, and newer ones refuse more.
PASSWORD_BYTES = 72
#: A hash that no password has: an unknown name must take as long as a known one.
_NOBODY = bcrypt.hashpw(secrets.token_bytes(24), bcrypt.gensalt(10))

FIRST_RUN = (
    ("marketer", "Mara Marketer", UserRole.MARKETER),
    ("designer", "Dan Designer", UserRole.DESIGNER),
    ("analyst", "Ana Analyst", UserRole.ANALYST),
    ("admin", "Ada Admin", UserRole.ADMIN),
)


class NewAccount(NamedTuple):
    """An account that was just made, with the password that nobody will see again."""

    username: str
    password: str
    role: str


def hash_password(password: str) -> str:
    """bcrypt with a salt of its own.

    Raises:
        BadInput: shorter than 8 characters or longer than bcrypt reads.
    """
    raw = password.encode()
    if len(password) < 8 or len(raw) > PASSWORD_BYTES:
        raise BadInput("A password has 8 characters or more, and at most {limit} bytes.", field="password",
                       limit=PASSWORD_BYTES)  # fmt: skip
    return bcrypt.hashpw(raw, bcrypt.gensalt(10)).decode()


def create_first_accounts(password: str = "", database: Engine | None = None) -> list[NewAccount]:
    """The four first-run accounts, where no account exists yet; `password` sets all four, empty makes random ones."""
    with read(database) as session:
        if session.exec(select(func.count()).select_from(User)).one():
            return []
    made = [NewAccount(name, password or secrets.token_urlsafe(9), role) for name, _, role in FIRST_RUN]
    rows = [
        User(username=name, name=full, role=role, password_hash=hash_password(account.password))
        for (name, full, role), account in zip(FIRST_RUN, made, strict=True)
    ]
    with write(database) as session:
        session.add_all(rows)
    return made


def create_user(username: str, role: str, name: str = "", database: Engine | None = None) -> NewAccount:
    """Add an account with a random password.

    Raises:
        BadInput: not a user name, taken, or no such role.
    """
    if not re.fullmatch(r"[a-z][a-z0-9._-]{1,39}", username):
        raise BadInput("A user name has 2-40 lower-case letters, digits, dots or dashes.", field="username")
    account = NewAccount(username, secrets.token_urlsafe(9), _known_role(role))
    row = User(username=username, name=name or username, role=role, password_hash=hash_password(account.password))
    with write(database) as session:
        if session.exec(select(User).where(User.username == username)).first():
            raise BadInput("The user name “{user}” is taken.", field="username", user=username)
        session.add(row)
    return account


def change_role(username: str, role: str, *, by: User, database: Engine | None = None) -> None:
    """Give a person another role; it counts from the next click."""
    with write(database) as session:
        user = _existing(session, username)
        before, user.role = user.role, _known_role(role)
        session.add(user)
        record(session, "user.role_changed", user_id=by.id, subject=user.id, before=before, after=role)


def disable(username: str, database: Engine | None = None) -> None:
    """Switch an account off; it counts from the next click."""
    with write(database) as session:
        user = _existing(session, username)
        user.active = False
        session.add(user)


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


def sign_in(username: str, password: str, *, address: str, database: Engine | None = None) -> User:
    """The user to whom name and password belong.

    Raises:
        LockedOut: too many failed attempts lately, by this name or from this address.
        SignInFailed: they do not belong together, or the account is switched off.
    """
    name = username.strip().lower()[:100]
    with write(database) as session:
        user = session.exec(select(User).where(User.username == name)).first()
        locked = _locked(session, name, address)
    # Hashing takes long on purpose: not inside a transaction.
    known = user.password_hash.encode() if user else _NOBODY
    right = bcrypt.checkpw(password.encode()[:PASSWORD_BYTES], known) and user is not None and user.active
    with write(database) as session:
        if locked:
            record(session, "user.locked", user_id=user.id if user else None, username=name)
        else:
            session.add(SignInAttempt(username=name, address=address, succeeded=right))
        if right and not locked and user:
            record(session, "user.signed_in", user_id=user.id)
    if locked:
        raise LockedOut("Too many failed attempts. Try again in {minutes} min.",
                        minutes=int(WINDOW.total_seconds() // 60))  # fmt: skip
    if not right or user is None:
        raise SignInFailed("User name or password is wrong, or the account is switched off.")
    return user


def _locked(session: Session, username: str, address: str) -> bool:
    recent = select(SignInAttempt).where(
        col(SignInAttempt.at) > now() - WINDOW,
        or_(SignInAttempt.username == username, SignInAttempt.address == address),
    )
    attempts = session.exec(recent.order_by(col(SignInAttempt.id))).all()
    by_name = _failures_in_a_row([row for row in attempts if row.username == username])
    from_address = [row for row in attempts if row.address == address and not row.succeeded]
    return by_name >= ATTEMPTS or len(from_address) >= ADDRESS_ATTEMPTS


def _failures_in_a_row(attempts: list[SignInAttempt]) -> int:
    count = 0
    for attempt in attempts:
        count = 0 if attempt.succeeded else count + 1
    return count


def find_user(username: str, database: Engine | None = None) -> User | None:
    """The active user of that name, as the database has it now."""
    with read(database) as session:
        return session.exec(select(User).where(User.username == username, col(User.active).is_(True))).first()


def require(user: User, *roles: UserRole) -> None:
    """Raises:
    NotAllowed: the person has none of these roles. An administrator has all.
    """
    if user.role not in (*roles, UserRole.ADMIN):
        raise NotAllowed("Your role, {role}, does not permit this.", role=user.role)


def set_language(user: User, language: str, database: Engine | None = None) -> None:
    """Remember the screen's language that a person chose."""
    with write(database) as session:
        row = session.get_one(User, user.id)
        row.language = language
        session.add(row)
