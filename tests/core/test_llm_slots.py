"""Slots that all processes and hosts share."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, select
from sqlmodel import col

from core.db import database_now, read, write
from core.llm_slots import RowSlots
from core.models import Lock
from tests.llm_server import LlmServer

ROOT = Path(__file__).parents[2]


class Holder:
    """A process of tests.core.slot_holder."""

    def __init__(self, database: Engine) -> None:
        url = database.url.render_as_string(hide_password=False)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.core.slot_holder", url],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, cwd=ROOT,
        )  # fmt: skip

    def say(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(line + "\n")

    def hear(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def take(self) -> str:
        self.say("take")
        return self.hear()


@contextmanager
def holders(database: Engine, count: int) -> Iterator[list[Holder]]:
    with ExitStack() as ended:
        started = [Holder(database) for _ in range(count)]
        for holder in started:
            ended.enter_context(holder.process)
            ended.callback(holder.process.kill)
        yield started


def let_time_pass(database: Engine, seconds: float) -> None:
    """Move every lease into the past instead of waiting."""
    with write(database) as session:
        for lock in session.scalars(select(Lock)):
            lock.until -= timedelta(seconds=seconds)


def test_there_are_so_many_and_no_more(every_database: Engine) -> None:
    slots = RowSlots(every_database, 2)
    first, second = slots.take(), slots.take()
    assert first
    assert second
    assert slots.take() is None
    slots.give_back(first)
    slots.give_back(first)
    slots.give_back("nobody's")
    assert slots.take()
    assert slots.take() is None


def test_two_who_share_a_database_share_its_slots(every_database: Engine) -> None:
    here, there = RowSlots(every_database), RowSlots(every_database)
    tokens = [slots.take() for _ in range(3) for slots in (here, there)]
    assert len([token for token in tokens if token]) == 5
    there.give_back(next(token for token in tokens if token))
    assert here.take()


def test_a_slot_is_leased_for_less_than_a_minute(every_database: Engine) -> None:
    RowSlots(every_database).take()
    with read(every_database) as session:
        lease = session.scalars(select(Lock).where(col(Lock.name).startswith("llm-slot-"))).one().until
        assert 40 < (lease - database_now(session)).total_seconds() < 60


def test_who_comes_back_late_takes_nothing_from_the_next(every_database: Engine) -> None:
    slots = RowSlots(every_database, 1)
    late = slots.take()
    assert late
    let_time_pass(every_database, 56)
    assert slots.take()
    slots.give_back(late)
    assert slots.take() is None


def test_other_locks_are_left_alone(every_database: Engine) -> None:
    with write(every_database) as session:
        session.add(Lock(name="reconciler", holder="me", until=database_now(session)))
    slots = RowSlots(every_database, 1)
    token = slots.take()
    assert token
    slots.give_back(token)
    with read(every_database) as session:
        assert [lock.name for lock in session.scalars(select(Lock))] == ["reconciler"]


def test_threads_never_hold_more_than_there_are(every_database: Engine) -> None:
    slots, holding, most = RowSlots(every_database, 3), [], []
    counting = threading.Lock()

    def hold(_n: int) -> int:
        while (token := slots.take()) is None:
            pass
        with counting:
            holding.append(token)
            most.append(len(holding))
        with counting:
            holding.remove(token)
        slots.give_back(token)
        return 1

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(hold, range(60))) == 60
    assert max(most) <= 3
    with read(every_database) as session:
        assert session.scalars(select(Lock)).all() == []


def test_a_killed_process_frees_its_slots_when_its_lease_ends(every_database: Engine) -> None:
    with holders(every_database, 2) as (first, second):
        assert "none" not in [first.take() for _ in range(4)]
        assert second.take() != "none"
        assert second.take() == "none"
        first.process.kill()
        first.process.wait()
        assert second.take() == "none"
        let_time_pass(every_database, 56)
        assert "none" not in [second.take() for _ in range(5)]
        assert second.take() == "none"


def test_all_processes_together_make_five_calls_at_once(every_database: Engine) -> None:
    pause = threading.Event()

    def slowly(_request: object) -> dict[str, str]:
        pause.wait(0.03)
        return {}

    with LlmServer(slowly) as server, holders(every_database, 2) as both:
        for holder in both:
            holder.say(f"ask {server.url} 6 15")
        assert [holder.hear() for holder in both] == ["done", "done"]
        assert len(server.requests) == 30
        assert 1 < server.most_at_once <= 5
