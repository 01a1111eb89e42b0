"""A hostile model as a program, to try the evaluation by hand: python -m tests.bench.copy_scripts [PORT]"""

import sys
from contextlib import suppress
from http import HTTPStatus
from random import Random
from threading import Lock
from typing import Any

from tests.copy_servers import good_copy, hostile_copy
from tests.llm_server import Behaviour, LlmServer, schema_name

_LOCK, _HOSTILE = Lock(), hostile_copy(Random(5))


def hostile(request: dict[str, Any]) -> Any:
    """Anything at all where copy is asked for, in an order that is the same each time the server starts; everything
    else is answered well. Schemas stay allowed, since a request without one does not tell what it asks for."""
    if schema_name(request) not in ("copy", "variants"):
        return good_copy(request)
    asked = _as_asked(request)
    with _LOCK:
        return next(reply for reply in iter(lambda: _HOSTILE(asked), None) if not _forbids_schemas(reply))


def _as_asked(request: dict[str, Any]) -> dict[str, Any]:
    """Without words about an answer that could not be read: they do not say again which fields are wanted."""
    messages = list(request["messages"])
    while "The answer's form:" not in messages[-1]["content"]:
        messages.pop()
    return {**request, "messages": messages}


def _forbids_schemas(reply: object) -> bool:
    return isinstance(reply, Behaviour) and reply.status == HTTPStatus.BAD_REQUEST


if __name__ == "__main__":
    server = LlmServer(hostile, int(sys.argv[1]) if len(sys.argv) > 1 else 9999)
    print(f"ADBANNER_LLM_BASE_URL={server.url}", flush=True)  # noqa: T201
    with suppress(KeyboardInterrupt):
        server.serve()
