"""Phrases: selections of one sentence's chunks, in their order, that can be said in a field."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from core.copywriting.offline.chunks import Chunk, Place, is_share
from core.copywriting.offline.clauses import Clause, Sentence
from core.copywriting.offline.reading import Mode, variants
from core.copywriting.offline.rendering import dated, render
from core.copywriting.offline.wording import Wording
from core.copywriting.text import graphemes

#: True of the thing itself, whatever else was said of it: "check-up & clean, usually £95".
_USUALLY = regex.compile(r"(?:usually|normally|обычно)\b", regex.IGNORECASE)
#: Two prices "₽ в час" are no repetition.
UNITS = frozenset(["₽", "%", "€", "р", "руб"])
#: How many phrases of a sentence are kept while its clauses are combined.
BEAM = 28


@dataclass(frozen=True)
class Phrase:
    """Text without a final full stop, the chunks it says, and how much it is worth to the field."""

    text: str
    chunks: tuple[Chunk, ...]
    worth: float
    length: int
    #: What it says, to be compared with what others say: facts, and runs of three words.
    says: frozenset[str]


def says(chunks: Iterable[Chunk]) -> frozenset[str]:
    """The facts and the runs of three words of `chunks`, without case."""
    return frozenset().union(*(_says(chunk) for chunk in chunks))


@lru_cache(maxsize=4096)
def _says(chunk: Chunk) -> frozenset[str]:
    words = [word.strip(".,«»“”:").casefold() for word in chunk.text.split()]
    runs = {
        " ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2)) if len(words) > 1 and words[i] not in UNITS
    }
    return frozenset(runs | {fact.text.casefold() for fact in chunk.facts if fact.kind != "condition"})


def phrases(
    sentence: Sentence,
    used: frozenset[Place],
    words: Wording,
    limit: int,
    mode: Mode = "message",
    *,
    after: bool = False,
) -> Iterator[tuple[Chunk, ...]]:
    """Every sensible selection of a sentence's chunks that can fit `limit` graphemes; `mode` as in `variants`;
    `after`: the sentence before was said in another field, so that "then £14" can follow."""
    beam: list[tuple[Chunk, ...]] = []
    for index, clause in enumerate(sentence.clauses):
        ways = [way for way in variants(clause, used, words, mode) if _length(way) <= limit]
        follows = (
            _anchored(sentence.clauses[index - 1], used, further=clause.further) if index else after and clause.further
        )
        fresh = ways if follows or not clause.bound else []
        longer = [
            said + way
            for said in beam
            for way in ways[:6]
            if _length(said) + 2 + _length(way) <= limit and _continues(said, way, sentence, used)
        ]
        beam = sorted([*beam, *fresh, *longer], key=_density, reverse=True)[: BEAM * 3]
    yield from (chunks for chunks in beam if not _only_label(chunks, sentence))


def _anchored(clause: Clause, said: Collection[Place], *, further: bool) -> bool:
    """Whether all that a clause promises is said, so that "then £14" can follow; else to its end: ", 40 GB"."""
    if not further and clause.chunks[-1].at not in said:
        return False
    promised = [c.at for c in clause.chunks if is_share(c.facts)] or [c.at for c in clause.chunks if c.facts]
    return all(at in said for at in promised) and any(c.at in said for c in clause.chunks)


def _continues(said: Sequence[Chunk], way: Sequence[Chunk], sentence: Sentence, used: frozenset[Place]) -> bool:
    """Whether `way`, of a later clause, can stand after what is said: a continuation only right after its clause, and
    neither a condition nor a date after a colon ("Счёт: если положить 10 000 ₽")."""
    before, clause = sentence.clauses[said[-1].at[1]], sentence.clauses[way[0].at[1]]
    if clause.bound:
        anchor = way[0].at[1] - 1
        if said[-1].at[1] == anchor:
            earlier = any(c.at in used and is_share(c.facts) and c.at[2] > said[-1].at[2] for c in before.chunks)
            usual = bool(_USUALLY.match(way[0].text))
            return (usual or not earlier) and _anchored(
                before, {*used, *(chunk.at for chunk in said)}, further=clause.further
            )
        return _anchored(sentence.clauses[anchor], used, further=clause.further)
    when = bool(way[0].facts) and way[0].facts[0].kind == "date"
    dates = all(chunk.role == "adjunct" for chunk in before.chunks) or dated(before)
    if way[0].at[2] and (*way[0].at[:2], 0) in used:
        return before.label and dates
    if way[0].at[2] and clause.chunks[0].role == "core" and is_share(way[0].facts):
        return False
    return not (before.label and not dated(before) and (way[0].role == "condition" or when or way[0].at[2] > 0))


def _only_label(chunks: Sequence[Chunk], sentence: Sentence) -> bool:
    """ "Подарок:" without the gift."""
    return sentence.clauses[chunks[-1].at[1]].label and len(chunks) == 1 and len(chunks[0].text.split()) == 1


def _length(chunks: Iterable[Chunk]) -> int:
    return sum(len(chunk.text) + 1 for chunk in chunks) - 1


def _density(chunks: Sequence[Chunk]) -> float:
    return sum(chunk.strength + 1 for chunk in chunks)


def phrase(
    chunks: tuple[Chunk, ...], sentence: Sentence, words: Wording, worth: float, *, headline: bool = False
) -> Phrase:
    """`chunks` rendered and measured."""
    text = render(chunks, sentence, words, headline=headline)
    return Phrase(text, chunks, worth, graphemes(text), says(chunks))
