"""The library of everything made: what to look for, and the cards that are found.

`find` takes the same few statements however many banners there are: it counts, chooses a page's ids, and only then
reads what stands on that page's cards.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from core import library_query as query
from core.db import read
from core.errors import was_refused
from core.library_filter import Filter, Order, State, state_of
from core.models import Banner, Brief, Campaign, Job, PictureRow, Product, User, Version

#: Cards of a page.
PAGE = 24


@dataclass(frozen=True)
class Card:
    """A banner as the library shows it. `number`: its version on show, 0 before the first; `asset` and `thumbnail` are
    keys of the object store, empty where there is none; `seed` is the first picture's, else the brief's; `refused`: it
    failed because no banner is made of such a brief; `version`, `measures` and `legal_share` are what the export gate
    asks for."""

    id: str
    brief_id: str
    format_id: str
    offer: str
    product: str
    product_name: Mapping[str, str]
    campaign: str
    personal: bool
    author: str
    author_name: str
    state: State
    mode: str
    number: int
    created_at: datetime
    changed_at: datetime
    seed: int
    prompts: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    asset: str = ""
    thumbnail: str = ""
    refused: bool = False
    version: str = ""
    measures: Mapping[str, Any] = field(default_factory=dict)
    legal_share: float | None = None


@dataclass(frozen=True)
class Found:
    """How many there are in all, and the cards of the `page` (from 1) that was asked for or, past the end, the last."""

    total: int
    page: int
    cards: tuple[Card, ...]


def find(
    wanted: Filter, order: Order = Order.NEWEST, page: int = 1, size: int = PAGE, database: Engine | None = None
) -> Found:
    """One page of the banners that `wanted` asks for."""
    with read(database) as session:
        chosen = query.chosen(wanted)
        total = session.exec(select(func.count()).select_from(chosen.subquery())).one()
        page = max(1, min(page, -(-total // size)))
        ids = session.exec(query.ordered(chosen, order).offset((page - 1) * size).limit(size)).all()
        return Found(total, page, tuple(_cards(session, ids)))


def count(wanted: Filter, database: Engine | None = None) -> int:
    """How many banners `wanted` asks for."""
    with read(database) as session:
        return session.exec(select(func.count()).select_from(query.chosen(wanted).subquery())).one()


# --- cards -----------------------------------------------------------------------------------------------------------


def _cards(session: Session, ids: Sequence[str]) -> list[Card]:
    """The cards of these banners, in this order."""
    rows = {row.id: row for row in session.execute(query.card_rows(ids))}
    pictures = _pictures(session, [key for row in rows.values() for key in row.pictures or ()])
    endings = _endings(session, {row.brief_id for row in rows.values() if not row.number})
    return [_card(rows[key], pictures, endings) for key in ids]


def _pictures(session: Session, ids: Collection[str]) -> dict[str, tuple[str, int]]:
    """Prompt and seed by picture id."""
    if not ids:
        return {}
    rows = select(PictureRow.id, PictureRow.prompt, PictureRow.seed).where(col(PictureRow.id).in_(ids))
    return {key: (prompt, seed) for key, prompt, seed in session.exec(rows)}


def _endings(session: Session, briefs: Collection[str]) -> dict[str, list[tuple[str, bool]]]:
    """The states of briefs' own jobs, and whether they were refused, by brief."""
    found: dict[str, list[tuple[str, bool]]] = {brief: [] for brief in briefs}
    if briefs:
        own = select(Job.brief_id, Job.status, Job.error).where(col(Job.brief_id).in_(briefs), col(Job.plan).is_(None))
        for brief, status, error in session.exec(own):
            found[brief].append((status, was_refused(error)))
    return found


def _card(row: Any, pictures: Mapping[str, tuple[str, int]], endings: Mapping[str, list[tuple[str, bool]]]) -> Card:
    drawn = [pictures[key] for key in row.pictures or () if key in pictures]
    own = endings.get(row.brief_id, ())
    return Card(
        id=row.id, brief_id=row.brief_id, format_id=row.format_id, offer=row.offer, product=row.product,
        product_name=row.product_name, campaign=row.campaign, personal=row.personal_of is not None, author=row.author,
        author_name=row.author_name, state=state_of(row.number, [status for status, _ in own]), mode=row.mode,
        number=row.number, created_at=row.created_at, changed_at=row.changed_at,
        seed=drawn[0][1] if drawn else row.seed, prompts=tuple(prompt for prompt, _ in drawn) or tuple(row.prompts),
        texts=row.texts or {}, asset=row.asset or "", thumbnail=row.thumbnail or "",
        refused=any(refused for _, refused in own), version=row.version or "", measures=row.measures or {},
        legal_share=row.legal_share,
    )  # fmt: skip


# --- what can be chosen ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choices:
    """What there are banners of. `products`: names by slug; `campaigns`: name by id; `personal`: name of the person
    whose own campaign it is, by id; `authors`: name by user name. Each by name."""

    products: Mapping[str, Mapping[str, str]]
    campaigns: Mapping[str, str]
    personal: Mapping[str, str]
    authors: Mapping[str, str]


def choices(database: Engine | None = None) -> Choices:
    """What a filter can be set to."""
    with read(database) as session:
        products = session.exec(
            select(Product.slug, Product.name).where(query.has_briefs(Brief.product_id, Product.id))
        )
        authors = session.exec(
            select(User.username, User.name).where(query.has_briefs(Brief.user_id, User.id)).order_by(User.name)
        )
        campaigns = session.exec(
            select(Campaign.id, Campaign.name, Campaign.personal_of)
            .where(query.has_briefs(Brief.campaign_id, Campaign.id))
            .order_by(Campaign.name)
        ).all()
        return Choices(
            dict(products.all()), {key: name for key, name, owner in campaigns if owner is None},
            {key: name for key, name, owner in campaigns if owner is not None}, dict(authors.all()),
        )  # fmt: skip


# --- what is done with several ----------------------------------------------------------------------------------------


def downloads(ids: Collection[str], database: Engine | None = None) -> list[Version]:
    """The versions on show of these banners, oldest banner first; those without one are left out."""
    with read(database) as session:
        return list(session.exec(query.download_rows(ids)))


def made(ids: Collection[str], database: Engine | None = None) -> int:
    """How many of these banners have a version."""
    with read(database) as session:
        return session.exec(
            select(func.count()).select_from(Banner).where(col(Banner.id).in_(ids), col(Banner.current) > 0)
        ).one()


def brief_of(brief_id: str, database: Engine | None = None) -> tuple[Brief, str]:
    """A brief with its product's slug."""
    with read(database) as session:
        brief = session.get_one(Brief, brief_id)
        return brief, session.get_one(Product, brief.product_id).slug
