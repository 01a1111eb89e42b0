"""`make run`: what it starts, keeps alive, and takes with it when it ends."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis

from jobs.queues import RqQueue
from jobs.valkey import free_port

ROOT = Path(__file__).parents[2]


class Running:
    """A stack on a state folder of its own, without workers: those have tests of their own."""

    def __init__(self, home: Path, port: int | None = None) -> None:
        self.home, self.port = home, port or free_port()
        environment = {"ADBANNER_HOME": str(home), "ADBANNER_UI_PORT": str(self.port), "ADBANNER_WORKERS": "{}"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.standin_stack"], cwd=ROOT, env={**os.environ, **environment},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def ready(self) -> "Running":
        assert self.process.stdout
        assert self.process.stdout.readline().strip() == f"AdBanner is ready: http://127.0.0.1:{self.port}"
        return self

    @property
    def url(self) -> str:
        return (self.home / "valkey.url").read_text()

    def end(self, number: int) -> tuple[int, str]:
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=20)
        return self.process.returncode, errors


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Starts stacks, and ends those that the test leaves."""
    started: list[Running] = []

    def start_one(**options: int) -> Running:
        started.append(Running(tmp_path / "home", **options))
        return started[-1]

    yield start_one
    for one in started:
        if one.process.poll() is None:
            one.end(signal.SIGKILL)
    for one in started:
        one.process.communicate()
    wait_for(lambda: not family(tmp_path / "home"))


def family(home: Path) -> dict[str, int]:
    """Processes of this state folder by what they are, whoever their parent is."""
    address = home / "valkey.url"
    server = address.read_text().rpartition("@")[2].removesuffix("/0") if address.exists() else "not started yet"
    kinds = {"valkey": f"valkey-server {server}", "workers": "worker.py", "screens": "ThreadingHTTPServer"}
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            mine = f"ADBANNER_HOME={home}".encode() in (folder / "environ").read_bytes()
            command = (folder / "cmdline").read_bytes().decode().replace("\0", " ")
        except OSError:
            continue
        for kind, words in kinds.items():
            # Valkey writes its title over its environment.
            if words in command and (mine or kind == "valkey"):
                found[kind] = int(folder.name)
    return found


def wait_for(happened: Callable[[], object], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)


linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@linux
def test_ctrl_c_stops_everything_and_a_second_start_finds_what_was_there(start: Callable[..., Running]) -> None:
    one = start().ready()
    assert family(one.home).keys() == {"valkey", "workers", "screens"}
    RqQueue(one.url).wake("light", 3)
    url = one.url
    assert one.end(signal.SIGINT) == (0, "")
    assert family(one.home) == {}
    again = start(port=one.port).ready()
    assert again.url == url
    assert RqQueue(url).waiting("light") == 3
    assert again.end(signal.SIGTERM)[0] == 0


@linux
def test_what_dies_is_started_again(start: Callable[..., Running]) -> None:
    one = start().ready()
    before = family(one.home)
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    wait_for(
        lambda: family(one.home).keys() == before.keys() and not set(family(one.home).values()) & set(before.values())
    )
    wait_for(RqQueue(one.url).answers)


@linux
def test_nothing_outlives_a_stack_that_is_killed(start: Callable[..., Running]) -> None:
    one = start().ready()
    one.end(signal.SIGKILL)
    wait_for(lambda: family(one.home) == {}, seconds=10)
    assert start(port=one.port).ready()


def test_secrets_stay_secret(start: Callable[..., Running]) -> None:
    one = start().ready()
    password = one.url.partition("://:")[2].partition("@")[0]
    assert len(password) >= 32
    for name in ("valkey.url", "valkey/valkey.conf", "valkey.secret"):
        assert stat.S_IMODE((one.home / name).stat().st_mode) == 0o600
    listed = subprocess.run(["ps", "axww", "-o", "args"], capture_output=True, text=True, check=True).stdout
    assert password not in listed
    host = Redis.from_url(one.url).connection_pool.connection_kwargs["host"]
    assert host == "127.0.0.1"


def test_a_taken_port_and_a_second_start_get_one_clear_line(start: Callable[..., Running]) -> None:
    one = start().ready()
    taken = start(port=one.port)
    _, errors = taken.process.communicate(timeout=20)
    assert (taken.process.returncode, errors) == (
        1, f"AdBanner is already running on {one.home} (process {one.process.pid}).\n")  # fmt: skip
    one.end(signal.SIGTERM)
    with socket.create_server(("127.0.0.1", one.port)):
        refused = start(port=one.port)
        _, errors = refused.process.communicate(timeout=20)
    assert (refused.process.returncode, errors) == (
        1, f"Port {one.port} is taken. Set ADBANNER_UI_PORT to a free one.\n")  # fmt: skip


def test_an_unwritable_folder_gets_one_clear_line(start: Callable[..., Running], tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    one = start()
    _, errors = one.process.communicate(timeout=20)
    assert one.process.returncode == 1
    assert errors.count("\n") == 1
    assert "ADBANNER_HOME" in errors
