"""The row by which a worker process shows that it is there, what it is doing and which engines are ready."""

import logging
import os
import socket
import threading
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, delete
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from core.db import database_now, read, write
from core.models import WorkerRow

#: Seconds between two reports.
REPORT_EVERY = 3.0
#: A worker that has been silent for so long is gone.
SILENCE = timedelta(seconds=30)

log = logging.getLogger(__name__)


class Presence:
    """Keeps one WorkerRow up to date from a thread of its own, also while the process is busy."""

    def __init__(self, database: Engine, worker: str, queue: str) -> None:
        self._database, self._worker, self._queue = database, worker, queue
        self._now: dict[str, Any] = {"state": "starting", "task_id": None, "engines": {}}
        self._changed = threading.Event()
        self._thread = threading.Thread(target=self._report_on, name="presence", daemon=True)

    def start(self) -> None:
        """Write the row and keep it fresh."""
        self.report()
        self._thread.start()

    def ready(self, engines: dict[str, Any]) -> None:
        """The engines are warm (`engines` as in WorkerRow), or one is not and the process gives up."""
        self._now |= {
            "engines": engines,
            "state": "idle" if all(one["ready"] for one in engines.values()) else "starting",
        }
        self.report()

    def busy(self, task_id: str | None) -> None:
        """A task began, or ended (None). Costs the task nothing: the thread writes."""
        self._now |= {"state": "busy" if task_id else "idle", "task_id": task_id}
        self._changed.set()

    def _report_on(self) -> None:
        while True:
            self._changed.wait(REPORT_EVERY)
            self._changed.clear()
            try:
                self.report()
            except DBAPIError as error:
                log.warning("Worker %s could not report: %s", self._worker, error.orig)

    def report(self) -> None:
        """Write the row as things are now."""
        with write(self._database) as session:
            now = database_now(session)
            row = session.get(WorkerRow, self._worker) or WorkerRow(
                id=self._worker, host=socket.gethostname(), pid=os.getpid(), queue=self._queue, started_at=now
            )
            row.sqlmodel_update({**self._now, "seen_at": now})
            session.add(row)


def of_host(database: Engine, host: str) -> list[WorkerRow]:
    """Workers that reported from a host."""
    with read(database) as session:
        return list(session.exec(select(WorkerRow).where(WorkerRow.host == host)))


def remove(database: Engine, worker: str) -> None:
    """Take away the row of a worker that has died. One that died while starting stays until it has been silent for
    long: it says which engine was not ready."""
    with write(database) as session:
        session.execute(delete(WorkerRow).where(col(WorkerRow.id) == worker, col(WorkerRow.state) != "starting"))


def remove_silent(database: Engine) -> None:
    """Take away the rows of workers that have not reported for long."""
    with write(database) as session:
        session.execute(delete(WorkerRow).where(col(WorkerRow.seen_at) < database_now(session) - SILENCE))
