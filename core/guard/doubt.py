"""A second opinion beside the rules: how likely a clause is spoken to the writer instead of to the customer.

A logistic regression over the features of `core.guard.doubt_features`; its weights stand in `data/guard/doubt.json`,
fitted by `bench/train_guard.py`, where figures for unseen offers are printed too. Pure.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from core.formats.brand import DATA
from core.guard.doubt_features import features, units
from core.guard.sentences import Span, Text

#: From here on a clause is an attack by itself: one ordinary offer in 200 has such a clause.
CERTAIN = 0.7
#: From here on it proves another suspicion, and goes with a proven attack.
MIDDLING = 0.38
#: From here on it may stay, but no copy repeats its words.
SLIGHT = 0.18
#: Fewer words can prove nothing by themselves.
_FEW = 3
_WORD = regex.compile(r"\p{L}{2,}")
#: Where the customer's part of a clause may end and the writer's begin, or the other way round.
_JOINT = regex.compile(r"[,:]\s|\s(?:and|but|then|и|а|но|затем)\s|(?<=\s)(?=[«“„\"<(\[*#{/])", regex.I)
_FACT = regex.compile(r"\d|[₽$€£¥%]")


@dataclass(frozen=True)
class Clause:
    """A clause of the original text and how likely it is spoken to the writer, 0-1."""

    start: int
    end: int
    probability: float


@dataclass(frozen=True)
class Model:
    """A logistic regression over named features."""

    intercept: float
    weights: dict[str, float]

    def probability(self, names: frozenset[str]) -> float:
        """0-1."""
        score = self.intercept + sum(self.weights.get(name, 0.0) for name in sorted(names))
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, score))))


@lru_cache(maxsize=1)
def model() -> Model:
    """The fitted one."""
    found = json.loads((DATA / "guard" / "doubt.json").read_text("utf-8"))
    return Model(found["intercept"], found["weights"])


@lru_cache(maxsize=32)
def clauses(text: Text) -> tuple[Clause, ...]:
    """Every clause of `text`, in order; together they are all of it."""
    spans = units(text)
    found = zip(spans, features(text, spans), strict=True)
    return tuple(Clause(*span, _capped(text, span, model().probability(names))) for span, names in found)


def _capped(text: Text, span: Span, probability: float) -> float:
    few = len(_WORD.findall(text.original, *span)) < _FEW
    return min(probability, (CERTAIN + MIDDLING) / 2) if few else probability


def hostile_part(text: Text, clause: Clause) -> Span:
    """The clause without what it may say to the customer first or last: a part with a fact that is hardly in doubt."""
    start, end = clause.start, clause.end
    if not _FACT.search(text.original, start, end):
        return start, end
    joints = list(_JOINT.finditer(text.original, start, end))
    for joint in reversed(joints):
        if _harmless(text, (start, joint.start())):
            return joint.start(), end
    for joint in joints:
        if _harmless(text, (joint.end(), end)):
            return start, joint.end()
    return start, end


def has_fact(words: str) -> bool:
    """Whether there is a number or a sign of money in it."""
    return _FACT.search(words) is not None


def _harmless(text: Text, span: Span) -> bool:
    if not _FACT.search(text.original, *span) or not _WORD.search(text.original, *span):
        return False
    return model().probability(features(text, [span])[0]) < SLIGHT


def doubtful(text: Text, enough: float = SLIGHT) -> Iterator[str]:
    """The clauses that may be spoken to the writer, word for word, in order."""
    for clause in clauses(text):
        if clause.probability >= enough:
            yield text.original[clause.start : clause.end].strip()
