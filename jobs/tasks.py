"""One task from its claim to its end: the work, its heartbeat, and what becomes of every way it can go wrong."""

import logging
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from core import production
from core.db import read
from core.errors import AdBannerError, Cancelled, EngineFailed, LeaseLost, Superseded
from core.models import FINAL, Job, Task, new_id
from core.ports import TaskQueue
from core.stages import Engines
from jobs import leases
from jobs.reconciler import return_expired

#: Seconds between renewals of a lease of 30 s.
HEARTBEAT = 10.0
#: Least seconds between two writes of progress: engines may call their checkpoint at every step.
PROGRESS_EVERY = 0.5

log = logging.getLogger(__name__)


class Heartbeat:
    """Keeps a task's lease while its work runs in a `with` block; its `checkpoint` is what the engines call."""

    def __init__(self, task: Task, database: Engine | None, every: float = HEARTBEAT) -> None:
        self._database, self._task, self._lease, self._every = database, task, task.lease or "", every
        self._over, self._lost = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heartbeat-{task.id[:8]}", daemon=True)
        self._saved_at = float("-inf")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def checkpoint(self, fraction: float, note: str) -> None:
        """Implements `Checkpoint`."""
        if self._lost.is_set():
            raise LeaseLost
        if time.monotonic() - self._saved_at >= PROGRESS_EVERY:
            leases.save_progress(self._task.id, self._lease, fraction, note, database=self._database)
            self._saved_at = time.monotonic()

    def _beat(self) -> None:
        while not self._over.wait(self._every):
            try:
                leases.renew(self._task.id, self._lease, database=self._database)
            except LeaseLost:
                self._lost.set()
                return
            except DBAPIError as error:  # the database may come back before the lease runs out
                log.warning("The lease of task %s could not be renewed: %s", self._task.id, error.orig)


@dataclass(frozen=True)
class Workplace:
    """What a process needs to carry tasks. `busy` is told the task's id when one begins, and None when it has ended."""

    worker: str
    database: Engine
    engines: Engines
    queue: TaskQueue
    busy: Callable[[str | None], None] = lambda _: None


_workplace: Workplace | None = None


def settle_in(workplace: Workplace) -> None:
    """Make this process a worker: RQ calls `work` by its name, so what it needs must wait here."""
    global _workplace  # noqa: PLW0603  one worker a process
    _workplace = workplace


def workplace() -> Workplace:
    """What this worker process settled in with."""
    assert _workplace is not None, "messages are worked on in a worker process (jobs.child)"
    return _workplace


def work(queue: str) -> None:
    """What every message calls: take the fairest task of `queue` and carry it to its end."""
    place = workplace()
    task = leases.claim(queue, place.worker, database=place.database)
    if task is None:
        return
    place.busy(task.id)
    try:
        woken = carry(task, place.engines, place.database)
    finally:
        place.busy(None)
    for name, count in Counter(woken).items():
        place.queue.wake(name, count)


def carry(task: Task, engines: Engines, database: Engine | None = None) -> list[str]:
    """Do a claimed task's work and write down how it ended.

    Returns: queues to wake.
    """
    with suppress(LeaseLost), Heartbeat(task, database) as heartbeat:
        return _carry(task, engines, database, heartbeat)
    log.warning("Task %s was taken over by another worker; what was made here is dropped.", task.id)
    return []


def _carry(task: Task, engines: Engines, database: Engine | None, heartbeat: Heartbeat) -> list[str]:
    begun = time.perf_counter()
    try:
        output = production.run_stage(task, engines=engines, checkpoint=heartbeat.checkpoint, database=database)
        seconds = time.perf_counter() - begun
        return leases.complete(task, output, seconds, formats=engines.formats, database=database)
    except LeaseLost:
        raise
    except Cancelled:
        leases.cancelled(task, database=database)
    except Superseded:  # composed on a version that is not on show any more: once more, on the new one
        leases.give_back(task, crashed=False, database=database)
        return [task.queue]
    except EngineFailed as error:
        leases.retry_later(task, error.as_json(), traceback.format_exc(), database=database)
    except DBAPIError:  # the database was away or locked for long
        leases.retry_later(task, leases.UNEXPECTED, traceback.format_exc(), database=database)
    except AdBannerError as error:
        leases.fail(task, error.as_json(), traceback.format_exc(), database=database)
    except Exception:
        log.error("Task %s (%s) failed.", task.id, task.stage, exc_info=True)
        leases.fail(task, leases.UNEXPECTED, traceback.format_exc(), database=database)
    except BaseException:  # the process was told to stop: somebody else will do it
        leases.give_back(task, crashed=False, database=database)
        raise
    return []


def drain(job_id: str, engines: Engines, database: Engine | None = None) -> None:
    """Carry one job to its end in this process, without queue server or workers, by the same protocol.

    Returns when the job has ended, whoever did the work.
    """
    worker = f"inline-{new_id()[:8]}"
    while not _ended(job_id, database):
        task = leases.claim(None, worker, job_id=job_id, database=database)
        if task is not None:
            carry(task, engines, database)
            continue
        time.sleep(0.2)  # a task rests after an error, or a worker has it
        return_expired(database)


def _ended(job_id: str, database: Engine | None) -> bool:
    with read(database) as session:
        return session.exec(select(Job.status).where(Job.id == job_id)).one() in FINAL
