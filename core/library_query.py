"""The library's questions as SQL, for SQLite and PostgreSQL alike. Names no session: values in, statements out."""

import unicodedata
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_
from sqlalchemy import select as rows_of
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.briefs import clean
from core.library_filter import Filter, Order, State
from core.models import FINAL, Banner, Brief, Campaign, Job, PictureRow, Product, Status, User, Version

Condition = ColumnElement[bool]


def words(text: str) -> list[str]:
    """The words that must all occur, as `Banner.words` spells them."""
    shown = "".join(" " if unicodedata.category(one) in ("Cc", "Cs") else one for one in text)
    return clean(shown).casefold().split()


def chosen(wanted: Filter) -> SelectOfScalar[str]:
    """The ids of all banners that are asked for, in no order."""
    of_brief, of_banner = _of_brief(wanted), _of_banner(wanted)
    ids = select(Banner.id).where(*of_banner)
    return ids.join(Brief, col(Brief.id) == Banner.brief_id).where(*of_brief) if of_brief else ids


def ordered(ids: SelectOfScalar[str], order: Order) -> SelectOfScalar[str]:
    """The same one after another; the id settles what is of the same moment."""
    match order:
        case Order.NEWEST:
            return ids.order_by(col(Banner.created_at).desc(), col(Banner.id).desc())
        case Order.CHANGED:
            return ids.order_by(col(Banner.changed_at).desc(), col(Banner.id).desc())
        case _:
            return ids.order_by(col(Banner.created_at), col(Banner.id))


def _of_brief(wanted: Filter) -> list[Condition]:
    found: list[Condition] = []
    if wanted.product:
        slug = select(Product.id).where(Product.slug == wanted.product).scalar_subquery()
        found.append(col(Brief.product_id) == slug)
    if wanted.author:
        named = select(User.id).where(User.username == wanted.author).scalar_subquery()
        found.append(col(Brief.user_id) == named)
    if wanted.campaign:
        found.append(col(Brief.campaign_id) == wanted.campaign)
    if wanted.mode:
        found.append(col(Brief.mode) == wanted.mode)
    if wanted.seed is not None:
        drawn = exists().where(col(PictureRow.brief_id) == Brief.id, col(PictureRow.seed) == wanted.seed)
        found.append(or_(col(Brief.seed) == wanted.seed, drawn))
    return found


def _of_banner(wanted: Filter) -> list[Condition]:
    binned = col(Banner.binned_at)
    found: list[Condition] = [binned.is_not(None) if wanted.binned else binned.is_(None)]
    if wanted.format:
        found.append(col(Banner.format_id) == wanted.format)
    if wanted.state:
        found.append(_in_state(wanted.state))
    if wanted.since:
        found.append(col(Banner.created_at) >= _begin(wanted.since, wanted))
    if wanted.until and wanted.until < date.max:
        found.append(col(Banner.created_at) < _begin(wanted.until + timedelta(days=1), wanted))
    found += [col(Banner.words).contains(word, autoescape=True) for word in words(wanted.text)]
    return found


def _begin(day: date, wanted: Filter) -> datetime:
    """The moment when a day begins for the reader. The first and last days that there are have no neighbours in UTC."""
    return datetime.combine(min(max(day, date(1, 1, 2)), date(9999, 12, 30)), time(), wanted.zone)


def _in_state(state: str) -> Condition:
    """As `state_of` decides."""
    if state == State.READY:
        return col(Banner.current) > 0
    waits, active, cancelled = col(Banner.current) == 0, _own_job(*_ACTIVE), _own_job(Status.CANCELLED)
    match state:
        case State.WORKING:
            return waits & active
        case State.CANCELLED:
            return waits & cancelled & ~active
        case _:
            return waits & ~cancelled & ~active


_ACTIVE = [status for status in Status if status not in FINAL]


def _own_job(*statuses: Status) -> Condition:
    """The banner's brief has a job of its own in one of these states."""
    return exists().where(col(Job.brief_id) == Banner.brief_id, col(Job.plan).is_(None), col(Job.status).in_(statuses))


def card_rows(ids: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """What stands on the cards of these banners, by column; a banner without a version has nulls for it."""
    return (
        rows_of(
            col(Banner.id), col(Banner.brief_id), col(Banner.format_id), col(Banner.current).label("number"),
            col(Banner.created_at), col(Banner.changed_at), col(Brief.offer), col(Brief.mode), col(Brief.seed),
            col(Brief.prompts), col(Product.slug).label("product"), col(Product.name).label("product_name"),
            col(Campaign.name).label("campaign"), col(Campaign.personal_of), col(User.username).label("author"),
            col(User.name).label("author_name"), col(Version.texts), col(Version.pictures), col(Version.asset),
            col(Version.thumbnail), col(Version.id).label("version"), col(Version.measures), col(Product.legal_share),
        )
        .select_from(Banner)
        .join(Brief, col(Brief.id) == Banner.brief_id)
        .join(Product, col(Product.id) == Brief.product_id)
        .join(Campaign, col(Campaign.id) == Brief.campaign_id)
        .join(User, col(User.id) == Brief.user_id)
        .outerjoin(Version, _on_show())
        .where(col(Banner.id).in_(ids))
    )  # fmt: skip


def download_rows(ids: Collection[str]) -> SelectOfScalar[Version]:
    """The version on show of each of these banners, where there is one."""
    return (
        select(Version)
        .join(Banner, _on_show())
        .where(col(Banner.id).in_(ids))
        .order_by(col(Banner.created_at), col(Banner.id))
    )


def _on_show() -> Condition:
    return (col(Version.banner_id) == Banner.id) & (col(Version.number) == Banner.current)


def has_briefs(of_brief: Any, key: Any) -> Condition:
    """There is a brief of the row with this key."""
    return exists().where(col(of_brief) == key)
