"""Alembic's entry: the address comes from the caller, never from a file."""

from alembic import context
from sqlalchemy import text
from sqlmodel import SQLModel

import core.bank_rows
import core.desk_rows
import core.export_rows
import core.models  # noqa: F401  fills the metadata
from core.config import settings
from core.db import connect

#: Any number: whoever migrates a PostgreSQL database holds it, so that hosts that start together take turns.
MIGRATION_LOCK = 7_160_221

engine = connect(context.config.attributes.get("url") or settings().sqlalchemy_url)
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        context.run_migrations()
engine.dispose()
