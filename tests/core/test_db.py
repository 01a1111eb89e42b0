"""Rows that cannot be changed, clocks that agree, and updates that are not lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, StatementError
from sqlmodel import select

from core.clock import now
from core.db import alembic_config, database_now, insert_if_absent, read, write
from core.models import Asset, Event, Lock, QueueState


def test_the_rows_are_what_the_models_say(every_database: Engine) -> None:
    command.check(alembic_config(every_database.url.render_as_string(hide_password=False)))


@pytest.mark.parametrize("statement", ["UPDATE event SET name = 'x'", "DELETE FROM event"])
def test_an_event_cannot_be_changed(every_database: Engine, statement: str) -> None:
    with write(every_database) as session:
        session.add(Event(name="user.signed_in", data={"a": 1}))
    with pytest.raises(DBAPIError, match="immutable"), write(every_database) as session:
        session.execute(text(statement))


def test_moments_come_back_in_utc(every_database: Engine) -> None:
    moment = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)
    with write(every_database) as session:
        session.add(Lock(name="a", holder="b", until=moment))
    with read(every_database) as session:
        assert session.get_one(Lock, "a").until == moment


def test_a_moment_without_a_zone_is_refused(database: Engine) -> None:
    with pytest.raises(StatementError, match="naive"), write(database) as session:
        session.add(Lock(name="a", holder="b", until=datetime(2026, 5, 1)))  # noqa: DTZ001


def test_the_databases_clock_is_near_ours(every_database: Engine) -> None:
    with read(every_database) as session:
        assert abs(database_now(session) - now()) < timedelta(seconds=5)


def test_concurrent_read_then_write_loses_nothing(database: Engine) -> None:
    with write(database) as session:
        session.add(Asset(key="counter", media_type="", size=0))

    def increment(_: int) -> None:
        with write(database) as session:
            row = session.get_one(Asset, "counter")
            row.size += 1
            session.add(row)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(increment, range(200)))
    with read(database) as session:
        assert session.get_one(Asset, "counter").size == 200


def test_an_error_leaves_nothing_half_written(database: Engine) -> None:
    with pytest.raises(RuntimeError), write(database) as session:
        session.add(QueueState(queue="light"))
        session.flush()
        raise RuntimeError
    with read(database) as session:
        assert session.exec(select(QueueState)).all() == []


def test_inserting_twice_is_harmless(every_database: Engine) -> None:
    for size in (1, 2):
        with write(every_database) as session:
            insert_if_absent(session, QueueState, {"queue": "light", "paused": size == 1})
    with read(every_database) as session:
        assert session.get_one(QueueState, "light").paused
