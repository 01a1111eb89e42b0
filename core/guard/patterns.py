"""A small language for rules over classes of words, compiled to regular expressions over one letter a class.

``drop ~3 prior orders`` is a word of class `drop`, up to three words between, then one of `prior` and one of `orders`.

- ``a|b`` a word of class a or b · ``a+b`` a word of both · ``a?`` perhaps
- ``~3`` up to three words of any kind, never past the end of a sentence
- ``'you'`` that very word · ``^`` the beginning of a sentence, polite words passed over · ``$`` its end
- punctuation is read as words of the classes `comma`, `colon`, `quote`; other things as `number`, `caps`, `url`
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Pattern:
    """A compiled rule and the classes it needs."""

    expression: "regex.Pattern[str]"
    needs: tuple[frozenset[str], ...]


class RuleIndex:
    """Rules by a class that each of them needs: few have to be tried on a sentence."""

    def __init__(self, patterns: Sequence[Pattern], common: Callable[[str], int]) -> None:
        """`common`: how many words a class has; a rule is filed under its rarest."""
        self._patterns = patterns
        self._by_class: dict[str, list[int]] = defaultdict(list)
        for number, pattern in enumerate(patterns):
            for name in min(pattern.needs, key=lambda names: sum(map(common, names))):
                self._by_class[name].append(number)

    def candidates(self, labels: frozenset[str]) -> list[int]:
        """The numbers of the rules that may match a sentence with these classes, in order."""
        numbers = {number for name in labels for number in self._by_class.get(name, ())}
        return [n for n in sorted(numbers) if not any(need.isdisjoint(labels) for need in self._patterns[n].needs)]


class Encoded:
    """A sentence as its words' classes: what rules are matched against."""

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


def needed_classes(rule: str) -> tuple[frozenset[str], ...]:
    """For each word that a rule cannot do without, its classes: where a text has none of them, it cannot match."""
    terms = (term for term in rule.split() if term[0] not in "^$~" and not term.endswith("?"))
    return tuple(frozenset(term.split("|")) for part in terms for term in part.split("+"))


def compile_rule(alphabet: Alphabet, rule: str) -> Pattern:
    """A rule in the language above."""
    expression = regex.compile("".join(_term(alphabet, term) for term in rule.split()))
    return Pattern(expression, needed_classes(rule))


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
