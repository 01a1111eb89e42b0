"""The database: one engine a process, sessions that commit whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import DateTime, Dialect, Engine, TypeDecorator, event, func, select, text
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, SQLModel, create_engine

from core.config import settings
from core.errors import NotReady


class UtcDateTime(TypeDecorator[datetime]):
    """A moment that comes back aware: SQLite forgets the time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a naive datetime has no place in a row")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def connect(url: str) -> Engine:
    """An engine for `url`. SQLite gets WAL and real transactions: every write transaction begins IMMEDIATE, without
    which concurrent read-then-write loses updates."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # pysqlite's own BEGIN comes too late
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The engine of this process."""
    return connect(settings().sqlalchemy_url)


@contextmanager
def write(database: Engine | None = None) -> Iterator[Session]:
    """A session whose changes are committed on leaving, or rolled back on any error."""
    with Session(database or engine(), expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def read(database: Engine | None = None) -> Iterator[Session]:
    """A session for reading: takes no write lock. Rows stay usable after it."""
    bound = (database or engine()).execution_options(reading=True)
    with Session(bound, expire_on_commit=False, autoflush=False) as session:
        yield session


def database_now(session: Session) -> datetime:
    """The database's clock: the only one that leases are measured by, since hosts' clocks differ."""
    if session.get_bind().dialect.name == "sqlite":
        seconds = session.execute(text("SELECT (julianday('now') - 2440587.5) * 86400.0")).scalar_one()
        return datetime.fromtimestamp(float(seconds), UTC)
    moment: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
    return moment


def insert_if_absent(session: Session, table: type[SQLModel], values: dict[str, Any]) -> None:
    """Insert a row unless one with its key is there already, without failing the transaction."""
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    session.execute(insert(table).values(**values).on_conflict_do_nothing())


def alembic_config(url: str) -> Config:
    """Alembic's configuration for `url`."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["url"] = url
    return config


def migrate(url: str | None = None) -> None:
    """Bring the database to the newest revision.

    Raises:
        NotReady: the database cannot be reached.
    """
    try:
        command.upgrade(alembic_config(url or settings().sqlalchemy_url), "head")
    except OperationalError as error:
        raise NotReady("The database cannot be reached: {reason}", reason=str(error.orig)) from error
