"""A bank as arrays: which vectors are whose, and the best of each picture's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.retrieval.corpus import EMBEDDED, Corpus, Entry, Passages, passages
from core.retrieval.port import Vectors
from tests.core.retrieval.small_bank import corpus_of
from tests.fakes import FakeEncoder

DIMENSION = 4


def rows(seed: int, count: int) -> Vectors:
    """Random rows of length one."""
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@given(counts=st.lists(st.integers(0, 4), min_size=1, max_size=8), seed=st.integers(0, 999), data=st.data())
def test_the_best_passage_of_each_picture_is_what_a_plain_loop_finds(
    counts: list[int], seed: int, data: st.DataObject
) -> None:
    grouped = [rows(seed + i, count) for i, count in enumerate(counts)]
    asked = data.draw(st.lists(st.integers(0, len(counts) - 1), max_size=10))
    query = rows(seed + 99, 1)[0]
    scores, which = Passages.of(grouped).best(query, np.array(asked, np.intp))
    for score, passage, picture in zip(scores, which, asked, strict=True):
        if counts[picture]:
            every = [float(vector @ query) for vector in grouped[picture]]
            assert score == pytest.approx(max(every), abs=1e-6)
            assert every[passage] == pytest.approx(max(every), abs=1e-6)
        else:
            assert (score, passage) == (-1, 0)


def test_every_row_has_its_owner() -> None:
    held = Passages.of([rows(1, 2), rows(2, 0), rows(3, 1)])
    assert held.owners.tolist() == [0, 0, 2]
    assert Passages.of([rows(1, 0)]).owners.tolist() == []


@given(st.lists(st.integers(1, 300), min_size=1, max_size=8), st.integers(0, 99))
def test_what_is_usual_comes_from_all_vectors_or_an_even_sample(counts: list[int], seed: int) -> None:
    held = Passages.of([rows(seed + i, count) for i, count in enumerate(counts)])
    query = rows(seed + 99, 1)[0]
    sample = (held.vectors @ query)[:: max(1, len(held.vectors) // 256)]
    assert min(256, len(held.vectors)) <= len(sample) < 512
    assert held.usual(query) == pytest.approx((sample.mean(), sample.std()), abs=1e-5)


def test_without_vectors_nothing_is_usual() -> None:
    assert Passages.of([rows(1, 0), rows(1, 0)]).usual(rows(1, 1)[0]) == (0.0, 1.0)


def test_an_entry_is_embedded_as_its_caption_its_sentences_and_its_services() -> None:
    entry = Entry("house", {"en": "A house. It has a key."}, {"en": ["A mortgage", "Moving"], "ru": ["Ипотека"]})
    assert passages(entry, "en") == {
        "caption": ["A house. It has a key."],
        "sentence": ["A house.", "It has a key."],
        "service": ["A mortgage", "Moving"],
    }
    assert passages(entry, "ru") == {"caption": [], "sentence": [], "service": ["Ипотека"]}
    assert passages(entry, "de") == {"caption": [], "sentence": [], "service": []}


TWO = Entry("house", {"en": "A house.", "ru": "Дом."}, {"en": ["A mortgage"], "ru": ["Ипотека"]})
ENGLISH, RUSSIAN = Entry("key", {"en": "A key."}, {}), Entry("coin", {"ru": "Монета."}, {"ru": ["Вклад"]})


def test_whole_vectors_have_length_one_and_only_pictures_with_vectors_have_one() -> None:
    whole = corpus_of([TWO, ENGLISH, RUSSIAN]).passages["whole"]
    assert whole.owners.tolist() == [0, 1]
    assert np.linalg.norm(whole.vectors, axis=1) == pytest.approx(1, abs=1e-6)


def test_the_whole_leans_on_the_caption_more_than_on_services() -> None:
    corpus = corpus_of([TWO, ENGLISH])
    caption, service = FakeEncoder().encode(["A house.", "A mortgage"])
    whole = corpus.passages["whole"].vectors[0]
    assert whole @ caption > whole @ service > 0


def test_vectors_that_cancel_each_other_make_no_whole() -> None:
    one = rows(5, 1)
    corpus = Corpus([ENGLISH], {"caption": [one], "sentence": [-one], "service": [one[:0]]}, {"en"})
    assert corpus.passages["whole"].vectors.shape == (0, DIMENSION)


def test_each_language_has_its_words_and_one_that_the_encoder_does_not_know_a_bridge() -> None:
    corpus = corpus_of([TWO, ENGLISH, RUSSIAN])
    assert set(corpus.words) == {"en", "ru"}
    assert set(corpus.bridges) == {"ru"}
    assert corpus.words["ru"].scores("монетой")[2] > 0
    assert corpus.words["en"].scores("coin").tolist() == [0, 0, 0]


@pytest.mark.parametrize("entries", [[ENGLISH], [RUSSIAN], [ENGLISH, RUSSIAN]])
def test_without_an_entry_in_both_languages_there_is_no_bridge(entries: list[Entry]) -> None:
    assert corpus_of(entries).bridges == {}


def test_an_empty_bank_is_a_corpus_too() -> None:
    corpus = Corpus([], {kind: [] for kind in EMBEDDED}, {"en"})
    assert corpus.entries == ()
    assert all(len(held.owners) == 0 for held in corpus.passages.values())
