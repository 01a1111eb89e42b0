"""What makes up for what was lost, and who is still there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import Engine, update
from sqlmodel import col, select

from core.clock import now
from core.db import read, write
from core.models import Lock, QueueState, WorkerRow
from jobs import leases, presence
from jobs.reconciler import hold, reconcile, release
from tests.fakes import FakeTaskQueue
from tests.jobs.test_leases import claim, expire
from tests.jobs.work import submit, tasks_of


def test_every_task_without_a_message_is_called_for(every_database: Engine) -> None:
    for _ in range(3):
        submit(every_database, "square")
    queue = FakeTaskQueue()
    queue.wake("light", 2)
    reconcile(every_database, queue)
    reconcile(every_database, queue)
    assert queue.calls == {"light": 3, "studio": 3}


def test_nobody_is_called_for_tasks_that_rest_or_wait_for_a_paused_queue(every_database: Engine) -> None:
    submit(every_database, "square")
    leases.retry_later(claim(every_database), leases.UNEXPECTED, database=every_database)
    with write(every_database) as session:
        session.add(QueueState(queue="studio", paused=True))
    queue = FakeTaskQueue()
    reconcile(every_database, queue)
    assert not queue.calls


def test_a_task_whose_host_was_lost_is_called_for_again(every_database: Engine) -> None:
    job_id = submit(every_database, "text")
    expire(every_database, claim(every_database))
    queue = FakeTaskQueue()
    reconcile(every_database, queue)
    assert queue.calls == {"light": 1}
    (task,) = tasks_of(every_database, job_id)
    assert (task.crashes, task.traceback) == (1, "Worker w1 was not heard of any more.")


def test_one_process_at_a_time_holds_a_lock(every_database: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda n: hold(every_database, "reconciler", f"host-{n}"), range(4))) == 1
    with read(every_database) as session:
        holder = session.exec(select(Lock.holder)).one()
    assert hold(every_database, "reconciler", holder), "who holds it keeps it"
    release(every_database, "reconciler", "somebody else")
    assert not hold(every_database, "reconciler", "next")
    release(every_database, "reconciler", holder)
    assert hold(every_database, "reconciler", "next")


def test_a_lock_outlives_its_holder_for_a_short_while_only(every_database: Engine) -> None:
    assert hold(every_database, "reconciler", "dead", timedelta(seconds=-1))
    assert hold(every_database, "reconciler", "heir")


def test_a_worker_shows_what_it_does(every_database: Engine) -> None:
    one = presence.Presence(every_database, "w1", "light")
    one.report()
    assert states(every_database) == {"w1": "starting"}
    one.ready({"copy": {"name": "offline", "ready": True, "note": ""}})
    assert states(every_database) == {"w1": "idle"}


def test_a_dead_worker_is_forgotten_unless_it_tells_why_it_did_not_start(every_database: Engine) -> None:
    for name, ready in (("w1", True), ("w2", False)):
        one = presence.Presence(every_database, name, "studio")
        one.report()
        one.ready({"picture": {"name": "studio", "ready": ready, "note": "ImportError: mitsuba"}})
        presence.remove(every_database, name)
    assert states(every_database) == {"w2": "starting"}
    with write(every_database) as session:
        past = now() - 2 * presence.SILENCE
        session.execute(update(WorkerRow).where(col(WorkerRow.id) == "w2").values(seen_at=past))
    presence.remove_silent(every_database)
    assert states(every_database) == {}


def states(database: Engine) -> dict[str, str]:
    with read(database) as session:
        return {row.id: row.state for row in session.exec(select(WorkerRow))}
