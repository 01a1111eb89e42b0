"""Reports of bugs: what somebody found wrong, with what a developer needs to see it again."""

from typing import Any, NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from core.briefs import check_text
from core.clock import now
from core.db import read, write
from core.desk_rows import BugReport
from core.errors import BadInput, NotFound
from core.events import record
from core.models import Banner, Brief, Job, PictureRow, Product, User, Version
from core.version import app_version

TEXT_LIMIT = ANSWER_LIMIT = 2000
SCREEN_LIMIT = 60
#: Reports of a page of the list, and own reports that a person is shown.
PAGE, OWN = 20, 20


class ReportView(NamedTuple):
    """A report and who wrote it."""

    row: BugReport
    reporter: User


class Reports(NamedTuple):
    """A page of reports; `total` counts those of all pages."""

    total: int
    views: list[ReportView]


# --- reporting --------------------------------------------------------------------------------------------------------


def attached(banner_id: str = "", database: Engine | None = None) -> dict[str, Any]:
    """What goes along with a report, taken from the rows and never from a browser: AdBanner's version (`app`), and of
    a banner `product` (slug), `format`, `mode`, `seed` (the brief's), `job` and its `job_status`, `version` (the number
    on show, 0 before the first), `copy_engine`, and `pictures`, each with `wish`, `prompt`, `seed`, `engine` and
    `cut_out_engine`.

    Raises:
        NotFound: no such banner.
    """
    if not banner_id:
        return {"app": app_version()}
    with read(database) as session:
        return {"app": app_version()} | _of_banner(session, banner_id)


def _of_banner(session: Session, banner_id: str) -> dict[str, Any]:
    banner = session.get(Banner, banner_id)
    if banner is None:
        raise NotFound("There is no such banner.", field="banner")
    brief = session.get_one(Brief, banner.brief_id)
    job = _last_job(session, banner)
    shown = select(Version).where(Version.banner_id == banner.id, Version.number == banner.current)
    version = session.exec(shown).first()
    return {
        "product": session.get_one(Product, brief.product_id).slug, "format": banner.format_id, "mode": brief.mode,
        "seed": brief.seed, "job": job.id if job else "", "job_status": job.status if job else "",
        "version": banner.current, "copy_engine": version.copy_engine if version else "",
        "pictures": _of_pictures(session, version),
    }  # fmt: skip


def _last_job(session: Session, banner: Banner) -> Job | None:
    """What was last asked for that concerns this banner: its brief, or a change of itself."""
    concerned = select(Job).where(Job.brief_id == banner.brief_id, col(Job.banner_id).in_(["", banner.id]))
    return session.exec(concerned.order_by(col(Job.created_at).desc()).limit(1)).first()


def _of_pictures(session: Session, version: Version | None) -> list[dict[str, Any]]:
    keys = version.pictures if version else []
    rows = {row.id: row for row in session.exec(select(PictureRow).where(col(PictureRow.id).in_(keys)))}
    return [
        {
            "wish": row.wish,
            "prompt": row.prompt,
            "seed": row.seed,
            "engine": row.engine,
            "cut_out_engine": row.cut_out_engine,
        }
        for row in (rows[key] for key in keys if key in rows)
    ]


def report(user: User, screen: str, text: str, banner_id: str = "", database: Engine | None = None) -> BugReport:
    """Keep what `user` found wrong on `screen` (the page's name in its address), with `attached` of the banner.

    Raises:
        BadInput: no text, or as `check_text` (field "text").
        NotFound: no such banner.
    """
    told = check_text(text, field="text", limit=TEXT_LIMIT)
    if not told:
        raise BadInput("Write what went wrong.", field="text")
    details = attached(banner_id, database)
    row = BugReport(user_id=user.id, screen=check_text(screen, field="screen", limit=SCREEN_LIMIT), text=told,
                    banner_id=banner_id, details=details)  # fmt: skip
    pictures = details.get("pictures", [])
    with write(database) as session:
        session.add(row)
        record(session, "bug.reported", user_id=user.id, banner_id=banner_id or None, report=row.id,
               prompt="\n".join(picture["prompt"] for picture in pictures),
               seed=pictures[0]["seed"] if pictures else details.get("seed"))  # fmt: skip
    return row


# --- reading ----------------------------------------------------------------------------------------------------------


def reports(*, closed: bool = False, page: int = 1, database: Engine | None = None) -> Reports:
    """A page of the open reports, or of the closed ones, newest first. `page` counts from 1; past the end: the last."""
    wanted = col(BugReport.closed_at).is_not(None) if closed else col(BugReport.closed_at).is_(None)
    latest = col(BugReport.closed_at) if closed else col(BugReport.created_at)
    with read(database) as session:
        total = session.exec(select(func.count()).select_from(BugReport).where(wanted)).one()
        last = max(-(-total // PAGE), 1)
        rows = session.exec(
            select(BugReport, User)
            .join(User, col(User.id) == BugReport.user_id)
            .where(wanted)
            .order_by(latest.desc(), col(BugReport.id))
            .offset((min(max(page, 1), last) - 1) * PAGE)
            .limit(PAGE)
        )
        return Reports(total, [ReportView(row, reporter) for row, reporter in rows])


def open_count(database: Engine | None = None) -> int:
    """How many reports wait for an answer."""
    with read(database) as session:
        wanted = select(func.count()).select_from(BugReport).where(col(BugReport.closed_at).is_(None))
        return session.exec(wanted).one()


def reports_of(user: User, database: Engine | None = None) -> list[BugReport]:
    """A person's own last reports, newest first."""
    own = select(BugReport).where(BugReport.user_id == user.id)
    with read(database) as session:
        return list(session.exec(own.order_by(col(BugReport.created_at).desc(), col(BugReport.id)).limit(OWN)))


# --- answering --------------------------------------------------------------------------------------------------------


def close(report_id: str, answer: str, *, by: User, database: Engine | None = None) -> None:
    """Put a report away as dealt with; its reporter reads the answer, which may be empty.

    Raises:
        BadInput: as `check_text` (field "answer"), or somebody else has closed it meanwhile.
        NotFound: no such report.
    """
    told = check_text(answer, field="answer", limit=ANSWER_LIMIT)
    with write(database) as session:
        row = _existing(session, report_id)
        if row.closed_at is not None:
            raise BadInput("Somebody else has closed this report meanwhile.", field="answer")
        row.closed_at, row.answer = now(), told
        session.add(row)
        record(session, "bug.closed", user_id=by.id, banner_id=row.banner_id or None, report=row.id, answer=told)


def reopen(report_id: str, *, by: User, database: Engine | None = None) -> None:
    """Take a closed report up again; its answer stays until there is another one.

    Raises:
        NotFound: no such report.
    """
    with write(database) as session:
        row = _existing(session, report_id)
        if row.closed_at is None:
            return
        row.closed_at = None
        session.add(row)
        record(session, "bug.reopened", user_id=by.id, banner_id=row.banner_id or None, report=row.id)


def _existing(session: Session, report_id: str) -> BugReport:
    row = session.get(BugReport, report_id, with_for_update=True)
    if row is None:
        raise NotFound("There is no such report.", field="report")
    return row
