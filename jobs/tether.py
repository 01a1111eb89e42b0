"""Run a command that is stopped when its parent dies, even by kill -9: `python tether.py PARENT-PID COMMAND …`.

A file that is run by its path, without site packages, because it starts before everything else. Linux tells a process
of its parent's death; elsewhere only our own processes notice (see `exit_with_parent`).
"""

import ctypes
import os
import signal
import sys
import threading
import time

PR_SET_PDEATHSIG = 1


def main(parent: int, command: list[str]) -> None:
    """Tie this process to `parent` and become `command`."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == parent:  # it may have died before it was watched
        os.execvp(command[0], command)  # noqa: S606  the command is ours


def exit_with_parent(grace: float) -> None:
    """Watch the parent from a thread: once it is gone, ask this process to stop, and leave after `grace` seconds."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(grace)
        os._exit(1)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
