"""The body of a chat completion as a reply."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ModelFailed
from core.llm.completion import read_completion
from core.llm.port import Message, Question, Reply, Usage

QUESTION = Question((Message("system", "x" * 30), Message("user", "x" * 11)), "copy", {})


def read(message: dict[str, Any], **more: Any) -> Reply:
    finish = more.pop("finish_reason", "stop")
    body = {"choices": [{"message": message, "finish_reason": finish}], **more}
    return read_completion(json.dumps(body).encode(), QUESTION, strict=True)


def test_text_and_tokens_as_the_server_sends_them() -> None:
    reply = read({"content": "{}"}, usage={"prompt_tokens": 12, "completion_tokens": 3})
    assert reply == Reply("{}", Usage(1, 12, 3), cut_off=False, strict=True)


@pytest.mark.parametrize(
    "usage", [None, {}, {"prompt_tokens": None}, {"prompt_tokens": -1}, {"prompt_tokens": True}, "many", [7]]
)
def test_tokens_that_nobody_counted_are_estimated(usage: object) -> None:
    assert read({"content": "12345"}, usage=usage).usage == Usage(1, 11, 2)


def test_an_answer_at_the_limit_of_tokens_is_cut_off() -> None:
    assert read({"content": '{"a'}, finish_reason="length").cut_off


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (None, ""),
        ([{"type": "text", "text": "{"}, {"type": "text", "text": "}"}], "{}"),
        ([{"type": "image"}], ""),
        ("half a \ud800 pair", "half a ? pair"),
    ],
)
def test_odd_contents_are_text_all_the_same(content: object, text: str) -> None:
    assert read({"content": content}).text == text


def test_a_refusal_is_a_kind_of_trouble() -> None:
    with pytest.raises(ModelFailed, match="not that") as caught:
        read({"content": None, "refusal": "not that"})
    assert caught.value.kind == "declined"
    with pytest.raises(ModelFailed) as caught:
        read({"content": "…"}, finish_reason="content_filter")
    assert caught.value.kind == "declined"


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"\xff\xfe", b"[]", b"{}", b"null", b'{"choices": []}', b'{"choices": [7]}', b"[" * 100_000,
     b'{"choices": {"0": {}}}', b'{"choices": [{"message": null}]}', b'{"choices": [{"message": {"content": [7]}}]}'],
)  # fmt: skip
def test_what_is_no_chat_completion_is_invalid(body: bytes) -> None:
    with pytest.raises(ModelFailed) as caught:
        read_completion(body, QUESTION, strict=True)
    assert caught.value.kind == "invalid"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["choices", "message", "content", "text", "refusal", "usage"]), inner)
    ),
    max_leaves=10,
)


@given(json_values)
def test_no_shape_makes_it_stumble(shape: Any) -> None:
    for body in (shape, {"choices": [shape]}, {"choices": [{"message": shape}], "usage": shape}):
        with contextlib.suppress(ModelFailed):
            assert isinstance(read_completion(json.dumps(body).encode(), QUESTION, strict=True).text, str)
