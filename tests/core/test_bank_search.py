"""A search as somebody asks for it: what is let through, and what it means."""

from typing import Any

import pytest
from pydantic import ValidationError

from core.bank_search import LONGEST, MOST, Question
from core.retrieval.search import Query


def test_a_question_becomes_a_query() -> None:
    question = Question(text="копилка", product={"ru": "Вклад", "en": "Deposit"}, derived=True, without=["person"],
                        only=["complex", "seasonal"], bank="main", limit=5)  # fmt: skip
    assert question.query == Query(
        "копилка", {"ru": "Вклад", "en": "Deposit"}, derived=True, without=frozenset({"person"}),
        only=frozenset({"complex", "seasonal"}),
    )  # fmt: skip


def test_a_text_is_enough() -> None:
    question = Question(text="a gift")
    assert question.query == Query("a gift")
    assert (question.bank, question.limit) == ("", 10)


def test_a_question_survives_its_way_as_json() -> None:
    question = Question(text="подарок 🎁", product={"en": "x"}, without=["person"])
    assert Question.model_validate_json(question.model_dump_json()) == question


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"text": ""},
        {"text": "x" * (LONGEST + 1)},
        {"text": None},
        {"text": ["a"]},
        {"text": b"\xff"},
        {"text": "\ud800"},
        {"text": "a", "product": "card"},
        {"text": "a", "product": {"english": "card"}},
        {"text": "a", "product": {"en": "x" * (LONGEST + 1)}},
        {"text": "a", "product": {"en": None}},
        {"text": "a", "without": "person"},
        {"text": "a", "without": ["x" * 31]},
        {"text": "a", "only": ["x"] * 51},
        {"text": "a", "limit": 0},
        {"text": "a", "limit": MOST + 1},
        {"text": "a", "limit": "many"},
        {"text": "a", "bank": "x" * 61},
        {"text": "a", "bank": "a\x00b"},
        {"text": "a", "bank": "../main"},
        {"text": "a", "bank": 5},
        {"text": "a", "code": "import os"},
    ],
)
def test_what_is_no_question_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Question(**fields)
