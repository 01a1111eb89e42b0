"""`make run`: everything on one machine. Starts the queue server, the workers and the screens, and keeps them alive."""

import fcntl
import logging
import os
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from core.config import settings
from core.db import migrate
from core.errors import NotReady
from core.formats.brand import load_brand
from jobs.processes import GRACE, KeptProcess, death_words
from jobs.queues import redis_url
from jobs.supervisor import KILL_AFTER
from jobs.theme import theme_environment
from jobs.valkey import Valkey, is_free

__all__ = ["redis_url", "run_stack"]

#: Bytes of a log file, and how many older ones are kept beside it.
LOG_SIZE, LOG_FILES = 2_000_000, 3
UI_GRACE = 3.0
TICK = 0.2
LOOPBACK = ("127.0.0.1", "localhost", "::1")
#: Seconds after which the console says that the screens are late.
LATE = 60.0


def run_stack(seed: Callable[[], None]) -> int:
    """Run AdBanner until Ctrl-C or SIGTERM. `seed` fills the migrated rows and may print the first passwords.

    Returns: exit code; 1, with one clear line, where this host cannot start.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda _number, _frame: stop.set())
    try:
        settings().prepare()
        with _only_one(settings().root):
            _run(seed, stop)
    except NotReady as error:
        print(error, file=sys.stderr)  # noqa: T201  the console is the stack's screen
        return 1
    return 0


def _run(seed: Callable[[], None], stop: threading.Event) -> None:
    address = _check_ui_port()
    valkey = _queue_server()
    try:
        if valkey:
            valkey.start()
        migrate()
        seed()
        workers = KeptProcess("workers", lambda: [sys.executable, "worker.py"], sink=_log_file("workers"))
        screens = KeptProcess("screens", ui_command, sink=_log_file("screens"), env=_ui_environment())
        kept = [valkey.process, workers, screens] if valkey else [workers, screens]
        try:
            _keep_alive(kept, address, stop)
        finally:
            _say("Stopping …")
            screens.stop(UI_GRACE)
            workers.stop(GRACE + KILL_AFTER + 2)
    finally:
        if valkey:
            valkey.stop()


def _keep_alive(kept: list[KeptProcess], address: str, stop: threading.Event) -> None:
    awaited = _until_answer(address)
    while not stop.is_set():
        for process in kept:
            if (code := process.died()) is not None:
                _say(f"The {process.name} ended with {death_words(code)}; started again. See logs/{process.name}.log")
            process.start_if_due()
        next(awaited, None)
        stop.wait(TICK)


def _until_answer(address: str) -> Iterator[None]:
    """Looks once a step whether the screens answer, and says so once."""
    late = time.monotonic() + LATE
    while not _healthy(address):
        if time.monotonic() > late:
            late = float("inf")
            _say(f"The screens take long to start: see {settings().root / 'logs' / 'screens.log'}")
        yield
    _say(f"AdBanner is ready: {address}")


def _healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:  # noqa: S310  our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _check_ui_port() -> str:
    host, port = settings().ui_host, settings().ui_port
    if not is_free(host, port):
        raise NotReady("Port {port} is taken. Set ADBANNER_UI_PORT to a free one.", port=port)
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104  a comparison
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"


def _queue_server() -> Valkey | None:
    """None where the operator has one of his own."""
    if settings().redis_url:
        return None
    return Valkey(settings().root, password=settings().secret("valkey"), port=settings().valkey_port,
                  sink=_log_file("valkey"))  # fmt: skip


def ui_command() -> list[str]:
    """How the screens are started; what never changes is in .streamlit/config.toml.

    On loopback only its own names are answered (against DNS rebinding); a proxy in front knows its names itself.
    """
    own = LOOPBACK if settings().ui_host in LOOPBACK else ()
    return [
        sys.executable, "-m", "streamlit", "run", "Home.py",
        f"--server.port={settings().ui_port}", f"--server.address={settings().ui_host}",
        *(f"--server.allowedHosts={name}" for name in own),
    ]  # fmt: skip


def _ui_environment() -> dict[str, str]:
    """The brand's colours and fonts; and signed tokens of the screens stay valid over a restart. A variable of our own
    process is as private as a file."""
    return {"STREAMLIT_SERVER_COOKIE_SECRET": settings().secret("streamlit"), **theme_environment(load_brand())}


def _log_file(name: str) -> Callable[[str], None]:
    """Writes lines with their time to logs/<name>.log, of limited size."""
    folder = settings().root / "logs"
    folder.mkdir(exist_ok=True)
    handler = RotatingFileHandler(
        folder / f"{name}.log", maxBytes=LOG_SIZE, backupCount=LOG_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger = logging.getLogger(f"adbanner.stack.{name}")
    logger.propagate = False
    logger.setLevel(logging.INFO)
    logger.handlers = [handler]
    return lambda line: logger.info("%s", line)


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """One `make run` a state folder. The lock goes with the process, however that ends."""
    with (folder / "running.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise NotReady("AdBanner is already running on {folder} (process {pid}).", folder=str(folder),
                           pid=file.read().strip() or "?") from error  # fmt: skip
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  the console is the stack's screen
