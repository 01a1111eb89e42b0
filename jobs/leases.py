"""Who works on which task. The rows decide; every write after a claim is fenced by the lease that the claim gave.

A transaction that ends a task locks the job's row first. So two tasks of one job that end at the same moment see each
other, and the later one finds what may start next; and cancelling never slips between a task and its successors.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, Engine, exists, update
from sqlmodel import Session, and_, col, func, select

from core import production
from core.db import database_now, read, write
from core.errors import AdBannerError, Cancelled, LeaseLost, NotFound
from core.formats.schema import Format
from core.models import FINAL, Job, QueueState, Status, Task, new_id

LEASE = timedelta(seconds=30)
#: The third error fails a task, the third crash of its worker quarantines it.
MOST_ERRORS = MOST_CRASHES = 3
#: Before another try after the first error; three times as long after each further one.
FIRST_PAUSE = timedelta(seconds=2)
#: Rows get `not_before` from a host's clock, which may be ahead of the database's.
CLOCK_SLACK = timedelta(seconds=1)

UNEXPECTED = AdBannerError("Something unexpected went wrong. The job can be tried again.").as_json()


def pause_after(errors: int) -> timedelta:
    """How long a task rests after its `errors`-th error (1, 2, …)."""
    return FIRST_PAUSE * int(3 ** (errors - 1))


# --- taking a task ----------------------------------------------------------------------------------------------------


def claim(queue: str | None, worker: str, *, job_id: str | None = None, database: Engine | None = None) -> Task | None:
    """Take the fairest waiting task of `queue`: of the user who was served least recently there, then by the age of
    the job and of the task. `job_id` takes from that job alone, on any queue, paused or not.

    Returns: the task with a fresh lease, or None where nothing is waiting.
    """
    while True:
        with write(database) as session:
            now = database_now(session)
            found = session.exec(_fairest(queue, job_id, now)).first()
            if found is None:
                return None
            task = _take(session, *found, worker=worker, now=now)
        if task is not None:
            return task


def claimable(database: Engine | None = None) -> dict[str, int]:
    """How many tasks each queue could hand out at once."""
    with read(database) as session:
        rows = session.exec(
            select(Task.queue, func.count()).where(_waiting(database_now(session)), ~_paused()).group_by(Task.queue)
        )
        return dict(rows.all())


def _waiting(now: datetime) -> Any:
    return and_(col(Task.status) == Status.QUEUED, col(Task.not_before) <= now + CLOCK_SLACK)


def _paused() -> Any:
    return exists().where(col(QueueState.queue) == col(Task.queue), col(QueueState.paused))


def _fairest(queue: str | None, job_id: str | None, now: datetime) -> Any:
    chosen = (col(Task.job_id) == job_id,) if job_id else (col(Task.queue) == queue, ~_paused())
    earlier = Task.__table__.alias("earlier")  # type: ignore[attr-defined]
    served = (
        select(func.max(earlier.c.started_at))
        .where(earlier.c.queue == Task.queue, earlier.c.user_id == Task.user_id)
        .scalar_subquery()
    )
    return (
        select(Task.id, Task.job_id)
        .join(Job, col(Job.id) == Task.job_id)
        .where(_waiting(now), *chosen)
        .order_by(served.asc().nulls_first(), col(Job.created_at), col(Task.created_at), col(Task.id))
        .limit(1)
    )


def _take(session: Session, task_id: str, job_id: str, *, worker: str, now: datetime) -> Task | None:
    """None where another worker was faster."""
    job = _lock_job(session, job_id)
    values = {"status": Status.RUNNING, "lease": new_id(), "lease_until": now + LEASE, "worker": worker,
              "started_at": now, "progress": 0.0, "note": ""}  # fmt: skip
    still_queued = col(Task.id) == task_id, col(Task.status) == Status.QUEUED
    if not _changed(session, update(Task).where(*still_queued).values(**values)):
        return None
    if job.status == Status.QUEUED:
        job.status, job.started_at = Status.RUNNING, job.started_at or now
        session.add(job)
    return session.get_one(Task, task_id)


# --- while it runs ----------------------------------------------------------------------------------------------------


def renew(task_id: str, lease: str, *, database: Engine | None = None) -> None:
    """Keep a task for another 30 s.

    Raises:
        LeaseLost: it is somebody else's by now.
    """
    with write(database) as session:
        _fenced(session, task_id, lease, lease_until=database_now(session) + LEASE)


def save_progress(task_id: str, lease: str, fraction: float, note: str, *, database: Engine | None = None) -> None:
    """Show how far a task is.

    Raises:
        LeaseLost: it is somebody else's by now.
        Cancelled: somebody cancelled the job.
    """
    with write(database) as session:
        _fenced(session, task_id, lease, progress=fraction, note=note)
        wanted = session.exec(select(Job.cancel_requested).join(Task).where(Task.id == task_id)).one()
    if wanted:
        raise Cancelled


# --- ending it --------------------------------------------------------------------------------------------------------


def complete(
    task: Task, output: dict[str, Any], seconds: float, *, formats: Mapping[str, Format], database: Engine | None = None
) -> list[str]:
    """Write a task's result and what follows from it in one transaction. `seconds`: the work alone.

    Returns: queues to wake, one entry a task that may now start.

    Raises:
        LeaseLost: the task is somebody else's by now; nothing was written.
        Cancelled: somebody cancelled the job meanwhile; nothing was written.
        Superseded: somebody changed the banner meanwhile; nothing was written.
    """
    with write(database) as session:
        job = _lock_job(session, task.job_id)
        _end(session, task.id, _lease_of(task), Status.COMPLETED, output=output, seconds=seconds, progress=1.0,
             error=None, traceback="")  # fmt: skip
        if job.cancel_requested:
            raise Cancelled
        return production.finish_stage(session, session.get_one(Task, task.id), output, formats=formats)


def fail(task: Task, error: Mapping[str, Any], traceback: str = "", *, database: Engine | None = None) -> None:
    """End a task that no further try can help. `error` as `AdBannerError.as_json` gives it.

    Raises:
        LeaseLost: as `complete`.
    """
    with write(database) as session:
        _lock_job(session, task.job_id)
        _end(session, task.id, _lease_of(task), Status.FAILED, error=dict(error), traceback=traceback)
        production.settle(session, task.job_id)


def retry_later(task: Task, error: Mapping[str, Any], traceback: str = "", *, database: Engine | None = None) -> None:
    """Put a task back after an error that may pass, with a growing pause; the third error is a failure.

    Raises:
        LeaseLost: as `complete`.
    """
    errors = task.errors + 1
    if errors >= MOST_ERRORS:
        fail(task, error, traceback, database=database)
        return
    with write(database) as session:
        job = _lock_job(session, task.job_id)
        _requeue(session, task, job, errors=errors, error=dict(error), traceback=traceback,
                 not_before=database_now(session) + pause_after(errors))  # fmt: skip


def cancelled(task: Task, *, database: Engine | None = None) -> None:
    """End a running task whose job was cancelled.

    Raises:
        LeaseLost: as `complete`.
    """
    with write(database) as session:
        _lock_job(session, task.job_id)
        _end(session, task.id, _lease_of(task), Status.CANCELLED)
        production.settle(session, task.job_id)


def give_back(task: Task, *, crashed: bool, reason: str = "", database: Engine | None = None) -> None:
    """Put a task back that its worker will not finish. `crashed`: the worker died of it or by it, for `reason`; the
    third time the task is quarantined.

    Raises:
        LeaseLost: as `complete`.
    """
    with write(database) as session:
        job = _lock_job(session, task.job_id)
        crashes = task.crashes + crashed
        if crashed and crashes >= MOST_CRASHES:
            _end(session, task.id, _lease_of(task), Status.QUARANTINED, crashes=crashes, error=UNEXPECTED,
                 traceback=reason)  # fmt: skip
            production.settle(session, job.id)
        else:
            _requeue(session, task, job, crashes=crashes, traceback=reason or task.traceback)


def running(*, worker: str | None = None, expired: bool = False, database: Engine | None = None) -> list[Task]:
    """Tasks that `worker` holds, or those whose lease has run out."""
    with read(database) as session:
        wanted = select(Task).where(Task.status == Status.RUNNING)
        if worker is not None:
            wanted = wanted.where(Task.worker == worker)
        if expired:
            wanted = wanted.where(col(Task.lease_until) < database_now(session))
        return list(session.exec(wanted))


# --- what people may do -----------------------------------------------------------------------------------------------


def cancel_job(job_id: str, database: Engine | None = None) -> bool:
    """Cancel a job: waiting tasks at once, running ones at their next checkpoint.

    Returns: False where the job had ended before.

    Raises:
        NotFound: no such job.
    """
    with write(database) as session:
        job = _lock_job(session, job_id)
        if job.status in FINAL:
            return False
        job.cancel_requested = True
        session.add(job)
        waiting = col(Task.job_id) == job_id, col(Task.status) == Status.QUEUED
        values = {"status": Status.CANCELLED, "finished_at": database_now(session)}
        session.execute(update(Task).where(*waiting).values(**values))
        session.expire_all()
        production.settle(session, job_id)
    return True


def retry_job(job_id: str, database: Engine | None = None) -> list[str]:
    """Queue a job's failed and quarantined tasks again, with their counters at nought; finished ones are reused.

    Returns: queues to wake, one entry a task; empty where there is nothing to try again.

    Raises:
        NotFound: no such job.
    """
    with write(database) as session:
        job = _lock_job(session, job_id)
        broken = col(Task.status).in_([Status.FAILED, Status.QUARANTINED])
        tasks = session.exec(select(Task).where(Task.job_id == job_id, broken)).all()
        for task in tasks:
            task.status, task.not_before = Status.QUEUED, database_now(session)
            task.errors = task.crashes = 0
            task.error, task.traceback, task.finished_at, task.progress = None, "", None, 0
        if tasks:
            job.status, job.error, job.finished_at, job.cancel_requested = Status.QUEUED, None, None, False
        session.add_all([job, *tasks])
        return [task.queue for task in tasks]


# --- shared -----------------------------------------------------------------------------------------------------------


def _lock_job(session: Session, job_id: str) -> Job:
    job = session.exec(select(Job).where(Job.id == job_id).with_for_update()).first()
    if job is None:
        raise NotFound("There is no such job.", field="job")
    return job


def _lease_of(task: Task) -> str:
    if task.lease is None:
        raise LeaseLost
    return task.lease


def _changed(session: Session, statement: Any) -> bool:
    result = session.execute(statement)
    assert isinstance(result, CursorResult)
    return bool(result.rowcount)


def _fenced(session: Session, task_id: str, lease: str, /, **values: Any) -> None:
    mine = col(Task.id) == task_id, col(Task.lease) == lease, col(Task.status) == Status.RUNNING
    if not _changed(session, update(Task).where(*mine).values(**values)):
        raise LeaseLost


def _end(session: Session, task_id: str, lease: str, status: Status, **values: Any) -> None:
    ended = {"status": status, "lease": None, "lease_until": None, "finished_at": database_now(session)}
    _fenced(session, task_id, lease, **ended | values)


def _requeue(session: Session, task: Task, job: Job, **values: Any) -> None:
    """Back into its queue; a job that was cancelled meanwhile ends it instead."""
    if job.cancel_requested:
        _end(session, task.id, _lease_of(task), Status.CANCELLED, **values)
        production.settle(session, job.id)
        return
    queued = {"status": Status.QUEUED, "lease": None, "lease_until": None, "worker": None, "progress": 0.0, "note": ""}
    _fenced(session, task.id, _lease_of(task), **queued | values)
