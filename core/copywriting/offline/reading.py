"""Which chunks of a clause can be left out so that what is kept still reads well, and whole."""

from collections.abc import Sequence
from itertools import combinations
from typing import Literal

import regex

from core.copywriting.offline.binding import is_old_price
from core.copywriting.offline.chunks import Chunk, Place, is_imperative, is_share
from core.copywriting.offline.clauses import Clause
from core.copywriting.offline.wording import Wording

Mode = Literal["message", "headline", "lead"]
#: A clause of more chunks is only shortened from its ends.
MOST_CHUNKS = 6
_BARE_PERCENT = regex.compile(r"(?:^|(?:^|\s)(?:и|and)\s)[-−–+]?[\d.,]+\s?%$")
_RELATIVE = regex.compile(r"котор|who|which|where|whose|that|где|кто|что(?!бы)", regex.I)
#: A coordinated act; what comes after belongs to it: "order today | and get 10% back | for 3 months".
_ACT = regex.compile(r"(?:и|and) ", regex.I)
_COMMAND = regex.compile(r"(?:йте|ите|ьте)(?:сь)?$")
#: Russian verbs by their endings, without nouns such as "счёт" and "полёт".
_FINITE = regex.compile(r"(?:(?<![члё])ёт|[аяуюе]ют|[иуею]тся|ятся|[аяу]ем)$")
#: "Code KIDS is only", "on orders placed", "каждому": what follows says for whom.
_UNFINISHED = regex.compile(
    r"\b(?:orders|bookings|purchases) (?:placed|made)$"
    r"|\b(?:is|are) only$|\b(?:каждому|всем|тем|тому|those|everyone|anyone)$",
    regex.I,
)
_MAY, _INFINITIVE = regex.compile(r"\bможно\b", regex.I), regex.compile(r"(?:ть|ти|чь)(?:ся)?$")
#: Where a promise does not hold everywhere, this may not be left out.
_IN_SOME = regex.compile(
    r"(?:at|in|on|for|to|на|в|для|во)\s(?:most|some|select|certain|participating|отдельн|некотор|избранн|многих)",
    regex.I,
)
_NOTHING = regex.compile(r"(?:без|no|without)\s", regex.I)
_SOMEBODY = regex.compile(r"\b(?:we|you|they|i|мы|вы)\b", regex.I)
#: An amount that does not say what it is of: "от 7 ₽".
_OF_WHAT = regex.compile(
    r"(?:(?:от|до|за|по|под|from|up to|for|at)\s)?[£$€]?\d[\d\s.,–-]*(?:₽|%|руб\w*)?(?:\s|$)", regex.I
)


def variants(clause: Clause, used: frozenset[Place], words: Wording, mode: Mode = "message") -> list[tuple[Chunk, ...]]:
    """The ways to say a clause: whole, or without parts that can be left out; `used` chunks are said already.
    `mode`: a message, a headline, or a headline whose conditions a message can say."""
    left = [chunk for chunk in clause.chunks if chunk.at not in used]
    if len(left) > MOST_CHUNKS:
        runs = (tuple(left[a:b]) for a in range(len(left)) for b in range(a + 1, len(left) + 1) if b - a <= MOST_CHUNKS)
    else:
        runs = (kept for size in range(len(left), 0, -1) for kept in combinations(left, size))
    return [kept for kept in runs if _reads_well(kept, clause, used, words, mode)]


def _reads_well(kept: Sequence[Chunk], clause: Clause, used: frozenset[Place], words: Wording, mode: Mode) -> bool:
    """Nothing essential is missing from the middle, nothing hangs at either end, no amount lacks what it is of."""
    here = {chunk.at for chunk in kept}
    if not _starts_well(kept, clause, used, words, mode) or _last_word(kept[-1].text) in words.never_last:
        return False
    for before, chunk in zip((None, *clause.chunks), clause.chunks, strict=False):
        inside = kept[0].at[2] < chunk.at[2] < kept[-1].at[2]
        absent = chunk.at not in here and chunk.at not in used
        missed = (chunk.role == "core" or is_share(chunk.facts)) and not _another_share(chunk, words)
        if absent and ((inside and missed) or _needed(chunk, before, clause, here, words, mode=mode)):
            return False
        if before and before.at in here and chunk.at in used and hangs(before, words):
            return False
        if chunk.at in here and before and before.at not in here and not _free(chunk, kept, before, used):
            return False
    return not any(_skipped(chunk, clause, used, kept) for chunk in kept)


