"""Which pictures of a bank fit a query best: pure functions over arrays. No picture is looked at, only its texts.

*Single stage* (`by_caption`) is the floor, *two stages* (`two_stages`) what the system's specification asks for, and
*fused* (`fuse`) what is used, because it finds more on the measuring bank (`make eval-bank`).
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from core.retrieval.corpus import Corpus, Positions, Scores
from core.retrieval.port import Vector

#: How many of the service vectors nearest to the product decide which pictures the first stage leaves.
FIRST_STAGE = 300
#: A picture is drawn from the best so many.
POOL = 10


class Signal(StrEnum):
    """One way in which a query can meet a picture."""

    CAPTION = "caption"
    SENTENCE = "sentence"
    SERVICE = "service"
    WORDS = "words"
    PRODUCT = "product"


#: How far a signal is believed, as shares of a mixture. Chosen coarsely: halving or doubling one changes little.
WEIGHTS: Mapping[Signal, float] = {
    Signal.CAPTION: 1.0,
    Signal.SENTENCE: 1.0,
    Signal.SERVICE: 1.0,
    Signal.WORDS: 0.3,
}
#: A meaning that came over a bridge is surer of less, so that words count more beside it.
WEIGHTS_OVER_BRIDGE: Mapping[Signal, float] = {**WEIGHTS, Signal.WORDS: 0.6}
#: How much the product's nearness to a picture's services counts: beside a query that somebody wrote, and beside one
#: that was derived from the offer.
PRODUCT_BESIDE_PROMPT, PRODUCT_BESIDE_OFFER = 0.2, 0.7


def by_caption(query: Vector, corpus: Corpus, among: Positions | None = None) -> Positions:
    """Pictures (`among` these, or all), the one with the nearest caption first."""
    pictures = np.arange(len(corpus.entries)) if among is None else among
    scores, _ = corpus.passages["caption"].best(query, pictures)
    return pictures[np.argsort(-scores, kind="stable")]


def two_stages(query: Vector, product: Vector, corpus: Corpus) -> Positions:
    """The pictures of the services nearest to the product, by caption; only those are left."""
    services = corpus.passages["service"]
    nearest = np.argsort(-(services.vectors @ product), kind="stable")[:FIRST_STAGE]
    return by_caption(query, corpus, np.unique(services.owners[nearest]))


def fuse(
    signals: Mapping[Signal, Scores], product_weight: float, weights: Mapping[Signal, float] = WEIGHTS
) -> tuple[Scores, Mapping[Signal, Scores]]:
    """The probability that each candidate is the one meant, and the share in it of every signal.

    Each signal, in standard deviations above what is usual in the bank, becomes a distribution over the candidates
    (a softmax), and the distributions are mixed by `weights`: a signal that is sure of one picture outvotes those that
    find nothing special in any, which a plain sum of scores does not give. The product is no vote of its own but tilts
    the result (a product of experts): it says which pictures suit, not which one was described.

    Returns: probabilities (k,), and for each signal its part of them, (k,).
    """
    votes = {
        signal: weights[signal] * softmax(scores).astype(float)
        for signal, scores in signals.items()
        if signal in weights
    }
    if not votes:
        alone = softmax(product_weight * signals[Signal.PRODUCT])
        return alone, {Signal.PRODUCT: alone}
    tilt = np.ones(1)
    if Signal.PRODUCT in signals:
        leaning = product_weight * signals[Signal.PRODUCT].astype(float)
        # Against the best that has a vote: neither can overflow, nor can all that have one vanish.
        tilt = np.exp(np.minimum(leaning - leaning[np.sum(list(votes.values()), axis=0) > 0].max(), 0))
    mixed = {signal: vote * tilt for signal, vote in votes.items()}
    total = float(np.sum(list(mixed.values())))
    shares = {signal: (vote / total).astype(np.float32) for signal, vote in mixed.items()}
    return np.asarray(np.sum(list(shares.values()), axis=0), np.float32), shares


def leading(scores: NDArray[np.floating], count: int) -> list[int]:
    """Positions of the `count` highest finite scores, in no order."""
    best = np.argpartition(scores, -count)[-count:] if len(scores) > count else np.arange(len(scores))
    found: list[int] = best[np.isfinite(scores[best])].tolist()
    return found


def standing_out(scores: Scores, mean: float, deviation: float) -> Scores:
    """Scores as standard deviations above what is usual."""
    return ((scores - mean) / max(deviation, 1e-6)).astype(np.float32)


def softmax(scores: Scores) -> Scores:
    """Positive numbers that sum to one, growing with the scores."""
    grown = np.exp(scores - scores.max())
    return np.asarray(grown / grown.sum(), np.float32)


def draw(scores: Sequence[float], seed: int, count: int) -> list[int]:
    """`count` different ones of the best POOL (or all, where there are fewer), the likelier the higher the score.

    `scores` are positive and come best first; what is drawn are positions in them. The same seed draws the same, and
    asking for more only adds some at the end.
    """
    pool = np.maximum(np.asarray(scores[:POOL], dtype=float), 1e-9)
    # Gumbel's trick: the order of log weight + noise is a draw without replacement.
    noise = np.random.default_rng(seed).gumbel(size=len(pool))
    return [int(i) for i in np.argsort(-(np.log(pool) + noise), kind="stable")[:count]]
