"""Chunks of one sentence joined into a text that reads as if it had been written so."""

from collections.abc import Sequence
from itertools import pairwise

import regex

from core.copywriting.offline.chunks import Chunk, is_imperative, is_share
from core.copywriting.offline.clauses import Clause, Sentence
from core.copywriting.offline.wording import Wording
from core.copywriting.text import capitalised

_AMOUNT = r"(?=[-−–+]?(?:[£$€]\d|\d[\d\s.,]*(?:%|₽|€|руб)))"
_WITHOUT = regex.compile(r"(?:без|without)\s", regex.I)
_FOR_AMOUNT = regex.compile(r"(?:for|at|за)\s")
_TO_WHOM = regex.compile(r"\w+(?:ым|им|ам|ям)\b")
#: A coordinated act; what comes after belongs to it: "order today | and get 10% back | for 3 months".
_AND_ACT = regex.compile(r"(?:и|and) ", regex.I)
_ALSO = regex.compile(r"(?:тоже|также|also)\b", regex.I)
_LEADING_PREPOSITION = regex.compile(rf"^(?:at|with|for|за|под|по)\s+{_AMOUNT}|^(?:with|pay)\s+(?=no\s)", regex.I)
_OBJECT = regex.compile(rf"{_AMOUNT}|(?:up to|до|от|from)\s\S*\d", regex.I)
_IF_YOU = regex.compile(
    r"^(?:if|when) you\s+(?=\w)(?!(?:are|have|need|were|registered|already|had|live|want)\b)", regex.I
)
_IF_TO = regex.compile(r"^если\s+(?P<verb>[а-яё]+ть(?:ся)?|[а-яё]+ти)(?!\w)", regex.I)


def render(chunks: Sequence[Chunk], sentence: Sentence, words: Wording, *, headline: bool = False) -> str:
    """The chunks as one text, first letter upper case, without a final full stop."""
    alone = headline or len({chunk.at[1] for chunk in chunks}) == 1
    out = opening(chunks[0], words, headline=headline) if alone or chunks[0].role != "condition" else chunks[0].text
    for before, chunk in pairwise(chunks):
        joint = _joint(before, chunk, sentence, chunks, words, headline=headline)
        same = before.at[1] == chunk.at[1] and joint != ". "
        text = chunk.text if same else words.leading.sub("", chunk.text)
        out += joint + (capitalised(text) if joint == ". " else text)
    return capitalised(out.rstrip(" ,:;.—–"))


def _joint(
    before: Chunk, chunk: Chunk, sentence: Sentence, chunks: Sequence[Chunk], words: Wording, *, headline: bool
) -> str:
    """What stands between two kept chunks: the original glue where they were neighbours."""
    headed = (*before.at[:2], 0) in {c.at for c in chunks}
    if before.at[1] != chunk.at[1]:
        return _between_clauses(before, chunk, sentence, words, headed=headed, headline=headline)
    if chunk.at[2] == before.at[2] + 1:
        fresh = _AND_ACT.match(chunk.text) and chunk.role == "core" and before.role == "adjunct"
        return ". " if fresh and not headed else chunk.glue
    if chunk.glue == " — ":
        return chunk.glue
    between = sentence.clauses[chunk.at[1]].chunks[before.at[2] + 1 : chunk.at[2]]
    if any(_AND_ACT.match(c.text) and c.role == "core" for c in between) and not is_share(chunk.facts):
        return ". "
    if any(c.glue == " — " for c in between) and chunk.role == "adjunct":
        return ". "
    near = chunk.role == "adjunct" and any(is_share(c.facts) for c in between)
    plain = before.role == "core" and not any(c.role == "core" for c in between)
    return " " if near or plain or _TO_WHOM.match(chunk.text) else ", "


def _between_clauses(
    before: Chunk, chunk: Chunk, sentence: Sentence, words: Wording, *, headed: bool, headline: bool
) -> str:
    """A comma, or what a label before asks for: "Ипотека | от 6%", "Счёт: 16%", "Чёрная пятница. До 50% на одежду"."""
    label, amount = sentence.clauses[before.at[1]], is_share(chunk.facts) and chunk.role == "adjunct"
    if amount and chunk.at[2] and _FOR_AMOUNT.match(chunk.text):
        return " "
    if not label.label:
        price = len(chunk.facts) == 1 and chunk.facts[0].kind == "price" and chunk.text == chunk.facts[0].text
        return ": " if headline and price and not before.facts else ", "
    if not chunk.at[2] and (amount or _WITHOUT.match(chunk.text)):
        return ": " if _acts(label.chunks[0], words) else " "
    aside = dated(label) and (chunk.role != "core" or chunk.at[2] > 0)
    return ". " if sentence.clauses[chunk.at[1]].bound or aside or not headed else ": "


def _acts(chunk: Chunk, words: Wording) -> bool:
    """ "Защитите квартиру: от 190 ₽": without its colon the amount would be what the verb speaks of."""
    return any(word.lower() in words.verbs or is_imperative(word) for word in chunk.text.split()[:2])


def dated(clause: Clause) -> bool:
    """Whether a label says a date or a code, so that what follows need not be what it names."""
    return any(fact.kind in ("date", "promo") for chunk in clause.chunks for fact in chunk.facts)


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
