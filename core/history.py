"""A banner as its editor shows it: what is on show, how it came to be, and what is being made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from core.db import read
from core.graphs import change_graph, tasks_by_stage
from core.models import FINAL, Banner, Campaign, Job, PictureRow, Stage, Status, Task, User, Version
from core.plans import Plan, VariantsPlan, plan_of
from core.progress import fraction_of, stage_views
from core.sheets import Desk, Sheet, sheet_of
from core.states import Change, State, difference, state_of
from core.versions import version_numbered


class Entry(NamedTuple):
    """A version with its author's name, its pictures, and what was different from the version it was made from."""

    version: Version
    author: str
    pictures: tuple[PictureRow, ...]
    change: Change


class Work(NamedTuple):
    """A job that changes the banner. `error` as `Job.error`."""

    job: Job
    plan: Plan
    fraction: float
    note: str


@dataclass(frozen=True)
class BannerView:
    """A banner. `history` comes newest first; `pictures` are all that the brief has had, newest first, by slot;
    `siblings` are the brief's other banners that are made; `work` are jobs under way, oldest first; `failed` is the
    last one to end, if it failed and nothing was changed or begun since; `variants` are texts that wait to be chosen,
    until something is changed."""

    sheet: Sheet
    campaign: str
    author: User
    shown: Entry | None
    history: tuple[Entry, ...]
    pictures: Mapping[int, tuple[PictureRow, ...]]
    siblings: tuple[tuple[Banner, Version], ...]
    work: tuple[Work, ...]
    failed: Work | None
    variants: tuple[Mapping[str, Any], ...]

    @property
    def can_undo(self) -> bool:
        """Whether the version on show was made from another one."""
        return self.shown is not None and self.shown.version.parent is not None

    @property
    def can_redo(self) -> bool:
        """Whether something was undone last."""
        return bool(self.sheet.banner.ahead)


def view_banner(desk: Desk, banner_id: str) -> BannerView:
    """A banner as it stands.

    Raises:
        NotFound: no such banner, or its format is gone.
    """
    with read(desk.database) as session:
        sheet = sheet_of(session, banner_id, desk.formats)
        pictures = session.exec(
            select(PictureRow).where(PictureRow.brief_id == sheet.brief.id).order_by(col(PictureRow.created_at).desc())
        ).all()
        history = _history(session, banner_id, pictures)
        shown = next((entry for entry in history if entry.version.number == sheet.banner.current), None)
        jobs = _jobs(session, banner_id)
        ended = _ended_since(sheet.banner.changed_at, jobs)
        return BannerView(
            sheet=sheet, campaign=session.get_one(Campaign, sheet.brief.campaign_id).name,
            author=session.get_one(User, sheet.brief.user_id), shown=shown, history=history,
            pictures=_by_slot(pictures), siblings=_siblings(session, sheet),
            work=tuple(one for one in jobs if one.job.status not in FINAL),
            failed=_failed(jobs, ended), variants=_variants(session, ended),
        )  # fmt: skip


def under_way(banner_id: str, database: Engine | None = None) -> tuple[Work, ...]:
    """The jobs that are changing a banner now, oldest first."""
    with read(database) as session:
        return tuple(one for one in _jobs(session, banner_id, active=True))


def version_on_show(banner_id: str, database: Engine | None = None) -> int:
    """Number of the version on show; 0 where there is no such banner."""
    with read(database) as session:
        return session.exec(select(Banner.current).where(Banner.id == banner_id)).first() or 0


def find_version(banner_id: str, number: int, database: Engine | None = None) -> Version:
    """A version of a banner.

    Raises:
        NotFound: it has none of that number.
    """
    with read(database) as session:
        return version_numbered(session, banner_id, number)


def _history(session: Session, banner_id: str, pictures: Sequence[PictureRow]) -> tuple[Entry, ...]:
    rows = session.exec(
        select(Version, User.name)
        .join(User, col(User.id) == Version.author_id)
        .where(Version.banner_id == banner_id)
        .order_by(col(Version.number).desc())
    ).all()
    by_id = {picture.id: picture for picture in pictures}
    states = {version.number: state_of(version) for version, _ in rows}
    return tuple(
        Entry(
            version, name, tuple(by_id[one] for one in version.pictures if one in by_id),
            difference(states.get(version.parent or 0, State({})), states[version.number]),
        )
        for version, name in rows
    )  # fmt: skip


def _jobs(session: Session, banner_id: str, *, active: bool = False) -> list[Work]:
    """The banner's jobs, or those that are `active`, oldest first, with how far they are."""
    wanted = select(Job).where(Job.banner_id == banner_id).order_by(col(Job.created_at))
    jobs = session.exec(wanted.where(col(Job.status).not_in(FINAL)) if active else wanted).all()
    ids = [job.id for job in jobs if job.status not in FINAL]
    tasks = session.exec(select(Task).where(col(Task.job_id).in_(ids)).order_by(col(Task.created_at))).all()
    work = []
    for job in jobs:
        own = [task for task in tasks if task.job_id == job.id]
        plan = plan_of(job.plan or {})
        prompted = any(task.stage == Stage.WRITE_PROMPT for task in own)
        views = stage_views(own, tasks_by_stage(change_graph(plan, "", prompted=prompted)))  # whatever the format
        note = next((view.note for view in views if view.note), "")
        work.append(Work(job, plan, fraction_of(views), note))
    return work


def _by_slot(pictures: Sequence[PictureRow]) -> dict[int, tuple[PictureRow, ...]]:
    slots = sorted({picture.slot for picture in pictures})
    return {slot: tuple(one for one in pictures if one.slot == slot) for slot in slots}


def _siblings(session: Session, sheet: Sheet) -> tuple[tuple[Banner, Version], ...]:
    rows = session.exec(
        select(Banner, Version)
        .join(Version, (col(Version.banner_id) == Banner.id) & (col(Version.number) == Banner.current))
        .where(Banner.brief_id == sheet.brief.id, Banner.id != sheet.banner.id, col(Banner.binned_at).is_(None))
    ).all()
    order = sheet.brief.formats
    return tuple(sorted(((banner, version) for banner, version in rows), key=lambda row: order.index(row[0].format_id)))


def _ended_since(moment: datetime, jobs: Sequence[Work]) -> list[Work]:
    """Those that have ended after `moment`, in the order in which they did."""
    ended = [(one.job.finished_at, one) for one in jobs if one.job.finished_at and one.job.finished_at > moment]
    return [one for _, one in sorted(ended, key=itemgetter(0))]


def _failed(jobs: Sequence[Work], ended: Sequence[Work]) -> Work | None:
    last = ended[-1].job if ended else None
    if last is None or last.finished_at is None or last.status != Status.FAILED:
        return None
    return None if any(one.job.created_at > last.finished_at for one in jobs) else ended[-1]


def _variants(session: Session, ended: Sequence[Work]) -> tuple[Mapping[str, Any], ...]:
    offered = [one.job.id for one in ended if isinstance(one.plan, VariantsPlan) and one.job.status == Status.COMPLETED]
    if not offered:
        return ()
    written = select(Task.output).where(Task.job_id == offered[-1], Task.stage == Stage.WRITE_COPY)
    return tuple(session.exec(written).one()["variants"])
