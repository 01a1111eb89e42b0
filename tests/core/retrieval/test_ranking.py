"""Ranking: probabilities that add up, the specified two stages, and a draw that follows the scores."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.retrieval.corpus import Corpus, Entry, Scores
from core.retrieval.port import Vectors
from core.retrieval.ranking import POOL, WEIGHTS, Signal, by_caption, draw, fuse, softmax, standing_out, two_stages

#: Standard deviations above what is usual: in a real bank, and as far as they can go where nothing ever varies.
USUAL, ANY = st.floats(-8, 40, width=32), st.floats(-(2**20), 2**20, width=32)


def signals_of(values: st.SearchStrategy[float], *always: Signal) -> st.SearchStrategy[dict[Signal, Scores]]:
    """Some signals (`always` these) of one to twelve candidates."""

    def sized(size: int) -> st.SearchStrategy[dict[Signal, Scores]]:
        scores = st.lists(values, min_size=size, max_size=size).map(lambda row: np.array(row, np.float32))
        chosen = st.sets(st.sampled_from(list(Signal)), min_size=0 if always else 1)
        return chosen.flatmap(lambda names: st.fixed_dictionaries(dict.fromkeys({*names, *always}, scores)))

    return st.integers(1, 12).flatmap(sized)


@given(signals_of(USUAL) | signals_of(ANY), st.sampled_from([0.3, 0.7]))
def test_probabilities_sum_to_one_and_shares_add_up_to_them(signals: dict[Signal, Scores], tilt: float) -> None:
    probabilities, shares = fuse(signals, tilt)
    size = len(next(iter(signals.values())))
    assert probabilities.shape == (size,)
    assert (probabilities >= 0).all()
    assert probabilities.sum() == pytest.approx(1, abs=1e-4)
    assert np.sum(list(shares.values()), axis=0) == pytest.approx(probabilities, abs=1e-5)
    assert set(shares) == (set(signals) & set(WEIGHTS) or {Signal.PRODUCT})


@given(signals_of(USUAL, Signal.CAPTION), st.data())
def test_a_picture_that_meets_a_signal_better_does_not_fall(signals: dict[Signal, Scores], data: st.DataObject) -> None:
    signal = data.draw(st.sampled_from(sorted(signals)))
    picture = data.draw(st.integers(0, len(signals[signal]) - 1))
    better = signals[signal].copy()
    better[picture] += data.draw(st.floats(0, 5, width=16))
    before, _ = fuse(signals, 0.3)
    after, _ = fuse({**signals, signal: better}, 0.3)
    assert after[picture] >= before[picture] - 1e-4


def test_a_signal_that_is_sure_of_one_picture_outvotes_those_that_are_undecided() -> None:
    undecided = np.array([0.6, 0.5, 0.4, 0.5], np.float32)
    sure = np.array([0, 0, 0, 9], np.float32)
    for signal in WEIGHTS:
        signals = dict.fromkeys(WEIGHTS, undecided) | {signal: sure}
        probabilities, shares = fuse(signals, 0.3)
        assert probabilities.argmax() == 3, signal
        assert max(shares, key=lambda one: float(shares[one][3])) == signal


def test_the_product_tilts_between_pictures_that_are_as_good() -> None:
    caption, product = np.array([4, 4, 0], np.float32), np.array([0, 2, 9], np.float32)
    plain, _ = fuse({Signal.CAPTION: caption}, 0.3)
    tilted, shares = fuse({Signal.CAPTION: caption, Signal.PRODUCT: product}, 0.3)
    assert plain[0] == plain[1]
    assert tilted.argmax() == 1
    assert Signal.PRODUCT not in shares, "it is no vote of its own"


def test_the_product_alone_ranks_without_being_too_sure() -> None:
    product = np.array([1, 3, 2], np.float32)
    probabilities, shares = fuse({Signal.PRODUCT: product}, 0.7)
    assert np.argsort(-probabilities).tolist() == [1, 2, 0]
    assert probabilities == pytest.approx(softmax(0.7 * product))
    assert shares[Signal.PRODUCT] == pytest.approx(probabilities)


@given(st.lists(ANY, min_size=1, max_size=12), st.floats(-100, 100, width=32))
def test_softmax_cares_for_differences_only(scores: list[float], more: float) -> None:
    row = np.array(scores, np.float64)
    found = softmax(row)
    assert found.sum() == pytest.approx(1, abs=1e-4)
    assert found == pytest.approx(softmax(row + more), abs=1e-4)


def test_scores_stand_out_in_standard_deviations() -> None:
    assert standing_out(np.array([0.5, 0.1]), 0.3, 0.1) == pytest.approx([2, -2])
    assert np.isfinite(standing_out(np.array([0.5, 0.1]), 0.5, 0)).all()


def random_corpus(seed: int, pictures: int, services: int) -> Corpus:
    """Pictures with a caption and up to so many services, at random."""
    random = np.random.default_rng(seed)

    def rows(count: int) -> Vectors:
        vectors = random.normal(size=(count, 5)).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    vectors = {"caption": [rows(1) for _ in range(pictures)], "sentence": [rows(2) for _ in range(pictures)],
               "service": [rows(int(random.integers(0, services + 1))) for _ in range(pictures)]}  # fmt: skip
    return Corpus([Entry(str(i), {"en": "-"}, {}) for i in range(pictures)], vectors, {"en"})


@settings(max_examples=60)
@given(seed=st.integers(0, 9999), pictures=st.integers(1, 12), services=st.integers(0, 3), first=st.integers(1, 20))
def test_two_stages_are_what_the_specification_says(seed: int, pictures: int, services: int, first: int) -> None:
    corpus = random_corpus(seed, pictures, services)
    query, product = corpus.passages["sentence"].vectors[:2]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.retrieval.ranking.FIRST_STAGE", first)
        found = two_stages(query, product, corpus).tolist()
    held = corpus.passages["service"]
    nearest = sorted(zip(held.vectors @ product, held.owners, strict=True), key=lambda pair: -pair[0])[:first]
    captions = corpus.passages["caption"].vectors @ query
    assert found == sorted({int(owner) for _, owner in nearest}, key=lambda picture: -captions[picture])


def test_a_single_stage_ranks_all_pictures_by_their_captions() -> None:
    corpus = random_corpus(3, 9, 2)
    query = corpus.passages["caption"].vectors[4]
    order = by_caption(query, corpus)
    assert order[0] == 4
    assert sorted(order) == list(range(9))
    assert np.diff((corpus.passages["caption"].vectors @ query)[order]).max() <= 0


SCORES = st.lists(st.floats(0, 1, width=32), max_size=14)


@given(SCORES, st.integers(0, 2**31 + 20), st.integers(0, 14))
def test_the_same_seed_draws_the_same_of_the_best_ten_without_putting_back(
    scores: list[float], seed: int, count: int
) -> None:
    drawn = draw(scores, seed, count)
    assert drawn == draw(scores, seed, count)
    assert len(set(drawn)) == len(drawn) == min(count, POOL, len(scores))
    assert all(0 <= one < min(POOL, len(scores)) for one in drawn)


@given(SCORES, st.integers(0, 2**31), st.integers(0, 14), st.integers(0, 14))
def test_asking_for_more_only_adds_some_at_the_end(scores: list[float], seed: int, fewer: int, more: int) -> None:
    fewer, more = sorted((fewer, more))
    assert draw(scores, seed, more)[:fewer] == draw(scores, seed, fewer)


def test_a_picture_is_drawn_as_often_as_its_score_says() -> None:
    scores = np.array([0.5, 0.25, 0.15, 0.1])
    first = Counter(draw(scores, seed, 1)[0] for seed in range(2000))
    assert np.array([first[i] / 2000 for i in range(4)]) == pytest.approx(scores, abs=0.04)


def test_the_second_is_drawn_from_those_that_are_left() -> None:
    second = Counter(tuple(draw([0.6, 0.3, 0.1], seed, 2)) for seed in range(2000))
    # after the first (0.6) the others stand 3 : 1
    assert second[0, 1] / 2000 == pytest.approx(0.6 * 0.75, abs=0.04)
    assert second[0, 2] / 2000 == pytest.approx(0.6 * 0.25, abs=0.04)


def test_neither_an_empty_list_nor_scores_of_zero_are_an_error() -> None:
    assert draw([], 1, 3) == []
    assert sorted(draw([0, 0, 0], 1, 3)) == [0, 1, 2]
