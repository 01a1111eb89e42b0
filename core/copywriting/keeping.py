"""What copy owes its offer, and what is wrong with a copy. Pure functions: texts in, problems out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from core.copywriting.facts import Fact, extract_facts, invented, missing
from core.copywriting.text import clean_text, graphemes
from core.formats.brand import Language

ProblemKind = Literal["over_limit", "empty", "lost", "changed", "invented"]

#: Facts may take this share of all characters of a format; the rest is for the words around them.
FACT_SHARE = 0.6
#: A fact with its words takes about so many characters.
PER_FACT = 30


@dataclass(frozen=True)
class Problem:
    """What is wrong with `field` ("" for the copy as a whole).

    `fact` is the offer's wording where something is lost or changed, the copy's where it is invented; `said` is the
    copy's wording of what it changed. `length` and `limit` are in grapheme clusters.
    """

    field: str
    kind: ProblemKind
    fact: str = ""
    length: int = 0
    limit: int = 0
    said: str = ""


def headline_facts(offer_facts: Sequence[Fact], room: int) -> tuple[Fact, ...]:
    """What a copy with `room` characters in all its fields may not lose: always the strongest fact; others by strength
    while there is one for every 30 characters at most and their texts take at most 60 % of the room. Strongest first."""
    ranked = sorted(offer_facts, key=lambda fact: (-fact.strength, fact.start))
    owed, taken = ranked[:1], sum(graphemes(fact.text) for fact in ranked[:1])
    for fact in ranked[1:]:
        length = graphemes(fact.text)
        if len(owed) < room // PER_FACT and taken + length <= FACT_SHARE * room:
            owed.append(fact)
            taken += length
    return tuple(owed)


def check_copy(
    offer: str, texts: Mapping[str, str], limits: Mapping[str, int], *, sources: str, language: Language
) -> tuple[Problem, ...]:
    """Everything that is wrong with `texts` as copy for `offer`; empty for good copy. `sources` are the product's name
    and description: what they say may be said too."""
    found = [problem for field, limit in limits.items() for problem in _sizes(field, texts.get(field, ""), limit)]
    for field in limits:
        claims = invented(f"{offer}\n{sources}", [texts.get(field, "")])
        found += [Problem(field, "invented", fact.text) for fact in claims]
    owed = headline_facts(extract_facts(clean_text(offer), language), sum(limits.values()))
    found += [Problem("", "lost", fact.text) for fact in missing(owed, ["\n".join(texts.values())])]
    return tuple(found)


def _sizes(field: str, text: str, limit: int) -> list[Problem]:
    length = graphemes(text)
    if not clean_text(text):
        return [Problem(field, "empty", limit=limit)]
    return [Problem(field, "over_limit", length=length, limit=limit)] if length > limit else []
