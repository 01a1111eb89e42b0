"""How much of a model's verdict on one text counts: what it can show, and no more. Pure.

`core/guard/verdict.py` says the rule as a whole.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Literal

import regex

from core.copywriting.facts import extract_facts
from core.formats.brand import Language
from core.guard.evidence import may_address_a_program
from core.guard.excising import Span, clauses_around, merged, places, without
from core.guard.ordinary import is_ordinary
from core.guard.port import Where
from core.guard.screening import Kind, Screening

ATTACKS: tuple[Kind, ...] = ("override", "extraction", "role_play", "hidden")
CONTENT: tuple[Kind, ...] = ("forbidden", "offensive")
#: Words of content that may not be advertised, at most: what is longer is not shown to be harmful by being quoted.
MOST_WORDS = 12
#: Quotations of one text that are looked for.
MOST_QUOTES = 10
#: How alike two spellings of a name are, 0-1.
_ALIKE = 0.7
_WORD = regex.compile(r"\p{L}{3,}")


def weighed(
    text: str, where: Where, verdict: Mapping[str, Any], language: Language, competitors: Collection[str] = ()
) -> Screening:
    """`verdict` (keys verdict, kind, quote) on `text`, reduced to what it can show; "allow" where that is nothing."""
    kind: Kind | Literal["none"] = verdict["kind"]
    quotes = [quote for quote in verdict["quote"][:MOST_QUOTES] if places(text, quote)]
    if verdict["verdict"] == "allow" or kind == "none":
        return _allowed(text)
    if kind in ATTACKS:
        return _cut(text, where, kind, quotes, language)
    shown = [quote for quote in quotes if len(quote.split()) <= MOST_WORDS and not is_ordinary(quote)]
    if kind == "competitor":
        shown = [quote for quote in shown if resembles(quote, competitors)]
    return Screening("refuse", (kind,), "", tuple(shown)) if shown else _allowed(text)


def _cut(text: str, where: Where, kind: Kind, quotes: Sequence[str], language: Language) -> Screening:
    spans = merged([span for quote in quotes for span in _clauses(text, quote, language)])
    if not spans:
        return _allowed(text)
    removed, rest = tuple(text[start:end].strip() for start, end in spans), without(text, spans)
    if says_something(rest, where, language):
        return Screening("neutralise", (kind,), rest, removed)
    if where == "offer" and says_a_fact(text, language):
        return _allowed(text)
    return Screening("refuse", (kind,), "", removed)


def _clauses(text: str, quote: str, language: Language) -> Iterator[Span]:
    for span in places(text, quote):
        for start, end in clauses_around(text, span, language):
            if may_address_a_program(text[start:end]):
                yield start, end


def resembles(quote: str, names: Collection[str]) -> bool:
    """Whether a word of `quote` could be another spelling of one of `names`."""
    return any(
        SequenceMatcher(None, word.casefold(), name.casefold()).ratio() >= _ALIKE
        for word in quote.split()
        for name in names
    )


def _allowed(text: str) -> Screening:
    return Screening("allow", (), text, ())


def says_something(text: str, where: Where, language: Language) -> bool:
    """Whether `text` still has what its place in the form is for: some words, or in an offer a fact."""
    enough = 2 if where == "offer" else 1
    return len(_WORD.findall(text)) >= enough or (where == "offer" and says_a_fact(text, language))


def says_a_fact(text: str, language: Language) -> bool:
    """Whether there is a percent, a price or a promo code in it."""
    return any(fact.kind in ("percent", "price", "promo") for fact in extract_facts(text, language))
