"""How a question is put to a server, and what to leave out once it has complained. Pure functions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from core.llm.port import Question

#: How a server is held to a schema: by enforcing it, by answering in JSON at all, or only by being told.
Answering = Literal["strict", "json", "plain"]

_WEAKER: dict[Answering, Answering] = {"strict": "json", "json": "plain"}
_FORMAT_WORDS = ("response_format", "json_schema", "json_object", "json mode", "structured output", "guided")
#: Parameters that some servers or models do not take, and what they want instead.
_OPTIONAL: dict[str, str | None] = {"temperature": None, "seed": None, "max_tokens": "max_completion_tokens"}


@dataclass(frozen=True)
class Dialect:
    """What a server understands. `refused`: optional parameters that it does not take."""

    answering: Answering = "strict"
    refused: frozenset[str] = frozenset()

    def after(self, complaint: str) -> "Dialect | None":
        """What to speak after a server said that it cannot take a request; None if it is about something else."""
        said = complaint.lower()
        if self.answering in _WEAKER and any(word in said for word in _FORMAT_WORDS):
            return replace(self, answering=_WEAKER[self.answering])
        refused = frozenset(name for name in _OPTIONAL if name in said) - self.refused
        return replace(self, refused=self.refused | refused) if refused else None


def request_body(question: Question, model: str, dialect: Dialect) -> dict[str, Any]:
    """The body of a chat completion. Where the server does not enforce the schema, the first message tells it."""
    messages = [{"role": message.speaker, "content": message.text or "(nothing)"} for message in question.messages]
    if dialect.answering != "strict":
        messages[0]["content"] += _told(question.schema)
    optional = {"temperature": question.temperature, "seed": question.seed, "max_tokens": question.most_tokens}
    body: dict[str, Any] = {"model": model, "messages": messages, **_response_format(question, dialect.answering)}
    for name, value in optional.items():
        spoken = _OPTIONAL[name] if name in dialect.refused else name
        if spoken and value is not None:
            body[spoken] = value
    return body


def _response_format(question: Question, answering: Answering) -> dict[str, Any]:
    if answering == "plain":
        return {}
    if answering == "json":
        return {"response_format": {"type": "json_object"}}
    named = {"name": question.name, "schema": question.schema, "strict": True}
    return {"response_format": {"type": "json_schema", "json_schema": named}}


def _told(schema: Mapping[str, Any]) -> str:
    told = json.dumps(schema, ensure_ascii=False)
    return f"\n\nAnswer with one JSON object and nothing else. It follows this JSON schema:\n{told}"
