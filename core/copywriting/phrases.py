"""Phrases: chunks of one sentence, in their order, joined so that they read as if they had been written together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

import regex

from core.copywriting.chunks import Chunk, Place
from core.copywriting.clauses import Clause, Sentence
from core.copywriting.text import capitalised, graphemes
from core.copywriting.wording import Wording

#: A clause of more chunks is only shortened from its ends, a sentence keeps this many phrases while it is combined.
MOST_CHUNKS, BEAM = 6, 28

_AMOUNT = r"(?=[-−–+]?(?:[£$€]\d|\d[\d\s.,]*(?:%|₽|€|руб)))"
_BARE_PERCENT = regex.compile(r"(?:^|(?:^|\s)(?:и|and)\s)[-−–+]?[\d.,]+\s?%$")
_RELATIVE = regex.compile(r"котор|who|which|where|whose|that|где|кто|что(?!бы)", regex.I)
_COORDINATED = regex.compile(r"(?:и|and) ", regex.I)
_COMMAND = regex.compile(r"(?:йте|ите|ьте)(?:сь)?$")
#: Russian verbs by their endings, without nouns such as "счёт" and "полёт".
_FINITE = regex.compile(r"(?:(?<![члё])ёт|[аяуюе]ют|[иуею]тся|ятся|[аяу]ем)$")
#: Where a promise does not hold everywhere, this may not be left out.
_IN_SOME = regex.compile(
    r"(?:at|in|on|for|to|на|в|для|во)\s(?:most|some|select|certain|participating|отдельн|некотор|избранн|многих)",
    regex.I,
)
_SOMEBODY = regex.compile(r"\b(?:we|you|they|i|мы|вы)\b", regex.I)
_FOR_AMOUNT = regex.compile(r"(?:for|at|за)\s")
_ALSO = regex.compile(r"(?:тоже|также|also)\b", regex.I)
_LEADING_PREPOSITION = regex.compile(rf"^(?:at|with|for|за)\s+{_AMOUNT}|^(?:with|pay)\s+(?=no\s)", regex.I)
_OBJECT = regex.compile(rf"{_AMOUNT}|(?:up to|до|от|from)\s\S*\d", regex.I)


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
    runs = {" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2)) if len(words) > 1}
    return frozenset(runs | {fact.text.casefold() for fact in chunk.facts if fact.kind != "condition"})


def variants(clause: Clause, used: frozenset[Place], words: Wording) -> list[tuple[Chunk, ...]]:
    """The ways to say a clause: whole, or without parts that can be left out; `used` chunks are said already."""
    left = [chunk for chunk in clause.chunks if chunk.at not in used]
    if len(left) > MOST_CHUNKS:
        runs = (tuple(left[a:b]) for a in range(len(left)) for b in range(a + 1, len(left) + 1) if b - a <= MOST_CHUNKS)
    else:
        runs = (kept for size in range(len(left), 0, -1) for kept in combinations(left, size))
    return [kept for kept in runs if _reads_well(kept, clause, used, words)]


def _reads_well(kept: Sequence[Chunk], clause: Clause, used: frozenset[Place], words: Wording) -> bool:
    """Nothing essential is missing from the middle, nothing hangs at either end, no amount lacks what it is of."""
    here = {chunk.at for chunk in kept}
    if not _starts_well(kept, clause, used, words) or _last_word(kept[-1].text) in words.never_last:
        return False
    for before, chunk in zip((None, *clause.chunks), clause.chunks, strict=False):
        inside = kept[0].at[2] < chunk.at[2] < kept[-1].at[2]
        absent = chunk.at not in here and chunk.at not in used
        if absent and ((inside and chunk.role == "core") or _needed(chunk, before, clause, here, words)):
            return False
        if before and before.at in here and chunk.at in used and _hangs(before, words):
            return False
        if chunk.at in here and before and before.at not in here and not _free(chunk, kept, before, used):
            return False
    return True


def _starts_well(kept: Sequence[Chunk], clause: Clause, used: frozenset[Place], words: Wording) -> bool:
    """A clause begins with its head, or where a fact stands by itself; what is left over may be an adjunct."""
    first, head = kept[0], clause.chunks[0]
    kinds = {fact.kind for fact in first.facts}
    if first is head:
        facts = [c for c in clause.chunks if c.at not in used and any(f.kind != "date" for f in c.facts)]
        alone = (
            len(kept) == 1
            and len(head.text.split()) == 1
            and len(clause.chunks) > 1
            and clause.chunks[1].at not in used
        )
        return head.role != "core" or bool(head.facts) or not (alone or (facts and not any(c in kept for c in facts)))
    if head.at in used:
        return first.role not in ("predicate",) and (
            bool(first.facts) or first.role != "adjunct" or len(first.text.split()) > 2
        )
    if first.text.split()[0].lower() in words.conjunctions:
        between = " ".join(chunk.text for chunk in clause.chunks[: first.at[2]])
        return not _SOMEBODY.search(between) and (
            _last_word(head.text.split()[0]) in words.verbs or _commands(head.text)
        )
    if first.role == "predicate" or clause.bound or _has_verb_inside(first, words):
        return False
    self_standing = kinds & {"percent", "price", "promo"} and (
        first.text.find(first.facts[0].text) < 6 or first.text.split()[1].lower() in words.nominative
    )
    if self_standing or (first.role == "core" and first.facts):
        return True
    following = next((chunk for chunk in kept if chunk.role == "core" and chunk.facts), None)
    return (
        first.role == "adjunct"
        and bool(first.facts)
        and following is not None
        and not words.leading.match(following.text)
    )


def _needed(chunk: Chunk, before: Chunk | None, clause: Clause, here: set[Place], words: Wording) -> bool:
    """Whether what is kept cannot do without this absent chunk."""
    if chunk.role == "predicate":
        return clause.chunks[0].at in here
    if not before or before.at not in here:
        return False
    bare = chunk.role != "core" and bool(_BARE_PERCENT.search(before.text))
    conditional = chunk.role == "condition" and any(f.kind == "condition" for f in before.facts)
    return _hangs(before, words) or _IN_SOME.match(chunk.text) is not None or chunk.glue == " — " or conditional or bare


def _free(chunk: Chunk, kept: Sequence[Chunk], before: Chunk, used: frozenset[Place]) -> bool:
    """Whether a kept chunk makes sense though the one before it is not kept."""
    if chunk.role == "condition":
        return not _RELATIVE.match(chunk.text) and chunk is kept[0] and before.at in used
    return not (chunk.glue == " " and _COORDINATED.match(chunk.text) and chunk is not kept[0] and before.at in used)


def _hangs(chunk: Chunk, words: Wording) -> bool:
    """Ends in a verb that waits for what follows."""
    last = _last_word(chunk.text)
    return last in words.verbs or bool(_FINITE.search(last))


def _has_verb_inside(chunk: Chunk, words: Wording) -> bool:
    return any(word.lower() in words.verbs for word in chunk.text.split()[1:])


def _commands(text: str) -> bool:
    return bool(_COMMAND.search(text.split(maxsplit=1)[0].lower()))


def _last_word(text: str) -> str:
    return text.rsplit(maxsplit=1)[-1].lower().strip("«»“”.,")


def phrases(
    sentence: Sentence, used: frozenset[Place], words: Wording, limit: int, *, whole: bool = False
) -> Iterator[tuple[Chunk, ...]]:
    """Every sensible selection of a sentence's chunks that can fit `limit` graphemes; `whole`: only whole clauses."""
    beam: list[tuple[Chunk, ...]] = []
    for index, clause in enumerate(sentence.clauses):
        possible = _openings(clause, words) if whole else variants(clause, used, words)
        ways = [way for way in possible if _length(way) <= limit]
        follows = index > 0 and any(chunk.at in used for chunk in sentence.clauses[index - 1].chunks)
        fresh = ways if follows or not clause.bound else []
        longer = [
            said + way
            for said in beam
            for way in ways[:6]
            if _length(said) + 2 + _length(way) <= limit and (not clause.bound or said[-1].at[1] == index - 1)
        ]
        beam = sorted([*beam, *fresh, *longer], key=_density, reverse=True)[: BEAM * 3]
    yield from (chunks for chunks in beam if not _only_label(chunks, sentence))


