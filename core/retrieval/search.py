"""Searching a bank: from a query in words to ranked pictures, each with the reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from core.retrieval.corpus import Corpus, Entry, Passages, Positions, Scores, passages
from core.retrieval.port import BankIndex, Kind, TextEncoder, Vector
from core.retrieval.ranking import (
    PRODUCT_BESIDE_OFFER,
    PRODUCT_BESIDE_PROMPT,
    WEIGHTS,
    WEIGHTS_OVER_BRIDGE,
    Signal,
    fuse,
    leading,
    standing_out,
)
from core.retrieval.words import language_of

#: How many pictures each way of meeting a query may propose.
PROPOSED = 64
#: A signal below this share of a result is not worth naming.
_WORTH_NAMING = 0.15

#: The kinds of vectors that are signals of their own.
_KINDS: Mapping[Signal, Kind] = {Signal.CAPTION: "caption", Signal.SENTENCE: "sentence", Signal.SERVICE: "service"}


@dataclass(frozen=True)
class Query:
    """What is looked for.

    `product`: its description by language, or empty. `derived`: `text` is nobody's wish for a picture but comes from
    the offer, so that the product counts more. Pictures with one of the flags `without` are left out, and where `only`
    names flags those without any of them.
    """

    text: str
    product: Mapping[str, str] = field(default_factory=dict)
    derived: bool = False
    without: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()

    def admits(self, entry: Entry) -> bool:
        """Whether the entry's flags allow it."""
        return not entry.flags & self.without and (not self.only or bool(entry.flags & self.only))


@dataclass(frozen=True)
class Reason:
    """Why a picture was found. `share` is the signal's part of its score (0-1); `text` the sentence, the service or
    the words that did it, in the language of the query where the bank has it; empty for the caption as a whole."""

    signal: Signal
    share: float
    text: str


@dataclass(frozen=True)
class Found:
    """A picture that was found: its entry's id, the probability (0-1) that it is the one meant, and the reasons."""

    id: str
    score: float
    reasons: tuple[Reason, ...]


def indexed(corpus: Corpus) -> dict[Kind, Passages]:
    """The vectors that a searcher asks the index for: services near to a product, asked once a product. A query's own
    nearness is one multiplication of arrays, which no question to an index can beat."""
    return {"service": corpus.passages["service"]}


