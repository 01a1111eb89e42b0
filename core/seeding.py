"""What a fresh installation starts with: the catalogue's products, and the first accounts."""

from sqlalchemy import Engine
from sqlmodel import select

from core.accounts import NewAccount, create_first_accounts
from core.catalogue import load_products
from core.config import settings
from core.db import write
from core.formats.brand import Localized
from core.models import Product


def seed(database: Engine | None = None) -> list[NewAccount]:
    """Add what is missing; whatever people changed since stays as it is.

    Returns: the accounts that were made just now, with their passwords.
    """
    with write(database) as session:
        known = set(session.exec(select(Product.slug)))
        session.add_all(
            Product(
                slug=entry.slug,
                name=_plain(entry.name),
                category=entry.category,
                description=_plain(entry.description),
                legal=_plain(entry.legal or {}),
                legal_share=entry.legal_share,
            )
            for entry in load_products()
            if entry.slug not in known
        )
    return create_first_accounts(settings().demo_password, database)


def _plain(texts: Localized) -> dict[str, str]:
    return {str(language): text for language, text in texts.items()}
