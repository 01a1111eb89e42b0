"""The queue server: RQ messages that say no more than "there is work". Losing or doubling one changes nothing."""

import logging

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import Queue
from rq.serializers import JSONSerializer

from core.config import settings

#: What a message calls, on every queue.
ENTRY = "jobs.tasks.work"
#: Messages that may wait on one queue; the reconciler adds more as they are used up.
MOST_WAITING = 200
#: Seconds that RQ believes a message may be worked on; deadlines are the supervisor's. RQ tidies up after a worker that
#: died once they have passed.
MESSAGE_TIMEOUT = 900
#: Seconds that RQ keeps a message which went wrong.
FAILURE_TTL = 60
#: No server can listen on port 0.
NOBODY = "redis://127.0.0.1:0/0"

log = logging.getLogger(__name__)


def redis_url() -> str:
    """The address of the queue server: ADBANNER_REDIS_URL, or the one that `make run` started on this state folder.

    Where none was ever started, an address at which nobody answers: work can be submitted all the same.
    """
    if url := settings().redis_url:
        return url
    try:
        return (settings().root / "valkey.url").read_text("utf-8").strip()
    except FileNotFoundError:
        return NOBODY


class RqQueue:
    """Implements `TaskQueue` on Redis or Valkey."""

    def __init__(self, url: str) -> None:
        # One more try, at once, for a connection that was idle too long; its own default makes a person wait seconds.
        self.connection = Redis.from_url(
            url, socket_connect_timeout=2, health_check_interval=30, retry=Retry(NoBackoff(), retries=1)
        )

    def of(self, queue: str) -> Queue:
        """RQ's own queue. JSON at both ends: a message can name things, but not carry code."""
        return Queue(queue, connection=self.connection, serializer=JSONSerializer)

    def wake(self, queue: str, count: int = 1) -> None:
        try:
            room = min(count, MOST_WAITING - self.waiting(queue))
            message = Queue.prepare_data(
                ENTRY, args=[queue], timeout=MESSAGE_TIMEOUT, result_ttl=0, failure_ttl=FAILURE_TTL,
                description=f"work on {queue}",
            )  # fmt: skip
            if room > 0:
                self.of(queue).enqueue_many([message] * room)
        except RedisError as error:
            log.info("The queue server is away (%s); the reconciler will wake %s later.", error, queue)

    def answers(self) -> bool:
        """Whether the server is there."""
        try:
            return bool(self.connection.ping())
        except RedisError:
            return False

    def waiting(self, queue: str) -> int:
        """Messages that no worker has taken yet.

        Raises:
            RedisError: the server is away.
        """
        return self.of(queue).count
