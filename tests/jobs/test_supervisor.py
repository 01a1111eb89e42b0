"""Real worker processes on a real Valkey: killed, hung, told to stop, without messages."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from redis import Redis
from sqlalchemy import Engine
from sqlmodel import col, select

from core.db import read
from core.models import Stage, Status, Task, WorkerRow
from jobs import leases
from jobs.queues import RqQueue
from jobs.supervisor import DEADLINES, Supervisor
from jobs.valkey import Valkey
from tests.jobs.work import job_of, submit, task_of

WORKERS = {"light": 1, "studio": 1}


def standin_command(queue: str, worker: str) -> list[str]:
    return [sys.executable, "-m", "tests.jobs.standin_child", "--queue", queue, "--worker", worker]


@pytest.fixture
def queue(valkey_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> RqQueue:
    monkeypatch.setenv("ADBANNER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ADBANNER_REDIS_URL", valkey_url)
    return RqQueue(valkey_url)


@contextmanager
def supervised(
    database: Engine, queue: RqQueue, monkeypatch: pytest.MonkeyPatch, **options: object
) -> Iterator[Callable[[], None]]:
    """Workers that are kept alive. Yields how to stop them; leaving does so too."""
    monkeypatch.setenv("ADBANNER_DATABASE_URL", database.url.render_as_string(hide_password=False))
    stop = threading.Event()
    supervisor = Supervisor(database, queue, WORKERS, command=standin_command, **options)  # type: ignore[arg-type]
    thread = threading.Thread(target=supervisor.run, args=(stop,))
    thread.start()

    def end() -> None:
        stop.set()
        thread.join()

    try:
        yield end
    finally:
        end()


def wait_for(happened: Callable[[], object], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)


def workers(database: Engine) -> list[WorkerRow]:
    with read(database) as session:
        return list(session.exec(select(WorkerRow).order_by(col(WorkerRow.queue))))


def picture(database: Engine, job_id: str) -> Task:
    return task_of(database, job_id, Stage.MAKE_PICTURE)


def completed(database: Engine, job_id: str) -> Callable[[], bool]:
    return lambda: job_of(database, job_id).status == Status.COMPLETED


def test_a_worker_that_is_killed_is_replaced_and_its_task_done_again(
    every_database: Engine, queue: RqQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    with supervised(every_database, queue, monkeypatch):
        job_id = submit(every_database, "square", offer="slow 1")
        queue.wake("light")
        queue.wake("studio")
        wait_for(lambda: picture(every_database, job_id).progress > 0)
        wait_for(lambda: [row.state for row in workers(every_database)] == ["idle", "busy"])
        victim = workers(every_database)[1]
        assert victim.task_id == picture(every_database, job_id).id
        os.kill(victim.pid, signal.SIGKILL)
        wait_for(completed(every_database, job_id))
        assert victim.id not in {row.id for row in workers(every_database)}
    task = picture(every_database, job_id)
    assert (task.crashes, task.errors) == (1, 0)
    assert workers(every_database) == []


def test_a_hung_worker_is_killed_at_its_deadline(
    database: Engine, queue: RqQueue, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    deadlines = {**DEADLINES, Stage.MAKE_PICTURE: timedelta(seconds=1)}
    with supervised(database, queue, monkeypatch, deadlines=deadlines):
        job_id = submit(database, "square", offer=f"hang-once {tmp_path / 'hung'}")
        queue.wake("light")
        queue.wake("studio")
        wait_for(completed(database, job_id))
    assert picture(database, job_id).crashes == 1


def test_a_task_that_kills_three_workers_is_quarantined_with_the_trace(
    database: Engine, queue: RqQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    with supervised(database, queue, monkeypatch):
        job_id = submit(database, "square", offer="abort")
        queue.wake("studio")
        wait_for(lambda: picture(database, job_id).status == Status.QUARANTINED)
    task = picture(database, job_id)
    assert task.crashes == 3
    assert "Fatal Python error: Aborted" in task.traceback
    assert "SIGABRT" in task.traceback


def test_lost_messages_are_made_up_for(database: Engine, queue: RqQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    with supervised(database, queue, monkeypatch, reconcile_every=0.5):
        jobs = [submit(database, "square", "text", offer="slow 0.2") for _ in range(3)]
        wait_for(lambda: any(picture(database, job_id).status == Status.COMPLETED for job_id in jobs))
        queue.connection.flushall()
        queue.wake("light", 30)
        for job_id in jobs:
            wait_for(completed(database, job_id))
    assert [picture(database, job_id).crashes for job_id in jobs] == [0, 0, 0]


def test_a_worker_told_to_stop_finishes_what_it_can_and_gives_back_the_rest(
    database: Engine, queue: RqQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    with supervised(database, queue, monkeypatch) as stop:
        short = submit(database, "square", offer="slow 2")
        queue.wake("studio")
        wait_for(lambda: picture(database, short).progress > 0)
        stop()
        assert picture(database, short).status == Status.COMPLETED
    with supervised(database, queue, monkeypatch) as stop:
        long = submit(database, "square", offer="slow 60")
        queue.wake("studio")
        wait_for(lambda: picture(database, long).progress > 0)
        begun = time.monotonic()
        stop()
        assert time.monotonic() - begun < 10
    task = picture(database, long)
    assert (task.status, task.crashes, task.errors, task.lease) == (Status.QUEUED, 0, 0, None)
    assert leases.claim("studio", "another", database=database)


def test_a_worker_told_to_stop_when_the_queue_server_is_gone_fails_nothing(
    database: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As when all of `make run` is killed at once."""
    server = Valkey(tmp_path, password="x", port=0, sink=lambda _line: None)
    server.start()
    monkeypatch.setenv("ADBANNER_HOME", str(tmp_path))
    monkeypatch.setenv("ADBANNER_REDIS_URL", server.url)
    queue = RqQueue(server.url)
    with supervised(database, queue, monkeypatch) as stop:
        job_id = submit(database, "square", offer="slow 60")
        queue.wake("studio")
        wait_for(lambda: picture(database, job_id).progress > 0)
        server.stop()
        stop()
    task = picture(database, job_id)
    assert (task.status, task.crashes, task.errors, task.traceback) == (Status.QUEUED, 0, 0, "")


def test_workers_survive_a_restart_of_the_queue_server(
    database: Engine, queue: RqQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    with supervised(database, queue, monkeypatch, reconcile_every=0.5):
        wait_for(lambda: {row.state for row in workers(database)} == {"idle"} and len(workers(database)) == 2)
        before = {row.pid for row in workers(database)}
        with Redis.from_url(os.environ["ADBANNER_REDIS_URL"]) as client:
            client.client_kill_filter(_type="normal", skipme=True)
        job_id = submit(database, "square")
        wait_for(completed(database, job_id))
        assert {row.pid for row in workers(database)} == before, "the engines stayed warm"
