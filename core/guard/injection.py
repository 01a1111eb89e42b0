"""Which places of a text talk to the writer instead of the customer, and the text without them."""

import codecs
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import regex

from core.guard import doubt, markup
from core.guard.doubt_ciphers import ciphered_spans
from core.guard.matching import Hit, find_hits
from core.guard.rules import PROOF, SUSPICION, Injection
from core.guard.sentences import Span, Text, read_text
from core.guard.words import directives, pattern


@dataclass(frozen=True)
class Attack:
    """A place of the text, of the original's characters, that has to go; `family` says by which rules it was found."""

    kind: Injection
    start: int
    end: int


#: Suspicions further apart than so many words are of two honest sentences.
_NEAR = 40


def find_attacks(original: str, *, picture: bool = False, doubting: bool = False) -> list[Attack]:
    """Every attack in `original`, in order of place; empty for an honest text.

    Args:
        picture: it is a wish for one.
        doubting: beside the rules, clauses count that are likely spoken to the writer (`core.guard.doubt`).
    """
    text = read_text(original)
    found = [Attack(kind, *span) for kind, span in _outright(text)]
    hits = find_hits(text, picture=picture)
    doubts = doubt.clauses(text) if doubting else ()
    found += [Attack("hidden", *span) for span in ciphered_spans(text)] if doubting else []
    if not (found or any(hit.weight == PROOF for hit in hits) or _confirmed(hits) or _doubted(text, hits, doubts)):
        return []
    found += [Attack(hit.kind, *_place(text, hit)) for hit in hits]
    found += _by_doubt(text, found, doubts)
    return sorted(found + _followers(text, found), key=lambda attack: (attack.start, -attack.end))


def _doubted(text: Text, hits: Iterable[Hit], doubts: Sequence[doubt.Clause]) -> bool:
    """Whether a clause is an attack by itself, or a suspicion stands in one that may be."""
    if any(one.probability >= doubt.CERTAIN for one in doubts):
        return True
    suspected = [text.items[hit.first].start for hit in hits if hit.weight == SUSPICION]
    likely = [one for one in doubts if one.probability >= doubt.MIDDLING]
    return any(one.start <= place < one.end for place in suspected for one in likely)


def _confirmed(hits: Iterable[Hit]) -> bool:
    """Whether two suspicions of different families prove each other: not by the same words seen twice."""
    pairs = combinations((hit for hit in hits if hit.weight == SUSPICION), 2)
    return any(
        one.family != other.family
        and abs(one.first - other.first) <= _NEAR
        and ("weighed" not in (one.family, other.family) or one.last < other.first or other.last < one.first)
        for one, other in pairs
    )


def _outright(text: Text) -> Iterator[tuple[Injection, Span]]:
    """What no offer has, and what proves an attack by itself."""
    for span in markup.hidden_spans(text.original):
        yield "hidden", span
    for span, _ in markup.encoded_spans(text.original):
        yield "hidden", span
    for span in markup.turns(text.original):
        yield "hidden", _line_of(text, span)
    for span in markup.speakers(text.original):
        if _orders_follow(text, span):
            yield "hidden", _line_of(text, span)
    for span in _turned_round(text):
        yield "hidden", span
    for match in pattern("foreign").finditer(text.original):
        yield "override", _line_of(text, match.span())


def _by_doubt(text: Text, found: Sequence[Attack], doubts: Iterable[doubt.Clause]) -> list[Attack]:
    """Clauses that go with a proven attack. Where the rules have cut a part of one, the rest stays if it has a fact."""
    out = []
    for one in doubts:
        cuts = [attack for attack in found if attack.start < one.end and one.start < attack.end]
        rest = cut(text.original[one.start : one.end], [_moved(attack, -one.start) for attack in cuts])[0]
        if one.probability >= doubt.MIDDLING and not (cuts and doubt.has_fact(rest)):
            out.append(Attack("override", *doubt.hostile_part(text, one)))
    return out


def _moved(attack: Attack, by: int) -> Attack:
    return Attack(attack.kind, max(0, attack.start + by), attack.end + by)


#: A speaker's words are an order where one of the first of them is of these classes.
_ORDERS = frozenset(
    ("write", "say", "reply", "reveal", "ignore", "forget", "orders", "task", "fresh", "pretend", "enable", "persona")
)
_FIRST_WORDS = 4


def _orders_follow(text: Text, span: Span) -> bool:
    after = [item for item in text.items if item.start >= span[1] and item.end > item.start][:_FIRST_WORDS]
    return any(item.labels & _ORDERS for item in after)


_MIRRORS: tuple[Callable[[str], str], ...] = (lambda text: text[::-1], lambda text: codecs.encode(text, "rot13"))
#: Classes of which two words, read the other way round, are no accident.
_TELLING = frozenset(("ignore", "forget", "orders", "past", "machine", "reveal", "rules"))


