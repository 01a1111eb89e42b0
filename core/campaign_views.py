"""Campaigns as people see them: who works on them, what was made there, and how far it is.

Whoever is in a campaign sees it; analysts and administrators see all. The number of statements does not depend on how
much there is.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Engine, Select, and_, case, distinct, or_, true
from sqlalchemy import select as rows_of
from sqlmodel import Session, col, func, select

from core.campaigns import may_change
from core.db import read
from core.errors import NotFound
from core.models import Banner, Brief, Campaign, CampaignMember, Part, Product, User, UserRole, Version

#: Campaigns of a page, and newest banners of a campaign's card.
PAGE, NEWEST = 12, 4


class Member(NamedTuple):
    """Somebody who works on a campaign."""

    username: str
    name: str
    part: Part


class Shown(NamedTuple):
    """A banner as it is on show; `asset` and `thumbnail` are keys of the store, empty where there is nothing yet."""

    id: str
    format_id: str
    asset: str
    thumbnail: str


@dataclass(frozen=True)
class CampaignView:
    """A campaign with its figures, as one reader may see it. `owner`: whose personal one it is, empty for all others;
    `product`: none for a personal one; `active_at`: when something was last made in it; `newest`: what to see of it."""

    id: str
    name: str
    owner: str
    product: Product | None
    channel: str
    archived: bool
    created_at: datetime
    active_at: datetime
    members: tuple[Member, ...]
    briefs: int
    banners: int
    newest: tuple[Shown, ...]
    #: Whether the reader's briefs may belong to it, and whether they may change it and see its statistics.
    open: bool
    changeable: bool
    measurable: bool


@dataclass(frozen=True)
class Campaigns:
    """How many there are, and those of one page."""

    total: int
    rows: tuple[CampaignView, ...]


# --- campaigns -------------------------------------------------------------------------------------------------------


def campaigns_of(
    user: User, *, archived: bool = False, page: int = 1, size: int = PAGE, database: Engine | None = None
) -> Campaigns:
    """A page of the campaigns that a person sees: what is worked on first, personal ones last."""
    wanted = and_(_visible(user), col(Campaign.archived).is_(archived))
    with read(database) as session:
        total = session.exec(select(func.count()).select_from(Campaign).where(wanted)).one()
        rows = _campaigns(user).where(wanted).offset((max(1, page) - 1) * size).limit(size)
        return Campaigns(total, tuple(_views(session, user, rows)))


def view_campaign(campaign_id: str, user: User, database: Engine | None = None) -> CampaignView:
    """One campaign.

    Raises:
        NotFound: there is none of that id, or it is not this person's to see.
    """
    with read(database) as session:
        found = _views(session, user, _campaigns(user).where(_visible(user), col(Campaign.id) == campaign_id))
    if not found:
        raise NotFound("There is no such campaign.", field="campaign")
    return found[0]


def _visible(user: User) -> ColumnElement[bool]:
    if user.role in (UserRole.ANALYST, UserRole.ADMIN):
        return true()
    own = select(CampaignMember.campaign_id).where(CampaignMember.user_id == user.id)
    return or_(col(Campaign.personal_of) == user.id, col(Campaign.id).in_(own))


def _campaigns(user: User) -> Select[*tuple[Any, ...]]:
    """Campaigns with their figures and the reader's part in them, in the order of the list."""
    made = and_(col(Banner.current) > 0, col(Banner.binned_at).is_(None))
    figures = (
        rows_of(
            col(Brief.campaign_id).label("campaign_id"), func.count(distinct(col(Brief.id))).label("briefs"),
            func.count(case((made, col(Banner.id)))).label("banners"), func.max(Banner.changed_at).label("active_at"),
        )
        .join(Banner, col(Banner.brief_id) == Brief.id)
        .group_by(col(Brief.campaign_id))
        .subquery()
    )  # fmt: skip
    active_at = func.coalesce(figures.c.active_at, Campaign.created_at)
    part = and_(col(CampaignMember.campaign_id) == Campaign.id, col(CampaignMember.user_id) == user.id)
    return (
        rows_of(
            Campaign, Product, col(User.name).label("owner"), col(CampaignMember.part), active_at.label("active_at"),
            func.coalesce(figures.c.briefs, 0).label("briefs"), func.coalesce(figures.c.banners, 0).label("banners"),
        )
        .outerjoin(Product, col(Product.id) == Campaign.product_id)
        .outerjoin(User, col(User.id) == Campaign.personal_of)
        .outerjoin(CampaignMember, part)
        .outerjoin(figures, figures.c.campaign_id == Campaign.id)
        .order_by(col(Campaign.personal_of).is_not(None), active_at.desc(), col(Campaign.id))
    )  # fmt: skip


