"""What is wrong with an answer of the model, and how to tell it so. Pure: texts in, faults out.

`core.copywriting.keeping` judges sizes and facts; here come the house's manners, and what the guard will not show.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

import regex

from core.copywriting.keeping import Owed, Problem, check_copy, owed_facts
from core.copywriting.language import detect_language
from core.copywriting.port import CopyRequest
from core.copywriting.text import drop_emoji
from core.formats.brand import Language
from core.guard.output import screen_output
from core.retrieval.words import stem, words

Kind = Literal[
    "over_limit", "empty", "lost", "changed", "invented", "tone", "lines", "marks", "repeated", "language", "nonsense",
    "same", "unsafe",
]  # fmt: skip
#: How bad a fault is, to find the best of several answers: what would take a rebuilt field weighs most.
_WEIGHTS: dict[Kind, float] = {
    "unsafe": 20, "empty": 10, "language": 10, "nonsense": 10, "lost": 6, "invented": 6, "changed": 4, "over_limit": 4,
    "tone": 3, "marks": 1, "lines": 1, "repeated": 1, "same": 2,
}  # fmt: skip
#: Faults that a model is told of once, not three times: Python leaves them or puts them right without harm.
LIGHT: frozenset[Kind] = frozenset({"marks", "lines", "repeated", "same"})

_MARKUP = regex.compile(r"\*\*|__|`|^\s*(?:#{1,6}|[-*•>])\s|\]\(|</?[a-z][^>]*>|^\s*[{\[]\s*\"", regex.I | regex.M)
#: A word of two letters, or any number.
_WORD = regex.compile(r"\p{L}{2}|\p{Nd}")
_STUTTER = regex.compile(r"(\p{L})\1{3}", regex.I)
_OTHER_SCRIPT = regex.compile(r"[\p{L}--[\p{Latin}\p{Cyrillic}\p{Common}]]", regex.V1)
#: "№1": a claim that nobody can prove.
_RANK = regex.compile(r"(?:№|#|(?<!\w)No\.)\s?\d+")
#: Any space but those that stand in well-set texts: plain, non-breaking, narrow, thin.
_BREAK = regex.compile(r"[^\S \u00a0\u202f\u2009]")


@dataclass(frozen=True)
class Fault:
    """`field` is "" for the copy as a whole. `fact` is the offer's wording, `said` the copy's; `length` and `limit`
    are grapheme clusters."""

    field: str
    kind: Kind
    fact: str = ""
    said: str = ""
    length: int = 0
    limit: int = 0

    @property
    def weight(self) -> float:
        """How bad it is. Being far over a limit is worse than being a little over."""
        excess = (self.length - self.limit) / self.limit if self.kind == "over_limit" else 0.0
        return _WEIGHTS[self.kind] + min(3.0, excess)


@dataclass(frozen=True)
class Rules:
    """What copies of one request are held to. `secret`: the system prompt; `known`: what texts may say although the
    guard would stumble over it (offer, product, brand)."""

    request: CopyRequest
    limits: Mapping[str, int]
    avoid: Collection[str]
    secret: str
    known: str
    competitors: Collection[str] = ()
    #: Facts of the offer that a marketer has already done without: nobody has to say them.
    pardoned: Collection[str] = ()
    _screened: dict[str, bool] = field(default_factory=dict, compare=False)

    def faults(self, texts: Mapping[str, str]) -> tuple[Fault, ...]:
        """Everything wrong with `texts` (one text for each of `limits`); empty for good copy."""
        found = [Fault(name, "unsafe") for name in sorted(self.unsafe(texts))]
        for name, text in texts.items():
            found += [Fault(name, kind, said=said) for kind, said in self._manners(text)]
        found += [Fault(name, "repeated", said=texts[name]) for name in _repeated(texts)]
        return tuple(found) + tuple(_fault(problem) for problem in self.problems(texts))

    def unsafe(self, texts: Mapping[str, str]) -> set[str]:
        """The fields that the guard does not let out. A text that comes again is not looked at again."""
        new = {text: text for text in texts.values() if text not in self._screened}
        wrong = screen_output(
            new, removed=self.request.removed, known=self.known, secret=self.secret, competitors=self.competitors,
            doubtful=self.request.doubtful,
        )  # fmt: skip
        self._screened.update({text: text in wrong for text in new})
        return {name for name, text in texts.items() if self._screened[text]}

    def problems(self, texts: Mapping[str, str]) -> tuple[Problem, ...]:
        """What is wrong with sizes and facts alone."""
        found = check_copy(
            self.request.offer, texts, self.limits, sources=sources_of(self.request), language=self.request.language
        )  # fmt: skip
        return tuple(one for one in found if one.kind != "lost" or one.fact not in self.pardoned)

    def _manners(self, text: str) -> list[tuple[Kind, str]]:
        said = [*avoided(text, self.avoid, self.request.product_name)]
        said += [rank for rank in _RANK.findall(text) if rank not in self.known]
        found: list[tuple[Kind, str]] = [("tone", one) for one in said]
        if text and nonsense(text):
            found.append(("nonsense", text[:60]))
        if _BREAK.search(text):
            found.append(("lines", ""))
        if _MARKUP.search(text) or drop_emoji(text) != " ".join(text.split()):
            found.append(("marks", ""))
        if foreign(text, self.request.language, f"{self.request.offer} {sources_of(self.request)}"):
            found.append(("language", text[:60]))
        return found


def owed(request: CopyRequest) -> Owed:
    """What a copy of that request must not lose, the strongest first."""
    room = sum(one.limit or 0 for one in request.fields)
    return owed_facts(request.offer, room, sources=sources_of(request), language=request.language)


def sources_of(request: CopyRequest) -> str:
    """What copy may say beside what the offer says."""
    return f"{request.product_name}\n{request.product_description}"


def avoided(text: str, avoid: Collection[str], name: str) -> list[str]:
    """The phrases of `avoid` that `text` uses in any case ending; those in the product's own `name` do not count."""
    said, own = _spaced(text), _spaced(name)
    return [phrase for phrase in avoid if _spaced(phrase) in said and _spaced(phrase) not in own]


