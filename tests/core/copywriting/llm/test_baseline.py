"""The specification's copywriter: one request, a cut between words, and nothing else."""

import pytest

from core.copywriting.llm.baseline import BaselineCopywriter
from core.copywriting.llm.working import NotWritten
from core.copywriting.port import AdCopy
from core.errors import ModelFailed
from tests.core.copywriting.llm.cases import BOOK, BRAND, EN, GOOD, asker, in_turn


def baseline(*answers: object):
    model = in_turn(answers)
    return BaselineCopywriter(asker(model), BOOK, BRAND), model


def test_it_asks_once_and_takes_what_comes():
    writer, model = baseline(GOOD | {"headline": "90% off desks"})
    copy = writer.write(EN)
    assert copy.texts == GOOD | {"headline": "90% off desks"}
    assert copy.engine == "openai:in-process (baseline)"
    assert len(model.requests) == 1


def test_what_is_too_long_is_cut_between_words():
    writer, model = baseline(GOOD | {"headline": "Up to 40% off desks, lamps, chairs and everything else"})
    assert writer.write(EN).texts["headline"] == "Up to 40% off desks, lamps, chairs and"
    assert len(model.requests) == 1


def test_one_huge_word_is_cut_between_characters_and_nothing_becomes_the_name():
    writer, _ = baseline({"headline": "x" * 99, "message": " \u200b", "button": "Go"})
    texts = writer.write(EN).texts
    assert texts == {"headline": "x" * 40, "message": EN.product_name, "button": "Go"}


def test_what_the_guard_rejects_is_not_shown_even_here():
    writer, _ = baseline(GOOD | {"message": "As an AI language model, I cannot do that."})
    assert writer.write(EN).texts == GOOD | {"message": EN.product_name}


def test_no_answer_is_an_error_as_with_the_other_engine():
    with pytest.raises(NotWritten):
        baseline(ModelFailed("rejected"))[0].write(EN)


def test_another_take_is_the_same_question_with_another_seed():
    writer, model = baseline(GOOD | {"headline": "Up to 40% off"})
    copy = writer.rewrite(EN, AdCopy(GOOD, ""), "headline")
    assert copy.texts == GOOD | {"headline": "Up to 40% off"}
    assert model.requests[0]["seed"] == EN.variant + 1


def test_equal_variants_count_once():
    writer, model = baseline(GOOD, GOOD | {"headline": "Up to 40% off"})
    assert [one.texts["headline"] for one in writer.variants(EN, AdCopy(GOOD, ""), 3)] == ["Up to 40% off"]
    assert len(model.requests) == 3
