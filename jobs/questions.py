"""Questions that a worker with a warm encoder answers at once: the screens search a bank without loading a model.

Nothing is written and nothing is kept, so a question that is lost costs no more than asking again; there is no row and
no lease. Whoever asks waits for the answer; a worker checks what it is asked, like every payload.
"""

from typing import Any

from pydantic import ValidationError
from redis.exceptions import RedisError
from rq.exceptions import TimeoutFormatError

from core.bank_search import Question
from core.config import settings
from core.errors import AdBannerError, BadInput, EngineFailed
from core.models import ImageMode, Stage
from core.retrieval.ranking import Signal
from core.retrieval.search import Found, Reason
from jobs import tasks
from jobs.queues import FAILURE_TTL, RqQueue

#: What a question's message calls.
ENTRY = "jobs.questions.answer"
#: Seconds that an answer is waited for, and kept: a light worker may be amid a cut-out.
PATIENCE = 20


def ask(queue: RqQueue, question: Question) -> list[Found]:
    """Have a worker search.

    Raises:
        BadInput: there is no such bank, or the question is none.
        EngineFailed: no worker answers, or it cannot search now.
    """
    name = settings().queue_of(Stage.MAKE_PICTURE, ImageMode.SEARCH)
    try:
        message = queue.of(name).enqueue_call(
            ENTRY, args=(question.model_dump(),), timeout=PATIENCE, result_ttl=PATIENCE, ttl=PATIENCE,
            failure_ttl=FAILURE_TTL, at_front=True, description="search a bank",
        )  # fmt: skip
        result = message.latest_result(timeout=PATIENCE)
    except (RedisError, TimeoutFormatError) as error:
        raise EngineFailed("The queue server does not answer.") from error
    if result is None or not isinstance(result.return_value, dict):
        raise EngineFailed("No worker has answered. Try again in a moment.")
    return _understood(result.return_value)


def answer(payload: Any) -> dict[str, Any]:
    """In the worker: search, and say what was found or what went wrong, as JSON."""
    banks = tasks.workplace().engines.banks
    try:
        if banks is None:
            raise EngineFailed("This worker cannot search.")
        question = Question.model_validate(payload)
        return {"found": [_plain(one) for one in banks.search(question.query, question.limit, question.bank)]}
    except ValidationError:
        return {"error": BadInput("This cannot be searched for.", field="text").as_json()}
    except AdBannerError as error:
        return {"error": error.as_json()}


def _plain(found: Found) -> dict[str, Any]:
    reasons = [[reason.signal.value, reason.share, reason.text] for reason in found.reasons]
    return {"id": found.id, "score": found.score, "reasons": reasons}


def _understood(told: dict[str, Any]) -> list[Found]:
    if error := told.get("error"):
        code, message, values = error["code"], error["message"], error["values"]
        raise BadInput(message, field="bank", **values) if code == BadInput.code else EngineFailed(message, **values)
    return [
        Found(one["id"], one["score"], tuple(Reason(Signal(signal), *rest) for signal, *rest in one["reasons"]))
        for one in told["found"]
    ]
