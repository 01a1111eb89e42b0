"""How far a job is: stages, place in the queue and time left, for screens, API and command line alike."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from core.clock import now
from core.config import settings
from core.db import read
from core.errors import NotFound, was_refused
from core.formats.schema import Format
from core.graphs import tasks_by_stage
from core.left_out import left_out_of
from core.models import (
    FINAL,
    Banner,
    Brief,
    Job,
    PictureRow,
    Product,
    Stage,
    Status,
    Task,
    User,
    Version,
    WorkerRow,
)
from core.production import graph_of

#: Seconds a stage takes where this installation has not done it yet (a laptop's figures).
TYPICAL: Mapping[str, float] = {
    Stage.CHECK_BRIEF: 2.0,
    Stage.WRITE_COPY: 0.3,
    Stage.WRITE_PROMPT: 3.0,
    Stage.MAKE_PICTURE: 15.0,
    Stage.CUT_OUT: 1.0,
    Stage.COMPOSE: 0.5,
}
ORDER = tuple(Stage)


@dataclass(frozen=True)
class StageView:
    """One kind of stage over all its tasks. `fraction` 0-1; `note` a gettext msgid."""

    stage: Stage
    status: Status
    fraction: float
    note: str = ""


@dataclass(frozen=True)
class BannerView:
    """A banner with the version on show; `version` is None until it is composed."""

    id: str
    format_id: str
    version: Version | None = None
    pictures: tuple[PictureRow, ...] = ()


@dataclass(frozen=True)
class JobView:
    """A job as people see it. `position`: tasks ahead of it in the queue where it waits, 0 when it is its turn;
    `left_out`: words of the brief that were not used."""

    id: str
    brief: Brief
    product: Product
    status: Status
    stages: tuple[StageView, ...]
    fraction: float
    position: int
    eta_seconds: float | None
    created_at: datetime
    finished_at: datetime | None
    error: dict[str, Any] | None
    banners: tuple[BannerView, ...]
    seconds: Mapping[str, float] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether it ended because the guard makes no banner of its brief: trying again cannot help."""
        return was_refused(self.error)

    @property
    def active(self) -> bool:
        """Whether it can still change."""
        return self.status not in FINAL


# --- decisions -------------------------------------------------------------------------------------------------------


def stage_views(tasks: Sequence[Task], expected: Mapping[Stage, int]) -> tuple[StageView, ...]:
    """One view a stage, in order. `expected`: how many tasks each stage will have had in the end."""
    views = []
    for stage in ORDER:
        if not expected.get(stage):
            continue
        rows = [task for task in tasks if task.stage == stage]
        done = sum(1.0 if task.status == Status.COMPLETED else task.progress for task in rows)
        note = next((task.note for task in rows if task.status == Status.RUNNING and task.note), "")
        views.append(StageView(stage, _joint_status(rows, expected[stage]), done / expected[stage], note))
    return tuple(views)


def _joint_status(rows: Sequence[Task], expected: int) -> Status:
    found = {Status(task.status) for task in rows}
    for status in (Status.FAILED, Status.QUARANTINED, Status.CANCELLED, Status.RUNNING):
        if status in found:
            return Status.FAILED if status == Status.QUARANTINED else status
    return Status.COMPLETED if found == {Status.COMPLETED} and len(rows) >= expected else Status.QUEUED


def fraction_of(views: Sequence[StageView]) -> float:
    """How much of a job is done, 0-1, by the time that its stages usually take."""
    return sum(view.fraction * TYPICAL[view.stage] for view in views) / sum(TYPICAL[view.stage] for view in views)


def estimate(
    views: Sequence[StageView], expected: Mapping[Stage, int], typical: Mapping[str, float], wait: float
) -> float:
    """Seconds until the last banner: the wait in the queue, the check, the longer of both branches, then composing."""
    left = {view.stage: (1 - view.fraction) * expected[view.stage] * typical[view.stage] for view in views}
    copy = left.get(Stage.WRITE_COPY, 0)
    picture = sum(left.get(stage, 0) for stage in (Stage.WRITE_PROMPT, Stage.MAKE_PICTURE, Stage.CUT_OUT))
    return wait + left.get(Stage.CHECK_BRIEF, 0) + max(copy, picture) + left.get(Stage.COMPOSE, 0)


# --- reading ---------------------------------------------------------------------------------------------------------


def view_job(job_id: str, formats: Mapping[str, Format], database: Engine | None = None) -> JobView:
    """A job as it stands.

    Raises:
        NotFound: no such job.
    """
    with read(database) as session:
        job = session.get(Job, job_id)
        if job is None:
            raise NotFound("There is no such job.", field="job")
        brief = session.get_one(Brief, job.brief_id)
        tasks = session.exec(select(Task).where(Task.job_id == job_id)).all()
        expected = tasks_by_stage(graph_of(session, job, brief, formats))
        views = stage_views(tasks, expected)
        active = job.status not in FINAL
        typical = _typical(session) if active else TYPICAL
        position, wait = _queue_wait(session, tasks, typical) if active else (0, 0.0)
        eta = estimate(views, expected, typical, wait) if active else None
        return JobView(
            id=job.id, brief=brief, product=session.get_one(Product, brief.product_id),
            status=Status(job.status), stages=views, fraction=fraction_of(views), position=position, eta_seconds=eta,
            created_at=job.created_at, finished_at=job.finished_at, error=job.error, banners=_banners(session, brief),
            seconds=_seconds(job, tasks), left_out=left_out_of(session, brief),
        )  # fmt: skip


