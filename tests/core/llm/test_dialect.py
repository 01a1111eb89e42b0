"""How a question is put to a server, and what is left out once it has complained."""

import json

import pytest

from core.llm.dialect import Dialect, request_body
from core.llm.port import Message, Question

SCHEMA = {"type": "object", "properties": {"title": {"type": "string"}}}
QUESTION = Question((Message("system", "You write."), Message("user", "Пиши.")), "copy", SCHEMA, 0.5, 7, 300)


def test_a_strict_server_gets_the_schema_beside_the_messages() -> None:
    assert request_body(QUESTION, "m", Dialect()) == {
        "model": "m",
        "messages": [{"role": "system", "content": "You write."}, {"role": "user", "content": "Пиши."}],
        "response_format": {"type": "json_schema", "json_schema": {"name": "copy", "schema": SCHEMA, "strict": True}},
        "temperature": 0.5,
        "seed": 7,
        "max_tokens": 300,
    }


@pytest.mark.parametrize(("answering", "format_"), [("json", {"type": "json_object"}), ("plain", None)])
def test_others_are_told_the_schema_in_the_first_message(answering, format_) -> None:
    body = request_body(QUESTION, "m", Dialect(answering))
    assert body.get("response_format") == format_
    assert json.dumps(SCHEMA) in body["messages"][0]["content"]
    assert "JSON" in body["messages"][0]["content"]
    assert body["messages"][1]["content"] == "Пиши."


def test_no_message_is_empty() -> None:
    question = Question((Message("user", "Hi"), Message("assistant", "")), "copy", SCHEMA)
    assert request_body(question, "m", Dialect())["messages"][1]["content"]


def test_without_a_seed_none_is_sent() -> None:
    assert "seed" not in request_body(Question(QUESTION.messages, "copy", SCHEMA), "m", Dialect())


@pytest.mark.parametrize(
    ("before", "complaint", "after"),
    [
        (Dialect(), "400: 'response_format' is not supported", Dialect("json")),
        (Dialect(), "422: json_schema: extra inputs are not permitted", Dialect("json")),
        (Dialect("json"), "400: unknown response_format json_object", Dialect("plain")),
        (Dialect("plain"), "400: response_format again?", None),
        (Dialect(), "400: Unsupported parameter: 'seed'", Dialect(refused=frozenset({"seed"}))),
        (Dialect(refused=frozenset({"seed"})), "400: Unsupported parameter: 'seed'", None),
        (
            Dialect(),
            "400: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
            Dialect(refused=frozenset({"max_tokens"})),
        ),
        (Dialect(), "400: the context is too long", None),
    ],
)
def test_a_complaint_is_heeded_once(before: Dialect, complaint: str, after: Dialect | None) -> None:
    assert before.after(complaint) == after


def test_what_a_server_refuses_is_left_out_or_called_what_it_wants() -> None:
    body = request_body(QUESTION, "m", Dialect(refused=frozenset({"max_tokens", "temperature"})))
    assert body["max_completion_tokens"] == 300
    assert not {"max_tokens", "temperature"} & set(body)
    assert body["seed"] == 7
