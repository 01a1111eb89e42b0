"""Campaigns: a product's banners under one name, and the people who work on them.

Everybody has a personal one for any product (`core.submission.personal_campaign`): it is nobody's to change.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from core import accounts
from core.campaign_input import CampaignInput, faults, line
from core.db import read, write
from core.errors import BadInput, NotAllowed, NotFound
from core.events import record
from core.models import Brief, Campaign, CampaignMember, Part, Product, User, UserRole


class OpenCampaign(NamedTuple):
    """A campaign that a brief may belong to; `product` is a slug."""

    id: str
    name: str
    product: str


# --- who may choose one ----------------------------------------------------------------------------------------------


def open_campaigns(user: User, database: Engine | None = None) -> list[OpenCampaign]:
    """The named campaigns that a person's briefs may belong to, by name: not archived, with this member; an
    administrator may choose any."""
    rows = (
        select(Campaign.id, Campaign.name, Product.slug)
        .join(Product, col(Product.id) == Campaign.product_id)
        .where(col(Campaign.archived).is_(False), col(Campaign.personal_of).is_(None))
        .order_by(Campaign.name, Campaign.id)
    )
    if user.role != UserRole.ADMIN:
        own = select(CampaignMember.campaign_id).where(CampaignMember.user_id == user.id)
        rows = rows.where(col(Campaign.id).in_(own))
    with read(database) as session:
        return [OpenCampaign(*row) for row in session.exec(rows)]


def people(database: Engine | None = None) -> dict[str, str]:
    """Who can be in a campaign: names of everybody with an active account, by user name."""
    with read(database) as session:
        rows = session.exec(select(User.username, User.name).where(col(User.active).is_(True)).order_by(User.name))
        return dict(rows.all())


def may_change(user: User, part: str | None) -> bool:
    """Whether a person with that part in a campaign may change it."""
    return part == Part.MANAGER or user.role == UserRole.ADMIN


# --- writing ---------------------------------------------------------------------------------------------------------


def with_creator(given: CampaignInput, user: User) -> CampaignInput:
    """A new campaign's creator is its first manager."""
    return replace(given, managers=tuple(dict.fromkeys((user.username, *given.managers))))


def create(given: CampaignInput, *, by: User, database: Engine | None = None) -> Campaign:
    """Begin a campaign; its creator becomes a manager.

    Raises:
        BadInput: the first fault; nothing was written.
        NotAllowed: who makes no banners begins no campaign.
    """
    accounts.require(by, UserRole.MARKETER, UserRole.DESIGNER)
    given = with_creator(given, by)
    with write(database) as session:
        product, people = _checked(session, given)
        campaign = Campaign(name="", product_id=product)
        _fill(campaign, given, product)
        session.add(campaign)
        session.flush()
        _set_members(session, campaign, given, people)
        record(session, "campaign.created", user_id=by.id, campaign=campaign.id, given=_told(given))
    return campaign


def change(campaign_id: str, given: CampaignInput, *, by: User, database: Engine | None = None) -> None:
    """Give a campaign another name, product, channel or other members.

    Raises:
        NotFound: there is no such campaign.
        NotAllowed: only its managers and administrators may; nobody may change a personal one.
        BadInput: the first fault; nothing was written.
    """
    with write(database) as session:
        campaign = _changeable(session, campaign_id, by)
        before = _as_input(session, campaign)
        product, people = _checked(session, given, before)
        if product != campaign.product_id and has_briefs(session, campaign_id):
            raise BadInput("There are briefs for this product in the campaign, so the product stays.", field="product")
        _fill(campaign, given, product)
        session.add(campaign)
        _set_members(session, campaign, given, people)
        old, new = _told(before), _told(given)
        if changed := {name: [old[name], new[name]] for name in new if old[name] != new[name]}:
            record(session, "campaign.changed", user_id=by.id, campaign=campaign_id, changed=changed)


