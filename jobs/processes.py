"""Processes that are kept alive: started again when they die, with a growing pause, and stopped with their parent."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from jobs import tether

ROOT = Path(__file__).parents[1]
#: Seconds that a running task has to finish once its worker was asked to stop. `docker stop` allows ten in all.
GRACE = 6
#: A process that lived this long (seconds) starts with a clean slate when it dies.
HEALTHY = 60.0
LONGEST_PAUSE = 30.0
#: Lines of a dead process' output that are kept as the reason of its death.
TAIL = 200


def pause_before_restart(deaths: int) -> float:
    """Seconds to wait after the `deaths`-th death in a row: at once, then 1, 2, 4 … at most 30."""
    return min(LONGEST_PAUSE, 2.0 ** (deaths - 2)) if deaths > 1 else 0.0


def death_words(code: int) -> str:
    """What an exit code means, in words."""
    return f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"


def alive(pid: int) -> bool:
    """Whether a process of this host has that id."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        pass
    return True


class KeptProcess:
    """One process that should always run; `command` is asked for before each start.

    Its output goes line by line to `sink`, and the last lines are kept in `tail`.
    """

    def __init__(
        self,
        name: str,
        command: Callable[[], Sequence[str]],
        *,
        sink: Callable[[str], None],
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.name, self._command = name, command
        self.tail: deque[str] = deque(maxlen=TAIL)
        self._sink, self._env = sink, {**os.environ, **(env or {})}
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self._started_at, self._due, self._deaths = 0.0, 0.0, 0

    @property
    def pid(self) -> int | None:
        """Process id while it runs."""
        return self._process.pid if self._process else None

    def start_if_due(self) -> bool:
        """Start it where it does not run and its pause is over. True when it was started."""
        if self._process is not None or time.monotonic() < self._due:
            return False
        self.tail.clear()
        tied = [sys.executable, "-S", "-E", tether.__file__, str(os.getpid()), *self._command()]
        self._process = subprocess.Popen(  # noqa: S603  the command is ours
            tied, cwd=ROOT, env=self._env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace", bufsize=1, start_new_session=True,
        )  # fmt: skip
        self._started_at = time.monotonic()
        self._reader = threading.Thread(target=self._read, args=(self._process,), daemon=True)
        self._reader.start()
        return True

    def died(self) -> int | None:
        """The exit code, once after each death; None while it runs or rests."""
        code = self._process.poll() if self._process else None
        if code is None:
            return None
        self._forget()
        lived = time.monotonic() - self._started_at
        self._deaths = 1 if lived > HEALTHY else self._deaths + 1
        self._due = time.monotonic() + pause_before_restart(self._deaths)
        return code

    def signal(self, number: int) -> None:
        """Send a signal, if it runs."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(number)

    def stopped_by(self, deadline: float) -> int | None:
        """Wait until `deadline` (time.monotonic) for the process to end, then kill it. None where it did not run."""
        if self._process is None:
            return None
        try:
            code = self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._forget()
        return code

    def stop(self, grace: float) -> int | None:
        """Ask it to end, and kill it after `grace` seconds."""
        self.signal(signal.SIGTERM)
        return self.stopped_by(time.monotonic() + grace)

    def _forget(self) -> None:
        if self._reader:
            self._reader.join(1.0)  # its last words
        self._process = self._reader = None

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                self.tail.append(line.rstrip())
                self._sink(line.rstrip())
