"""Where a word that is too wide may be broken. Only the last resort: nobody likes to read a broken word on a banner."""

from collections.abc import Callable, Iterable
from functools import lru_cache

import pyphen
import regex

from core.formats.brand import Language

SOFT = "\u00ad"
#: Letters that stay on either side of a break.
FEWEST = 3
_WORD = regex.compile(r"\p{L}+")
_RUSSIAN = regex.compile(r"[а-яё]+", regex.IGNORECASE)
_ENGLISH = regex.compile(r"[a-z]+", regex.IGNORECASE)
#: Codes, links, addresses: what has digits or signs inside stays whole.
_WHOLE = regex.compile(r"[\d@/_&+]|\p{L}\.\p{L}")


def hyphenated(
    text: str, language: Language, *, too_wide: Callable[[str], bool], names: Iterable[str] = ()
) -> str:  # fmt: skip
    """The text with soft hyphens in the words that are too wide, and in no others.

    An author's own soft hyphens are taken as they are; else Russian words are broken by the Russian patterns, English
    ones by the English patterns where the text is English. `names`, codes and abbreviations stay whole.
    """
    whole = {name.casefold() for name in names}
    words = [one if too_wide(one.replace(SOFT, "")) else one.replace(SOFT, "") for one in text.split(" ")]
    return " ".join(one if SOFT in one or not too_wide(one) else _broken(one, language, whole) for one in words)


def _broken(word: str, language: Language, whole: set[str]) -> str:
    if _WHOLE.search(word):
        return word
    return str(_WORD.sub(lambda found: _with_breaks(found[0], language, whole), word))


def _with_breaks(letters: str, language: Language, whole: set[str]) -> str:
    if letters.casefold() in whole:
        return letters
    if _RUSSIAN.fullmatch(letters):
        return str(_patterns("ru_RU").inserted(letters, SOFT))
    if language == "en" and _ENGLISH.fullmatch(letters) and not letters.isupper():
        return str(_patterns("en_US").inserted(letters, SOFT))
    return letters


@lru_cache(maxsize=2)
def _patterns(name: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=name, left=FEWEST, right=FEWEST)