class Searcher:
    """Searches one bank at one revision."""

    def __init__(self, corpus: Corpus, index: BankIndex, encoder: TextEncoder) -> None:
        self.corpus, self._index, self._encoder = corpus, index, encoder
        # A product's description is long to encode and comes again and again.
        self._product = lru_cache(maxsize=256)(self._suiting)

    def search(self, query: Query, limit: int) -> list[Found]:
        """At most `limit` pictures, best first.

        Raises:
            EngineFailed: encoder or index could not answer.
        """
        meant = self._meaning(query.text)
        product, suited = self._product(self._best_known(query.product)) if query.product else (None, frozenset())
        language = language_of(query.text)
        words = self.corpus.words[language].scores(query.text) if language in self.corpus.words else None
        candidates = self._candidates(query, meant, words, suited)
        if not len(candidates):
            return []
        signals, best = self._signals(meant, product, words, candidates)
        scores, shares = fuse(
            signals, PRODUCT_BESIDE_OFFER if query.derived else PRODUCT_BESIDE_PROMPT,
            WEIGHTS if language in self._encoder.languages else WEIGHTS_OVER_BRIDGE,
        )  # fmt: skip
        order = np.argsort(-scores, kind="stable")[:limit]
        return [
            Found(
                self.corpus.entries[candidates[k]].id, float(scores[k]),
                self._reasons(query, int(candidates[k]), {s: float(v[k] / scores[k]) for s, v in shares.items()},
                              {s: int(v[k]) for s, v in best.items()}),
            )
            for k in order
        ]  # fmt: skip

    # --- meaning ------------------------------------------------------------------------------------------------------

    def _meaning(self, text: str) -> Vector | None:
        """The vector of a text, straight from the encoder or over the bridge from its language; None: it has none."""
        language = language_of(text)
        if language in self._encoder.languages:
            vector: Vector = self._encoder.encode([text])[0]
            return vector
        bridge = self.corpus.bridges.get(language)
        return bridge.vector(text) if bridge else None

    def _suiting(self, product: str) -> tuple[Vector | None, frozenset[int]]:
        """A description's vector, and the pictures with a service near to it."""
        vector = self._meaning(product)
        if vector is None:
            return None, frozenset()
        return vector, frozenset(match.picture for match in self._index.nearest(vector, kind="service", limit=PROPOSED))

    def _best_known(self, texts: Mapping[str, str]) -> str:
        """The text in a language that the encoder knows, else any."""
        return next((text for language, text in texts.items() if language in self._encoder.languages),
                    next(iter(texts.values())))  # fmt: skip

    # --- candidates and their scores ----------------------------------------------------------------------------------

    def _candidates(
        self, query: Query, meant: Vector | None, words: Scores | None, suited: frozenset[int]
    ) -> Positions:
        """Pictures that the query's meaning or its words propose, and those that suit the product."""
        entries = self.corpus.entries
        allowed = np.ones(len(entries), dtype=bool)
        if query.without or query.only:
            allowed = np.array([query.admits(entry) for entry in entries], dtype=bool)
        found = set(suited)
        whole = self.corpus.passages["whole"]
        if meant is not None and len(whole.vectors):
            scores = np.full(len(entries), -np.inf)
            scores[whole.owners] = whole.vectors @ meant
            found.update(leading(np.where(allowed, scores, -np.inf), PROPOSED))
        if words is not None:
            found.update(leading(np.where(allowed & (words > 0), words, -np.inf), PROPOSED))
        return np.array(sorted(i for i in found if allowed[i]), dtype=np.intp)

    def _signals(
        self, meant: Vector | None, product: Vector | None, words: Scores | None, candidates: Positions
    ) -> tuple[dict[Signal, Scores], dict[Signal, Positions]]:
        """Each signal of the candidates in standard deviations, and which of their passages met the query best."""
        signals: dict[Signal, Scores] = {}
        best: dict[Signal, Positions] = {}
        if meant is not None:
            for signal, kind in _KINDS.items():
                held = self.corpus.passages[kind]
                scores, best[signal] = held.best(meant, candidates)
                signals[signal] = standing_out(scores, *held.usual(meant))
        if words is not None and words.any():
            signals[Signal.WORDS] = standing_out(words[candidates], float(words.mean()), float(words.std()))
        if product is not None:
            services = self.corpus.passages["service"]
            scores, best[Signal.PRODUCT] = services.best(product, candidates)
            signals[Signal.PRODUCT] = standing_out(scores, *services.usual(product))
        return signals, best

    # --- reasons ------------------------------------------------------------------------------------------------------

    def _reasons(
        self, query: Query, picture: int, shares: Mapping[Signal, float], best: Mapping[Signal, int]
    ) -> tuple[Reason, ...]:
        named = sorted(((share, signal) for signal, share in shares.items() if share >= _WORTH_NAMING), reverse=True)
        return tuple(
            Reason(signal, round(share, 3), self._evidence(query, signal, picture, best.get(signal, 0)))
            for share, signal in named
        )

    def _evidence(self, query: Query, signal: Signal, picture: int, passage: int) -> str:
        entry, language = self.corpus.entries[picture], language_of(query.text)
        match signal:
            case Signal.WORDS:
                return ", ".join(self.corpus.words[language].shared(query.text, picture))
            case Signal.SENTENCE | Signal.SERVICE | Signal.PRODUCT:
                kind: Kind = "sentence" if signal == Signal.SENTENCE else "service"
                texts = [passages(entry, spoken)[kind] for spoken in (language, *sorted(self.corpus.words))]
                starts = self.corpus.passages[kind].starts
                embedded = starts[picture + 1] - starts[picture]
                # Where a translation has fewer sentences or more, the same place is not the same sentence.
                return next((found[passage] for found in texts if len(found) == embedded > passage), "")
            case Signal.CAPTION:
                return ""
