"""Starts the pinned worker processes of this host (ADBANNER_WORKERS) and keeps them alive until it is told to stop."""

import logging
import signal
import sys
import threading

from core.config import settings
from core.db import engine
from core.errors import NotReady
from jobs.queues import RqQueue, redis_url
from jobs.supervisor import Supervisor
from jobs.tether import exit_with_parent

#: Seconds after which it leaves even if a worker does not, once the program that started it is gone.
LAST_RESORT = 20


def main() -> int:
    """Exit code 1, with one line, where this host cannot start."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    try:
        settings().prepare()
        supervisor = Supervisor(engine(), RqQueue(redis_url()), settings().workers)
    except NotReady as error:
        logging.getLogger(__name__).error(error)
        return 1
    exit_with_parent(LAST_RESORT)
    supervisor.run(stop)
    return 0


if __name__ == "__main__":
    sys.exit(main())
