"""Rows that the tests of campaigns stand on."""

from typing import Any

from sqlalchemy import Engine
from sqlmodel import SQLModel, col, func, select

from core import accounts
from core.campaign_input import CampaignInput
from core.campaigns import create
from core.clock import now
from core.db import read, write
from core.models import Asset, Banner, Brief, Campaign, CampaignMember, Event, Job, Product, Status, User, Version
from core.seeding import seed

SPRING = CampaignInput(name="Spring", product="debit-card", channel="VK", performers=("designer",))


def furnish(database: Engine) -> Engine:
    """The first accounts and the catalogue."""
    accounts.create_first_accounts("for-the-tests", database)
    seed(database)
    return database


def person(name: str, rows: Engine) -> User:
    found = accounts.find_user(name, rows)
    assert found
    return found


def new_person(name: str, role: str, rows: Engine) -> User:
    with write(rows) as session:
        session.add(User(username=name, name=name, role=role, password_hash=""))
    return person(name, rows)


def begin_spring(rows: Engine) -> str:
    """The marketer's campaign, with the designer as a performer."""
    return create(SPRING, by=person("marketer", rows), database=rows).id


def parts(campaign_id: str, rows: Engine) -> dict[str, str]:
    with read(rows) as session:
        found = session.exec(
            select(User.username, CampaignMember.part)
            .join(User, col(User.id) == CampaignMember.user_id)
            .where(CampaignMember.campaign_id == campaign_id)
        )
        return dict(found.all())


def row(campaign_id: str, rows: Engine) -> Campaign:
    with read(rows) as session:
        return session.get_one(Campaign, campaign_id)


def told(name: str, rows: Engine) -> list[dict[str, Any]]:
    with read(rows) as session:
        return list(session.exec(select(Event.data).where(Event.name == name).order_by(col(Event.id))))


def count(table: type[SQLModel], rows: Engine) -> int:
    with read(rows) as session:
        return session.exec(select(func.count()).select_from(table)).one()


def add_brief(
    campaign_id: str, user: User, rows: Engine, formats: tuple[str, ...] = ("pilot-1080",), status: str = Status.QUEUED
) -> str:
    """A brief of that campaign with its job, and a banner a format, all waiting for their versions."""
    with write(rows) as session:
        product = row(campaign_id, rows).product_id or session.exec(select(Product.id).limit(1)).one()
        brief = Brief(user_id=user.id, product_id=product, campaign_id=campaign_id, offer="5 %", language="en",
                      formats=list(formats), mode="generate", seed=1)  # fmt: skip
        session.add(brief)
        session.flush()
        session.add(Job(user_id=user.id, brief_id=brief.id, status=status))
        session.add_all(Banner(brief_id=brief.id, format_id=name) for name in formats)
    return brief.id


def show(brief_id: str, rows: Engine, *, binned: bool = False, thumbnail: str = "small") -> list[str]:
    """Give every banner of a brief a version. Returns: their ids."""
    with write(rows) as session:
        for key in ("large", "small"):
            session.merge(Asset(key=key, media_type="image/png", size=1))
        banners = session.exec(select(Banner).where(Banner.brief_id == brief_id)).all()
        author = session.get_one(Brief, brief_id).user_id
        session.flush()
        for banner in banners:
            banner.current, banner.binned_at = 1, now() if binned else None
            session.add(Version(banner_id=banner.id, number=1, cause="generated", author_id=author, copy_engine="fake",
                                asset="large", thumbnail=thumbnail))  # fmt: skip
    return [banner.id for banner in banners]
