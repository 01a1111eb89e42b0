"""Captions of the bank's pictures as models of style: what a description of ours looks like."""

import json
import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.formats.brand import DATA, Language
from core.retrieval.words import stems

#: How many captions a template shows.
SHOWN = 7
#: How much it counts against a caption that it is like one that is shown already.
_REPETITION = 0.5

#: A caption, and beside it what its picture could advertise.
Described = tuple[str, str]


class Captions:
    """Captions of one language, to choose examples from."""

    def __init__(self, described: Sequence[Described]) -> None:
        self._captions = [caption for caption, _ in described]
        stemmed = [frozenset(stems(f"{caption} {services}")) for caption, services in described]
        spread = Counter(one for text in stemmed for one in text)
        self._column = {one: column for column, one in enumerate(sorted(spread))}
        # Inverse document frequency, smoothed: rare words say more.
        self._rarity = np.array([math.log((1 + len(stemmed)) / (1 + spread[one])) + 1 for one in self._column])
        self._rows = np.array([self._direction(text) for text in stemmed])
        self._alike = self._rows @ self._rows.T

    def like(self, text: str, count: int = SHOWN) -> tuple[str, ...]:
        """At most `count` captions: those that share the rarest words with `text`, each unlike those before it; where
        none shares a word, some from all over. The same text has the same examples."""
        near = self._rows @ self._direction(frozenset(stems(text)))
        repeated, chosen = np.zeros(len(near)), list[int]()
        for _ in range(min(count, len(near))):
            worth = near - _REPETITION * repeated
            worth[chosen] = -np.inf
            chosen.append(int(np.argmax(worth)))
            repeated = np.maximum(repeated, self._alike[chosen[-1]])
        return tuple(self._captions[i] for i in chosen)

    def _direction(self, words: frozenset[str]) -> NDArray[np.float64]:
        """(known stems,): of length 1, or 0 where no word is known."""
        found = np.zeros(len(self._column))
        known = [self._column[word] for word in words if word in self._column]
        found[known] = self._rarity[known]
        return found / max(float(np.linalg.norm(found)), 1e-9)


@lru_cache
def captions_of(language: Language, file: Path = DATA / "bank" / "captions.jsonl") -> Captions:
    """Those of the sample bank, read once a process."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return Captions([(row[f"caption_{language}"], " ".join(row[f"services_{language}"])) for row in rows])
