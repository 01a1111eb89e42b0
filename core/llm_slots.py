"""Slots for calls to the language model that all processes and hosts share: leased rows on the database's clock."""

import logging
import random
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import CursorResult, Engine, delete, select, update
from sqlalchemy.exc import OperationalError
from sqlmodel import col

from core.db import database_now, insert_if_absent, read, write
from core.models import Lock

#: How long a slot outlives a holder that died. A call takes 40 s at most, so nobody renews.
LEASE = timedelta(seconds=55)
#: How the names of the rows begin.
PREFIX = "llm-slot-"

log = logging.getLogger(__name__)


class RowSlots:
    """`Slots` over the rows "llm-slot-0" … of the table of named locks.

    Args:
        database: None: this process's own.
        count: calls at once, over all that use this database.
    """

    def __init__(self, database: Engine | None = None, count: int = 5) -> None:
        self._database = database
        self._names = [f"{PREFIX}{n}" for n in range(count)]

    def take(self) -> str | None:
        token = uuid4().hex
        return token if any(self._lease(name, token) for name in self._free()) else None

    def give_back(self, token: str) -> None:
        try:
            with write(self._database) as session:
                session.execute(delete(Lock).where(col(Lock.holder) == token))
        except OperationalError:  # an answer is not lost over it: the lease runs out
            log.warning("A slot for the language model could not be given back.", exc_info=True)

    def _free(self) -> list[str]:
        """Names that look free. Only reads, so that many may wait without disturbing those who write."""
        with read(self._database) as session:
            now = database_now(session)
            held = select(col(Lock.name)).where(col(Lock.name).in_(self._names), col(Lock.until) >= now)
            taken = set(session.execute(held).scalars())
        return random.sample(free := [name for name in self._names if name not in taken], len(free))

    def _lease(self, name: str, token: str) -> bool:
        """Whether the row is ours now: another may have been faster."""
        with write(self._database) as session:
            now = database_now(session)
            insert_if_absent(session, Lock, {"name": name, "holder": token, "until": now + LEASE})
            free = col(Lock.name) == name, (col(Lock.until) < now) | (col(Lock.holder) == token)
            taken = session.execute(update(Lock).where(*free).values(holder=token, until=now + LEASE))
            assert isinstance(taken, CursorResult)
            return bool(taken.rowcount)
