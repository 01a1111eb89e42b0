"""Carrying a task to its end: every way it can go wrong has its own end in the rows."""

import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from core import production
from core.errors import LeaseLost
from core.models import Stage, Status, Task
from jobs import leases, tasks
from jobs.reconciler import return_expired
from tests.fakes import FakeTaskQueue
from tests.jobs import work
from tests.jobs.test_leases import expire, rest_is_over
from tests.jobs.work import ENGINES, job_of, submit, task_of, tasks_of


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(production, "run_stage", work.run_stage)


@pytest.fixture
def queue(database: Engine) -> FakeTaskQueue:
    """The calls of a worker that this test plays."""
    queue = FakeTaskQueue()
    tasks.settle_in(tasks.Workplace("w1", database, ENGINES, queue))
    return queue


def answer_all(queue: FakeTaskQueue) -> Counter[str]:
    answered = Counter[str]()
    while waiting := +queue.calls:
        name = min(waiting)
        queue.calls[name] -= 1
        answered[name] += 1
        tasks.work(name)
    return answered


def claimed(database: Engine, offer: str) -> Task:
    submit(database, offer=offer)
    task = leases.claim("studio", "w1", database=database)
    assert task is not None
    return task


def test_one_call_a_task_carries_a_job_to_its_end(database: Engine, queue: FakeTaskQueue) -> None:
    job_id = submit(database, "square", "text")
    queue.wake("light", 2)
    queue.wake("studio")
    assert answer_all(queue) == {"light": 5, "studio": 1}
    assert job_of(database, job_id).status == Status.COMPLETED
    assert all(task.seconds is not None and task.seconds < 5 for task in tasks_of(database, job_id))


def test_doubled_and_needless_calls_change_nothing(database: Engine, queue: FakeTaskQueue) -> None:
    tasks.work("light")
    job_id = submit(database, "square")
    queue.wake("light", 20)
    queue.wake("studio", 20)
    answer_all(queue)
    assert job_of(database, job_id).status == Status.COMPLETED
    assert len(tasks_of(database, job_id)) == 4


