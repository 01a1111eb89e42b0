"""One claim of a text, and the plain form in which texts are read."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex

ClaimKind = Literal["amount", "date", "time", "code", "day", "deal", "promise", "numeral"]


_DIGIT = regex.compile(r"\d")
#: A digit newer than Python's own tables: a number, but not one that could be read.
UNKNOWN_DIGIT = "①"


@dataclass(frozen=True)
class Claim:
    """One thing said by ``text == source[start:end]``.

    `values` are its possible readings in one spelling ("4K" is 4 or 4000); `unit` as in `fact_units`, "" where
    there is none; `limit` "from", "up to", "instead", "about" or ""; `other` the values at the range's other end,
    `dashed` where that range has no words ("5-10 %"), so that neither half says anything alone.
    """

    text: str
    start: int
    end: int
    kind: ClaimKind
    values: frozenset[str]
    #: Before years became months: what the digits say.
    digits: frozenset[str] = frozenset()
    unit: str = ""
    limit: str = ""
    period: str = ""
    nouns: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    dashed: bool = False
    worded: bool = False


def plain(text: str) -> str:
    """The same number of characters, each in its plainest form: ASCII digits, one kind of space and of dash."""
    return "".join(map(_plain_character, text))


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category == "Zs" or character == "\t":
        return " "
    if category == "Pd" or character == "−":
        return "-"
    if _DIGIT.match(character):
        return UNKNOWN_DIGIT
    normal = unicodedata.normalize("NFKC", character)
    return normal if len(normal) == 1 and category not in ("No", "Nl") else character
