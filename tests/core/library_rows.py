"""Banners for the library's tests, written as rows: what was asked for, what came of it, and when."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import col, select

from core.db import write
from core.library_words import words_of
from core.models import (
    Asset,
    Banner,
    Brief,
    Campaign,
    Job,
    PictureRow,
    Product,
    Status,
    User,
    UserRole,
    Version,
)

#: When the first of them was made.
BEGIN = datetime(2026, 3, 1, 12, tzinfo=UTC)
FORMATS = ("story-1080x1920", "pilot-1080", "display-300x250")
OFFERS = (
    "Кэшбэк 7 % в КАФЕ до 30 ноября", "7% cashback in cafés", "Mortgage from 5.9 %", "Ёлки и _подарки_ за 100%",
    "50\\50 at the cinema",
)  # fmt: skip
PROMPTS = ("Синяя карта и монеты", "a house with keys", "a gift box", "")


@dataclass
class Shelf:
    """A database with people, products and campaigns, to which banners are added; those that are there already are
    taken. `picture` and `thumbnail` are the keys of all their files, `author`
    wrote the briefs of which nothing else is said."""

    database: Engine
    picture: str = "picture"
    thumbnail: str = "small"
    author: str = "mara"
    users: list[User] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    campaigns: list[Campaign] = field(default_factory=list)

    def __post_init__(self) -> None:
        with write(self.database) as session:
            self.users = list(session.exec(select(User))) or [
                User(username="mara", name="Mara", role=UserRole.MARKETER, password_hash=""),
                User(username="dan", name="Dan", role=UserRole.MARKETER, password_hash=""),
                User(username="ada", name="Ada", role=UserRole.ADMIN, password_hash=""),
            ]
            known = select(Product).where(col(Product.slug).in_(("debit-card", "mortgage"))).order_by(Product.slug)
            self.products = list(session.exec(known)) or [
                Product(slug=slug, name={"en": slug.title(), "ru": slug.upper()}, category="cards")
                for slug in ("debit-card", "mortgage")
            ]
            session.add_all([*self.users, *self.products, Asset(key=self.picture, media_type="image/png", size=1)])
            session.flush()
            self.campaigns = [
                Campaign(name="Autumn", product_id=self.products[0].id),
                Campaign(name=self.users[1].name, personal_of=self.users[1].id),
            ]
            session.add_all(self.campaigns)

    def user(self, name: str) -> User:
        return next(user for user in self.users if user.username == name)

    def add(
        self, *, author: str = "", product: int = 0, campaign: int = 0, offer: str = OFFERS[1],
        formats: Sequence[str] = FORMATS[:1], mode: str = "generate", prompt: str = PROMPTS[1], seed: int = 7,
        drawn: int = 8, status: str = Status.COMPLETED, number: int = 1, at: datetime = BEGIN,
        headline: str = "7% back",
    ) -> list[Banner]:  # fmt: skip
        """A brief with its job and a banner a format; without a version where `number` is 0. `drawn` is the seed of
        its picture."""
        user, texts = self.user(author or self.author), {"headline": headline}
        brief = Brief(user_id=user.id, product_id=self.products[product].id, campaign_id=self.campaigns[campaign].id,
                      offer=offer, language="en", formats=list(formats), mode=mode, prompts=[prompt], seed=seed,
                      created_at=at)  # fmt: skip
        picture = PictureRow(brief_id=brief.id, slot=0, prompt=prompt, seed=drawn, source="studio", engine="studio-1",
                             asset=self.picture, cut_out=self.picture, cut_out_engine="white")  # fmt: skip
        banners = [
            Banner(brief_id=brief.id, format_id=name, current=number, changed_at=at, created_at=at,
                   words=words_of(offer, texts if number else {}, [prompt]))
            for name in formats
        ]  # fmt: skip
        versions = [
            Version(banner_id=banner.id, number=one, cause="generated", author_id=user.id, texts=texts,
                    copy_engine="offline-1", pictures=[picture.id], asset=self.picture, thumbnail=self.thumbnail)
            for banner in banners
            for one in range(1, number + 1)
        ]  # fmt: skip
        with write(self.database) as session:
            session.add(brief)
            session.flush()
            session.add_all([Job(user_id=user.id, brief_id=brief.id, status=status), *banners])
            session.add_all([picture] if number else [])
            session.flush()
            session.add_all(versions)
        return banners

    def add_many(self, briefs: int, rng: random.Random) -> None:
        """Briefs of every kind, some hours apart, a tenth of them in the bin."""
        for count in range(briefs):
            at = BEGIN + timedelta(hours=7 * count)
            banners = self.add(
                author=rng.choice(("mara", "dan")), product=rng.randrange(2), campaign=rng.randrange(2),
                offer=rng.choice(OFFERS), formats=rng.sample(FORMATS, rng.randint(1, 3)),
                mode=rng.choice(("generate", "search", "upload")), prompt=rng.choice(PROMPTS), seed=rng.randrange(5),
                drawn=rng.randrange(5), number=rng.choice((0, 1, 2)), at=at,
                status=rng.choice((Status.QUEUED, Status.RUNNING, Status.COMPLETED, Status.FAILED, Status.CANCELLED)),
            )  # fmt: skip
            with write(self.database) as session:
                for banner in banners:
                    banner.changed_at = at + timedelta(days=rng.randrange(9))
                    banner.binned_at = at if rng.random() < 0.1 else None
                    session.add(banner)
