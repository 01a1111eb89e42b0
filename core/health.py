"""Whether this installation can make a banner now: what `manage.py doctor` and the Operations screen tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select

from core.clock import now
from core.config import settings
from core.db import read
from core.errors import AdBannerError
from core.models import WorkerRow
from core.storage.port import ObjectStore

#: A worker that has not reported for so long is taken for dead.
SILENCE = timedelta(seconds=30)
#: What the image modes need from workers.
WORKER_ENGINES = ("copy", "picture", "cut_out", "encoder", "vectors")


@dataclass(frozen=True)
class EngineHealth:
    """One engine or service: which one, and whether it can serve at once."""

    name: str
    ready: bool
    note: str = ""


def can_make_banners(found: Mapping[str, EngineHealth]) -> bool:
    """Whether every image mode can be served without waiting for a model to load."""
    return all(engine.ready for engine in found.values())


def live_workers(database: Engine | None = None) -> list[WorkerRow]:
    """Worker processes that reported lately, by queue."""
    with read(database) as session:
        rows = session.exec(select(WorkerRow).where(col(WorkerRow.seen_at) > now() - SILENCE))
        return sorted(rows, key=lambda row: (row.queue, row.pid))


def engine_health(workers: Sequence[WorkerRow]) -> dict[str, EngineHealth]:
    """Readiness of the engines inside workers: an engine is ready when one live worker has it loaded."""
    found = {}
    for engine in WORKER_ENGINES:
        reports = [row.engines[engine] for row in workers if engine in row.engines]
        best = next((report for report in reports if report["ready"]), reports[0] if reports else None)
        if best is None:
            found[engine] = EngineHealth("none", ready=False, note="no worker that has this engine is running")
        else:
            found[engine] = EngineHealth(best["name"], ready=best["ready"], note=best.get("note", ""))
    return found


def service_health(
    store: ObjectStore, *, queue_answers: bool, database: Engine | None = None
) -> dict[str, EngineHealth]:
    """Readiness of storage, database and queue server, each tried for real."""
    return {
        "storage": _storage(store),
        "database": _database(database),
        "queue": EngineHealth("valkey", ready=queue_answers, note="" if queue_answers else "does not answer"),
    }


def _storage(store: ObjectStore) -> EngineHealth:
    try:
        store.get(store.put(b"AdBanner", media_type="text/plain"))
    except AdBannerError as error:
        return EngineHealth(store.name, ready=False, note=str(error))
    return EngineHealth(store.name, ready=True)


def _database(database: Engine | None) -> EngineHealth:
    name = make_url(settings().sqlalchemy_url).get_backend_name()
    try:
        with read(database) as session:
            session.exec(select(WorkerRow.id).limit(1)).all()
    except SQLAlchemyError as error:
        return EngineHealth(name, ready=False, note=type(error).__name__)
    return EngineHealth(name, ready=True)
