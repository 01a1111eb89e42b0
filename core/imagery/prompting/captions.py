"""Captions of the bank's pictures as models of style: what a description of ours looks like."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

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
        self._rarity = {one: (math.log((1 + len(stemmed)) / (1 + count)) + 1) ** 2 for one, count in spread.items()}
        self._stems, self._lengths = stemmed, [self._weight(text) for text in stemmed]

    def like(self, text: str, count: int = SHOWN) -> tuple[str, ...]:
        """At most `count` captions: those that share the rarest words with `text`, each unlike those before it; where
        none shares a word, some from all over. The same text has the same examples."""
        wanted = frozenset(stems(text))
        near = [self._nearness(own, length, wanted) for own, length in zip(self._stems, self._lengths, strict=True)]
        repeated, chosen = [0.0] * len(near), list[int]()
        left = dict.fromkeys(range(len(near)))
        while left and len(chosen) < count:
            best = max(left, key=lambda i: near[i] - _REPETITION * repeated[i])
            del left[best]
            chosen.append(best)
            for i in left:
                repeated[i] = max(repeated[i], self._nearness(self._stems[i], self._lengths[i], self._stems[best]))
        return tuple(self._captions[i] for i in chosen)

    def _nearness(self, own: frozenset[str], length: float, other: frozenset[str]) -> float:
        """0-1: the cosine of two sets of words, each word by its rarity."""
        shared = self._weight(own & other)
        return shared / math.sqrt(length * self._weight(other)) if shared else 0.0

    def _weight(self, words: Iterable[str]) -> float:
        return sum(self._rarity.get(word, 0.0) for word in words)


@lru_cache
def captions_of(language: Language, file: Path = DATA / "bank" / "captions.jsonl") -> Captions:
    """Those of the sample bank, read once a process."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return Captions([(row[f"caption_{language}"], " ".join(row[f"services_{language}"])) for row in rows])