def foreign(text: str, language: Language, sources: str) -> bool:
    """Whether a text is in another language. Names and codes of the sources stand in any language."""
    if _OTHER_SCRIPT.search(text):
        return True
    if detect_language(text, language) == language:
        return False
    return not set(words(text)) <= set(words(sources))


def nonsense(text: str) -> bool:
    """Letters without a word: one alone, or one again and again."""
    return not _WORD.search(text) or _STUTTER.search(text) is not None


def _spaced(text: str) -> str:
    return f" {' '.join(stem(word) for word in words(text))} "


def _repeated(texts: Mapping[str, str]) -> list[str]:
    """The fields that say, word for word, what a field before them says."""
    said: set[str] = set()
    found = []
    for name, text in texts.items():
        plain = " ".join(words(text))
        if plain and plain in said:
            found.append(name)
        said.add(plain)
    return found


def _fault(problem: Problem) -> Fault:
    return Fault(problem.field, problem.kind, problem.fact, problem.said, problem.length, problem.limit)


def complaint(fault: Fault) -> str:
    """What the model is told, in one line: field, length and limit, or the fact and how it stands in the offer."""
    where = fault.field or "the banner"
    fact, said = _quoted(fault.fact), _quoted(fault.said)
    return {
        "over_limit": f"{where} has {fault.length} characters; the limit is {fault.limit}. "
                      f"Shorten it by at least {max(1, fault.length - fault.limit)}.",
        "empty": f"{where} is empty. Write at most {fault.limit} characters.",
        "lost": f"{where} no longer says {fact}. The offer has it in these words; it must stand in one of the fields.",
        "changed": f"{where} changes a fact of the offer, which says {fact}"
                   + (f" and not {said}" if fault.said else "") + ". Keep it as it is, with the words that narrow it.",
        "invented": f"{where} says {fact}, which neither the offer nor the product's description does. Take it out.",
        "tone": f"{where} says {said}, which we never say. Say it plainly.",
        "lines": f"{where} has line breaks. Write one line.",
        "marks": f"{where} has markdown, markup or emoji. Write plain text.",
        "repeated": f"{where} says the same as another field. Let it say something else about the offer.",
        "nonsense": f"{where} says nothing: {said}. Write what is offered.",
        "language": f"{where} is not in the language of the banner.",
        "same": f"{where} is what stands there already. Write another one.",
        "unsafe": f"{where} is no advertising for this offer. Write it anew from the offer alone.",
    }[fault.kind]  # fmt: skip


def _quoted(text: str) -> str:
    """Words of others in one line, in quotes that do not end early."""
    return f'"{" ".join(text.split())[:120].replace(chr(34), chr(39))}"'
