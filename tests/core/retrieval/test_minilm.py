import numpy as np
import pytest

from core.retrieval.minilm import MiniLmEncoder


@pytest.fixture(scope="module")
def encoder() -> MiniLmEncoder:
    return MiniLmEncoder()


def test_vectors_are_unit_rows_of_the_dimension(encoder: MiniLmEncoder) -> None:
    vectors = encoder.encode(["a gift", "подарок", "", "word " * 2000])
    assert vectors.shape == (4, encoder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_no_texts_give_no_rows(encoder: MiniLmEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_near_meanings_are_near(encoder: MiniLmEncoder) -> None:
    loan, mortgage, pizza = encoder.encode(["a loan to buy a home", "mortgage", "pizza with cheese"])
    assert loan @ mortgage > loan @ pizza + 0.2


def test_a_text_s_vector_does_not_depend_on_its_neighbours(encoder: MiniLmEncoder) -> None:
    alone = encoder.encode(["cashback"])[0]
    together = encoder.encode(["a much longer sentence about something else entirely", "cashback"])[1]
    assert alone == pytest.approx(together, abs=1e-5)
