"""What an attacker hides is made visible: a text as words in one spelling, each with its place in the original.

Nothing here changes a text. Characters that show nothing are skipped, look-alikes of other alphabets, full-width and
mathematical letters become the letters they look like, s p a c e d letters one word, and numbers for letters are read.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

#: Cyrillic letters and the Latin ones that look the same; Greek ones go to Latin.
_TO_LATIN = str.maketrans("асеорхукмтвнзіјѕԁһɡьпгтдлшцчэҮү", "aceopxykmtbh3ijsdhgbnrtdlwu43yy")
_TO_CYRILLIC = str.maketrans("aceopxykmtbhirnu3", "асеорхукмтвнігпиз")
_LIKE_CYRILLIC = frozenset("aceopxykmtbhi")
_FOLD = str.maketrans("ёαβεικνορτυχγϲԛԝıł", "еabeikvoptyxycqwil")
#: White letters in black circles and squares, which no Unicode form folds.
_ENCLOSED = {start + i: chr(ord("a") + i) for start in (0x1F150, 0x1F170) for i in range(26)}
_LEET_LATIN = str.maketrans("013457$@!|+8", "oieastsaiitb")
_LEET_CYRILLIC = str.maketrans("0134@6", "оизчаб")
_CYRILLIC_AND_LATIN = regex.compile(r"\p{Cyrillic}.*\p{Latin}|\p{Latin}.*\p{Cyrillic}", regex.S)
#: A shorter word of one alphabet is not taken for one of the other: "вот" is no "bot".
_SHORTEST_DISGUISE = 5
_LETTER = regex.compile(r"\p{L}")
_INVISIBLE = regex.compile(r"[\p{Cf}\p{Cc}\p{Mn}\p{Me}\p{Co}\p{Cs}\u115F\u1160\u2800\u3164\uFFA0--[\s]]", regex.V1)
#: What may be a word, with signs and digits that stand for letters inside it.
_CHUNK = regex.compile(r"[\p{L}\p{N}$@!|*'’]+")
_PLAIN_WORD = regex.compile(r"[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*")
#: At least three single letters with the same separator between them.
_SPACED = regex.compile(r"(?<![^\W_])[^\W\d_]([ .\-_*|/·~]{1,3})[^\W\d_](?:\1[^\W\d_])+(?![^\W_])")
_SIGNS = frozenset("$@!|*0123456789+")


@dataclass(frozen=True)
class Word:
    """A word as it is read. `spellings` are its readings in lower case, the plainest first; `start` and `end` are its
    place in the original text; `written` is that piece of it."""

    spellings: tuple[str, ...]
    start: int
    end: int
    written: str


@dataclass(frozen=True)
class Visible:
    """A text without what does not show. `origin[i]` is the place in the original of ``text[i]``; one more entry
    holds the original's length."""

    text: str
    origin: tuple[int, ...]


def make_visible(text: str) -> Visible:
    """`text` in lower case, without marks and characters that show nothing, look-alike forms of letters folded."""
    if text.isascii():
        return Visible(text.lower(), tuple(range(len(text) + 1)))
    plain = [_plain(character) for character in text]
    visible = "".join(plain)
    if len(visible) == len(text) and all(plain):
        return Visible(visible, tuple(range(len(text) + 1)))
    origin = [at for at, shown in enumerate(plain) for _ in shown]
    return Visible(visible, (*origin, len(text)))


_PLAIN: dict[str, str] = {}


def _plain(character: str) -> str:
    known = _PLAIN.get(character)
    if known is None:
        # й and ї lose nothing: their marks belong to the letter
        folded = unicodedata.normalize("NFKC", character.translate(_ENCLOSED)).casefold().translate(_FOLD)
        if folded not in ("й", "ї"):
            folded = _INVISIBLE.sub("", unicodedata.normalize("NFD", folded))
        known = folded if len(_PLAIN) > 20_000 else _PLAIN.setdefault(character, folded)
    return known


def skeleton(text: str) -> str:
    """`text`, made visible before, with every letter that looks like a Latin one written as that."""
    return text.translate(_TO_LATIN)


@lru_cache(maxsize=64)
def read(original: str) -> tuple[Word, ...]:
    """The words of a text as they are read; a text is read by several tables."""
    return tuple(words_of(make_visible(original), original))


def words_of(visible: Visible, original: str) -> list[Word]:
    """The words of a text in order, not overlapping: letters and digits; one word where letters are spaced out."""
    out: list[Word] = []
    at = 0
    for match in _SPACED.finditer(visible.text):
        out += _chunks(visible, original, at, match.start())
        glued = regex.sub(r"[^\p{L}]", "", match.group())
        out.append(_word(visible, original, match.start(), match.end(), (glued,)))
        at = match.end()
    return [*out, *_chunks(visible, original, at, len(visible.text))]


def _chunks(visible: Visible, original: str, start: int, end: int) -> Iterator[Word]:
    for match in _CHUNK.finditer(visible.text, start, end):
        chunk = match.group()
        if _SIGNS.isdisjoint(chunk) or not _LETTER.search(chunk):
            for plain in _PLAIN_WORD.finditer(chunk):
                a, b = match.start() + plain.start(), match.start() + plain.end()
                yield _word(visible, original, a, b, _spellings(plain.group()))
            continue
        whole = chunk.strip("'’")
        a = match.start() + chunk.index(whole)
        yield _word(visible, original, a, a + len(whole), _signed(whole))


def _word(visible: Visible, original: str, start: int, end: int, spellings: tuple[str, ...]) -> Word:
    first, last = visible.origin[start], visible.origin[end - 1] + 1
    return Word(spellings, first, last, original[first:last])


@lru_cache(maxsize=50_000)
def _spellings(piece: str) -> tuple[str, ...]:
    """`piece`, and where it mixes alphabets or may be meant in the other one, that reading too."""
    piece = piece.replace("’", "'")
    if piece.endswith("'s"):
        return (piece, *_spellings(piece[:-2]))
    if piece.isascii() and not _LIKE_CYRILLIC.issuperset(piece):
        return (piece,)
    readings = [piece]
    pure = not _CYRILLIC_AND_LATIN.search(piece)
    if pure and len(piece) < _SHORTEST_DISGUISE:
        return (piece,)
    latin = piece.translate(_TO_LATIN)
    cyrillic = piece.translate(_TO_CYRILLIC)
    if latin.isascii():
        readings.append(latin)
    if not any("a" <= letter <= "z" for letter in cyrillic):
        readings.append(cyrillic)
    return tuple(dict.fromkeys(readings))


@lru_cache(maxsize=50_000)
def _signed(chunk: str) -> tuple[str, ...]:
    """Readings of a word with signs in it, without them and with them as letters: ``pr1nt! -> pr1nt, print``."""
    bare = chunk.strip("$@!|*+")
    leet = [
        reading
        for whole in (bare, chunk.rstrip("!*"))
        for table in (_LEET_LATIN, _LEET_CYRILLIC)
        for reading in _spellings(whole.translate(table))
    ]
    return tuple(dict.fromkeys((bare, *leet)))
