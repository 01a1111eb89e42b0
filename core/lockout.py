"""Too many failed attempts: who has to wait before trying a password again."""

from collections import Counter
from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, func, select

from core.clock import now
from core.models import SignInAttempt

#: Failed attempts by user name or by address within the window that lock both out until it has passed.
ATTEMPTS, WINDOW = 5, timedelta(minutes=10)
#: Addresses are shared by offices: they lock later.
ADDRESS_ATTEMPTS = 20


def is_locked(session: Session, username: str, address: str) -> bool:
    """Whether this name, or this address, has to wait."""
    if locked_names(session, [username]):
        return True
    recent = select(func.count()).select_from(SignInAttempt)
    failed = (col(SignInAttempt.address) == address) & col(SignInAttempt.succeeded).is_(False)
    return session.exec(recent.where(_in_window(), failed)).one() >= ADDRESS_ATTEMPTS


def locked_names(session: Session, usernames: Collection[str]) -> set[str]:
    """Those of the names that have to wait: too many failures in a row."""
    recent = select(SignInAttempt).where(_in_window(), col(SignInAttempt.username).in_(usernames))
    in_a_row: Counter[str] = Counter()
    for attempt in session.exec(recent.order_by(col(SignInAttempt.id))):
        in_a_row[attempt.username] = 0 if attempt.succeeded else in_a_row[attempt.username] + 1
    return {name for name, failures in in_a_row.items() if failures >= ATTEMPTS}


def clear(session: Session, username: str) -> None:
    """Forget this name's failed attempts of the window."""
    failed = (col(SignInAttempt.username) == username) & col(SignInAttempt.succeeded).is_(False)
    session.exec(delete(SignInAttempt).where(_in_window(), failed))


def _in_window() -> ColumnElement[bool]:
    return col(SignInAttempt.at) > now() - WINDOW
