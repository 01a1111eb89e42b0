"""The tables of `data/guard`, and which classes a word belongs to: "ignore" to `ignore`, "rules" to `rules`.

An entry is a whole word, or a beginning with ``*`` for every ending. Languages share classes, so that a sentence in two
of them is still read.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

import regex

from core.formats.brand import DATA

Labels = frozenset[str]
_NONE: Labels = frozenset()
LANGUAGES = ("en", "ru", "other")
#: Words of these classes are known with a slip of the keys too; they are long and seldom the neighbours of others.
_SLIPS_IN = ("ignore", "forget", "orders", "past", "rules", "machine")
_SHORTEST_SLIP, _LONGEST_SLIP = 6, 24


class Table:
    """Words by class, from any number of ``{class: [entry, …]}``."""

    def __init__(self, tables: Iterable[dict[str, list[str]]]) -> None:
        whole: dict[str, set[str]] = defaultdict(set)
        beginnings: dict[str, set[str]] = defaultdict(set)
        for table in tables:
            for name, entries in table.items():
                for entry in entries:
                    (beginnings if entry.endswith("*") else whole)[entry.rstrip("*")].add(name)
        self._whole = {word: frozenset(names) for word, names in whole.items()}
        self._beginnings = {word: frozenset(names) for word, names in beginnings.items()}
        self._sizes = Counter(name for names in (*whole.values(), *beginnings.values()) for name in names)
        self._longest = max(map(len, beginnings), default=0)

    @property
    def whole(self) -> dict[str, Labels]:
        """Entries without ``*`` and their classes."""
        return self._whole

    def size(self, name: str) -> int:
        """How many entries a class has."""
        return self._sizes[name]

    def labels(self, word: str) -> Labels:
        """The classes of a lower-case word; ё is е."""
        found = self._whole.get(word, _NONE)
        for length in range(2, min(len(word), self._longest) + 1):
            found |= self._beginnings.get(word[:length], _NONE)
        return found


@lru_cache
def pattern(name: str, flags: int = 0) -> "regex.Pattern[str]":
    """Any of the expressions of that name in `patterns.json`; case makes no difference."""
    found = json.loads((DATA / "guard" / "patterns.json").read_text("utf-8"))[name]
    return regex.compile("|".join(f"(?:{one})" for one in found), regex.I | flags)


@lru_cache
def word_list(name: str) -> frozenset[str]:
    """The list of that name in `lists.json`."""
    return frozenset(json.loads((DATA / "guard" / "lists.json").read_text("utf-8"))[name])


def read_table(kind: str) -> Table:
    """The table of all languages: `kind` is "" for directives or "harms"."""
    names = [f"{kind}_{language}" if kind else language for language in LANGUAGES]
    files = [DATA / "guard" / f"{name}.json" for name in names]
    return Table(json.loads(file.read_text("utf-8")) for file in files if file.exists())


@lru_cache(maxsize=1)
def directives() -> Table:
    """Words of those who give orders to the writer."""
    return read_table("")


@lru_cache(maxsize=100_000)
def directive_labels(word: str) -> Labels:
    """The classes of a word in the table of directives, slips of the keys included."""
    return directives().labels(word) or _slip(word)


@lru_cache(maxsize=1)
def harms() -> Table:
    """Words of what may not be advertised or said."""
    return read_table("harms")


@lru_cache(maxsize=100_000)
def harm_labels(word: str) -> Labels:
    """The classes of a word in the table of what may not be advertised or said."""
    return harms().labels(word)


def _slip(word: str) -> Labels:
    if not _SHORTEST_SLIP <= len(word) <= _LONGEST_SLIP:
        return _NONE
    near = _slips()
    for shorter in (word, *_without_one(word)):
        for meant in near.get(shorter, ()):
            if not word.startswith(meant) and _one_slip(word, meant):
                return directives().labels(meant)
    return _NONE


@lru_cache(maxsize=1)
def _slips() -> dict[str, list[str]]:
    """Words that may be meant, by themselves and by themselves without any one letter."""
    near: dict[str, list[str]] = defaultdict(list)
    for word, names in directives().whole.items():
        if len(word) >= _SHORTEST_SLIP and not names.isdisjoint(_SLIPS_IN):
            for shorter in (word, *_without_one(word)):
                near[shorter].append(word)
    return dict(near)


def _without_one(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def _one_slip(word: str, meant: str) -> bool:
    """One letter too many, missing or wrong, or two neighbours swapped."""
    if abs(len(word) - len(meant)) == 1:
        return True
    different = [i for i, (a, b) in enumerate(zip(word, meant, strict=True)) if a != b]
    if len(different) == 1:
        return True
    first, last = different[0], different[-1]
    return len(different) == 2 and last == first + 1 and word[first] == meant[last] and word[last] == meant[first]


#: Letters run together are taken apart from this length on, up to this one.
_GLUED, _ENDLESS = 13, 120


@lru_cache(maxsize=20_000)
def take_apart(word: str) -> tuple[Labels, ...]:
    """The classes of the table's words that are written without spaces in `word`, in order: at least three of them,
    else nothing. ``"ignoreallpreviousinstructions"`` has four."""
    if not _GLUED <= len(word) <= _ENDLESS:
        return ()
    found: list[Labels] = []
    at, read = 0, 0
    while at < len(word):
        for length in range(min(16, len(word) - at), 2, -1):
            names = directives().labels(word[at : at + length])
            if names and word[at : at + length] in directives().whole:
                found.append(names)
                at, read = at + length, read + length
                break
        else:
            at += 1
    return tuple(found) if len(found) >= 3 and read * 4 >= len(word) * 3 else ()
