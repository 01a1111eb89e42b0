"""What every task queue does, fake and real."""

import pytest
from rq.serializers import JSONSerializer

from jobs.queues import ENTRY, MOST_WAITING, NOBODY, RqQueue
from jobs.reconciler import CountingQueue
from tests.fakes import FakeTaskQueue


@pytest.fixture(params=["fake", "rq"])
def queue(request: pytest.FixtureRequest) -> CountingQueue:
    return FakeTaskQueue() if request.param == "fake" else RqQueue(request.getfixturevalue("valkey_url"))


def test_calls_wait_until_somebody_answers(queue: CountingQueue) -> None:
    assert queue.waiting("light") == 0
    queue.wake("light")
    queue.wake("light", 2)
    assert queue.waiting("light") == 3


def test_queues_are_apart(queue: CountingQueue) -> None:
    queue.wake("studio", 2)
    assert (queue.waiting("light"), queue.waiting("studio")) == (0, 2)


def test_calls_do_not_pile_up_without_bound(queue: CountingQueue) -> None:
    queue.wake("light", MOST_WAITING - 1)
    queue.wake("light", 10 * MOST_WAITING)
    queue.wake("light")
    assert queue.waiting("light") == MOST_WAITING


def test_no_call_for_nothing(queue: CountingQueue) -> None:
    queue.wake("light", 0)
    assert queue.waiting("light") == 0


def test_a_server_that_is_away_stops_nobody() -> None:
    queue = RqQueue(NOBODY)
    queue.wake("light")
    assert not queue.answers()


def test_a_message_says_no_more_than_the_name_of_its_queue(valkey_url: str) -> None:
    queue = RqQueue(valkey_url)
    queue.wake("light")
    (message,) = queue.of("light").jobs
    assert (message.func_name, list(message.args), message.kwargs) == (ENTRY, ["light"], {})
    assert (message.result_ttl, message.retries_left) == (0, None)
    assert message.serializer is JSONSerializer


def test_the_server_asks_for_its_password(valkey_url: str) -> None:
    assert RqQueue(valkey_url).answers()
    assert not RqQueue(valkey_url.replace("for-tests", "guessed")).answers()