def archive(campaign_id: str, *, by: User, database: Engine | None = None) -> None:
    """Put a campaign away: it takes no more briefs, and its banners stay.

    Raises:
        NotFound, NotAllowed: as `change`.
    """
    _put(campaign_id, True, by, database)


def unarchive(campaign_id: str, *, by: User, database: Engine | None = None) -> None:
    """Take a campaign up again.

    Raises:
        NotFound, NotAllowed: as `change`.
    """
    _put(campaign_id, False, by, database)


def _put(campaign_id: str, archived: bool, by: User, database: Engine | None) -> None:
    with write(database) as session:
        campaign = _changeable(session, campaign_id, by)
        if campaign.archived != archived:
            campaign.archived = archived
            session.add(campaign)
            record(session, "campaign.archived", user_id=by.id, campaign=campaign_id, archived=archived)


def has_briefs(session: Session, campaign_id: str) -> bool:
    """Whether its product is settled."""
    return session.exec(select(Brief.id).where(Brief.campaign_id == campaign_id).limit(1)).first() is not None


def _changeable(session: Session, campaign_id: str, by: User) -> Campaign:
    campaign = session.get(Campaign, campaign_id)
    member = session.get(CampaignMember, (campaign_id, by.id))
    if campaign is None or not (member or campaign.personal_of == by.id or by.role == UserRole.ADMIN):
        raise NotFound("There is no such campaign.", field="campaign")
    if campaign.personal_of:
        raise NotAllowed("A personal campaign cannot be changed.")
    if not may_change(by, member.part if member else None):
        raise NotAllowed("Only its managers can change this campaign.")
    return campaign


def _checked(
    session: Session, given: CampaignInput, before: CampaignInput | None = None
) -> tuple[str, Mapping[str, str]]:
    """The product's id, and ids of people by user name. An archived product stays where it is, for a campaign as it
    was `before`.

    Raises:
        BadInput: the first fault.
    """
    products = {
        slug: key
        for key, slug, archived in session.exec(select(Product.id, Product.slug, Product.archived))
        if not archived or (before and slug == before.product)
    }
    people = {name: key for key, name in session.exec(select(User.id, User.username).where(col(User.active).is_(True)))}
    for fault in faults(given, products=products, people=people):
        raise fault
    return products[given.product], people


def _fill(campaign: Campaign, given: CampaignInput, product_id: str) -> None:
    campaign.name = line(given.name, "name")
    campaign.channel = line(given.channel, "channel")
    campaign.product_id = product_id


def _set_members(session: Session, campaign: Campaign, given: CampaignInput, people: Mapping[str, str]) -> None:
    wanted = {people[name]: Part.PERFORMER for name in given.performers}
    wanted |= {people[name]: Part.MANAGER for name in given.managers}
    for row in session.exec(select(CampaignMember).where(CampaignMember.campaign_id == campaign.id)):
        if part := wanted.pop(row.user_id, None):
            row.part = part
            session.add(row)
        else:
            session.delete(row)
    session.add_all(CampaignMember(campaign_id=campaign.id, user_id=key, part=part) for key, part in wanted.items())


def _as_input(session: Session, campaign: Campaign) -> CampaignInput:
    product = session.get_one(Product, campaign.product_id)
    rows = session.exec(
        select(User.username, CampaignMember.part)
        .join(CampaignMember, col(CampaignMember.user_id) == User.id)
        .where(CampaignMember.campaign_id == campaign.id)
        .order_by(User.username)
    ).all()
    managers, performers = (tuple(name for name, one in rows if one == part) for part in (Part.MANAGER, Part.PERFORMER))
    return CampaignInput(campaign.name, product.slug, campaign.channel, managers, performers)


def _told(given: CampaignInput) -> dict[str, Any]:
    """What an event keeps of a campaign."""
    return {
        "name": line(given.name, "name"), "product": given.product,
        "channel": line(given.channel, "channel"),
        "managers": sorted(set(given.managers)), "performers": sorted(set(given.performers)),
    }  # fmt: skip
