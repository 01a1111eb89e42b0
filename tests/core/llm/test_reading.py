"""What of a model's text is taken as its answer."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.llm.reading import UnreadableError, read_answer

SCHEMA = {
    "type": "object",
    "properties": {"headline": {"type": "string"}, "tags": {"type": "array", "items": {"type": "string"}}},
    "required": ["headline"],
    "additionalProperties": False,
}
NESTED = {
    "type": "object",
    "properties": {"variants": {"type": "array", "items": SCHEMA}},
    "required": ["variants"],
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    "text",
    [
        '{"headline": "7% back"}',
        ' \n{"headline": "7% back"}\n\n',
        '```json\n{"headline": "7% back"}\n```',
        '```\n{"headline": "7% back"}\n```\nIs there anything else?',
        'Sure! {"headline": "7% back"} Enjoy :-}',
        '<think>It wants {headline}, I guess {…}</think>{"headline": "7% back"}',
        '{"headline": "7% back", "note": "I kept the fact", "score": {"a": [1]}}',
    ],
)
def test_one_object_is_found_in_what_stands_around_it(text: str) -> None:
    assert read_answer(text, SCHEMA) == {"headline": "7% back"}


def test_keys_that_nobody_asked_for_are_dropped_at_every_depth() -> None:
    text = '{"variants": [{"headline": "a", "why": 1}, {"headline": "b"}], "n": 2}'
    assert read_answer(text, NESTED) == {"variants": [{"headline": "a"}, {"headline": "b"}]}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "not a complete JSON object"),
        ("PONG", "not a complete JSON object"),
        ('["headline"]', "not a complete JSON object"),
        ('{"headline": "7% b', "not a complete JSON object"),
        ('{"headline": NaN}', "not a complete JSON object"),
        ('{"headline": "\\ud800"}', "not a complete JSON object"),
        ('{"headline": ' + "9" * 5000 + "}", "not a complete JSON object"),
        ('{"headline": "a"} or {"headline": "b"}', "several JSON objects"),
        ('{"headline": ' + "[" * 100_000, "nested too deeply"),
        ("{" * 500_000, "not a complete JSON object"),
        ("{}", "'headline' is a required property"),
        ('{"headline": 7}', "['headline'] 7 is not of type 'string'"),
        ('{"headline": "a", "tags": ["b", null]}', "['tags'][1] None is not of type 'string'"),
    ],
)
def test_what_cannot_be_used_is_named(text: str, fault: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_answer(text, SCHEMA)
    assert fault in str(caught.value)
    assert len(str(caught.value)) <= 300


@given(st.text())
def test_no_text_makes_it_stumble(text: str) -> None:
    for spoilt in (text, "{" + text, json.dumps({"headline": text})[: len(text)]):
        with contextlib.suppress(UnreadableError):
            assert "headline" in read_answer(spoilt, SCHEMA)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_characters="{}")))
def test_an_answer_comes_through_word_for_word(headline: str, around: str) -> None:
    for text in (json.dumps({"headline": headline}), json.dumps({"headline": headline}, ensure_ascii=False, indent=1)):
        assert read_answer(around + text + around, SCHEMA) == {"headline": headline}
