"""What makes up for everything that was lost: run every 10 s by one process of the fleet."""

import logging
from contextlib import suppress
from datetime import timedelta
from typing import Protocol

from sqlalchemy import CursorResult, Engine, delete, or_, update
from sqlmodel import col

from core.db import database_now, insert_if_absent, write
from core.errors import LeaseLost
from core.models import Lock
from core.ports import TaskQueue
from jobs import leases, presence

#: Seconds between two runs.
EVERY = 10.0
#: How long the lock outlives a holder that died.
LOCK = timedelta(seconds=15)

log = logging.getLogger(__name__)


class CountingQueue(TaskQueue, Protocol):
    """A task queue that knows how many calls nobody has answered yet."""

    def waiting(self, queue: str) -> int: ...


def hold(database: Engine, name: str, holder: str, time: timedelta = LOCK) -> bool:
    """Take or keep a named lock for `time` on the database's clock. False while somebody else holds it."""
    with write(database) as session:
        now = database_now(session)
        free = col(Lock.name) == name, or_(col(Lock.holder) == holder, col(Lock.until) < now)
        insert_if_absent(session, Lock, {"name": name, "holder": holder, "until": now + time})
        taken = session.execute(update(Lock).where(*free).values(holder=holder, until=now + time))
        assert isinstance(taken, CursorResult)
        return bool(taken.rowcount)


def release(database: Engine, name: str, holder: str) -> None:
    """Let go of a lock, if it is held."""
    with write(database) as session:
        session.execute(delete(Lock).where(col(Lock.name) == name, col(Lock.holder) == holder))


def reconcile(database: Engine, queue: CountingQueue) -> None:
    """Put tasks back whose lease ran out, call for every task that no message stands for, forget silent workers.

    Raises:
        RedisError: the queue server is away.
    """
    return_expired(database)
    presence.remove_silent(database)
    for name, count in leases.claimable(database).items():
        if (missing := count - queue.waiting(name)) > 0:
            queue.wake(name, missing)


def return_expired(database: Engine | None = None) -> None:
    """Put tasks back whose worker let the lease run out: its host is gone."""
    for task in leases.running(expired=True, database=database):
        with suppress(LeaseLost):  # its worker came back in time
            reason = f"Worker {task.worker} was not heard of any more."
            leases.give_back(task, crashed=True, reason=reason, database=database)
            log.warning("The lease of task %s ran out.", task.id)
