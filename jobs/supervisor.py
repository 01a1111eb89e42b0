"""Keeps this host's worker processes alive, ends those that hang, and gives back what the dead ones held."""

import logging
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

from redis.exceptions import RedisError
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from core.db import database_now, read
from core.errors import LeaseLost
from core.models import Stage, new_id
from jobs import leases, presence
from jobs.processes import GRACE, KeptProcess, alive, death_words
from jobs.reconciler import EVERY, CountingQueue, hold, reconcile, release

#: Longest a stage may take before its worker counts as hung: many times what it takes on a slow host.
DEADLINES: Mapping[str, timedelta] = {
    Stage.CHECK_BRIEF: timedelta(minutes=3),
    Stage.WRITE_COPY: timedelta(minutes=3),
    Stage.WRITE_PROMPT: timedelta(minutes=3),
    Stage.MAKE_PICTURE: timedelta(minutes=5),
    Stage.CUT_OUT: timedelta(minutes=3),
    Stage.COMPOSE: timedelta(minutes=2),
}
#: Seconds between two looks at the processes.
TICK = 0.2
#: Seconds beyond its grace time after which a worker that was asked to stop is killed.
KILL_AFTER = 2.0

log = logging.getLogger(__name__)


def child_command(queue: str, worker: str) -> list[str]:
    """How a worker process is started."""
    return [sys.executable, "-m", "jobs.child", "--queue", queue, "--worker", worker]


class Death(NamedTuple):
    """A worker process that is no more, whose tasks are not given back yet."""

    worker: str
    crashed: bool
    reason: str


class Pulse:
    """Says when something that happens every so many seconds is due."""

    def __init__(self, every: float) -> None:
        self._every, self._next = every, 0.0

    def due(self) -> bool:
        if time.monotonic() < self._next:
            return False
        self._next = time.monotonic() + self._every
        return True


class Place:
    """One worker's place. Every process in it has a worker id of its own."""

    def __init__(self, name: str, queue: str, command: Callable[[str, str], list[str]]) -> None:
        self.worker, self._queue, self._command = "", queue, command
        self.process = KeptProcess(name, self._next, sink=lambda line: log.info("[%s] %s", name, line))

    def _next(self) -> list[str]:
        self.worker = f"{self.process.name}-{new_id()[:8]}"
        return self._command(self._queue, self.worker)


class Supervisor:
    """Runs `workers` (processes by queue) until it is told to stop."""

    def __init__(
        self, database: Engine, queue: CountingQueue, workers: Mapping[str, int], *,
        command: Callable[[str, str], list[str]] = child_command, deadlines: Mapping[str, timedelta] = DEADLINES,
        reconcile_every: float = EVERY,
    ) -> None:  # fmt: skip
        self._database, self._queue, self._deadlines = database, queue, deadlines
        self._id = f"{socket.gethostname()}-{new_id()[:8]}"
        self._places = [
            Place(f"{name}-{n + 1}", name, command) for name, count in workers.items() for n in range(count)
        ]
        self._lost: list[Death] = []
        self._look_for_hung, self._reconcile = Pulse(1.0), Pulse(reconcile_every)

    def run(self, stop: threading.Event) -> None:
        """Tend everything until `stop` is set, then end the workers within their grace time."""
        self._find_orphans()
        try:
            while not stop.wait(TICK):
                self.tend()
        finally:
            self._stop_all()

    def tend(self) -> None:
        """One round. A database or queue server that is away for a while ends nothing."""
        for place in self._places:
            self._notice_death(place)
            if place.process.start_if_due():
                log.info("Worker %s started.", place.worker)
        try:
            self._give_back_lost()
            if self._look_for_hung.due():
                self._kill_hung()
            if self._reconcile.due() and hold(self._database, "reconciler", self._id):
                reconcile(self._database, self._queue)
        except (DBAPIError, RedisError) as error:
            log.warning("Tried again later: %s", error)

    def _find_orphans(self) -> None:
        """Workers of this host that a supervisor which was itself killed left without a word."""
        for row in presence.of_host(self._database, socket.gethostname()):
            if not alive(row.pid):
                self._lost.append(Death(row.id, crashed=True, reason=f"Worker {row.id} died with its supervisor."))

    def _notice_death(self, place: Place) -> None:
        code = place.process.died()
        if code is not None:
            reason = f"Worker {place.worker} ended with {death_words(code)}."
            log.warning(reason)
            self._lost.append(Death(place.worker, crashed=code != 0, reason="\n".join([*place.process.tail, reason])))

    def _give_back_lost(self) -> None:
        while self._lost:
            worker, crashed, reason = self._lost[-1]
            for task in leases.running(worker=worker, database=self._database):
                with suppress(LeaseLost):
                    leases.give_back(task, crashed=crashed, reason=reason, database=self._database)
                self._queue.wake(task.queue)
            presence.remove(self._database, worker)
            self._lost.pop()

    def _kill_hung(self) -> None:
        with read(self._database) as session:
            now = database_now(session)
        for place in self._places:
            for task in leases.running(worker=place.worker, database=self._database):
                if task.started_at and now - task.started_at > self._deadlines[task.stage]:
                    log.warning("Worker %s hangs in task %s (%s) and is killed.", place.worker, task.id, task.stage)
                    place.process.signal(signal.SIGKILL)

    def _stop_all(self) -> None:
        for place in self._places:
            place.process.signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE + KILL_AFTER
        for place in self._places:
            if place.process.stopped_by(deadline) is not None:
                self._lost.append(Death(place.worker, crashed=False, reason=""))
        try:
            self._give_back_lost()
            release(self._database, "reconciler", self._id)
        except DBAPIError as error:
            log.warning("The workers' tasks come back when their leases run out: %s", error)