def _views(session: Session, user: User, rows: Select[*tuple[Any, ...]]) -> list[CampaignView]:
    found = session.execute(rows).all()
    ids = [row.Campaign.id for row in found]
    members, newest = _members(session, ids), _newest(session, ids)
    return [
        CampaignView(
            id=row.Campaign.id, name=row.Campaign.name, owner=row.owner or "", product=row.Product,
            channel=row.Campaign.channel, archived=row.Campaign.archived, created_at=row.Campaign.created_at,
            active_at=row.active_at, members=tuple(members[row.Campaign.id]), briefs=row.briefs, banners=row.banners,
            newest=tuple(newest[row.Campaign.id]), open=_takes_briefs(user, row.Campaign, row.part),
            changeable=not row.owner and may_change(user, row.part),
            measurable=_may_measure(user, row.Campaign, row.part),
        )
        for row in found
    ]  # fmt: skip


def _takes_briefs(user: User, campaign: Campaign, part: str | None) -> bool:
    """As `core.campaigns.open_campaigns` and `core.submission.submit` see it."""
    if campaign.personal_of:
        return campaign.personal_of == user.id
    return not campaign.archived and (part is not None or user.role == UserRole.ADMIN)


def _may_measure(user: User, campaign: Campaign, part: str | None) -> bool:
    """Whether a person with that part in a campaign may see its statistics."""
    own = part == Part.MANAGER or campaign.personal_of == user.id
    return own or user.role in (UserRole.ANALYST, UserRole.ADMIN)


def _members(session: Session, ids: Sequence[str]) -> dict[str, list[Member]]:
    """Managers first, then by name."""
    rows = session.exec(
        select(CampaignMember.campaign_id, User.username, User.name, CampaignMember.part)
        .join(User, col(User.id) == CampaignMember.user_id)
        .where(col(CampaignMember.campaign_id).in_(ids))
        .order_by(CampaignMember.part, User.name)
    )
    found = defaultdict[str, list[Member]](list)
    for campaign, username, name, part in rows:
        found[campaign].append(Member(username, name, Part(part)))
    return found


def _newest(session: Session, ids: Sequence[str]) -> dict[str, list[Shown]]:
    """The last few banners of each campaign that can be looked at."""
    place = func.row_number().over(
        partition_by=col(Brief.campaign_id), order_by=(col(Banner.created_at).desc(), col(Banner.id))
    )
    ranked = (
        rows_of(
            col(Brief.campaign_id), col(Banner.id), col(Banner.format_id), col(Banner.current), place.label("place")
        )
        .join(Brief, col(Brief.id) == Banner.brief_id)
        .where(col(Brief.campaign_id).in_(ids), col(Banner.current) > 0, col(Banner.binned_at).is_(None))
        .subquery()
    )
    rows = session.execute(
        rows_of(ranked.c.campaign_id, ranked.c.id, ranked.c.format_id, col(Version.asset), col(Version.thumbnail))
        .join(Version, and_(col(Version.banner_id) == ranked.c.id, col(Version.number) == ranked.c.current))
        .where(ranked.c.place <= NEWEST)
        .order_by(ranked.c.place)
    )
    found = defaultdict[str, list[Shown]](list)
    for campaign, *banner in rows:
        found[campaign].append(Shown(*banner))
    return found
