"""Claiming, fencing and ending tasks, on SQLite and on PostgreSQL."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, update
from sqlmodel import col, select

from core.clock import now
from core.db import write
from core.errors import Cancelled, EngineFailed, LeaseLost, NotFound
from core.models import Event, Job, PictureRow, QueueState, Stage, Status, Task
from jobs import leases
from jobs.leases import pause_after
from jobs.reconciler import return_expired
from tests.jobs.work import FORMATS, job_of, result, submit, task_of, tasks_of

ERROR = EngineFailed("The engine is out of {what}.", what="paint").as_json()


def claim(database: Engine, queue: str = "light", worker: str = "w1") -> Task:
    task = leases.claim(queue, worker, database=database)
    assert task is not None
    return task


def complete(database: Engine, task: Task) -> list[str]:
    return leases.complete(task, result(task), 0.1, formats=FORMATS, database=database)


def work_off(database: Engine, *queues: str) -> list[Task]:
    """Claim and complete until nothing is left; the tasks in the order they were handed out."""
    done = []
    while True:
        task = next(filter(None, (leases.claim(queue, "w1", database=database) for queue in queues)), None)
        if task is None:
            return done
        complete(database, task)
        done.append(task)


def expire(database: Engine, task: Task) -> None:
    with write(database) as session:
        past = now() - timedelta(seconds=1)
        session.execute(update(Task).where(col(Task.id) == task.id).values(lease_until=past))


# --- taking ----------------------------------------------------------------------------------------------------------


def test_a_claim_starts_the_task_and_its_job(every_database: Engine) -> None:
    job_id = submit(every_database, "text")
    task = claim(every_database)
    assert (task.status, task.worker, task.job_id) == (Status.RUNNING, "w1", job_id)
    assert task.lease
    assert task.lease_until - task.started_at == leases.LEASE
    assert job_of(every_database, job_id).status == Status.RUNNING
    assert leases.claim("light", "w2", database=every_database) is None


def test_eight_claim_at_once_and_each_task_is_given_once(every_database: Engine) -> None:
    for number in range(12):
        submit(every_database, "square", "text", user=f"user-{number % 3}")

    def take_all(worker: str) -> list[str]:
        return [task.id for task in iter(lambda: leases.claim("light", worker, database=every_database), None)]

    with ThreadPoolExecutor(8) as pool:
        taken = [task for tasks in pool.map(take_all, [f"w{n}" for n in range(8)]) for task in tasks]
    assert len(taken) == len(set(taken)) == 24


def test_two_stages_that_end_at_once_start_the_next_one_once(every_database: Engine) -> None:
    """Copy and cut-out both let the banner be composed; whoever ends later must see the other."""
    for _ in range(10):
        job_id = submit(every_database, "square")
        complete(every_database, claim(every_database, "studio"))
        both = [claim(every_database), claim(every_database)]
        with ThreadPoolExecutor(2) as pool:
            woken = list(pool.map(lambda task: complete(every_database, task), both))
        assert sorted(map(len, woken)) == [0, 1]
        complete(every_database, claim(every_database))
        assert job_of(every_database, job_id).status == Status.COMPLETED


def test_people_are_served_in_turn(every_database: Engine) -> None:
    jobs = {submit(every_database, "text", user="cat"): f"cat {n}" for n in range(3)}
    jobs |= {submit(every_database, "text", user="dog"): f"dog {n}" for n in range(2)}
    order = [jobs[task.job_id] for task in work_off(every_database, "light")]
    assert order == ["cat 0", "dog 0", "cat 0", "dog 0", "cat 1", "dog 1", "cat 1", "dog 1", "cat 2", "cat 2"]


def test_a_paused_queue_hands_out_nothing(every_database: Engine) -> None:
    submit(every_database, "square")
    with write(every_database) as session:
        session.add(QueueState(queue="light", paused=True))
    assert leases.claim("light", "w1", database=every_database) is None
    assert leases.claimable(every_database) == {"studio": 1}
    with write(every_database) as session:
        session.get_one(QueueState, "light").paused = False
    assert claim(every_database)


# --- fencing ---------------------------------------------------------------------------------------------------------


def test_a_worker_that_lost_its_lease_changes_nothing(every_database: Engine) -> None:
    job_id = submit(every_database, "text")
    zombie = claim(every_database)
    expire(every_database, zombie)
    return_expired(every_database)
    heir = claim(every_database, worker="w2")
    writes = [
        lambda: leases.renew(zombie.id, zombie.lease, database=every_database),
        lambda: leases.save_progress(zombie.id, zombie.lease, 0.9, "zombie", database=every_database),
        lambda: complete(every_database, zombie),
        lambda: leases.fail(zombie, ERROR, database=every_database),
        lambda: leases.retry_later(zombie, ERROR, database=every_database),
        lambda: leases.cancelled(zombie, database=every_database),
        lambda: leases.give_back(zombie, crashed=True, database=every_database),
    ]
    for attempt in writes:
        with pytest.raises(LeaseLost):
            attempt()
    (task,) = tasks_of(every_database, job_id)
    assert (task.status, task.lease, task.worker, task.progress) == (Status.RUNNING, heir.lease, "w2", 0)
    assert complete(every_database, heir) == ["light"]


def test_a_result_is_written_once(every_database: Engine) -> None:
    submit(every_database, "text")
    task = claim(every_database)
    complete(every_database, task)
    with pytest.raises(LeaseLost):
        complete(every_database, task)


def test_a_renewed_lease_does_not_run_out(every_database: Engine) -> None:
    submit(every_database, "text")
    task = claim(every_database)
    expire(every_database, task)
    leases.renew(task.id, task.lease, database=every_database)
    assert leases.running(expired=True, database=every_database) == []


# --- going wrong -----------------------------------------------------------------------------------------------------


def rest_is_over(database: Engine) -> None:
    with write(database) as session:
        session.execute(update(Task).values(not_before=now() - timedelta(seconds=1)))


def test_an_error_that_may_pass_is_tried_again_with_growing_pauses(every_database: Engine) -> None:
    job_id = submit(every_database, "text")
    rests = []
    for _ in range(2):
        leases.retry_later(claim(every_database), ERROR, "Traceback …", database=every_database)
        (task,) = tasks_of(every_database, job_id)
        assert (task.status, task.error) == (Status.QUEUED, ERROR)
        assert leases.claim("light", "w1", database=every_database) is None, "it rests first"
        rests.append(task.not_before - now())
        rest_is_over(every_database)
    assert rests[0] < pause_after(1) < rests[1] < pause_after(2)
    leases.retry_later(claim(every_database), ERROR, "Traceback …", database=every_database)
    (task,) = tasks_of(every_database, job_id)
    job = job_of(every_database, job_id)
    assert (task.status, task.traceback, task.crashes) == (Status.FAILED, "Traceback …", 0)
    assert (job.status, job.error) == (Status.FAILED, ERROR)


def test_the_third_crash_quarantines(every_database: Engine) -> None:
    job_id = submit(every_database, "text")
    for n in (1, 2, 3):
        leases.give_back(claim(every_database), crashed=True, reason=f"crash {n}", database=every_database)
    (task,) = tasks_of(every_database, job_id)
    assert (task.status, task.crashes, task.errors, task.traceback) == (Status.QUARANTINED, 3, 0, "crash 3")
    assert job_of(every_database, job_id).status == Status.FAILED
    assert job_of(every_database, job_id).error["code"] == "error"


def test_giving_back_is_no_crash(every_database: Engine) -> None:
    job_id = submit(every_database, "text")
    for _ in range(5):
        leases.give_back(claim(every_database), crashed=False, database=every_database)
    assert task_of(every_database, job_id, Stage.WRITE_COPY).crashes == 0
    assert claim(every_database)


def test_trying_again_reuses_finished_stages(every_database: Engine) -> None:
    job_id = submit(every_database, "square")
    complete(every_database, claim(every_database, "studio"))
    while (task := claim(every_database)).stage != Stage.CUT_OUT:
        complete(every_database, task)
    leases.fail(task, ERROR, database=every_database)
    assert job_of(every_database, job_id).status == Status.FAILED
    assert leases.retry_job(job_id, every_database) == ["light"]
    assert job_of(every_database, job_id).status == Status.QUEUED
    assert [task.stage for task in work_off(every_database, "light", "studio")] == [Stage.CUT_OUT, Stage.COMPOSE]
    assert job_of(every_database, job_id).status == Status.COMPLETED
    assert leases.retry_job(job_id, every_database) == []


# --- cancelling ------------------------------------------------------------------------------------------------------


def test_cancelling_ends_waiting_tasks_at_once_and_running_ones_at_their_checkpoint(every_database: Engine) -> None:
    job_id = submit(every_database, "square")
    task = claim(every_database, "studio")
    leases.save_progress(task.id, task.lease, 0.5, "Making the picture", database=every_database)
    assert leases.cancel_job(job_id, every_database)
    assert task_of(every_database, job_id, Stage.WRITE_COPY).status == Status.CANCELLED
    assert job_of(every_database, job_id).status == Status.RUNNING
    with pytest.raises(Cancelled):
        leases.save_progress(task.id, task.lease, 0.6, "Making the picture", database=every_database)
    leases.cancelled(task, database=every_database)
    assert job_of(every_database, job_id).status == Status.CANCELLED
    assert not leases.cancel_job(job_id, every_database)


def test_what_was_cancelled_meanwhile_has_no_successors(every_database: Engine) -> None:
    job_id = submit(every_database, "square")
    task = claim(every_database, "studio")
    leases.cancel_job(job_id, every_database)
    with pytest.raises(Cancelled):
        complete(every_database, task)
    leases.cancelled(task, database=every_database)
    assert {task.status for task in tasks_of(every_database, job_id)} == {Status.CANCELLED}


def test_a_cancelled_task_whose_worker_died_is_not_queued_again(every_database: Engine) -> None:
    job_id = submit(every_database, "text")
    task = claim(every_database)
    leases.cancel_job(job_id, every_database)
    leases.give_back(task, crashed=True, database=every_database)
    assert job_of(every_database, job_id).status == Status.CANCELLED


def test_cancelling_while_stages_end_leaves_nothing_active(every_database: Engine) -> None:
    for _ in range(10):
        job_id = submit(every_database, "square")
        both = [claim(every_database, "studio"), claim(every_database)]

        def end(task: Task) -> None:
            try:
                complete(every_database, task)
            except Cancelled:
                leases.cancelled(task, database=every_database)

        with ThreadPoolExecutor(3) as pool:
            ends = [pool.submit(end, task) for task in both]
            ends.append(pool.submit(leases.cancel_job, job_id, every_database))
            for one in ends:
                one.result()
        assert job_of(every_database, job_id).status == Status.CANCELLED
        assert not {task.status for task in tasks_of(every_database, job_id)} & {Status.QUEUED, Status.RUNNING}


def test_an_unknown_job_can_be_neither_cancelled_nor_tried_again(database: Engine) -> None:
    for action in (leases.cancel_job, leases.retry_job):
        with pytest.raises(NotFound):
            action("no-such-job", database)


# --- all together ----------------------------------------------------------------------------------------------------


def test_a_job_of_two_formats_runs_through_its_graph(every_database: Engine) -> None:
    job_id = submit(every_database, "square", "text")
    done = Counter(task.stage for task in work_off(every_database, "light", "studio"))
    assert done == {Stage.WRITE_COPY: 2, Stage.MAKE_PICTURE: 1, Stage.CUT_OUT: 1, Stage.COMPOSE: 2}
    with write(every_database) as session:
        assert session.get_one(Job, job_id).status == Status.COMPLETED
        assert len(session.exec(select(PictureRow)).all()) == 1
        names = Counter(session.exec(select(Event.name)).all())
    assert names == {"copy.generated": 2, "picture.generated": 1, "banner.composed": 2, "job.completed": 1}
