"""Phrases: chunks of one sentence, in their order, joined so that they read as if they had been written together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import regex

from core.copywriting.clauses import Chunk, Clause, Sentence
from core.copywriting.text import capitalised, graphemes
from core.copywriting.wording import Wording

#: A clause of more chunks is only shortened from its ends, a sentence keeps this many phrases while it is combined.
MOST_CHUNKS, BEAM = 6, 28

Place = tuple[int, int, int]


@dataclass(frozen=True)
class Phrase:
    """Text without a final full stop, the chunks it says, and how much it is worth to the field."""

    text: str
    chunks: tuple[Chunk, ...]
    worth: float
    length: int


def variants(clause: Clause, used: frozenset[Place], words: Wording) -> list[tuple[Chunk, ...]]:
    """The ways to say a clause: whole, or without parts that can be left out; `used` chunks are said already."""
    left = [chunk for chunk in clause.chunks if chunk.at not in used]
    if len(left) > MOST_CHUNKS:
        runs = (tuple(left[a:b]) for a in range(len(left)) for b in range(a + 1, len(left) + 1) if b - a <= MOST_CHUNKS)
    else:
        runs = (kept for size in range(len(left), 0, -1) for kept in combinations(left, size))
    return [kept for kept in runs if _reads_well(kept, clause, used, words)]


def _reads_well(kept: Sequence[Chunk], clause: Clause, used: frozenset[Place], words: Wording) -> bool:
    """Nothing essential is missing from the middle, and nothing hangs at either end."""
    first, last = kept[0].at[2], kept[-1].at[2]
    here = {chunk.at for chunk in kept}
    for chunk in clause.chunks[first : last + 1]:
        if chunk.at not in here and chunk.at not in used and (chunk.role == "core" or chunk.glue == " — "):
            return False
    for chunk in kept:
        following = clause.chunks[chunk.at[2] + 1 :][:1]
        hangs = _last_word(chunk.text) in words.verbs and following and following[0].at not in here
        if hangs or (following and following[0].glue == " — " and following[0].at not in here and chunk.role == "core"):
            return False
    if not any(chunk.facts for chunk in kept):
        core = [chunk for chunk in kept if chunk.role == "core"]
        if len(clause.chunks) > len(kept) and sum(len(chunk.text.split()) for chunk in core) < 2 and len(kept) < 2 + len(used):
            return bool(core) is False and len(kept[0].text.split()) > 2
    return _last_word(kept[-1].text) not in words.never_last


def _last_word(text: str) -> str:
    return text.split()[-1].lower().strip("«»“”.,")


def phrases(sentence: Sentence, used: frozenset[Place], words: Wording, limit: int) -> Iterator[tuple[Chunk, ...]]:
    """Every sensible selection of a sentence's chunks that can fit `limit` graphemes."""
    beam: list[tuple[Chunk, ...]] = []
    for index, clause in enumerate(sentence.clauses):
        ways = [way for way in variants(clause, used, words) if _length(way) <= limit]
        fresh = [] if clause.bound and index else ways
        longer = [
            said + way
            for said in beam
            for way in ways[:6]
            if _length(said) + 2 + _length(way) <= limit and (not clause.bound or said[-1].at[1] == index - 1)
        ]
        beam = sorted([*beam, *fresh, *longer], key=_density, reverse=True)[: BEAM * 3]
    yield from beam


def _length(chunks: Iterable[Chunk]) -> int:
    return sum(len(chunk.text) + 1 for chunk in chunks) - 1


def _density(chunks: Sequence[Chunk]) -> float:
    return sum(chunk.strength + 1 for chunk in chunks)


def render(chunks: Sequence[Chunk], sentence: Sentence, words: Wording, *, headline: bool = False) -> str:
    """The chunks as one text, first letter upper case, without a final full stop."""
    out = opening(chunks[0], words, headline=headline)
    for before, chunk in zip(chunks, chunks[1:], strict=False):
        out += _joint(before, chunk, sentence) + chunk.text
    return capitalised(out.rstrip(" ,:;.—–"))


def _joint(before: Chunk, chunk: Chunk, sentence: Sentence) -> str:
    """What stands between two kept chunks: the original glue where they were neighbours."""
    if before.at[1] == chunk.at[1]:
        if chunk.at[2] == before.at[2] + 1:
            return chunk.glue
        return " " if before.role == "core" else ", "
    if chunk.text.split()[0].lower() in ("и", "and", "а"):
        return " "
    labelled = sentence.clauses[before.at[1]].label
    return ": " if labelled else ", "


_AMOUNT = r"(?=[-−–+]?[\d£$€])"
_IF_YOU = regex.compile(r"^(?:if|when) you\s+(?=\w)(?!(?:are|have|need|were|registered|already|had|live|want)\b)", regex.I)
_IF_TO = regex.compile(r"^если\s+(?P<verb>[а-яё]+ть(?:ся)?|[а-яё]+ти)(?!\w)", regex.I)


def opening(chunk: Chunk, words: Wording, *, headline: bool) -> str:
    """The chunk as the first words of a text: no conjunction, no preposition or empty verb before its fact, an
    instruction in place of a condition ("if you order online" -> "order online")."""
    text = words.leading.sub("", chunk.text) if not regex.match(r"(?:тоже|также|also)\b", chunk.text) else chunk.text
    text = regex.sub(rf"^(?:at|with|for|за)\s+{_AMOUNT}|^with\s+(?=no\s)", "", text, flags=regex.I)
    condition = _IF_TO.match(text)
    if condition and condition["verb"].lower() in words.imperatives:
        text = words.imperatives[condition["verb"].lower()] + text[condition.end() :]
    text = _IF_YOU.sub("", text)
    if headline:
        first, _, rest = text.partition(" ")
        if first.lower() in words.dropped_verbs and regex.match(rf"{_AMOUNT}|(?:up to|до|от|from)\s\S*\d", rest, regex.I):
            text = rest
        elif first.lower() in words.dropped_verbs and rest.split(" ")[0].lower() in {*words.nominative, "скидка", "кэшбэк"}:
            text = rest
    first, _, rest = text.removeprefix("со ").removeprefix("с ").removeprefix("Со ").partition(" ")
    return f"{words.nominative[first.lower()]} {rest}".strip() if first.lower() in words.nominative and chunk.facts else text


def phrase(chunks: tuple[Chunk, ...], sentence: Sentence, words: Wording, worth: float, *, headline: bool = False) -> Phrase:
    """`chunks` rendered and measured."""
    text = render(chunks, sentence, words, headline=headline)
    return Phrase(text, chunks, worth, graphemes(text))
