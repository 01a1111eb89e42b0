"""What a statistical model sees of a clause: words and how they end, classes of words, and marks. Pure."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from core.guard.normalising import Word
from core.guard.sentences import Item, Span, Text
from core.retrieval.words import stem

#: Words in brackets are a clause of their own: three of them or more.
_ASIDE = regex.compile(r"(?<!\w)[(\[{<](?:[^()\[\]{}<>]*?\p{L}{2,}){3}[^()\[\]{}<>]*[)\]}>]?")
_WORDS = regex.compile(r"\p{L}\W{0,3}\p{L}")
#: Quotes that are opened and not closed.
_OPEN = regex.compile(r"«[^«»]*$|“[^“”]*$|„[^„“”]*$")
_MIXED = regex.compile(r"\p{Cyrillic}.*\p{Latin}|\p{Latin}.*\p{Cyrillic}", regex.S)
#: Cyrillic, Latin, all others.
_ALPHABETS = (
    regex.compile(r"\p{Cyrillic}"),
    regex.compile(r"\p{Latin}"),
    regex.compile(r"[\p{L}--\p{Cyrillic}--\p{Latin}]", regex.V1),
)
#: Classes that say nothing of who is spoken to.
_PLAIN = frozenset(("common", "filler", "end", "stop", "dash"))
#: Marks of a clause, by name.
_MARKS = {
    "money": regex.compile(r"[₽$€£¥%]|\bруб|\bр\b", regex.I),
    "number": regex.compile(r"\d"),
    "sum in letters": regex.compile(r"\w\s?[+=]\s?[\w\"«]"),
    "quote": regex.compile(r"[«»“”„\"]|(?<!\w)['‘]|['’](?!\w)"),
    "quote after a colon": regex.compile(r":\s*[«“„\"'‘]"),
    "quote after a dash": regex.compile(r"[—–-]\s*[«“„\"'‘]"),
    "quote after a word": regex.compile(r"\w\s[«“„\"'‘]"),
    "quote at the end": regex.compile(r"[»“”\"'’][.!?)\]}]*\s*$"),
    "only a quote": regex.compile(r"^\W*[«“„\"'‘][^«»“”„\"]*[»“”\"'’][.!?]*\s*$"),
    "colon": regex.compile(r":(?=\s)"),
    "bracket": regex.compile(r"^\s*[(\[{<]"),
    "code": regex.compile(r"[{}<>|`\\_#]|==|\[/|\]\("),
    "address": regex.compile(r"https?:|www\.|\w\.(?:com|ru|net|org|biz|top|shop|ua|io|example|now)\b|@\w", regex.I),
    "telephone": regex.compile(r"\+?\d[\s(-]*\d{3}[\s)-]*\d{3}[\s-]?\d{2}[\s-]?\d{2}|\b\d{5} \d{6}\b"),
    "question": regex.compile(r"\?"),
    "exclamation": regex.compile(r"!"),
    "note": regex.compile(r"^\s*(?:p\.?\s?s|n\.?\s?b|з\.?\s?ы)\b|^\s*[*¹²³†]", regex.I),
    "spaced letters": regex.compile(r"(?:\b\p{L}[ .\-_*]{1,2}){4}"),
    "escapes": regex.compile(r"(?:%\p{ASCII_Hex_Digit}{2}.*){3}|\\u"),
    "shouting": regex.compile(r"(?<!\p{L})\p{Lu}{3,}(?!\p{L})"),
    "shouting at the end": regex.compile(r"\p{Lu}{3,}[.!\s]*$"),
}
_INVISIBLE = regex.compile(r"[\p{Cf}\p{Co}--\u00AD\u200D\uFE0F]", regex.V1)
#: So many words apart, two classes still belong together.
_NEAR = 4


def units(text: Text) -> list[Span]:
    """The clauses that are judged one by one, in order: the text's pieces, brackets apart, quotations whole. Together
    they are the whole text."""
    found: list[Span] = []
    for start, end in _asides(text):
        words = _WORDS.search(text.original, start, end)
        if found and (not words or _OPEN.search(text.original, *found[-1])):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _asides(text: Text) -> Iterator[Span]:
    for start, end in text.pieces:
        at = start
        for match in _ASIDE.finditer(text.original, start, end):
            yield from ((a, b) for a, b in ((at, match.start()), match.span()) if b > a)
            at = match.end()
        if end > at:
            yield at, end


def features(text: Text, spans: Sequence[Span]) -> list[frozenset[str]]:
    """What can be said of each of some spans of `text`, as names."""
    words, items = [word.start for word in text.words], [item.start for item in text.items]
    home = _letters(text.original)
    found = []
    for start, end in spans:
        here = text.words[bisect_left(words, start) : bisect_left(words, end)]
        signs = text.items[bisect_left(items, start) : bisect_left(items, end)]
        names = [*_words(here), *_classes(signs), *_marks(text.original, (start, end), len(here))]
        if _is_foreign(_letters(text.original[start:end]), home):
            names.append("mark another alphabet")
        found.append(frozenset(names))
    return found


def _words(words: Sequence[Word]) -> Iterator[str]:
    stems = [_stem(word) for word in words]
    yield from (f"stem {one}" for one in stems)
    yield from (f"stems {one} {other}" for one, other in pairwise(("^", *stems, "$")))
    yield from (f"word {word.spellings[0]}" for word in words)
    for word in words[:1]:
        yield f"first {word.spellings[0]}"
        yield f"first ends {word.spellings[0][-3:]}"
        yield f"first ends {word.spellings[0][-2:]}"


def _stem(word: Word) -> str:
    plain = next((one for one in word.spellings if not _MIXED.search(one)), word.spellings[0])
    return "0" if plain.isdigit() else stem(plain)


def _classes(items: Sequence[Item]) -> Iterator[str]:
    """Classes of the words, and which stands before which."""
    rows = [
        [name for name in item.labels if name[0] != "'" and name not in _PLAIN]
        for item in items
        if item.end > item.start
    ]
    for at, row in enumerate(rows):
        yield from (f"class {name}" for name in row)
        for later in rows[at + 1 : at + 1 + _NEAR]:
            yield from (f"classes {name} {other}" for name in row for other in later)


def _marks(original: str, span: Span, words: int) -> Iterator[str]:
    piece = original[slice(*span)]
    shouting = original.upper() == original
    found = (name for name, mark in _MARKS.items() if mark.search(piece))
    yield from (f"mark {name}" for name in found if not (shouting and "shouting" in name))
    if _INVISIBLE.search(piece):
        yield "mark invisible"
    yield f"mark words {min(words.bit_length(), 5)}"
    if span[0] > 0:
        yield "mark later"


def _letters(piece: str) -> tuple[int, ...]:
    """How many letters of each alphabet."""
    return tuple(len(letters.findall(piece)) for letters in _ALPHABETS)


def _is_foreign(here: tuple[int, ...], home: tuple[int, ...]) -> bool:
    """Whether most letters here are of another alphabet than most of those elsewhere."""
    elsewhere = [whole - part for whole, part in zip(home, here, strict=True)]
    return any(here) and any(elsewhere) and here.index(max(here)) != elsewhere.index(max(elsewhere))
