"""Products as the screens and the command line list them."""

from sqlalchemy import Engine
from sqlmodel import col, select

from core.db import read
from core.errors import NotFound
from core.models import Product


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
