"""The bin: banners are put away and taken back; nothing is ever deleted for good."""

from collections.abc import Collection, Iterable

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from core.clock import now
from core.db import write
from core.errors import NotAllowed, NotFound
from core.events import record
from core.models import Banner, Brief, CampaignMember, Part, User, UserRole


def bin_banners(ids: Collection[str], user: User, database: Engine | None = None) -> None:
    """Put banners into the bin; those that are there already stay as they are.

    Raises:
        NotFound: there is no such banner; none was moved.
        NotAllowed: one of them is somebody else's; none was moved.
    """
    with write(database) as session:
        for banner in _theirs(session, ids, user):
            if banner.binned_at is None:
                banner.binned_at = now()
                record(session, "banner.binned", user_id=user.id, brief_id=banner.brief_id, banner_id=banner.id)


def restore_banners(ids: Collection[str], user: User, database: Engine | None = None) -> None:
    """Take banners back out of the bin; those that are not in it stay as they are.

    Raises:
        NotFound, NotAllowed: as `bin_banners`.
    """
    with write(database) as session:
        for banner in _theirs(session, ids, user):
            if banner.binned_at is not None:
                banner.binned_at = None
                record(session, "banner.restored", user_id=user.id, brief_id=banner.brief_id, banner_id=banner.id)


def _theirs(session: Session, ids: Collection[str], user: User) -> list[Banner]:
    """These banners, locked, if all of them are the person's to put away: those of their own briefs and of campaigns
    that they manage; an administrator's are all. In the order of their ids, so that two who lock do not wait for each
    other.

    Raises:
        NotFound, NotAllowed
    """
    rows = session.exec(
        select(Banner, Brief)
        .join(Brief, col(Brief.id) == Banner.brief_id)
        .where(col(Banner.id).in_(ids))
        .order_by(Banner.id)
        .with_for_update(of=Banner)
    ).all()
    if len(rows) < len(set(ids)):
        raise NotFound("There is no such banner.", field="banner")
    if user.role != UserRole.ADMIN and not _may(session, [brief for _, brief in rows], user):
        raise NotAllowed("You can move only banners of your own briefs and of campaigns that you manage.")
    return [banner for banner, _ in rows]


def _may(session: Session, briefs: Iterable[Brief], user: User) -> bool:
    others = {brief.campaign_id for brief in briefs if brief.user_id != user.id}
    managed = session.exec(
        select(CampaignMember.campaign_id).where(
            CampaignMember.user_id == user.id,
            CampaignMember.part == Part.MANAGER,
            col(CampaignMember.campaign_id).in_(others),
        )
    ).all()
    return others <= set(managed)
