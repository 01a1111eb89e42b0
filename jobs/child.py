"""One worker process: one queue, engines resident. The supervisor starts it: `python -m jobs.child --queue light`."""

import argparse
import faulthandler
import logging
import os
import signal
import sys
import time
from contextlib import suppress
from types import FrameType
from typing import Any, NoReturn

from redis.exceptions import RedisError
from rq import SimpleWorker
from rq.exceptions import StopRequested
from rq.serializers import JSONSerializer
from rq.timeouts import BaseDeathPenalty
from rq.worker.base import WorkerStatus

from core.db import engine
from core.errors import FormatInvalid
from core.models import new_id
from jobs import tasks, wiring
from jobs.presence import Presence
from jobs.processes import GRACE
from jobs.queues import RqQueue, redis_url
from jobs.tether import exit_with_parent

#: Seconds between tries while the queue server is away.
RECONNECT = 1.0
#: How far pictures stand back behind the screens (0-19).
LOW_PRIORITY = 10

log = logging.getLogger(__name__)


class NoDeadline(BaseDeathPenalty):
    """RQ's timeouts are off: its alarm raises a plain Exception amid the work. The supervisor keeps the deadlines."""

    def setup_death_penalty(self) -> None:
        """Nothing."""

    def cancel_death_penalty(self) -> None:
        """Nothing."""


class MessageWorker(SimpleWorker):
    """Takes messages one by one in this process. Asked to stop, it finishes its task within the grace time; then
    SystemExit ends the task, whose lease is given back."""

    death_penalty_class = NoDeadline
    log_result_lifespan = False
    #: Of the process: an RQ worker that lost the queue server has a successor.
    stopping = False

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """RQ's own talks to the queue server from inside the signal handler: where that is gone, it raises amid the
        task. This one takes a note."""
        MessageWorker.stopping = self._stop_requested = True
        signal.signal(signal.SIGALRM, _grace_is_over)
        signal.alarm(GRACE)
        if self.get_state() != WorkerStatus.BUSY:
            raise StopRequested


def _grace_is_over(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def main(queue: str, worker: str) -> int:
    """Build the engines, then work until told to stop.

    Returns: exit code; 1 where an engine is not ready, 0 otherwise.

    Raises:
        FormatInvalid: a format file is damaged.
    """
    faulthandler.enable()
    exit_with_parent(GRACE + 2)
    needs = wiring.needs_of(queue)
    if wiring.draws(needs):
        os.nice(LOW_PRIORITY)
    presence = Presence(engine(), worker, queue)
    presence.start()
    wired = wiring.wire(needs)
    presence.ready(wired.readiness)
    if not wired.ready:
        log.error("Not ready: %s", {name: one["note"] for name, one in wired.readiness.items() if one["note"]})
        return 1
    server = RqQueue(redis_url())
    tasks.settle_in(tasks.Workplace(worker, engine(), wired.engines, server, presence.busy))
    serve(server, queue, worker)
    return 0


def serve(server: RqQueue, queue: str, worker: str) -> None:
    """Take messages until told to stop. RQ's worker gives up when the server goes away; the engines stay warm for
    the next one."""
    with suppress(StopRequested):
        while not MessageWorker.stopping:
            try:
                rq_worker = MessageWorker(
                    [server.of(queue)], name=f"{worker}-{new_id()[:4]}", connection=server.connection,
                    serializer=JSONSerializer,
                )  # fmt: skip
                rq_worker.work(logging_level="WARNING")
            except RedisError as error:
                log.warning("The queue server is away: %s", error)
            time.sleep(0 if MessageWorker.stopping else RECONNECT)


def parse(arguments: list[str]) -> dict[str, Any]:
    """The command line."""
    parser = argparse.ArgumentParser(prog="jobs.child")
    parser.add_argument("--queue", required=True)
    parser.add_argument("--worker", default=f"worker-{new_id()[:8]}")
    return vars(parser.parse_args(arguments))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    try:
        sys.exit(main(**parse(sys.argv[1:])))
    except FormatInvalid as damaged:
        sys.exit(str(damaged))