def _condition_of(chunk: Chunk, used: frozenset[Place]) -> bool:
    """Whether a condition's promise is said in another field."""
    return chunk.role == "condition" and any(at[:2] == chunk.at[:2] and at[2] < chunk.at[2] for at in used)


def _governed(chunk: Chunk, clause: Clause, words: Wording) -> bool:
    """ "получите терминал | и бухгалтера": what an earlier verb gives cannot open a text without it."""
    own = any(word.lower() in words.verbs or is_imperative(word) for word in chunk.text.split()[1:2])
    heads = (c.text.split() for c in clause.chunks[: chunk.at[2]] if c.role == "core")
    verbs = (word for words_ in heads for word in words_[:2])
    return not own and any(word.lower() in words.verbs or is_imperative(word) for word in verbs)


def _another_share(chunk: Chunk, words: Wording) -> bool:
    """ "and 3% on fuel": one of several amounts may be taken alone."""
    verb = any(word.lower() in words.verbs or _SOMEBODY.match(word) for word in chunk.text.split()[1:2])
    return bool(_ACT.match(chunk.text)) and not verb and (is_share(chunk.facts) or chunk.strength > 8.5)


def _skipped(chunk: Chunk, clause: Clause, used: frozenset[Place], kept: Sequence[Chunk]) -> bool:
    """What another field left out from its middle reads as if it belonged to what comes next: "on purchases"."""
    number = chunk.at[2]
    after = clause.chunks[number + 1 : number + 2]
    later = next((c for c in kept if c.at[2] > number), None)
    misread = later is not None and later.role == "core"
    cut = number > 0 and bool(after) and after[0].at in used and not chunk.facts and misread
    dated = bool(chunk.facts) and chunk.facts[0].kind == "date"
    spanned = (
        not dated
        and any(_ACT.match(c.text) and c.at in used for c in clause.chunks[1:number])
        and kept[0].at[2] < number
    )
    cut = cut or (spanned and any(kept[0].at[2] < c.at[2] < number and _ACT.match(c.text) for c in clause.chunks))
    left = chunk.role == "core" and not chunk.facts and chunk is not kept[0]
    return cut or (left and clause.chunks[number - 1].at in used)


def _starts_well(kept: Sequence[Chunk], clause: Clause, used: frozenset[Place], words: Wording, mode: Mode) -> bool:
    """A clause begins with its head, or where a fact stands by itself; what is left over may be an adjunct."""
    first, head = kept[0], clause.chunks[0]
    if first is head:
        return _head_stands(kept, clause, used, mode)
    if _ACT.match(first.text) and _governed(first, clause, words):
        return False
    continued = clause.chunks[first.at[2] - 1].at in used
    if head.at in used or continued or _condition_of(first, used):
        named = bool(first.facts) or first.role != "adjunct" or len(first.text.split()) > 2
        return first.role != "predicate" and (named or (continued and is_share(clause.chunks[first.at[2] - 1].facts)))
    if first.text.split()[0].lower() in words.conjunctions:
        between = " ".join(chunk.text for chunk in clause.chunks[: first.at[2]])
        verb = _last_word(head.text.split()[0]) in words.verbs or _commands(head.text)
        return verb and not _SOMEBODY.search(between)
    dated = bool(head.facts) and head.facts[0].kind == "date"
    headless = mode == "message" and not dated and _OF_WHAT.match(first.text)
    if headless or first.role == "predicate" or clause.bound or _has_verb_inside(first, words):
        return False
    return _stands_alone(kept, words)


