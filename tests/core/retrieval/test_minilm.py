import pytest

from core.retrieval.minilm import MiniLmEncoder


@pytest.fixture(scope="module")
def encoder() -> MiniLmEncoder:
    return MiniLmEncoder()


def test_near_meanings_are_near_without_a_word_in_common(encoder: MiniLmEncoder) -> None:
    loan, mortgage, pizza = encoder.encode(["a loan to buy a home", "mortgage", "pizza with cheese"])
    assert loan @ mortgage > loan @ pizza + 0.2
