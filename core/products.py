"""Products as the screens and the command line list them."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Engine
from sqlmodel import col, func, select

from core.catalogue import load_categories
from core.db import read
from core.errors import NotFound
from core.formats.brand import Language, Localized
from core.models import Brief, Product

#: Products of a page of the list.
PAGE = 20


class Listed(NamedTuple):
    """A product in the list, and how many briefs were made with it."""

    product: Product
    briefs: int


class Listing(NamedTuple):
    """A page of the list; `total` counts the products of all pages."""

    total: int
    products: list[Listed]


def active_products(database: Engine | None = None) -> list[Product]:
    """Products that are not archived, by slug."""
    with read(database) as session:
        return list(session.exec(select(Product).where(col(Product.archived).is_(False)).order_by(Product.slug)))


def product_of_slug(slug: str, database: Engine | None = None) -> Product:
    """The product of that slug, archived or not.

    Raises:
        NotFound: there is none (field "product").
    """
    with read(database) as session:
        found = session.exec(select(Product).where(Product.slug == slug)).first()
    if found is None:
        raise NotFound("There is no product “{product}”.", field="product", product=slug[:60])
    return found


def find_product(product_id: str, database: Engine | None = None) -> Product:
    """The product of that id, archived or not."""
    with read(database) as session:
        return session.get_one(Product, product_id)


def names(database: Engine | None = None) -> dict[str, dict[str, str]]:
    """The products' names by language, by slug; archived ones are among them."""
    with read(database) as session:
        return {slug: dict(name) for slug, name in session.exec(select(Product.slug, Product.name))}


def listing(
    text: str = "",
    category: str = "",
    *,
    archived: bool = False,
    page: int = 1,
    spoken: Language = "en",
    database: Engine | None = None,
) -> Listing:
    """Products by category and by name in the language that is `spoken`.

    Args:
        text: parts of names, slug or category, in any language and case; empty: all.
        category: of this category only; empty: of all.
        archived: the archived ones instead of those on offer.
        page: from 1; past the end: the last.
    """
    categories = load_categories()
    order = {name: place for place, name in enumerate(categories)}
    with read(database) as session:
        rows = session.exec(select(Product).where(col(Product.archived).is_(archived))).all()
        found = [row for row in rows if category in ("", row.category) and _matches(row, categories, text)]
        found.sort(key=lambda row: (order.get(row.category, len(order)), row.name[spoken].casefold(), row.slug))
        last = max(-(-len(found) // PAGE), 1)
        start = (min(max(page, 1), last) - 1) * PAGE
        shown = found[start : start + PAGE]
        counts = select(Brief.product_id, func.count()).where(col(Brief.product_id).in_([row.id for row in shown]))
        briefs = dict(session.exec(counts.group_by(Brief.product_id)).all())
    return Listing(len(found), [Listed(row, briefs.get(row.id, 0)) for row in shown])


def _matches(row: Product, categories: Mapping[str, Localized], text: str) -> bool:
    told = " ".join((row.slug, *row.name.values(), *categories.get(row.category, {}).values())).casefold()
    return all(word in told for word in text.casefold().split())
