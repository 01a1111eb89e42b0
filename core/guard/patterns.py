"""A small language for rules over classes of words, compiled to regular expressions over one letter a class.

``drop ~3 prior orders`` is a word of class `drop`, up to three words between, then one of `prior` and one of `orders`.

- ``a|b`` a word of class a or b · ``a+b`` a word of both · ``a?`` perhaps
- ``~3`` up to three words of any kind, never past the end of a sentence
- ``'you'`` that very word · ``^`` the beginning of a sentence, polite words passed over · ``$`` its end
- punctuation is read as words of the classes `comma`, `colon`, `quote`; other things as `number`, `caps`, `url`
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

import regex

#: Ends a sentence.
END = "end"
#: May end one: what stands before it is as short as words that were taken apart by full stops.
STOP = "stop"
_FIRST = 0xE000


class Alphabet:
    """One private character a class, and one a word that a rule names."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}
        self.end = self.letter(END)

    def letter(self, name: str) -> str:
        """The character of a class; a new one at its first use."""
        return self._letters.setdefault(name, chr(_FIRST + len(self._letters)))

    @property
    def named(self) -> Mapping[str, str]:
        """Every class that has a character."""
        return self._letters


class Encoded:
    """A text as its words' classes: what rules are matched against."""

    def __init__(self, alphabet: Alphabet, words: Sequence[Iterable[str]]) -> None:
        named = alphabet.named
        pieces = ["<" + "".join(named[name] for name in names if name in named) + ">" for names in words]
        self._starts: list[int] = []
        at = 0
        for piece in pieces:
            self._starts.append(at)
            at += len(piece)
        self.code = "".join(pieces)

    def find(self, pattern: "regex.Pattern[str]") -> Iterator[tuple[int, int]]:
        """First and last word of each match, both included."""
        for match in pattern.finditer(self.code):
            if match.end() > match.start():
                yield self._word_at(match.start()), self._word_at(match.end() - 1)

    def _word_at(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1


def compile_rule(alphabet: Alphabet, rule: str) -> "regex.Pattern[str]":
    """The expression for a rule in the language above."""
    return regex.compile("".join(_term(alphabet, term) for term in rule.split()))


def _term(alphabet: Alphabet, term: str) -> str:
    end = alphabet.end
    if term == "^":
        filler, comma = alphabet.letter("filler"), alphabet.letter("comma")
        return f"(?<=<[{end}{alphabet.letter(STOP)}]>)(?:<[^>{end}]*[{filler}{comma}][^>{end}]*>){{0,5}}?"
    if term == "$":
        return f"(?=<{end}>)"
    if term.startswith("~"):
        return f"(?:<[^>{end}]*>){{0,{int(term[1:])}}}?"
    if term.endswith("?"):
        return f"(?:{_term(alphabet, term[:-1])})?"
    if "+" in term:
        ahead = "".join(f"(?=<[^>]*{_letters(alphabet, part)})" for part in term.split("+"))
        return f"{ahead}<[^>]*>"
    return f"<[^>]*{_letters(alphabet, term)}[^>]*>"


def _letters(alphabet: Alphabet, term: str) -> str:
    return "[" + "".join(alphabet.letter(name) for name in term.split("|")) + "]"
