"""Doctor's answers, from rows and from services that are tried for real."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from core.clock import now
from core.db import write
from core.errors import EngineFailed
from core.health import SILENCE, EngineHealth, can_make_banners, engine_health, live_workers, service_health
from core.models import WorkerRow
from tests.fakes import FakeStore

READY, LOADING = {"name": "studio", "ready": True}, {"name": "studio", "ready": False, "note": "loading"}
Hire = Callable[..., WorkerRow]


@pytest.fixture
def hire(database: Engine) -> Hire:
    """Writes a worker's row."""

    def hired(
        name: str, queue: str = "studio", pid: int = 1, seen: timedelta = timedelta(), **engines: dict
    ) -> WorkerRow:
        row = WorkerRow(id=name, host="here", pid=pid, queue=queue, seen_at=now() - seen, started_at=now(),
                        device="cpu", state="idle", engines=engines)  # fmt: skip
        with write(database) as session:
            session.add(row)
        return row

    return hired


def test_workers_that_fell_silent_are_not_alive(database: Engine, hire: Hire) -> None:
    hire("old", seen=SILENCE + timedelta(seconds=5))
    hire("second", queue="studio", pid=2)
    hire("first", queue="light", pid=9)
    assert [row.id for row in live_workers(database)] == ["first", "second"]


def test_an_engine_is_ready_when_one_worker_has_it_loaded(hire: Hire) -> None:
    loading, ready = hire("a", picture=LOADING), hire("b", picture=READY)
    assert engine_health([loading])["picture"] == EngineHealth("studio", ready=False, note="loading")
    assert engine_health([loading, ready])["picture"] == EngineHealth("studio", ready=True)
    assert engine_health([ready])["copy"] == EngineHealth("none", False, "no worker that has this engine is running")


def test_banners_can_be_made_when_everything_is_there_also_the_bank() -> None:
    well, ill = EngineHealth("any", ready=True), EngineHealth("none", ready=False)
    assert can_make_banners({"copy": well, "vectors": well})
    assert not can_make_banners({"copy": well, "vectors": ill})
    assert not can_make_banners({"copy": ill, "vectors": well})


def test_services_that_answer_are_ready(database: Engine) -> None:
    found = service_health(FakeStore(), queue_answers=True, database=database)
    assert {part: one.ready for part, one in found.items()} == {"storage": True, "database": True, "queue": True}
    assert found["storage"].name == "fake"


def test_a_service_that_fails_says_so(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise EngineFailed("The disk is full.")

    store = FakeStore()
    monkeypatch.setattr(store, "put", full)
    found = service_health(store, queue_answers=False, database=database)
    assert (found["storage"].ready, found["storage"].note) == (False, "The disk is full.")
    assert (found["queue"].ready, found["queue"].note) == (False, "does not answer")


def test_a_database_without_tables_is_not_ready(tmp_path) -> None:
    from core.db import connect

    empty = connect(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert not service_health(FakeStore(), queue_answers=True, database=empty)["database"].ready
    empty.dispose()
