"""What a copy may not repeat of clauses that may be meant for the writer. Pure.

Such a clause may as well be honest, so its plain words are free. What an order dictates stands in quotes, in capitals
or after a colon, and a text that says only what such a clause says, or nothing of the offer, is likely to obey it.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import regex

from core.guard.normalising import make_visible
from core.guard.ordinary import is_ordinary
from core.retrieval.words import stems

_QUOTED = regex.compile(r"«([^«»]+)»|“([^“”]+)”|„([^„“”]+)[“”]|\"([^\"]+)\"|(?<!\w)['‘]([^'‘’]+)['’](?!\w)")
_CAPITALS = regex.compile(r"(?<![\p{L}\p{N}])\p{Lu}{3,}(?:\W+\p{Lu}{2,})*(?!\p{L})")
_NAMES = regex.compile(r"(?<=[\p{Ll},]\s)\p{Lu}[\p{L}\p{N}'’-]+(?:\s+\p{Lu}[\p{L}\p{N}'’-]+)*")
_LED = regex.compile(r"[:=]\s*([^:=]+)$|[—–]\s*([^—–]+)$")
#: A shorter text, as of a button, may well have no word of the offer.
_FEW = 2
#: Letters of a word that tells something, and digits of a number that is no price.
_TELLING, _LONG = 4, 5


def undoubted(text: str, doubtful: Sequence[str]) -> str:
    """`text` without the clauses of `doubtful`."""
    for clause in doubtful:
        text = text.replace(clause, " ")
    return text


def worth_advertising(text: str, doubtful: Sequence[str]) -> str:
    """`text` without the clauses of `doubtful`, or all of it where little else is said."""
    rest = undoubted(text, doubtful)
    return rest if len(_stems(rest)) >= _FEW else text


def repeats_doubtful(text: str, doubtful: Sequence[str], removed: Sequence[str], known: str) -> bool:
    """Whether a field's `text` says what only an order to the writer would make it say.

    Args:
        text: what the field says.
        doubtful: clauses of the offer that may be meant for the writer.
        removed: clauses that were cut out of it.
        known: all that the copy may draw on; clauses of `doubtful` in it do not count.
    """
    if not doubtful and not removed:
        return False
    own, said = _safe(known, tuple(doubtful)), _stems(text)
    dictated = _dictated(tuple(doubtful))
    if any(not own.issuperset(words) and _in_a_row(words, said) for words in dictated):
        return True
    if any(not own.issuperset(part) and _in_a_row(part, said) for words in dictated for part in _parts(words)):
        return True
    if not said or not own.isdisjoint(said):
        return False
    told = {word for clause in (*doubtful, *removed) for word in _stems(clause)}
    return told.issuperset(said) or (len(said) >= _FEW and not is_ordinary(text))


@lru_cache(maxsize=256)
def _safe(known: str, doubtful: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_stems(undoubted(known, doubtful)))


def _stems(text: str) -> list[str]:
    return stems(make_visible(text).text)


@lru_cache(maxsize=256)
def _dictated(doubtful: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The stems of what the clauses may be dictating."""
    found = (tuple(_stems(words)) for clause in doubtful for words in _strings(clause))
    return tuple(words for words in found if words)


def _strings(clause: str) -> Iterator[str]:
    for marks in (_QUOTED, _CAPITALS, _NAMES, _LED):
        for match in marks.finditer(clause):
            yield next((group for group in match.groups() if group), match.group())


def _parts(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What gives a longer string away: two telling words of it side by side, or a long number."""
    yield from ((word,) for word in words if word.isdigit() and len(word) >= _LONG)
    for pair in pairwise(words):
        if all(len(word) >= _TELLING for word in pair):
            yield pair


def quoted(text: str) -> list[str]:
    """Every string in quotes, with them."""
    return [match.group() for match in _QUOTED.finditer(text)]


def _in_a_row(words: Sequence[str], said: Sequence[str]) -> bool:
    return any(tuple(said[at : at + len(words)]) == words for at in range(len(said) - len(words) + 1))
