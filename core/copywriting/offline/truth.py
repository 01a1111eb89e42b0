"""Whether a promise is said without what limits it, and what the headline leaves for the message to say."""

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

import regex

from core.copywriting.offline.appeal import PROMISE, chunk_appeal
from core.copywriting.offline.chunks import Chunk, Place, is_share
from core.copywriting.offline.clauses import Clause, Sentence, restricts

_ALSO = regex.compile(r"(?:and|и)\s", regex.IGNORECASE)
_LATER = regex.compile(r"(?:then|after that|otherwise|дальше|далее|потом|затем|иначе)\b", regex.IGNORECASE)
_AND_WE = regex.compile(
    r"(?:and|и)\s(?:we|мы|get|receive|earn|your|получ\w+|верн[её]м|подарим|дарим)\b", regex.IGNORECASE
)
_RESTRICTS = regex.compile(
    r"(?:in|for|on|with|at|after|после|в|во|за|на|при|для)\s(?:the\s|your\s)?(?:first|перв|new|нов|most|some|select|participating|orders?\b|заказ)"
    r"|with\s(?:every|each|any\b|a\s(?:paying|full))",
    regex.IGNORECASE,
)
#: What an unsaid condition of the headline costs.
UNSAID = 7.0


def halved(chunks: Sequence[Chunk], sentence: Sentence, used: frozenset[Place]) -> bool:
    """Whether a promise is said without the condition that follows it: "£30 back" without "when you spend £300"."""
    said = {c.at for c in chunks} | used
    for chunk in chunks:
        clause = sentence.clauses[chunk.at[1]]
        promising = chunk.strength > 5 or chunk_appeal(chunk) >= PROMISE
        rest = clause.chunks[chunk.at[2] + 1 :]
        if chunk.glue == " — " and chunk.at[2] and (*chunk.at[:2], chunk.at[2] - 1) not in said:
            return True
        if any(c.at not in said for c in _stipulated(chunk, clause, sentence)) or _torn(chunk, clause, said):
            return True
        priced = [c for c in rest if is_share(c.facts) and not _ALSO.match(c.text)]
        if chunk.role == "core" and not is_share(chunk.facts) and any(c.at not in said for c in priced[:1]):
            return True
        bounds = takewhile(lambda c: c.role != "core" and not is_share(c.facts), rest) if promising else ()
        conditions = [c for c in bounds if _RESTRICTS.match(c.text)]
        conditions += [c for c in rest if c.role == "condition" and promising]
        skipped = bool(rest) and rest[0].role == "adjunct" and rest[0].at not in said and chunk.strength > 5
        if any(c.at not in said for c in conditions) or (skipped and any(c.at in said for c in rest[1:])):
            return True
    also = (c for clause in sentence.clauses for c in clause.chunks[:-1] if _ALSO.match(c.text) and c.role == "adjunct")
    if any(c.at not in said and (*c.at[:2], c.at[2] + 1) in {k.at for k in chunks} for c in also):
        return True
    return len(chunks) == 1 and len(chunks[0].text.split()) == 1 and not chunks[0].facts and not used


def _torn(chunk: Chunk, clause: Clause, said: Collection[Place]) -> bool:
    """What a gift is limited to is left out ("Стационар | на сутки | в подарок"), or only that is kept ("on orders
    over £60" without "free delivery")."""
    before = clause.chunks[chunk.at[2] - 1] if chunk.at[2] else None
    if before is None or before.at in said:
        return False
    limited = before.role == "adjunct" and (chunk.role == "predicate" or (chunk.role == "adjunct" and limits(before)))
    return limited or (chunk.role == "adjunct" and before.strength > 5 and bool(_RESTRICTS.match(chunk.text)))


def _stipulated(chunk: Chunk, clause: Clause, sentence: Sentence) -> Iterator[Chunk]:
    """What comes before a chunk and is its condition: "Если купить заранее, | скидка 15%", "Order by Friday | and we
    waive the fee"."""
    yield from (c for c in clause.chunks[: chunk.at[2]] if c.role == "condition" or _AND_WE.match(chunk.text))
    later = sentence.clauses[chunk.at[1] + 1 : chunk.at[1] + 2]
    if chunk_appeal(chunk) >= PROMISE and later and (_LATER.match(later[0].chunks[0].text) or restricts(later[0])):
        yield from later[0].chunks
    before = sentence.clauses[chunk.at[1] - 1] if chunk.at[1] and not chunk.at[2] else None
    if before and before.chunks[0].role == "condition":
        yield from before.chunks


def limits(chunk: Chunk) -> bool:
    """Whether an adjunct says on what the promise before depends: "with every adult ticket", "on orders over £60"."""
    return chunk.role == "adjunct" and bool(_RESTRICTS.match(chunk.text))


def promised(sentence: Sentence, said: frozenset[Place]) -> bool:
    """Whether every promise of a sentence is said."""
    chunks = [c for clause in sentence.clauses for c in clause.chunks]
    return all(c.at in said for c in chunks if chunk_appeal(c) >= PROMISE or c.role == "predicate")


def owing(headline: Sequence[Chunk], message: Sequence[Chunk], sentences: Sequence[Sentence]) -> float:
    """How much of what narrows, names or continues the headline's promise neither text says."""
    said, spoken = {c.at for c in (*headline, *message)}, {c.at[:2] for c in headline}
    unsaid = 0.0
    for sentence in sentences:
        around = zip((None, *sentence.clauses), sentence.clauses, (*sentence.clauses[1:], None), strict=False)
        for before, clause, after in around:
            stipulates = after if clause.chunks[0].role == "condition" and after else clause
            anchor = before if clause.bound and before else stipulates
            if anchor.chunks[0].at[:2] in spoken:
                unsaid += sum(_owed(c, clause) for c in clause.chunks if c.at not in said)
    return unsaid


def _owed(chunk: Chunk, clause: Clause) -> float:
    """A condition or a later price counts whole, what the amount is of half, another thing hardly."""
    if chunk.role == "core":
        return 1.0 if clause.bound else 0.4 if not chunk.at[2] else 0.0
    if chunk.facts and chunk.facts[0].kind == "date":
        return 0.6
    return 0.2 if chunk.text.split(maxsplit=1)[0].lower() in ("и", "and") else 1.0
