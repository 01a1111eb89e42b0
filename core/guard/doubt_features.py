"""What a statistical model sees of a clause: words and how they end, classes of words, and marks. Pure."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from core.guard.normalising import Word
from core.guard.sentences import Span, Text
from core.retrieval.words import stem

#: Words in brackets are a clause of their own: three of them or more.
_ASIDE = regex.compile(r"(?<!\w)[(\[{<](?:[^()\[\]{}<>]*?\p{L}{2,}){3}[^()\[\]{}<>]*[)\]}>]?")
_WORDS = regex.compile(r"\p{L}\W{0,3}\p{L}")
#: Quotes that are opened and not closed.
_OPEN = regex.compile(r"«[^«»]*$|“[^“”]*$|„[^„“”]*$")
_MIXED = regex.compile(r"\p{Cyrillic}.*\p{Latin}|\p{Latin}.*\p{Cyrillic}", regex.S)
_ALPHABETS = {
    "cyrillic": regex.compile(r"\p{Cyrillic}"),
    "latin": regex.compile(r"\p{Latin}"),
    "other": regex.compile(r"[\p{L}--\p{Cyrillic}--\p{Latin}]", regex.V1),
}
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
    return [frozenset(_features(text, span)) for span in spans]


def _features(text: Text, span: Span) -> Iterator[str]:
    start, end = span
    words = [word for word in text.words if start <= word.start < end]
    stems = [_stem(word) for word in words]
    yield from (f"stem {one}" for one in stems)
    yield from (f"stems {one} {other}" for one, other in pairwise(("^", *stems, "$")))
    yield from (f"word {word.spellings[0]}" for word in words)
    yield from _endings(words)
    yield from _classes(text, span)
    yield from _marks(text.original, span, len(words))


def _stem(word: Word) -> str:
    plain = next((one for one in word.spellings if not _MIXED.search(one)), word.spellings[0])
    return "0" if plain.isdigit() else stem(plain)


def _endings(words: Sequence[Word]) -> Iterator[str]:
    for word in words[:1]:
        yield f"first {word.spellings[0]}"
        yield f"first ends {word.spellings[0][-3:]}"
        yield f"first ends {word.spellings[0][-2:]}"


def _classes(text: Text, span: Span) -> Iterator[str]:
    """Classes of the words, and which stands before which."""
    rows = [
        [name for name in item.labels if name[0] not in "'" and name not in ("common", "filler", "end", "stop", "dash")]
        for item in text.items
        if span[0] <= item.start < span[1] and item.end > item.start
    ]
    for at, row in enumerate(rows):
        yield from (f"class {name}" for name in row)
        for later in rows[at + 1 : at + 1 + _NEAR]:
            yield from (f"classes {name} {other}" for name in row for other in later)


def _marks(original: str, span: Span, words: int) -> Iterator[str]:
    piece = original[slice(*span)]
    shouting = original.upper() == original
    yield from (
        f"mark {name}" for name, mark in _MARKS.items() if mark.search(piece) and not (shouting and "shouting" in name)
    )
    if _INVISIBLE.search(piece):
        yield "mark invisible"
    yield f"mark words {min(words.bit_length(), 5)}"
    if span[0] > 0:
        yield "mark later"
    home = _alphabet(original[: span[0]] + original[span[1] :])
    if home and _alphabet(piece) not in (home, ""):
        yield "mark another alphabet"


def _alphabet(piece: str) -> str:
    counts = {name: len(letters.findall(piece)) for name, letters in _ALPHABETS.items()}
    most = max(counts, key=lambda name: counts[name])
    return most if counts[most] else ""
