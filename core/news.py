"""What has ended: told to a person who was somewhere else meanwhile."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import col, select

from core.clock import now
from core.db import read
from core.errors import was_refused
from core.models import Brief, Job, Product, Status

#: What ended longer ago is no news; nor is a job as old as this looked at (days).
FRESH, OLDEST = timedelta(minutes=10), timedelta(days=1)


@dataclass(frozen=True)
class Ending:
    """A job's end. `product` is its name by language; `change`: the kind of a change of one banner (core.plans), empty
    for a brief's banners; `refused`: it failed because no banner is made of such a text."""

    job_id: str
    user_id: str
    status: Status
    at: datetime
    product: Mapping[str, str]
    offer: str
    banner_id: str = ""
    change: str = ""
    refused: bool = False

    @property
    def key(self) -> tuple[str, datetime]:
        """One end of one job: a job that was tried again ends again."""
        return self.job_id, self.at


def fresh_endings(database: Engine | None = None) -> list[Ending]:
    """Everybody's jobs that ended lately, in this order."""
    with read(database) as session:
        rows = session.exec(
            select(Job, Brief.offer, Product.name)
            .join(Brief, col(Brief.id) == Job.brief_id)
            .join(Product, col(Product.id) == Brief.product_id)
            .where(col(Job.created_at) > now() - OLDEST, col(Job.finished_at) > now() - FRESH)
            .order_by(col(Job.finished_at))
        ).all()
    return [
        Ending(job.id, job.user_id, Status(job.status), job.finished_at, name, offer, job.banner_id,
               (job.plan or {}).get("kind", ""), was_refused(job.error))
        for job, offer, name in rows
        if job.finished_at
    ]  # fmt: skip


def untold(
    endings: Sequence[Ending], user_id: str, told: Collection[tuple[str, datetime]], seen: Collection[str]
) -> list[Ending]:
    """What is news to a person.

    Args:
        told: the keys of endings that their window has told already.
        seen: ids of jobs and banners that are on their screen now, and speak for themselves.

    Who cancelled a job needs not be told.
    """
    return [
        ending
        for ending in endings
        if ending.user_id == user_id
        and ending.key not in told
        and ending.status in {Status.COMPLETED, Status.FAILED}
        and not {ending.job_id, ending.banner_id} & set(seen)
    ]