def _openings(clause: Clause, words: Wording) -> list[tuple[Chunk, ...]]:
    """A clause whole, or its first chunks as long as they name something."""
    runs = (clause.chunks[:size] for size in range(len(clause.chunks), 0, -1))
    return [
        kept
        for kept in runs
        if kept == clause.chunks or (_reads_well(kept, clause, frozenset(), words) and _length(kept) > 20)
    ]


def _only_label(chunks: Sequence[Chunk], sentence: Sentence) -> bool:
    """ "Подарок:" without the gift."""
    return sentence.clauses[chunks[-1].at[1]].label and len(chunks) == 1 and len(chunks[0].text.split()) == 1


def _length(chunks: Iterable[Chunk]) -> int:
    return sum(len(chunk.text) + 1 for chunk in chunks) - 1


def _density(chunks: Sequence[Chunk]) -> float:
    return sum(chunk.strength + 1 for chunk in chunks)


def render(chunks: Sequence[Chunk], sentence: Sentence, words: Wording, *, headline: bool = False) -> str:
    """The chunks as one text, first letter upper case, without a final full stop."""
    out = opening(chunks[0], words, headline=headline)
    for before, chunk in pairwise(chunks):
        joint = _joint(before, chunk, sentence, chunks)
        text = chunk.text if before.at[1] == chunk.at[1] else words.leading.sub("", chunk.text)
        out += joint + (capitalised(text) if joint == ". " else text)
    return capitalised(out.rstrip(" ,:;.—–"))