def test_what_was_composed_on_an_older_version_is_composed_again(
    database: Engine, queue: FakeTaskQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often somebody is faster: that is nobody's error."""
    composed = []

    def too_late(task: Task, **given: Any) -> dict[str, Any]:
        made = work.run_stage(task, **given)
        composed.extend([task.stage] if task.stage == Stage.COMPOSE else [])
        return made | {"on": 7} if len(composed) < 5 else made

    monkeypatch.setattr(production, "run_stage", too_late)
    job_id = submit(database, "text")
    queue.wake("light")
    assert answer_all(queue) == {"light": 1 + 5}
    assert job_of(database, job_id).status == Status.COMPLETED
    task = task_of(database, job_id, Stage.COMPOSE)
    assert (len(composed), task.errors, task.crashes, task.traceback) == (5, 0, 0, "")


def test_a_job_that_was_cancelled_is_not_composed_again(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def cancelled(task: Task, **given: Any) -> dict[str, Any]:
        if task.stage == Stage.COMPOSE:
            leases.cancel_job(task.job_id, database)
        return work.result(task) | {"on": 7}

    monkeypatch.setattr(production, "run_stage", cancelled)
    job_id = submit(database, "text")
    tasks.drain(job_id, ENGINES, database)
    assert job_of(database, job_id).status == Status.CANCELLED


def test_a_failure_that_may_pass_is_tried_three_times(database: Engine) -> None:
    job_id = submit(database, offer="fail")
    for errors in (1, 2, 3):
        task = leases.claim("studio", "w1", database=database)
        assert task is not None
        assert tasks.carry(task, ENGINES, database) == []
        assert task_of(database, job_id, Stage.MAKE_PICTURE).errors == min(errors, 2)
        rest_is_over(database)
    task = task_of(database, job_id, Stage.MAKE_PICTURE)
    assert task.status == Status.FAILED
    assert task.error == {"code": "engine_failed", "message": "The engine is out of {what}.",
                          "values": {"what": "paint"}}  # fmt: skip


def test_an_unforeseen_error_fails_at_once_and_keeps_its_traceback(database: Engine) -> None:
    task = claimed(database, "break")
    tasks.carry(task, ENGINES, database)
    task = task_of(database, task.job_id, Stage.MAKE_PICTURE)
    assert (task.status, task.error) == (Status.FAILED, leases.UNEXPECTED)
    assert "ZeroDivisionError: not foreseen" in task.traceback


def test_cancelling_takes_effect_between_two_steps(database: Engine) -> None:
    task = claimed(database, "slow 60")
    thread = threading.Thread(target=tasks.carry, args=(task, ENGINES, database))
    thread.start()
    wait_for(lambda: task_of(database, task.job_id, Stage.MAKE_PICTURE).note)
    leases.cancel_job(task.job_id, database)
    thread.join(5)
    assert not thread.is_alive()
    assert job_of(database, task.job_id).status == Status.CANCELLED


def test_being_told_to_stop_gives_the_task_back(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise SystemExit

    monkeypatch.setattr(production, "run_stage", stop)
    task = claimed(database, "normal")
    with pytest.raises(SystemExit):
        tasks.carry(task, ENGINES, database)
    task = task_of(database, task.job_id, Stage.MAKE_PICTURE)
    assert (task.status, task.crashes, task.errors, task.lease) == (Status.QUEUED, 0, 0, None)


def test_a_heartbeat_keeps_the_lease(database: Engine) -> None:
    task = claimed(database, "normal")
    expire(database, task)
    with tasks.Heartbeat(task, database, every=0.05):
        wait_for(lambda: not leases.running(expired=True, database=database))


def test_a_worker_that_was_taken_for_dead_stops_at_its_next_checkpoint(database: Engine) -> None:
    task = claimed(database, "normal")
    with tasks.Heartbeat(task, database, every=0.05) as heartbeat:
        heartbeat.checkpoint(0.1, "Working")
        expire(database, task)
        leases.give_back(task, crashed=True, database=database)
        with pytest.raises(LeaseLost):
            wait_for(lambda: heartbeat.checkpoint(0.2, "Working"))


def test_what_a_zombie_made_is_dropped(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    task = claimed(database, "normal")

    def lose_the_lease(taken: Task, **_: object) -> dict[str, object]:
        expire(database, taken)
        return_expired(database)
        return work.result(taken)

    monkeypatch.setattr(production, "run_stage", lose_the_lease)
    assert tasks.carry(task, ENGINES, database) == []
    task = task_of(database, task.job_id, Stage.MAKE_PICTURE)
    assert (task.status, task.output, task.crashes) == (Status.QUEUED, {}, 1)


def test_a_job_is_carried_out_without_workers_or_queue_server(every_database: Engine) -> None:
    other = submit(every_database, "text")
    job_id = submit(every_database, "square", "text")
    tasks.drain(job_id, ENGINES, every_database)
    assert job_of(every_database, job_id).status == Status.COMPLETED
    assert job_of(every_database, other).status == Status.QUEUED, "somebody else's job stays where it is"


def test_a_job_left_by_a_process_that_died_is_carried_out(database: Engine) -> None:
    task = claimed(database, "normal")
    expire(database, task)
    tasks.drain(task.job_id, ENGINES, database)
    assert job_of(database, task.job_id).status == Status.COMPLETED


def wait_for(happened: object, seconds: float = 5) -> None:
    until = time.monotonic() + seconds
    while not happened():  # type: ignore[operator]
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


def test_pages_never_load_what_only_workers_need() -> None:
    heavy = {"torch", "mitsuba", "sentence_transformers", "transformers"}
    assert not heavy & set(_modules_after("import jobs.queues, jobs.stack, jobs.leases, worker"))


def _modules_after(code: str) -> list[str]:
    import subprocess
    import sys

    command = [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"]
    root = Path(__file__).parents[2]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.split()
