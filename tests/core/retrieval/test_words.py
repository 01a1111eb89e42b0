"""Stems and BM25: what meets without a model, in two languages and in odd texts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.retrieval.words import WordIndex, language_of, sentences, stems, words

TEXTS = [
    "A blue piggy bank with coins",
    "A red gift box with a bow",
    "Зелёный чемодан с наклейками",
    "A stack of coins beside a calculator",
    "🎁🎁🎁",
    "2026 365",
    "",
]
#: Words of both scripts, digits and things that are none, as people mix them.
ODD = st.text(st.sampled_from("abcABZ абвЯёЁ 0129 .,!?-🎁€\n\u200d\u0301"), max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("подарки", "подарка"),
        ("копилка", "копилку"),
        ("монеты", "монетами"),
        ("ёлки", "елка"),
        ("ЗЕЛЁНЫЙ", "зелёного"),
        ("coins", "coin"),
        ("Wrapped", "wrapping"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stems(one) == stems(other)


@pytest.mark.parametrize(("one", "other"), [("копилка", "копия"), ("gift", "give"), ("дом", "дым")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_in_a_mixed_text_every_word_goes_by_its_own_script() -> None:
    assert stems("Карты, iPhones") == ["карт", "iphon"]
    assert words("cash-back2карты") == ["cash", "back", "2", "карты"]


def test_words_that_carry_no_meaning_have_no_stem() -> None:
    assert stems("the key of a house") == ["key", "hous"]
    assert stems("Ключ от дома и для машины") == stems("ключ дома машины")


@pytest.mark.parametrize(
    ("text", "language"),
    [("a gift", "en"), ("подарок", "ru"), ("чехол iPhone", "ru"), ("Ё", "ru"), ("🎁 50 %", "en"), ("", "en")],
)
def test_one_cyrillic_letter_makes_a_query_russian(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_caption_is_split_at_the_ends_of_its_sentences() -> None:
    assert sentences(" A cup of 0.3 l. Is it hot? Да! Ещё… и всё ") == (
        "A cup of 0.3 l.", "Is it hot?", "Да!", "Ещё…", "и всё",
    )  # fmt: skip
    assert sentences("  \n ") == ()


@given(ODD)
def test_nothing_of_a_text_but_its_spaces_is_lost_in_sentences(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_the_text_with_the_rarer_word_of_the_query_comes_first() -> None:
    scores = WordIndex(TEXTS).scores("blue coins")
    assert scores.argmax() == 0, "it has both words"
    assert np.flatnonzero(scores).tolist() == [0, 3]
    assert WordIndex(TEXTS).scores("coins and a bow").argmax() == 1, "coins are in two texts, the bow is in one"


def test_a_russian_query_finds_other_forms_and_either_letter_e() -> None:
    scores = WordIndex(TEXTS).scores("зеленого чемодана")
    assert np.flatnonzero(scores).tolist() == [2]


@pytest.mark.parametrize("query", ["", "🎁", "mortgage", "ипотека", "…", "7"])
def test_without_a_word_in_common_every_score_is_zero(query: str) -> None:
    assert WordIndex(TEXTS).scores(query).tolist() == [0] * len(TEXTS)


@pytest.mark.parametrize("texts", [[], [""], ["🎁", "…"], ["", "", ""]])
def test_texts_without_words_are_found_by_nothing(texts: list[str]) -> None:
    index = WordIndex(texts)
    assert index.scores("gift").tolist() == [0] * len(texts)
    assert [index.shared("gift", i) for i in range(len(texts))] == [[]] * len(texts)


@given(st.lists(ODD, max_size=8), ODD)
def test_scores_are_positive_just_where_a_stem_is_shared(texts: list[str], query: str) -> None:
    scores = WordIndex(texts).scores(query)
    assert scores.shape == (len(texts),)
    assert np.isfinite(scores).all()
    meets = [bool(set(stems(text)) & set(stems(query))) for text in texts]
    assert (scores > 0).tolist() == meets


def test_shared_words_are_the_query_s_own_and_the_rare_come_first() -> None:
    index = WordIndex([*TEXTS, *(f"A picture of {name}" for name in ("ants", "bees", "cats", "dogs", "eels"))])
    assert index.shared("A coin for the piggy, and COINS", 0) == ["piggy", "coin", "coins"]
    assert index.shared("Ёлка и зеленые чемоданы", 2) == ["зеленые", "чемоданы"]


def test_shared_leaves_out_words_that_are_everywhere() -> None:
    index = WordIndex([f"A picture of {name}" for name in ("ants", "bees", "cats", "dogs", "eels", "foxes")])
    assert index.shared("a picture of cats", 2) == ["cats"]
    assert index.shared("a picture of cats", 3) == []
