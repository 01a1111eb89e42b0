"""A text in pieces that can be cut out, and as words with their classes."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import regex

from core.guard.normalising import Word, read
from core.guard.patterns import END, STOP
from core.guard.words import directive_labels, take_apart

Span = tuple[int, int]

#: Where a sentence, or a part of one that can stand alone, ends: the match belongs to the piece before it.
_BREAK = regex.compile(
    r"[.!?…。！？]+[\"'»”)\]]*(?=\s|$|\p{Lu}\p{Ll})|[.!?。！？](?=\p{Lu})|[;|•]+|(?<=\s)[—–-]{1,3}(?=\s)|\n+|(?<=\w)[—](?=\w)"
)
_DASH = regex.compile(r"[—–-]\s*$")
_PAIRS = {"«": "»", "“": "”", "„": "“", "(": ")", "[": "]", "{": "}", "<": ">"}
_PUNCTUATION = regex.compile(r"[,:;«»“”„\"(){}\[\]—–]|\s-\s")
_NAMES = {",": "comma", ":": "colon", "—": "comma", "–": "comma", ";": "comma", "(": "comma", ")": "comma"}
#: Beside `STOP`: only a dash, after which the sentence goes on.
DASH = "dash"
#: A piece of so few words may be a part of a sentence that was taken apart by full stops.
_FEW = 2


@dataclass(frozen=True)
class Item:
    """A word or a sign of the text with its classes and its place in the original."""

    labels: frozenset[str]
    start: int
    end: int

    @property
    def ends_sentence(self) -> bool:
        """Whether a full stop stands here, be it after one word."""
        return END in self.labels or (STOP in self.labels and DASH not in self.labels)


class Text:
    """An untrusted text: what it shows, its pieces, its items. Reading it costs once, at first use of each."""

    def __init__(self, original: str, labels: Callable[[str], frozenset[str]] = directive_labels) -> None:
        self.original = original
        self._labels = labels

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words, in order."""
        return read(self.original)

    @cached_property
    def pieces(self) -> list[Span]:
        """Sentences and parts of sentences that can be cut out; together they are the whole text."""
        ends = [match.end() for match in _BREAK.finditer(self.original)]
        bounds = [0, *(end for end in ends if 0 < end < len(self.original)), len(self.original)]
        return [(a, b) for a, b in pairwise(bounds) if b > a]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.pieces]

    def piece_at(self, place: int) -> int:
        """The number of the piece that holds a place of the original."""
        return max(0, bisect_right(self._starts, place) - 1)

    @cached_property
    def items(self) -> list[Item]:
        """Words and signs with their classes, sentences apart."""
        return list(self._items())

    def _items(self) -> Iterator[Item]:
        signs = [(match.start(), match.group().strip()) for match in _PUNCTUATION.finditer(self.original)]
        shouting = sum(map(str.isupper, self.original)) * 2 > sum(map(str.isalpha, self.original))
        yield Item(frozenset((END,)), 0, 0)
        piece, count, sign = 0, 0, 0
        for word in self.words:
            here = self.piece_at(word.start)
            while sign < len(signs) and signs[sign][0] < word.start:
                yield _sign(*signs[sign])
                sign += 1
            if here != piece:
                yield self._break(here, count, word.start)
                piece, count = here, 0
            count += 1
            yield from self._labelled(word, shouting)
        for place, mark in signs[sign:]:
            yield _sign(place, mark)
        yield Item(frozenset((END,)), len(self.original), len(self.original))

    def _break(self, here: int, count: int, place: int) -> Item:
        if _DASH.search(self.original[slice(*self.pieces[here - 1])]):
            return Item(frozenset((STOP, DASH)), place, place)
        return Item(frozenset((STOP if count <= _FEW else END,)), place, place)

    def _labelled(self, word: Word, shouting: bool) -> Iterator[Item]:
        labels = _classes(word.spellings, self._labels)
        if len(labels) <= len(word.spellings):
            for apart in take_apart(word.spellings[0]):
                yield Item(apart, word.start, word.end)
        if word.written.strip("$@!|*").isdigit():
            labels |= {"number"}
        if not shouting and len(word.written) >= 3 and word.written.isupper():
            labels |= {"caps"}
        yield Item(labels, word.start, word.end)

    def sentence(self, first: int, last: int) -> Iterator[frozenset[str]]:
        """The classes of some items, of their clause before them and of their sentence after them."""
        items = self.items
        while first > 0 and items[first - 1].labels.isdisjoint((END, STOP, "comma")):
            first -= 1
        while last < len(items) - 1 and not items[last + 1].ends_sentence:
            last += 1
        return (item.labels for item in items[first : last + 1])

    @cached_property
    def sentences(self) -> list[range]:
        """The items of each sentence, the ends on both sides included."""
        ends = [at for at, item in enumerate(self.items) if END in item.labels]
        return [range(first, last + 1) for first, last in pairwise(ends) if last > first + 1]


@lru_cache(maxsize=32)
def read_text(original: str) -> Text:
    """A text that is looked at by several judges."""
    return Text(original)


@lru_cache(maxsize=100_000)
def _classes(spellings: tuple[str, ...], labels: Callable[[str], frozenset[str]]) -> frozenset[str]:
    """The classes of a word in any of its spellings, and the spellings themselves, as rules name them."""
    return frozenset().union(*map(labels, spellings), (f"'{spelling}'" for spelling in spellings))


def _sign(place: int, mark: str) -> Item:
    return Item(frozenset((_NAMES.get(mark, "comma" if mark == "-" else "quote"),)), place, place + 1)
