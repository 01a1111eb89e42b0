"""Questions to a worker and their answers, over a real Valkey, by the worker that serves the queues."""

import logging
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy import Engine

from core.bank_import import import_bank
from core.bank_search import Question
from core.bank_vectors import embed_missing
from core.banks import Banks
from core.errors import BadInput, EngineFailed
from core.retrieval.ranking import Signal
from core.retrieval.search import Found, Reason
from core.stages import Engines
from jobs import questions, tasks
from jobs.child import MessageWorker
from jobs.queues import NOBODY, RqQueue
from tests.core.bank_folders import pictures, write_folder
from tests.fakes import FakeEncoder, FakeMatter, FakeStore


@pytest.fixture
def queue(valkey_url: str) -> RqQueue:
    return RqQueue(valkey_url)


@pytest.fixture
def banks(database: Engine, tmp_path: Path) -> Banks:
    """A small bank that is embedded."""
    store = FakeStore()
    import_bank(write_folder(tmp_path / "bank"), "main", store=store, matter=FakeMatter(), database=database)
    embed_missing(FakeEncoder(), "main", database)
    return Banks(FakeEncoder(), store, database)


@pytest.fixture
def employ(database: Engine, queue: RqQueue, monkeypatch: pytest.MonkeyPatch) -> Callable[[Banks | None], None]:
    """Makes this process a worker with these banks."""

    def employed(banks: Banks | None) -> None:
        engines = Engines(store=FakeStore(), brand=None, formats={}, banks=banks)  # type: ignore[arg-type]
        monkeypatch.setattr(tasks, "_workplace", tasks.Workplace("w1", database, engines, queue))

    return employed


