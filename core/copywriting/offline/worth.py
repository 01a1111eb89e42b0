"""What a headline and a message are worth: the offer's own promise first, with its scope; then what it owes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

import regex

from core.copywriting.offline.appeal import PROMISE, chunk_appeal, clause_appeal, side_weight, weighted
from core.copywriting.offline.chunks import Chunk, Place, is_share
from core.copywriting.offline.clauses import Sentence, restricts
from core.copywriting.offline.phrases import Phrase
from core.copywriting.offline.truth import limits
from core.copywriting.offline.wording import Wording

_ANOTHER = regex.compile(r"(?:and|и)\s(?:no\s|без\s|\d|[£$€])", regex.IGNORECASE)
#: What a promise that leads is worth more than another.
LEAD = 7.0


@dataclass(frozen=True)
class Source:
    """Sentences to write from, best first, and the language's words."""

    sentences: tuple[Sentence, ...]
    words: Wording
    #: Sentence and clause of the offer itself.
    lead: tuple[int, int] | None = None
    #: The product's name.
    names: str = ""
    #: Phrases that were already made, by sentence, limit and what had been said of it.
    known: dict[tuple[int, int, frozenset[Place]], list[Phrase]] = field(default_factory=dict, compare=False)


def headline_worth(chunks: Sequence[Chunk], sentence: Sentence, source: Source) -> float:
    """One idea: the offer's own promise with its scope and what it is of; nothing of what comes along."""
    valued = [(c, weighted(c, sentence.clauses[c.at[1]], source.words)) for c in chunks]
    appeals = sorted((value for c, value in valued if c.facts), reverse=True)
    worth = sum(s * w for s, w in zip(appeals, (1, 0.3, 0.2, 0.1), strict=False)) - (0 if appeals else 4)
    led = [
        value for c, value in valued if c.at[:2] == source.lead or (c is chunks[-1] and _bare_price(chunks, sentence))
    ]
    if led and source.lead:
        worth += LEAD * (max(led) >= 0.8 * clause_appeal(sentence.clauses[source.lead[1]], source.words))
    worth += _subject_worth(chunks, sentence) - 0.5 * scopes_lost(chunks, sentence) - _skipped(chunks, sentence)
    worth += 3.0 * (_bare_price(chunks, sentence) and not chunks[0].at[2])
    worth -= 0.03 * sum(len(c.text) for c in chunks)
    here = {c.at for c in chunks}
    worth -= 5.0 * any(c.glue == " — " and c.at[2] and (*c.at[:2], c.at[2] - 1) not in here for c in chunks)
    clauses = {c.at[1] for c in chunks}
    facted = sum(any(c.facts for c in chunks if c.at[1] == i) for i in clauses) - _bare_price(chunks, sentence)
    bare = sum(not sentence.clauses[i].label for i in clauses) - max(1, facted)
    worth -= 4.0 * max(0, facted - 1) + 3.0 * max(0, bare) + 4.0 * any(sentence.clauses[i].bound for i in clauses)
    return worth - 0.5 * sum(sentence.clauses[i].label for i in clauses if len(clauses) == 1 and not appeals)


def _skipped(chunks: Sequence[Chunk], sentence: Sentence) -> float:
    """What is left out between two chunks of a clause: less to be said where the promise itself comes after."""
    gaps = [(b.at[2] - a.at[2] - 1, b) for a, b in pairwise(chunks) if a.at[:2] == b.at[:2]]
    # "No interest | on purchases | and no annual fee": without its scope the first would take the second's.
    torn = any(gap and _ANOTHER.match(after.text) for gap, after in gaps)
    worth = (8.0 if torn else 0.0) + sum(gap * (2.0 if chunk_appeal(after) >= PROMISE else 3.5) for gap, after in gaps)
    listed = any(gap and after.at[1] and not sentence.clauses[after.at[1] - 1].label for gap, after in gaps)
    return worth + (8.0 if listed else 0.0)


def _bare_price(chunks: Sequence[Chunk], sentence: Sentence) -> bool:
    """ "5 ГБ интернета, 990 ₽": a price that is a clause of its own belongs to the one before."""
    last = chunks[-1]
    near = len(chunks) > 1 and chunks[-2].at[1] == last.at[1] - 1 and not sentence.clauses[last.at[1] - 1].label
    return near and len(last.facts) == 1 and last.facts[0].kind == "price" and last.text == last.facts[0].text


