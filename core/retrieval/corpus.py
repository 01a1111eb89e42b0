"""A bank at one revision, as arrays: what ranking works on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from core.retrieval.bridge import Bridge
from core.retrieval.port import Kind, Vector, Vectors
from core.retrieval.words import WordIndex, sentences

#: Kinds that are embedded; "whole" follows from them.
EMBEDDED: tuple[Kind, ...] = ("caption", "sentence", "service")
#: How much a kind counts in the vector of the whole.
_SHARES: Mapping[Kind, float] = {"caption": 1.0, "sentence": 1.0, "service": 0.5}
#: So many vectors of a kind tell what scores are usual.
_SAMPLE = 256

Positions = NDArray[np.intp]
Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Entry:
    """A picture of a bank in words. Texts by language; `services` are what it could stand for in advertising."""

    id: str
    caption: Mapping[str, str]
    services: Mapping[str, Sequence[str]]
    flags: frozenset[str] = frozenset()


def passages(entry: Entry, language: str) -> dict[Kind, list[str]]:
    """What is embedded of an entry, by kind."""
    caption = entry.caption.get(language, "")
    return {
        "caption": [caption] if caption else [],
        "sentence": list(sentences(caption)),
        "service": list(entry.services.get(language, ())),
    }


@dataclass(frozen=True)
class Passages:
    """The vectors of one kind, those of a picture side by side: picture i has rows starts[i] to starts[i + 1]."""

    vectors: Vectors
    starts: Positions

    @classmethod
    def of(cls, grouped: Sequence[Vectors]) -> Self:
        """From each picture's (k, dimension) vectors."""
        every = np.concatenate(grouped) if grouped else np.zeros((0, 0), np.float32)
        return cls(every, np.cumsum([0, *(len(group) for group in grouped)]))

    @cached_property
    def owners(self) -> Positions:
        """The picture of each row."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def best(self, vector: Vector, pictures: Positions) -> tuple[Scores, Positions]:
        """For each of `pictures` the score of its best passage and which of its passages that is; a picture without
        any gets the lowest score, -1."""
        first, count = self.starts[pictures], self.starts[pictures + 1] - self.starts[pictures]
        width = int(count.max(initial=0))
        if not width:
            return np.full(len(pictures), -1, np.float32), np.zeros(len(pictures), np.intp)
        column = np.arange(width)
        rows = np.minimum(first[:, None] + column, len(self.vectors) - 1)
        scores = np.where(column < count[:, None], self.vectors[rows] @ vector, np.float32(-1))
        return scores.max(axis=1), scores.argmax(axis=1)

    def usual(self, vector: Vector) -> tuple[float, float]:
        """Mean and standard deviation of the scores of all vectors, from an even sample of them."""
        step = max(1, len(self.vectors) // _SAMPLE)
        scores = self.vectors[::step] @ vector
        return (float(scores.mean()), float(scores.std())) if len(scores) else (0.0, 1.0)


class Corpus:
    """`vectors[kind][i]` are the (k, dimension) vectors of the i-th entry; `languages` are the encoder's."""

    def __init__(
        self, entries: Sequence[Entry], vectors: Mapping[Kind, Sequence[Vectors]], languages: Iterable[str]
    ) -> None:
        self.entries = tuple(entries)
        self.spoken = frozenset(languages)
        self.passages = {kind: Passages.of(groups) for kind, groups in vectors.items()}
        self.passages["whole"] = Passages.of([_whole(vectors, i) for i in range(len(entries))])
        written = {language for entry in entries for language in (*entry.caption, *entry.services)}
        self.words = {language: WordIndex([_all_text(entry, language) for entry in entries]) for language in written}
        self.bridges = {
            language: bridge for language in written - self.spoken if (bridge := self._bridge(language)) is not None
        }

    def _bridge(self, language: str) -> Bridge | None:
        """What leads from `language` to the vectors, learned from sentences and services that stand in both."""
        texts: list[str] = []
        rows: list[Vectors] = []
        for i, entry in enumerate(self.entries):
            for kind in ("sentence", "service"):
                own, held = passages(entry, language)[kind], self.passages[kind]
                translated = held.vectors[held.starts[i] : held.starts[i + 1]]
                if len(own) == len(translated):
                    texts += own
                    rows.append(translated)
        return Bridge(texts, np.concatenate(rows)) if texts else None


def _whole(vectors: Mapping[Kind, Sequence[Vectors]], i: int) -> Vectors:
    """(1, dimension): the weighted mean of all that is said of the i-th picture; no row where nothing is."""
    means = [_SHARES[kind] * groups[i].mean(axis=0) for kind, groups in vectors.items() if len(groups[i])]
    total = np.sum(means, axis=0) if means else np.zeros(0)
    length = float(np.linalg.norm(total))
    return (total / length)[None].astype(np.float32) if length else vectors["caption"][i][:0]


def _all_text(entry: Entry, language: str) -> str:
    return " ".join([entry.caption.get(language, ""), *entry.services.get(language, ())])
