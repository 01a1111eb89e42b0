"""Orders that only a program reads: written backwards, with a shifted alphabet, or in other letters. Pure.

A run of words that nobody knows is read in each of these ways; it is an order where known words come out that are
spoken to the writer.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

import regex

from core.guard.doubt import SLIGHT, model
from core.guard.doubt_features import features, units
from core.guard.sentences import Span, Text
from core.retrieval.words import stem

_RUN = regex.compile(r"[^:\n]+")
_WORD = regex.compile(r"\p{L}{3,}")
_LETTER = regex.compile(r"\p{L}+")
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
#: By how many letters a simple cipher shifts; the Russian half of the alphabet beside Latin's ROT13.
_SHIFTS = (1, -1, 2, -2, 3, -3, 5, -5, 13, 16)
#: Russian in Latin letters, the longest first.
_SOUNDS = {
    "shch": "щ", "sch": "щ", "yo": "е", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ju": "ю",
    "ya": "я", "ja": "я", "iy": "ий", "yi": "ый", "ei": "ей", "a": "а", "b": "б", "c": "ц", "d": "д", "e": "е",
    "f": "ф", "g": "г", "h": "х", "i": "и", "j": "й", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п",
    "q": "к", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в", "w": "в", "x": "кс", "y": "ы", "z": "з", "'": "ь",
}  # fmt: skip
_SOUND = regex.compile("|".join(_SOUNDS))
#: At most this share of a run's words is known before it is read another way, and at least this share after.
_BEFORE, _AFTER = 0.35, 0.6


def ciphered_spans(text: Text) -> Iterator[Span]:
    """Places of the original that are an order when they are read another way."""
    for start, end in units(text):
        for run in _RUN.finditer(text.original, start, end):
            if _is_order(run.group()):
                yield run.span()


def _is_order(run: str) -> bool:
    words = _WORD.findall(run.lower())
    if len(words) < 2 or _share(words) > _BEFORE:
        return False
    return any(_is_spoken_to_the_writer(read(run.lower())) for read in _READINGS)


def _is_spoken_to_the_writer(reading: str) -> bool:
    words = _WORD.findall(reading)
    if len(words) < 2 or _share(words) < _AFTER:
        return False
    text = Text(reading)
    return any(model().probability(names) >= SLIGHT for names in features(text, units(text)))


def _share(words: list[str]) -> float:
    return sum(map(_is_known, words)) / len(words)


@lru_cache(maxsize=20_000)
def _is_known(word: str) -> bool:
    weights = model().weights
    return f"stem {stem(word.replace('ё', 'е'))}" in weights


def _each_backwards(text: str) -> str:
    return str(_LETTER.sub(lambda word: word.group()[::-1], text))


def _in_cyrillic(text: str) -> str:
    return str(_SOUND.sub(lambda sound: _SOUNDS[sound.group()], text))


def _shifted(by: int) -> Callable[[str], str]:
    table = {
        ord(letter): alphabet[(at + by) % len(alphabet)]
        for alphabet in (_LATIN, _CYRILLIC)
        for at, letter in enumerate(alphabet)
    }
    return lambda text: text.translate(table)


_READINGS: tuple[Callable[[str], str], ...] = (
    lambda text: text[::-1],
    _each_backwards,
    _in_cyrillic,
    *map(_shifted, _SHIFTS),
)
