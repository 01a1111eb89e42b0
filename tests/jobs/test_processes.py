"""Keeping a process alive, and taking it along."""

import signal
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.processes import LONGEST_PAUSE, KeptProcess, alive, death_words, pause_before_restart
from tests.jobs.test_supervisor import wait_for


@given(st.integers(0, 60))
def test_pauses_grow_and_stay_bounded(deaths: int) -> None:
    assert 0 <= pause_before_restart(deaths) <= pause_before_restart(deaths + 1) <= LONGEST_PAUSE


def test_the_first_death_costs_no_time() -> None:
    assert [pause_before_restart(deaths) for deaths in range(7)] == [0, 0, 1, 2, 4, 8, 16]


def test_death_is_told_in_words() -> None:
    assert (death_words(3), death_words(-9)) == ("exit code 3", "signal SIGKILL")


def python(code: str, lines: list[str]) -> KeptProcess:
    return KeptProcess("test", lambda: [sys.executable, "-c", code], sink=lines.append)


def test_it_is_started_again_after_its_pause_and_its_last_words_are_kept() -> None:
    lines: list[str] = []
    process = python("print('hello'); raise SystemExit(3)", lines)
    starts = []
    until = time.monotonic() + 10
    while len(starts) < 3 and time.monotonic() < until:
        if process.start_if_due():
            starts.append(time.monotonic())
        if process.died() is not None:
            assert list(process.tail) == ["hello"]
        time.sleep(0.01)
    process.stop(1)
    assert starts[1] - starts[0] < 1 < starts[2] - starts[1]
    assert lines[:2] == ["hello", "hello"]


def test_one_that_ignores_the_request_to_stop_is_killed() -> None:
    lines: list[str] = []
    process = python(
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)",
        lines,
    )
    process.start_if_due()
    wait_for(lambda: lines)
    assert process.stop(0.2) == -signal.SIGKILL
    assert process.stop(0.2) is None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of its parent's death")
def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    """The parent is a process of its own here, which is killed as it waits."""
    noted = tmp_path / "pid"
    parent = python(
        "import sys, time; from jobs.processes import KeptProcess\n"
        "child = KeptProcess('child', lambda: [sys.executable, '-c', 'import time; time.sleep(60)'], sink=print)\n"
        f"child.start_if_due(); open({str(noted)!r}, 'w').write(str(child.pid)); time.sleep(60)",
        [],
    )
    parent.start_if_due()
    wait_for(lambda: noted.exists() and noted.read_text())
    child = int(noted.read_text())
    assert alive(child)
    time.sleep(0.2)  # until it has been tied
    parent.signal(signal.SIGKILL)
    parent.stopped_by(time.monotonic() + 5)
    wait_for(lambda: not alive(child) or _is_zombie(child))


def _is_zombie(pid: int) -> bool:
    """In a container without an init, nobody collects the dead."""
    return Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z"
