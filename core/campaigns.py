"""Campaigns: a product's banners under one name, the people who work on them, and what was made so far."""

from typing import NamedTuple

from sqlalchemy import Engine
from sqlmodel import col, select

from core.db import read
from core.models import Campaign, CampaignMember, Product, User, UserRole


class OpenCampaign(NamedTuple):
    """A campaign that a brief may belong to; `product` is a slug."""

    id: str
    name: str
    product: str


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