def _subject_worth(chunks: Sequence[Chunk], sentence: Sentence) -> float:
    """What the amount is of: the clause's own head, or the label before it; a date or a preposition opens worse."""
    head = sentence.clauses[chunks[0].at[1]].chunks[0]
    labelled = len({c.at[1] for c in chunks}) > 1 and sentence.clauses[chunks[0].at[1]].label
    more = any(c.role == "core" and len(c.text.split()) > sum(len(f.text.split()) for f in c.facts) for c in chunks)
    worth = 2.0 * more + 1.0 * labelled
    if head.role == "core" and head is not chunks[0]:
        worth -= 3.5 if is_share(chunks[0].facts) else 1.0
    if labelled and len(chunks[0].text.split()) == 1 and chunks[1].role == "core":
        worth -= 2.0
    worth -= sum({"date": 1.0, "promo": 1.0}.get(c.facts[0].kind, 0.0) for c in chunks if c.facts)
    if chunks[0].role != "core" and not is_share(chunks[0].facts):
        worth -= 2.5
    return worth


def message_worth(
    chunks: Sequence[Chunk], sentence: Sentence, used: frozenset[Place], source: Source, *, after: bool = False
) -> float:
    """What the headline owes first (the rest of its clause, what continues it), then promises with their scope.
    `after`: the headline is of an earlier sentence, and this one may say whom it is for."""
    here, near = {c.at for c in chunks}, {place[:2] for place in used}
    factless = not any(c.facts for clause in sentence.clauses for c in clause.chunks)
    worth = 0.0
    for chunk in chunks:
        clause = sentence.clauses[chunk.at[1]]
        value = chunk.strength + (2.0 if any(f.kind in ("date", "promo", "condition") for f in chunk.facts) else 1.0)
        value *= side_weight(chunk, clause, source.words) ** 0.7
        value += 0.03 * len(chunk.text) + (2.0 if factless else 0.0)
        value += 3.0 if _has_code(chunk) or chunk.role == "condition" else 0.0
        stipulates = clause.chunks[0].role == "condition" and (chunk.at[0], chunk.at[1] + 1) in near
        stipulates |= after and len(sentence.clauses) == 1 and restricts(clause)
        owed = stipulates or chunk.at[:2] in near or (clause.bound and (chunk.at[0], chunk.at[1] - 1) in near)
        if chunk.glue == " — " and chunk.at[2] and (*chunk.at[:2], chunk.at[2] - 1) not in {*here, *used}:
            value -= 5.0
        value += 10.0 if owed and (restricts(clause) or limits(chunk)) else 0.0
        worth += value + _debt(chunk, used) if owed else value * (0.3 if clause.fine_print else 1)
    worth -= 5.0 * scopes_lost(chunks, sentence, used)
    if all(c.role != "core" for c in chunks):
        worth -= 2.0
    if chunks[0].at[2] and chunks[0].role == "core" and chunks[0].at[1] == 0 and not chunks[0].facts:
        worth -= 2.0
    return worth


def coverage(said: Iterable[Chunk], source: Source) -> float:
    """What a set of chunks says, wherever it is said."""
    clauses = {(c.at[0], c.at[1]): clause for s in source.sentences for clause in s.clauses for c in clause.chunks[:1]}
    return sum((c.strength + 1) * (0.3 if clauses[c.at[:2]].fine_print else 1) for c in said if c.at[:2] in clauses)


def _debt(chunk: Chunk, used: frozenset[Place]) -> float:
    """What the headline owes: facts, the head, what comes right after what it says, the rest."""
    if chunk.facts:
        return 14.0
    if not chunk.at[2]:
        return 18.0
    return 12.0 if (*chunk.at[:2], chunk.at[2] - 1) in used else 2.0


def _has_code(chunk: Chunk) -> bool:
    return any(fact.kind == "promo" for fact in chunk.facts)


def scopes_lost(chunks: Sequence[Chunk], sentence: Sentence, used: frozenset[Place] = frozenset()) -> int:
    """Promises whose neighbour says what they are for or on what condition, where that neighbour is left out."""
    here = {c.at for c in chunks} | used
    lost = 0
    for chunk in chunks:
        if chunk_appeal(chunk) >= PROMISE:
            rest = sentence.clauses[chunk.at[1]].chunks[chunk.at[2] + 1 :]
            narrowing = list(takewhile(lambda c: c.role != "core" and not is_share(c.facts), rest))
            lost += sum(c.at not in here for c in narrowing[:2])
    return lost