def _joint(before: Chunk, chunk: Chunk, sentence: Sentence, chunks: Sequence[Chunk]) -> str:
    """What stands between two kept chunks: the original glue where they were neighbours."""
    if before.at[1] == chunk.at[1]:
        if chunk.at[2] == before.at[2] + 1:
            return chunk.glue
        between = sentence.clauses[chunk.at[1]].chunks[before.at[2] + 1 : chunk.at[2]]
        return ", " if before.role != "core" or any(c.role == "core" for c in between) else " "
    amount = any(fact.kind in ("price", "percent") for fact in chunk.facts)
    if chunk.role == "adjunct" and amount and chunk.at[2] and _FOR_AMOUNT.match(chunk.text):
        return " "
    if not sentence.clauses[before.at[1]].label:
        return ", "
    return ": " if (*before.at[:2], 0) in {c.at for c in chunks} else ". "


_IF_YOU = regex.compile(
    r"^(?:if|when) you\s+(?=\w)(?!(?:are|have|need|were|registered|already|had|live|want)\b)", regex.I
)
_IF_TO = regex.compile(r"^если\s+(?P<verb>[а-яё]+ть(?:ся)?|[а-яё]+ти)(?!\w)", regex.I)


def opening(chunk: Chunk, words: Wording, *, headline: bool) -> str:
    """The chunk as the first words of a text: no conjunction, no preposition or empty verb before its fact, an
    instruction in place of a condition ("if you order online" -> "order online")."""
    text = chunk.text if _ALSO.match(chunk.text) else words.leading.sub("", chunk.text)
    text = _LEADING_PREPOSITION.sub("", text)
    condition = _IF_TO.match(text)
    if condition and condition["verb"].lower() in words.imperatives:
        text = words.imperatives[condition["verb"].lower()] + text[condition.end() :]
    text = _IF_YOU.sub("", text)
    if headline:
        first, _, rest = text.partition(" ")
        amount = _OBJECT.match(rest) and len(rest.split()) > 3
        named = rest.split(" ")[0].lower() in {*words.nominative, "скидка", "кэшбэк"}
        text = rest if first.lower() in words.dropped_verbs and (amount or named) else text
    first, _, rest = text.removeprefix("со ").removeprefix("с ").removeprefix("Со ").partition(" ")
    return (
        f"{words.nominative[first.lower()]} {rest}".strip()
        if first.lower() in words.nominative and chunk.facts
        else text
    )


def phrase(
    chunks: tuple[Chunk, ...], sentence: Sentence, words: Wording, worth: float, *, headline: bool = False
) -> Phrase:
    """`chunks` rendered and measured."""
    text = render(chunks, sentence, words, headline=headline)
    return Phrase(text, chunks, worth, graphemes(text), says(chunks))
