"""The body of a chat completion as a reply. Nothing in it is trusted, its shape no more than its words."""

import json
from typing import Any

from core.errors import ModelFailed
from core.llm.port import Question, Reply, Usage

#: Characters of a token, roughly, where the server does not count for us.
_TOKEN = 4


def read_completion(body: bytes, question: Question, *, strict: bool) -> Reply:
    """The reply in the body of a 200.

    Raises:
        ModelFailed: "declined" where the server or the model refused; "invalid" where it is no chat completion.
    """
    try:
        completion = json.loads(body)
        choice = completion["choices"][0]
        message = choice["message"]
        reason, refusal = choice.get("finish_reason"), message.get("refusal")
        text = _text(message.get("content"))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ModelFailed("invalid", "The server's answer is not a chat completion.") from error
    if refusal or reason == "content_filter":
        raise ModelFailed("declined", str(refusal or "The server's content filter stopped the answer."))
    return Reply(text, _usage(completion.get("usage"), question, text), cut_off=reason == "length", strict=strict)


def _text(content: Any) -> str:
    """Text or a list of parts of text, as some servers send it; half surrogate pairs become question marks."""
    if isinstance(content, list):
        content = "".join(str(part.get("text") or "") for part in content)
    return str(content or "").encode("utf-8", "replace").decode()


def _usage(counted: Any, question: Question, text: str) -> Usage:
    """What the server counted, or an estimate where it counts nothing or nonsense."""
    given = counted if isinstance(counted, dict) else {}
    asked = sum(len(message.text) for message in question.messages)
    return Usage(
        calls=1,
        prompt_tokens=_count(given.get("prompt_tokens"), asked),
        completion_tokens=_count(given.get("completion_tokens"), len(text)),
    )


def _count(value: Any, characters: int) -> int:
    known = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31
    return int(value) if known else -(-characters // _TOKEN)
