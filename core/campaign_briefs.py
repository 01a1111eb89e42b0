"""What was asked for in a campaign: its briefs with their banners, a page at a time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Engine, and_
from sqlalchemy import select as rows_of
from sqlmodel import Session, col, func, select

from core.campaign_views import Shown, view_campaign
from core.db import read
from core.errors import was_refused
from core.models import Banner, Brief, Job, Product, User, Version

#: Briefs of a page.
PAGE = 8


class BriefView(NamedTuple):
    """A brief of a campaign with its banners; `status` is that of its own job, `refused`: that failed because no banner
    is made of such a brief."""

    brief: Brief
    product: Product
    author: str
    status: str
    refused: bool
    banners: tuple[Shown, ...]


@dataclass(frozen=True)
class Briefs:
    """How many there are, and those of one page."""

    total: int
    rows: tuple[BriefView, ...]


def briefs_of(
    campaign_id: str, user: User, *, page: int = 1, size: int = PAGE, database: Engine | None = None
) -> Briefs:
    """A page of a campaign's briefs, newest first, with their banners but those in the bin.

    Raises:
        NotFound: as `view_campaign`.
    """
    view_campaign(campaign_id, user, database)
    with read(database) as session:
        total = session.exec(select(func.count()).select_from(Brief).where(Brief.campaign_id == campaign_id)).one()
        rows = session.execute(
            rows_of(Brief, Product, col(User.name))
            .join(Product, col(Product.id) == Brief.product_id)
            .join(User, col(User.id) == Brief.user_id)
            .where(col(Brief.campaign_id) == campaign_id)
            .order_by(col(Brief.created_at).desc(), col(Brief.id))
            .offset((max(1, page) - 1) * size)
            .limit(size)
        ).all()
        ids = [row.Brief.id for row in rows]
        banners, endings = _banners(session, ids), _endings(session, ids)
    return Briefs(
        total,
        tuple(
            BriefView(brief, product, author, *endings[brief.id], tuple(_in_order(banners[brief.id], brief)))
            for brief, product, author in rows
        ),
    )


def _banners(session: Session, briefs: Sequence[str]) -> dict[str, list[Shown]]:
    on_show = and_(col(Version.banner_id) == Banner.id, col(Version.number) == Banner.current)
    rows = session.execute(
        rows_of(col(Banner.brief_id), col(Banner.id), col(Banner.format_id), func.coalesce(Version.asset, ""),
                func.coalesce(Version.thumbnail, ""))
        .outerjoin(Version, on_show)
        .where(col(Banner.brief_id).in_(briefs), col(Banner.binned_at).is_(None))
    )  # fmt: skip
    found = defaultdict[str, list[Shown]](list)
    for brief, *banner in rows:
        found[brief].append(Shown(*banner))
    return found


def _in_order(banners: Sequence[Shown], brief: Brief) -> list[Shown]:
    return sorted(banners, key=lambda banner: brief.formats.index(banner.format_id))


def _endings(session: Session, briefs: Sequence[str]) -> dict[str, tuple[str, bool]]:
    """State of each brief's own job, and whether it was refused: one that changes a banner has a plan."""
    rows = session.exec(
        select(Job.brief_id, Job.status, Job.error)
        .where(col(Job.brief_id).in_(briefs), col(Job.plan).is_(None))
        .order_by(col(Job.created_at))
    )
    return {brief: (status, was_refused(error)) for brief, status, error in rows}
