"""Products added, changed and archived; for administrators."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from core.catalogue import load_categories
from core.db import read, write
from core.errors import BadInput, NotFound
from core.events import record
from core.models import Event, Product, User
from core.product_input import ProductInput, changed, faults, tidy
from core.products import names


class Change(NamedTuple):
    """Who changed a product, and when."""

    by: str
    at: datetime


def input_of(row: Product) -> ProductInput:
    """A product as the form shows it."""
    return ProductInput(row.slug, row.category, row.name, row.description, row.legal, row.legal_share)


def last_change(slug: str, database: Engine | None = None) -> Change | None:
    """The last change of a product, where there was any."""
    with read(database) as session:
        of_product = (col(Event.name) == "product.changed") & (col(Event.data)["slug"].as_string() == slug)
        found = session.exec(
            select(User.name, Event.at)
            .join(User, col(User.id) == Event.user_id)
            .where(of_product)
            .order_by(col(Event.id).desc())
            .limit(1)
        ).first()
    return Change(*found) if found else None


def add(entered: ProductInput, *, by: User, database: Engine | None = None) -> Product:
    """A new product, on offer at once.

    Raises:
        BadInput: the first fault; see `core.product_input.faults` for all of them.
    """
    _check(entered, taken=names(database))
    row = Product(slug=entered.slug, **_columns(tidy(entered)))
    with write(database) as session:
        session.add(row)
        try:
            session.flush()
        except IntegrityError as error:
            raise BadInput("There is a product “{product}” already.", field="slug", product=entered.slug) from error
        record(session, "product.added", user_id=by.id, slug=row.slug)
    return row


def change(entered: ProductInput, *, seen: ProductInput, by: User, database: Engine | None = None) -> Product:
    """Change the product of that slug from what the person has `seen`.

    Raises:
        BadInput: the first fault; or, with field "product", somebody else has changed it since it was seen.
        NotFound: no such product.
    """
    _check(entered)
    wanted = tidy(entered)
    with write(database) as session:
        row = _existing(session, entered.slug)
        before = input_of(row)
        if changed(seen, before):
            raise BadInput("Somebody else has changed this product meanwhile.", field="product")
        fields = changed(before, wanted)
        if not fields:
            return row
        for name, value in _columns(wanted).items():
            setattr(row, name, value)
        session.add(row)
        record(session, "product.changed", user_id=by.id, slug=row.slug, fields=fields,
               before={name: before.parts[name] for name in fields})  # fmt: skip
    return row


def archive(slug: str, archived: bool, *, by: User, database: Engine | None = None) -> None:
    """Take a product off what can be advertised, or put it back. Its briefs and banners stay.

    Raises:
        NotFound: no such product.
    """
    with write(database) as session:
        row = _existing(session, slug)
        if row.archived == archived:
            return
        row.archived = archived
        session.add(row)
        record(session, "product.changed", user_id=by.id, slug=slug, fields=["archived"],
               before={"archived": not archived})  # fmt: skip


def _check(entered: ProductInput, taken: dict[str, dict[str, str]] | None = None) -> None:
    for fault in faults(entered, categories=load_categories(), taken=taken or ()):
        raise fault


def _columns(entered: ProductInput) -> dict[str, Any]:
    """What a row keeps; without a legal text, no languages of it."""
    legal = {spoken: text for spoken, text in entered.legal.items() if text}
    return {"category": entered.category, "name": dict(entered.name), "description": dict(entered.description),
            "legal": legal, "legal_share": entered.legal_share}  # fmt: skip


def _existing(session: Session, slug: str) -> Product:
    row = session.exec(select(Product).where(Product.slug == slug).with_for_update()).first()
    if row is None:
        raise NotFound("There is no product “{product}”.", field="product", product=slug[:60])
    return row