def _seconds(job: Job, tasks: Sequence[Task]) -> dict[str, float]:
    spent: dict[str, float] = defaultdict(float)
    for task in tasks:
        spent[task.stage] += task.seconds or 0
    return {**spent, "total": ((job.finished_at or now()) - job.created_at).total_seconds()}


def _queue_wait(session: Session, tasks: Sequence[Task], typical: Mapping[str, float]) -> tuple[int, float]:
    """Place and seconds before the job's last waiting task is taken."""
    waits = [
        _ahead(session, task.queue, typical, job_id=task.job_id, before=task.created_at)
        for task in tasks
        if task.status == Status.QUEUED
    ]
    return max(waits, key=lambda wait: wait[1], default=(0, 0.0))


def expected_wait(mode: str, database: Engine | None = None) -> tuple[int, float]:
    """Tasks in front of a brief that is submitted now, and seconds before its turn, on its busiest queue."""
    queues = {settings().queue_of(stage, mode) for stage in (Stage.WRITE_COPY, Stage.MAKE_PICTURE)}
    with read(database) as session:
        typical = _typical(session)
        return max((_ahead(session, queue, typical) for queue in sorted(queues)), key=lambda wait: wait[1])


def _ahead(
    session: Session, queue: str, typical: Mapping[str, float], job_id: str = "", before: datetime | None = None
) -> tuple[int, float]:
    """Other jobs' tasks on a queue that come first, and the seconds they take its workers."""
    waiting = col(Task.status) == Status.QUEUED
    if before is not None:
        waiting &= col(Task.created_at) < before
    ahead = session.exec(
        select(Task.stage, func.count())
        .where(Task.queue == queue, Task.job_id != job_id)
        .where((col(Task.status) == Status.RUNNING) | waiting)
        .group_by(Task.stage)
    ).all()
    workers = session.exec(select(func.count()).where(WorkerRow.queue == queue)).one() or 1
    return sum(count for _, count in ahead), sum(typical[stage] * count for stage, count in ahead) / workers


def _typical(session: Session) -> dict[str, float]:
    """Median seconds of each stage's last twenty tasks."""
    found = dict(TYPICAL)
    for stage in ORDER:
        recent = session.exec(
            select(Task.seconds)
            .where(Task.stage == stage, Task.status == Status.COMPLETED, col(Task.seconds).is_not(None))
            .order_by(col(Task.finished_at).desc())
            .limit(20)
        ).all()
        if len(recent) >= 3:
            found[stage] = median(value for value in recent if value is not None)
    return found


def _banners(session: Session, brief: Brief) -> tuple[BannerView, ...]:
    rows = session.exec(select(Banner).where(Banner.brief_id == brief.id)).all()
    pictures = {row.id: row for row in session.exec(select(PictureRow).where(PictureRow.brief_id == brief.id))}
    views = []
    for banner in sorted(rows, key=lambda row: brief.formats.index(row.format_id)):
        version = session.exec(
            select(Version).where(Version.banner_id == banner.id, Version.number == banner.current)
        ).first()
        shown = tuple(pictures[key] for key in version.pictures) if version else ()
        views.append(BannerView(banner.id, banner.format_id, version, shown))
    return tuple(views)


class RecentJob(NamedTuple):
    """A job with what it was for."""

    job: Job
    brief: Brief
    product: Product


def recent_jobs(user: User, limit: int = 10, database: Engine | None = None) -> list[RecentJob]:
    """A person's last briefs with their jobs, newest first."""
    with read(database) as session:
        rows = session.exec(
            select(Job, Brief, Product)
            .join(Brief, col(Brief.id) == Job.brief_id)
            .join(Product, col(Product.id) == Brief.product_id)
            .where(Job.user_id == user.id, col(Job.banner_id) == "")
            .order_by(col(Job.created_at).desc())
            .limit(limit)
        )
        return [RecentJob(job, brief, product) for job, brief, product in rows]


def last_jobs(limit: int = 50, database: Engine | None = None) -> list[Job]:
    """Everybody's last jobs, newest first."""
    with read(database) as session:
        return list(session.exec(select(Job).order_by(col(Job.created_at).desc()).limit(limit)))


def queue_depth(database: Engine | None = None) -> dict[str, int]:
    """Tasks that wait or run, by status, for the badge."""
    with read(database) as session:
        rows = session.exec(
            select(Task.status, func.count())
            .where(col(Task.status).in_([Status.QUEUED, Status.RUNNING]))
            .group_by(Task.status)
        ).all()
    return {Status.QUEUED: 0, Status.RUNNING: 0} | dict(rows)
