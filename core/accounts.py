"""Accounts: who may sign in, and what they may do. Role and active flag are read from the database at every step; what
an administrator changes of them is in core.people."""

import secrets
from typing import NamedTuple

import bcrypt
from sqlalchemy import Engine
from sqlmodel import col, func, select

from core.db import read, write
from core.errors import BadInput, LockedOut, NotAllowed, SignInFailed
from core.events import record
from core.lockout import WINDOW, is_locked
from core.models import SignInAttempt, User, UserRole

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


# --- passwords --------------------------------------------------------------------------------------------------------


def sign_in(username: str, password: str, *, address: str, database: Engine | None = None) -> User:
    """The user to whom name and password belong.

    Raises:
        LockedOut: too many failed attempts lately, by this name or from this address.
        SignInFailed: they do not belong together, or the account is switched off.
    """
    user = _proven(username.strip().lower()[:100], password, address, database)
    if user is None:
        raise SignInFailed("User name or password is wrong, or the account is switched off.")
    with write(database) as session:
        record(session, "user.signed_in", user_id=user.id)
    return user


def change_password(user: User, current: str, wanted: str, *, address: str, database: Engine | None = None) -> None:
    """A person's own new password. Trying out the current one is limited as signing in is.

    Raises:
        BadInput: not a password that can be taken.
        LockedOut: too many failed attempts lately.
        SignInFailed: `current` is not the password.
    """
    hashed = hash_password(wanted)
    if _proven(user.username, current, address, database) is None:
        raise SignInFailed("This is not your current password.")
    with write(database) as session:
        row = session.get_one(User, user.id)
        row.password_hash = hashed
        session.add(row)
        record(session, "user.password_changed", user_id=user.id)


def _proven(username: str, password: str, address: str, database: Engine | None) -> User | None:
    """The active user whose password this is; the attempt is written down, or the lockout where there is one."""
    with write(database) as session:
        user = session.exec(select(User).where(User.username == username)).first()
        locked = is_locked(session, username, address)
    # Hashing takes long on purpose: not inside a transaction.
    known = user.password_hash.encode() if user else _NOBODY
    right = bcrypt.checkpw(password.encode()[:PASSWORD_BYTES], known) and user is not None and user.active
    with write(database) as session:
        if locked:
            record(session, "user.locked", user_id=user.id if user else None, username=username)
        else:
            session.add(SignInAttempt(username=username, address=address, succeeded=right))
    if locked:
        raise LockedOut("Too many failed attempts. Try again in {minutes} min.",
                        minutes=int(WINDOW.total_seconds() // 60))  # fmt: skip
    return user if right else None


# --- who may what -----------------------------------------------------------------------------------------------------


def find_user(username: str, database: Engine | None = None) -> User | None:
    """The active user of that name, as the database has it now."""
    with read(database) as session:
        return session.exec(select(User).where(User.username == username, col(User.active).is_(True))).first()


def require(user: User, *roles: UserRole) -> None:
    """Raises:
    NotAllowed: the person has none of these roles. An administrator has all.
    """
    if not may(user, *roles):
        raise NotAllowed("Your role, {role}, does not permit this.", role=user.role)


def may(user: User, *roles: UserRole) -> bool:
    """Whether the person has one of these roles. An administrator has all."""
    return user.role in (*roles, UserRole.ADMIN)


def set_language(user: User, language: str, database: Engine | None = None) -> None:
    """Remember the screen's language that a person chose."""
    with write(database) as session:
        row = session.get_one(User, user.id)
        row.language = language
        session.add(row)