def _head_stands(kept: Sequence[Chunk], clause: Clause, used: frozenset[Place], mode: Mode) -> bool:
    """A head with one of the clause's facts, or with more than a word."""
    head, following = clause.chunks[0], clause.chunks[1:2]
    facts = [c for c in clause.chunks if c.at not in used and any(f.kind != "date" for f in c.facts)]
    alone = len(kept) == 1 and " " not in head.text and bool(following) and following[0].at not in used
    if head.role == "condition" and not any(c.role == "core" for c in kept):
        return all(c.role != "core" or c.at in used for c in clause.chunks)
    counted = mode == "lead" and all(c.role == "adjunct" and {f.kind for f in c.facts} == {"number"} for c in facts)
    factless = bool(facts) and not counted and not any(c in kept for c in facts)
    return head.role != "core" or bool(head.facts) or clause.label or not (alone or factless)


def _stands_alone(kept: Sequence[Chunk], words: Wording) -> bool:
    """Begins with an amount or a code, with a fact, or with a date before a fact."""
    first = kept[0]
    amount = {fact.kind for fact in first.facts} & {"percent", "price", "promo"}
    if amount and not (amount == {"promo"} and first.role == "adjunct"):
        named = first.text.split()[1:2]
        if first.text.find(first.facts[0].text) < 6 or any(word.lower() in words.nominative for word in named):
            return True
    given = first.glue == " — " and any(c.role == "predicate" for c in kept)
    if first.role == "core" and (first.facts or given):
        return True
    following = next((chunk for chunk in kept if chunk.role == "core" and chunk.facts), None)
    dated = first.role == "adjunct" and bool(first.facts) and first.facts[0].kind == "date"
    return dated and following is not None and not words.leading.match(following.text)


def _needed(
    chunk: Chunk, before: Chunk | None, clause: Clause, here: set[Place], words: Wording, *, mode: Mode
) -> bool:
    """Whether what is kept cannot do without this absent chunk."""
    if chunk.role == "predicate":
        return clause.chunks[0].at in here
    if not before or before.at not in here:
        return False
    if is_old_price(chunk.text) and (mode == "message" or not all(c.at in here for c in clause.chunks[: chunk.at[2]])):
        return True
    bare = chunk.role != "core" and bool(_BARE_PERCENT.search(before.text))
    promised = before.role != "condition" and any(f.kind == "condition" for f in before.facts)
    later = (chunk.role == "condition" and promised) or chunk.glue == " — "
    return hangs(before, words) or _IN_SOME.match(chunk.text) is not None or bare or (later and mode != "lead")


def _free(chunk: Chunk, kept: Sequence[Chunk], before: Chunk, used: frozenset[Place]) -> bool:
    """Whether a kept chunk makes sense though the one before it is not kept."""
    if chunk.role == "predicate":
        subject = before.role == "adjunct" and any(c.at[:2] == chunk.at[:2] and not c.at[2] for c in kept)
        return subject or (before.at in used and bool(_NOTHING.match(chunk.text)))
    if chunk.role == "condition":
        return not _RELATIVE.match(chunk.text) and chunk is kept[0] and _condition_of(chunk, used)
    governed = before.role == "core" and _ACT.match(before.text) and before.at not in used
    if chunk.role == "adjunct" and (governed or _ACT.match(chunk.text)):
        return False
    return not (chunk.glue == " " and _ACT.match(chunk.text) and chunk is not kept[0] and before.at in used)


def hangs(chunk: Chunk, words: Wording) -> bool:
    """Ends in a verb that waits for what follows."""
    last = _last_word(chunk.text)
    paid = _MAY.search(chunk.text) and _INFINITIVE.search(last)
    return last in words.verbs or bool(_UNFINISHED.search(chunk.text)) or bool(_FINITE.search(last) or paid)


def _has_verb_inside(chunk: Chunk, words: Wording) -> bool:
    return any(word.lower() in words.verbs for word in chunk.text.split()[1:])


def _commands(text: str) -> bool:
    return bool(_COMMAND.search(text.split(maxsplit=1)[0].lower()))


def _last_word(text: str) -> str:
    return text.rsplit(maxsplit=1)[-1].lower().strip("«»“”.,")
