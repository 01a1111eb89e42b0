"""From words that the encoder does not know to its vectors: learned from a few translated sentences."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.retrieval.bridge import Bridge
from tests.fakes import FakeEncoder

#: Sentences with their translations; every word comes with several others.
PARALLEL = {
    "красная машина": "red car",
    "синяя машина": "blue car",
    "машина у дома": "car house",
    "красный дом": "red house",
    "синий дом": "blue house",
    "дом с ключом": "house key",
    "красный ключ": "red key",
    "ключ и монета": "key coin",
    "синяя монета": "blue coin",
    "монета и машина": "coin car",
}
ENCODER = FakeEncoder()
VECTORS = ENCODER.encode(list(PARALLEL.values()))
BRIDGE = Bridge(list(PARALLEL), VECTORS)

#: Rows of length one, as an encoder gives them.
TEXT = st.text(st.sampled_from("аб вя аё zq 01 .!🎁"), max_size=24)


def unit_rows(seed: int, rows: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(rows, 16))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("машины", "car"),
        ("домами", "house"),
        ("ключи", "key"),
        ("монету", "coin"),
        ("КРАСНАЯ", "red"),
        ("синей", "blue"),
    ],
)
def test_a_word_points_to_what_its_translations_have_in_common(word: str, meant: str) -> None:
    vector = BRIDGE.vector(word)
    assert vector is not None
    meanings = ["car", "house", "key", "coin", "red", "blue"]
    assert meanings[int(np.argmax(ENCODER.encode(meanings) @ vector))] == meant


def test_a_new_sentence_points_between_its_words() -> None:
    vector = BRIDGE.vector("Красная монета!")
    assert vector is not None
    nearness = ENCODER.encode(["red coin", "blue car", "house key"]) @ vector
    assert nearness.argmax() == 0


@pytest.mark.parametrize("text", ["", "ипотека", "🎁", "12 %", "car", "…"])
def test_a_text_of_unknown_words_has_no_vector(text: str) -> None:
    assert BRIDGE.vector(text) is None


def test_unknown_words_beside_known_ones_change_nothing() -> None:
    known, mixed = BRIDGE.vector("машина"), BRIDGE.vector("ипотечная машина 🎁 mortgage")
    assert known == pytest.approx(mixed, abs=1e-6)


@pytest.mark.parametrize("texts", [["!!!", "🎁"], ["", ""]])
def test_a_bridge_from_texts_without_words_leads_nowhere(texts: list[str]) -> None:
    assert Bridge(texts, unit_rows(0, 2)).vector("дом") is None


def test_one_single_sentence_teaches_nothing() -> None:
    """A word says where it points only in comparison with others."""
    assert Bridge(["дом"], unit_rows(0, 1)).vector("дом") is None


@given(st.lists(TEXT, min_size=1, max_size=8), TEXT, st.integers(0, 99))
def test_a_vector_is_of_length_one_or_none_whatever_is_read(texts: list[str], query: str, seed: int) -> None:
    vector = Bridge(texts, unit_rows(seed, len(texts))).vector(query)
    if vector is not None:
        assert vector.dtype == np.float32
        assert vector.shape == (16,)
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)
