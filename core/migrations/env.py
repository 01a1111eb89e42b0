"""Alembic's entry: the address comes from the caller, never from a file."""

from alembic import context
from sqlmodel import SQLModel

import core.models  # noqa: F401  fills the metadata
from core.config import settings
from core.db import connect

url = context.config.attributes.get("url") or settings().sqlalchemy_url
with connect(url).connect() as connection:
    context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()
