"""What every test may lean on."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine

import wiring
from core import config, db
from core.db import connect, migrate
from tests.services import every_database, postgresql, postgresql_server, valkey_server, valkey_url  # noqa: F401

#: The tests bring servers of their own, wherever they run.
for _name in [name for name in os.environ if name.removeprefix("ADBANNER_").startswith("LLM_")]:
    del os.environ[_name]

settings.register_profile("default", max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database at the newest revision, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "rows.sqlite3"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Iterator[Engine]:
    """A fresh SQLite database of this test's own."""
    path = tmp_path / "rows.sqlite3"
    shutil.copy(migrated, path)
    engine = connect(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def installation(migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A state folder of this test's own, migrated, which settings, rows and store of this process use meanwhile."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(migrated, home / "adbanner.sqlite3")
    monkeypatch.setenv("ADBANNER_HOME", str(home))
    monkeypatch.setenv("ADBANNER_DEMO_PASSWORD", "for-the-tests")
    _forget()
    yield home
    db.engine().dispose()
    _forget()


def _forget() -> None:
    for cached in (config.settings, db.engine, wiring.store):
        cached.cache_clear()