@pytest.fixture
def serve(queue: RqQueue) -> Iterator[Callable[[Callable[[], Any]], Any]]:
    """Lets somebody ask, in a thread, and works the queue off in this one, as a worker does."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    level, held = logging.getLogger("rq.worker").level, list(logging.getLogger("rq.worker").handlers)

    def served(ask: Callable[[], Any]) -> Any:
        with ThreadPoolExecutor(1) as pool:
            asked: Future[Any] = pool.submit(ask)
            wait_for(lambda: queue.waiting("light") or asked.done())
            worker = MessageWorker([light(queue)], connection=queue.connection, serializer=JSONSerializer)
            worker.work(burst=True, logging_level="WARNING")
            return asked.result(10)

    yield served
    for number, handler in handlers.items():
        signal.signal(number, handler)
    logging.getLogger("rq.worker").setLevel(level)
    logging.getLogger("rq.worker").handlers[:] = held


def light(queue: RqQueue) -> Queue:
    return queue.of("light")


def wait_for(happened: Callable[[], object], seconds: float = 5) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.01)


Employ = Callable[[Banks | None], None]
Serve = Callable[[Callable[[], Any]], Any]


# --- there and back ---------------------------------------------------------------------------------------------------


def test_a_question_is_answered_as_if_the_bank_were_here(
    database: Engine, queue: RqQueue, banks: Banks, employ: Employ, serve: Serve
) -> None:
    employ(banks)
    question = Question(text="золотой ключ", product={"en": "Flat rental"}, without=["person"], limit=3)
    found = serve(lambda: questions.ask(queue, question))
    assert found == banks.search(question.query, 3)
    assert found[0].id == pictures(database)["key"].id
    assert found[0].reasons
    assert all(isinstance(reason.signal, Signal) for one in found for reason in one.reasons)


def test_a_question_leaves_nothing_behind_that_would_stay(
    queue: RqQueue, banks: Banks, employ: Employ, serve: Serve
) -> None:
    employ(banks)
    serve(lambda: questions.ask(queue, Question(text="house")))
    assert queue.waiting("light") == 0
    for key in queue.connection.scan_iter("rq:job:*"):
        assert 0 < queue.connection.ttl(key) <= max(questions.PATIENCE, 60)


def test_a_bank_that_is_not_there_is_told_at_its_field(
    queue: RqQueue, banks: Banks, employ: Employ, serve: Serve
) -> None:
    employ(banks)
    with pytest.raises(BadInput, match="There is no bank “nowhere”") as caught:
        serve(lambda: questions.ask(queue, Question(text="house", bank="nowhere")))
    assert (caught.value.field, caught.value.values) == ("bank", {"bank": "nowhere"})


def test_a_worker_without_banks_says_so(queue: RqQueue, employ: Employ, serve: Serve) -> None:
    employ(None)
    with pytest.raises(EngineFailed, match="cannot search"):
        serve(lambda: questions.ask(queue, Question(text="house")))


def test_a_worker_that_breaks_over_a_question_lives_on(
    queue: RqQueue, banks: Banks, employ: Employ, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    employ(banks)
    with monkeypatch.context() as patch:
        patch.setattr(banks, "search", lambda *_: 1 / 0)
        with pytest.raises(EngineFailed, match="No worker has answered"):
            serve(lambda: questions.ask(queue, Question(text="house")))
    assert serve(lambda: questions.ask(queue, Question(text="house")))


def test_questions_come_before_work_that_waits(queue: RqQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "PATIENCE", 1)
    queue.wake("light", 3)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(questions.ask, queue, Question(text="house"))
        wait_for(lambda: queue.waiting("light") == 4)
        assert light(queue).jobs[0].func_name == questions.ENTRY
        assert light(queue).jobs[0].serializer is JSONSerializer
        assert isinstance(asked.exception(10), EngineFailed)


# --- nobody there -----------------------------------------------------------------------------------------------------


def test_where_no_worker_answers_it_is_told_soon(queue: RqQueue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "PATIENCE", 1)
    begun = time.monotonic()
    with pytest.raises(EngineFailed, match="No worker has answered"):
        questions.ask(queue, Question(text="house"))
    assert 0.5 < time.monotonic() - begun < 4


def test_a_question_that_nobody_waits_for_any_more_is_not_worked_on(
    queue: RqQueue, banks: Banks, employ: Employ, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    employ(banks)
    answered: list[object] = []
    with monkeypatch.context() as patch:
        patch.setattr(questions, "PATIENCE", 1)
        with pytest.raises(EngineFailed):
            questions.ask(queue, Question(text="house"))
    time.sleep(1.1)
    monkeypatch.setattr(banks, "search", lambda *asked: answered.append(asked) or [])
    serve(lambda: None)
    assert answered == []


def test_without_a_queue_server_it_is_told_at_once() -> None:
    begun = time.monotonic()
    with pytest.raises(EngineFailed, match="queue server does not answer"):
        questions.ask(RqQueue(NOBODY), Question(text="house"))
    assert time.monotonic() - begun < 4


# --- what is not trusted ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "payload",
    [None, 5, "house", [], {}, {"text": ""}, {"text": "a" * 5000}, {"text": "a", "limit": 10**6}, {"text": ["a"]},
     {"text": "a", "bank": "a\x00"}, {"text": "\ud800"}, {"text": "a", "code": "1"}, {"text": "a", "product": [1]},
     {"text": "a", "without": {"a": 1}}],
)  # fmt: skip
def test_what_is_no_question_is_refused_and_never_raises_in_the_worker(
    banks: Banks, employ: Employ, payload: Any
) -> None:
    employ(banks)
    told = questions.answer(payload)
    assert told["error"]["code"] == "bad_input"
    with pytest.raises(BadInput, match="cannot be searched for"):
        questions._understood(told)


def test_a_message_of_another_kind_does_not_end_the_worker(
    queue: RqQueue, banks: Banks, employ: Employ, serve: Serve
) -> None:
    employ(banks)
    for arguments in ([], [{}, {}], ["light"]):
        light(queue).enqueue_call(questions.ENTRY, args=arguments, timeout=5)
    assert serve(lambda: questions.ask(queue, Question(text="house")))
    assert queue.waiting("light") == 0


def test_what_was_found_survives_its_way_as_json() -> None:
    found = [Found("a", 0.75, (Reason(Signal.SENTENCE, 0.6, "Дом."), Reason(Signal.CAPTION, 0.4, ""))),
             Found("b", 0.25, ())]  # fmt: skip
    serializer = JSONSerializer()
    told = serializer.loads(serializer.dumps({"found": [questions._plain(one) for one in found]}))
    assert questions._understood(told) == found
