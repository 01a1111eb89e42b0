"""Searching a small bank: the right picture first in either language, for a product, within flags."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from core.retrieval.corpus import Entry
from core.retrieval.ranking import Signal
from core.retrieval.search import PROPOSED, Query
from tests.core.retrieval.small_bank import ENTRIES, corpus_of, first, found, searcher_of
from tests.fakes import FakeEncoder


class CountingEncoder(FakeEncoder):
    """Remembers what it was given."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        return super().encode(texts)


@pytest.mark.parametrize(
    ("query", "picture"),
    [
        ("a piggy bank with a coin", "piggy"),
        ("small house", "house"),
        ("red car", "car"),
        ("SUITCASE!", "suitcase"),
        ("rain", "umbrella"),
        ("savings account", "piggy"),
        ("restaurant cashback", "pizza"),
    ],
)
def test_in_english_the_right_picture_comes_first(query: str, picture: str) -> None:
    assert first(query) == picture


@pytest.mark.parametrize(
    ("query", "picture"),
    [("копилка", "piggy"), ("КРАСНУЮ МАШИНУ", "car"), ("самолеты", "plane"), ("чемодан", "suitcase"),
     ("ипотека", "house"), ("страхование дома", "house"), ("с золотым бантом", "gift"), ("накопительный", "piggy")],
)  # fmt: skip
def test_in_russian_the_right_picture_comes_first(query: str, picture: str) -> None:
    assert first(query) == picture


def test_russian_finds_by_words_alone_where_nothing_teaches_the_bridge() -> None:
    alone = searcher_of(corpus_of([replace(entry, services={}, caption={"ru": entry.caption["ru"]})
                                   for entry in ENTRIES]))  # fmt: skip
    assert not alone.corpus.bridges
    assert [one.id for one in found("чемодан", alone)] == ["suitcase"]
    assert [one.signal for one in found("чемодан", alone)[0].reasons] == [Signal.WORDS]


def test_russian_finds_over_the_bridge_what_has_no_russian_caption() -> None:
    toy = Entry("toy", {"en": "A red toy car."}, {"en": ["Car parts"]})
    searcher = searcher_of(corpus_of([*ENTRIES, toy]))
    names = [one.id for one in found("красная машина", searcher)]
    assert set(names[:2]) == {"car", "toy"}


def test_a_word_that_only_one_picture_has_outvotes_everything() -> None:
    assert found("бирка")[0].id == "key"
    assert found("бирка")[0].score > 2 * found("бирка")[1].score


# --- the product ------------------------------------------------------------------------------------------------------


def test_the_product_decides_between_pictures_that_the_query_does_not() -> None:
    assert first(Query("insurance", {"en": "Travel insurance for holiday tours"})) == "suitcase"
    assert first(Query("insurance", {"en": "Home insurance, mortgage for families"})) == "house"


def test_beside_a_prompt_the_product_does_not_overrule_it() -> None:
    assert first(Query("a slice of pizza", {"en": "Mortgage for families"})) == "pizza"


def test_a_derived_query_proposes_the_product_s_pictures_too() -> None:
    query = Query("Debit card. Five percent back", {"en": "Restaurant cashback and food delivery"}, derived=True)
    assert first(query) == "pizza"
    assert Signal.PRODUCT not in {reason.signal for reason in found(query)[0].reasons}


def test_a_derived_query_gives_the_product_more_weight_than_a_prompt_does() -> None:
    plain = Query("a golden key", {"en": "Mortgage for families, home insurance"})
    scores = [{one.id: one.score for one in found(query)} for query in (plain, replace(plain, derived=True))]
    assert scores[1]["house"] > scores[0]["house"]


def test_where_nothing_but_the_product_is_known_it_ranks_alone() -> None:
    hits = found(Query("ЪЪЪ", {"en": "Cheap flights"}))
    assert hits[0].id == "plane"
    assert [(one.signal, one.share) for one in hits[0].reasons] == [(Signal.PRODUCT, 1.0)]
    assert hits[0].reasons[0].text == "Дешёвые билеты", "in the query's language"


def test_the_product_s_text_is_taken_in_a_language_that_the_encoder_knows_and_encoded_once() -> None:
    encoder = CountingEncoder()
    searcher = searcher_of(corpus_of(ENTRIES), encoder)
    product = {"ru": "Ипотека для семей", "en": "Mortgage for families"}
    for _ in range(3):
        found(Query("roof", product), searcher)
    assert encoder.asked.count("Mortgage for families") == 1
    assert "Ипотека для семей" not in encoder.asked


def test_a_product_in_russian_only_goes_over_the_bridge() -> None:
    assert first(Query("ЪЪЪ", {"ru": "Ипотека для семей"})) == "house"


# --- flags ------------------------------------------------------------------------------------------------------------


def test_pictures_with_a_flag_can_be_left_out_or_asked_for() -> None:
    assert first("a person in a tie") == "boss"
    without = {one.id for one in found(Query("a person in a tie", without=frozenset({"person"})))}
    assert not without & {"boss", "runner"}
    only = [one.id for one in found(Query("a person in a tie", only=frozenset({"person"})))]
    assert only == ["boss", "runner"]
    both = Query("a person", without=frozenset({"complex"}), only=frozenset({"person", "complex"}))
    assert [one.id for one in found(both)] == ["boss"]
    assert found(Query("a person", only=frozenset({"nothing-has-this"}))) == []


def test_what_is_left_out_takes_no_place_from_others() -> None:
    """As many pictures with the flag as may be proposed, all nearer to the query than the one without."""
    crowd = [Entry(f"p{i}", {"en": "A person."}, {}, frozenset({"person"})) for i in range(PROPOSED)]
    searcher = searcher_of(corpus_of([*crowd, Entry("hill", {"en": "A person on a very green hill."}, {})]))
    assert [one.id for one in found(Query("a person", without=frozenset({"person"})), searcher)] == ["hill"]
