"""What copy owes its offer, and what is wrong with a copy. Pure functions: texts in, problems out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

import regex

from core.copywriting.fact_claims import claims
from core.copywriting.fact_matching import Known, Verdict, judge, same_value, says
from core.copywriting.fact_promises import promised
from core.copywriting.fact_reading import Claim, plain
from core.copywriting.facts import Fact, extract_facts, missing
from core.copywriting.offline.calming import plain_sentences
from core.copywriting.text import capitalised, clean_text, graphemes
from core.formats.brand import Language

ProblemKind = Literal["over_limit", "empty", "lost", "changed", "invented"]

#: Facts may take this share of all characters of a format; the rest is for the words around them.
FACT_SHARE = 0.6
#: A fact with its words takes about so many characters.
PER_FACT = 40
#: A fact so many characters further down the offer counts as weaker by one: what comes first is what is offered.
LATER = 150
#: From this strength a condition without a number is a gift: "бесплатно", "half price".
GIFT = 8.0


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
    """What a copy with `room` characters in all its fields may not lose, strongest first.

    Always the strongest fact, and promo codes where they fit. The other figures, dates and gifts too
    where the offer is short: at most one for every 40 characters. Of a long offer the writer chooses what else to say.
    The texts of all take at most 60 % of the room. What comes late in a long offer counts as weaker; conditions
    without a number are owed only where there is nothing else.
    """
    ranked = sorted(offer_facts, key=lambda fact: (fact.start / LATER - fact.strength, fact.start))
    figures = [fact for fact in ranked if fact.kind != "condition" or fact.numbers or fact.strength >= GIFT]
    crowded = len(figures) > room // PER_FACT
    owed, taken = ranked[:1], sum(graphemes(fact.text) for fact in ranked[:1])
    for fact in figures:
        length = graphemes(fact.text)
        if fact not in owed and (not crowded or fact.kind == "promo") and taken + length <= FACT_SHARE * room:
            owed.append(fact)
            taken += length
    return tuple(owed)


def check_copy(
    offer: str, texts: Mapping[str, str], limits: Mapping[str, int], *, sources: str, language: Language
) -> tuple[Problem, ...]:
    """Everything that is wrong with `texts` as copy for `offer`; empty for good copy. `sources` are the product's name
    and description: what they say may be said too."""
    known = Known.of(clean_text(offer), clean_text(sources))
    found = [problem for field, limit in limits.items() for problem in _sizes(field, texts.get(field, ""), limit)]
    wrong = [(field, verdict) for field in limits for verdict in judge(clean_text(texts.get(field, "")), known)]
    found += [_untrue(field, verdict) for field, verdict in wrong]
    owed = owed_facts(offer, sum(limits.values()), sources=sources, language=language)
    changed = [verdict.source for _, verdict in wrong if verdict.source]
    for fact in owed.lost([texts.get(field, "") for field in limits]):
        if not any(same_value(claim, own) for claim in changed for own in owed.claimed[fact]):
            found.append(Problem("", "lost", fact.text))
    return tuple(found)


@dataclass(frozen=True)
class Owed:
    """Facts that point into `offer`: what is offered, in an even voice and without orders to the writer."""

    offer: str
    facts: tuple[Fact, ...]

    @cached_property
    def claimed(self) -> dict[Fact, list[Claim]]:
        """What each fact claims, as it is meant where it stands."""
        every = claims(self.offer)
        own = {fact: [c for c in every if c.start < fact.end and fact.start < c.end] for fact in self.facts}
        return {fact: _telling(inside) for fact, inside in own.items()}

    def lost(self, texts: Sequence[str]) -> tuple[Fact, ...]:
        """The facts that `texts` together do not keep: every number must be said somewhere with its unit and its
        qualifier; a condition without numbers keeps the stems of its words."""
        cleaned = [clean_text(text) for text in texts]
        made = [claim for text in cleaned for claim in claims(text)]
        return tuple(fact for fact in self.facts if not self._kept(fact, made, "\n".join(cleaned)))

    def _kept(self, fact: Fact, made: Sequence[Claim], text: str) -> bool:
        own, known = self.claimed[fact], Known.of(self.offer)
        if own and all(any(same_value(other, claim) and says(other, claim, known) for other in made) for claim in own):
            return True
        if own and all(claim.kind == "promise" for claim in own):
            return all(promised(value, plain(text).casefold()) for claim in own for value in claim.values)
        if own and not any(claim.kind == "deal" for claim in own):
            return False
        return not missing([fact], [text])


def _telling(inside: Sequence[Claim]) -> list[Claim]:
    """Of the claims of one fact those that a copy must make: days and promises only where nothing else is claimed."""
    for kinds in (("amount", "date", "time", "code", "deal", "numeral"), ("day",), ("promise",)):
        if found := [claim for claim in inside if claim.kind in kinds]:
            return found
    return []


def owed_facts(offer: str, room: int, *, sources: str, language: Language) -> Owed:
    """What copy with `room` characters owes this offer: its `headline_facts`, strongest first."""
    offered = _plain_offer(offer, language, sources)
    return Owed(offered, headline_facts(extract_facts(offered, language), room))


@lru_cache(maxsize=64)
def _plain_offer(offer: str, language: Language, sources: str) -> str:
    return ". ".join(map(capitalised, plain_sentences(offer, language, sources)))


def _untrue(field: str, verdict: Verdict) -> Problem:
    if verdict.source is None:
        return Problem(field, "invented", verdict.claim.text)
    return Problem(field, "changed", verdict.source.text, said=verdict.claim.text)


def said(text: str) -> bool:
    """Whether there is anything to read: a letter or a digit."""
    return regex.search(r"[\p{L}\p{Nd}]", clean_text(text)) is not None


def _sizes(field: str, text: str, limit: int) -> list[Problem]:
    length = graphemes(text)
    if not said(text):
        return [Problem(field, "empty", length=length, limit=limit)]
    return [Problem(field, "over_limit", length=length, limit=limit)] if length > limit else []
