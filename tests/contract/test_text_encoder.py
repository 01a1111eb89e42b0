"""What every text encoder promises."""

import numpy as np
import pytest

from core.i18n import LANGUAGES
from core.retrieval.minilm import MiniLmEncoder
from core.retrieval.port import TextEncoder
from tests.fakes import FakeEncoder


@pytest.fixture(scope="module", params=[FakeEncoder, MiniLmEncoder])
def encoder(request: pytest.FixtureRequest) -> TextEncoder:
    built: TextEncoder = request.param()
    return built


def test_it_names_itself_and_the_languages_it_knows(encoder: TextEncoder) -> None:
    assert encoder.name
    assert encoder.languages
    assert encoder.languages <= set(LANGUAGES)


def test_vectors_are_unit_rows_of_the_dimension(encoder: TextEncoder) -> None:
    vectors = encoder.encode(["a gift", "подарок", "", "word " * 2000])
    assert vectors.shape == (4, encoder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_no_texts_give_no_rows(encoder: TextEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_the_nearest_text_to_a_text_is_itself(encoder: TextEncoder) -> None:
    texts = ["a bank card", "a house with a red roof", "a slice of pizza"]
    nearness = encoder.encode(texts) @ encoder.encode(texts).T
    assert nearness.argmax(axis=1).tolist() == [0, 1, 2]


def test_words_in_common_bring_texts_nearer(encoder: TextEncoder) -> None:
    asked, near, far = encoder.encode(["a pizza with cheese", "pizza and cheese", "mortgage rates"])
    assert asked @ near > asked @ far + 0.2


def test_a_text_s_vector_does_not_depend_on_its_neighbours(encoder: TextEncoder) -> None:
    alone = encoder.encode(["cashback"])[0]
    together = encoder.encode(["a much longer sentence about something else entirely", "cashback"])[1]
    assert alone == pytest.approx(together, abs=1e-5)