def _turned_round(text: Text) -> Iterator[Span]:
    """Pieces that are an order when read backwards or with the alphabet shifted by half."""
    for mirror in _MIRRORS:
        for start, end in _suspects(text, mirror):
            if any(hit.weight == PROOF for hit in find_hits(Text(mirror(text.original[start:end])))):
                yield start, end


def _suspects(text: Text, mirror: Callable[[str], str]) -> Iterator[Span]:
    telling = [
        text.piece_at(word.start)
        for word in text.words
        if len(word.spellings[0]) > 4
        and mirror(word.spellings[0]) != word.spellings[0]
        and not _TELLING.isdisjoint(directives().labels(mirror(word.spellings[0])))
    ]
    return (text.pieces[piece] for piece, count in Counter(telling).items() if count > 1)


def _line_of(text: Text, span: Span) -> Span:
    """A mark with what follows it in its line's sentence."""
    start, end = span
    piece = text.piece_at(max(start, end - 1))
    return start, max(end, text.pieces[piece][1])


def _place(text: Text, hit: Hit) -> Span:
    """From where the attack's clause begins to the end of its sentence."""
    items = text.items
    first = hit.first
    while first < hit.last and not items[first].end > items[first].start:
        first += 1
    piece = text.piece_at(items[first].start)
    begin = _clause_start(text, first, text.pieces[piece][0])
    end = text.pieces[text.piece_at(max(items[hit.last].start, begin))][1]
    return _within_brackets(text.original, begin, items[first].start, end)


def _clause_start(text: Text, first: int, floor: int) -> int:
    """Back over polite words; further back to the sentence's start where nothing but such words stand there."""
    items, at = text.items, first
    while at > 0 and items[at - 1].start >= floor and items[at - 1].labels & {"filler", "comma"}:
        at -= 1
    rest = [item for item in items[:at] if item.start >= floor and item.end > item.start]
    words = [item for item in rest if "comma" not in item.labels and "quote" not in item.labels]
    if not words or not _offers(text.original[floor : items[at].start], len(words), first=floor == 0):
        return floor
    return items[at].start


def _offers(before: str, words: int, *, first: bool) -> bool:
    """Whether what stands before an attack in its sentence can be a part of the offer."""
    return bool(regex.search(r"\d", before)) or words > 2 or (first and bool(regex.search(r"\p{L}{4}", before)))


#: What is left over at the beginning of a piece when what stood before it was cut out.
_OPENING = regex.compile(r"^(?:\s|[,;:)»\-–—.!?](?=[\s,;:)»\-–—.!?]|$))+")
_CLOSING = {"(": ")", "[": "]", "«": "»", "“": "”", "„": "“", '"': '"', "{": "}"}


def _within_brackets(original: str, begin: int, word: int, end: int) -> Span:
    """Where the attack stands inside brackets or quotes, no further than their end; with them if it fills them."""
    opening = original[max(0, begin - 1) : word].rstrip()
    mark = next((c for c in reversed(opening) if c in _CLOSING), "")
    if not mark:
        return begin, end
    at = original.rindex(mark, max(0, begin - 1), word)
    close = original.find(_CLOSING[mark], word)
    return (at, close + 1) if close >= 0 else (at, end)


def _followers(text: Text, attacks: Sequence[Attack]) -> list[Attack]:
    """Pieces right after an attack that carry it on: shouted words, or too short to offer anything."""
    out: list[Attack] = []
    ends = {attack.end: attack.kind for attack in attacks}
    for start, end in text.pieces:
        kind = ends.get(start)
        if kind and _carries_on(text.original[start:end]):
            out.append(Attack(kind, start, end))
            ends[end] = kind
    return out


def _carries_on(piece: str) -> bool:
    letters = regex.findall(r"\p{L}+", piece)
    if regex.search(r"\d", piece):
        return False
    return not letters or len(letters) <= 1 or (piece.isupper() and len(letters) <= 4)


def cut(original: str, attacks: Iterable[Attack]) -> tuple[str, tuple[str, ...]]:
    """`original` without the places of `attacks`, and what was taken out, in order."""
    kept, removed, at = [], [], 0
    for attack in sorted(attacks, key=lambda one: one.start):
        if attack.start > at:
            kept.append(original[at : attack.start])
        if attack.end > at:
            removed.append(original[max(at, attack.start) : attack.end].strip())
            at = attack.end
    kept.append(original[at:])
    return _joined(kept), tuple(piece for piece in removed if piece)


def _joined(pieces: Iterable[str]) -> str:
    """Pieces with one space, or the line break that stood there, between them, and no loose comma at a cut."""
    trimmed = [_OPENING.sub("", piece.rstrip(' \t\n\r\u00a0,;:(«"-–—')) for piece in pieces]
    return " ".join(piece for piece in trimmed if regex.search(r"\w|\p{S}", piece))
