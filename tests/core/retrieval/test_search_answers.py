"""What a search says of what it found, and what it gives where little is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.retrieval.corpus import EMBEDDED, Corpus, Entry
from core.retrieval.ranking import Signal
from core.retrieval.search import Query, Searcher
from tests.core.retrieval.small_bank import ENTRIES, SEARCHER, corpus_of, first, found, searcher_of
from tests.fakes import FakeEncoder

#: An entry of each shape that is not the usual one.
RUSSIAN_ONLY = Entry("lamp", {"ru": "Настольная лампа."}, {"ru": ["Электроэнергия"]})
ENGLISH_ONLY = Entry("ship", {"en": "A wooden ship."}, {"en": ["River cruises"]})
UNEVEN = searcher_of(corpus_of([*ENTRIES, RUSSIAN_ONLY, ENGLISH_ONLY]))


def reason(query: Query | str, signal: Signal, searcher: Searcher = SEARCHER, picture: str = "") -> str:
    """What the reason of that kind says for the first picture, or for another."""
    hits = found(query, searcher)
    hit = next(hit for hit in hits if hit.id == (picture or hits[0].id))
    return next(reason.text for reason in hit.reasons if reason.signal == signal)


def test_the_sentence_that_met_the_query_is_named_in_its_language() -> None:
    assert reason("it leaves a trail", Signal.SENTENCE) == "It leaves a trail."
    assert reason("тянется след", Signal.SENTENCE) == "За ним тянется след."


def test_the_service_that_met_the_query_is_named_in_its_language() -> None:
    assert reason("taxi across town", Signal.SERVICE) == "Taxi across town"
    assert reason("такси по городу", Signal.SERVICE) == "Такси по городу"


def test_the_words_that_met_are_named_as_they_were_written() -> None:
    assert reason("Чемоданы с наклейкой", Signal.WORDS) in {"наклейкой, чемоданы", "чемоданы, наклейкой"}


def test_the_other_language_is_named_where_the_query_s_is_missing() -> None:
    assert reason("a wooden ship", Signal.SENTENCE, UNEVEN) == "A wooden ship."
    searcher = searcher_of(corpus_of([*ENTRIES, Entry("toy", {"en": "A red car. A golden key."}, {})]))
    assert reason("золотой ключ", Signal.SENTENCE, searcher, "toy") == "A golden key."


def test_a_sentence_at_the_same_place_of_a_freer_translation_is_not_named() -> None:
    free = Entry("toy", {"en": "A red car. A golden key. It shines.", "ru": "Машина. Она быстрая."}, {})
    searcher = searcher_of(corpus_of([*ENTRIES, free]))
    assert reason("золотой ключ", Signal.SENTENCE, searcher, "toy") == "A golden key."


def test_a_service_in_the_other_language_only_is_named_as_it_is() -> None:
    vault = Entry("vault", {"ru": "Стальная дверь."}, {"en": ["Safe deposit for gold bars"]})
    searcher = searcher_of(corpus_of([*ENTRIES, vault]))
    product = Query("ЪЪЪ", {"en": "Safe deposit for gold bars"})
    assert reason(product, Signal.PRODUCT, searcher) == "Safe deposit for gold bars"


ANYTHING = st.text(st.sampled_from("abcdeостк ЁZ019.!🎁"), max_size=20) | st.lists(
    st.sampled_from(["red", "car", "house", "копилка", "дверь", "insurance", "a", "золотой", "ключ"]), max_size=4
).map(" ".join)


@given(ANYTHING, ANYTHING | st.none(), st.booleans(), st.sampled_from([SEARCHER, UNEVEN]))
def test_whatever_is_asked_scores_are_probabilities_best_first_and_reasons_are_shares(
    text: str, product: str | None, derived: bool, searcher: Searcher
) -> None:
    hits = found(Query(text, {} if product is None else {"en": product}, derived=derived), searcher)
    scores = [one.score for one in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert sum(scores) == pytest.approx(1 if hits else 0, abs=1e-3)
    assert len({one.id for one in hits}) == len(hits)
    for one in hits:
        assert sum(reason.share for reason in one.reasons) < 1.01, "they are rounded"
        assert [reason.share for reason in one.reasons] == sorted((r.share for r in one.reasons), reverse=True)


# --- banks of which little is known -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["a gift", "подарок", "", "🎁"])
def test_an_empty_bank_gives_nothing(text: str) -> None:
    empty = Corpus([], {kind: [] for kind in EMBEDDED}, {"en"})
    assert found(Query(text, {"en": "A card"}), searcher_of(empty)) == []


def test_a_russian_query_of_nothing_known_gives_nothing() -> None:
    assert found("ЪЪЪ жжжж") == []


def test_an_english_query_of_nothing_known_still_gives_the_bank_evenly() -> None:
    hits = found("xylophone")
    assert len(hits) == len(ENTRIES)
    assert hits[0].score < 2.5 / len(ENTRIES)


def test_a_bank_without_vectors_is_searched_by_its_words() -> None:
    vectors = {kind: [np.zeros((0, FakeEncoder.dimension), np.float32)] * len(ENTRIES) for kind in EMBEDDED}
    searcher = searcher_of(Corpus(ENTRIES, vectors, {"en"}))
    assert first("suitcase", searcher) == first("чемодан", searcher) == "suitcase"
    assert found(Query("xylophone", {"en": "Mortgage"}), searcher) == []


def test_pictures_without_vectors_do_not_hide_those_that_have_some() -> None:
    assert first("лампа", UNEVEN) == "lamp"
    assert first("ship", UNEVEN) == "ship"
    assert first("red car", UNEVEN) == "car"


@pytest.mark.parametrize("limit", [1, 3, 200])
def test_at_most_as_many_as_asked_for(limit: int) -> None:
    assert len(found("insurance", limit=limit)) == min(limit, len(ENTRIES))
