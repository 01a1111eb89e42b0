"""Word tables of the offline engine, by language, from `data/copy/*.json`."""

import json
from functools import cached_property, lru_cache

import regex

from core.formats.brand import DATA, Language, Strict


class ButtonRule(Strict):
    """Where one of the stems `when` begins a word of product or offer, a button says one of `say`, best first."""

    when: tuple[str, ...]
    say: tuple[str, ...]


class Wording(Strict):
    """What the rules must know of a language: words that may not end or begin a text, verbs, buttons, small talk."""

    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    subordinators: frozenset[str]
    #: Words that point back to a sentence before: a text cannot begin with them.
    bound: frozenset[str]
    particles: frozenset[str]
    verbs: frozenset[str]
    #: Verbs that add nothing where a fact stands without them: "получите 1 000 ₽".
    dropped_verbs: frozenset[str]
    nominative: dict[str, str]
    imperatives: dict[str, str]
    #: What makes a sentence worth less: small print.
    fine_print: tuple[str, ...]
    #: Stems of what comes along with an offer and is not the offer: delivery, packing, decision.
    extras: tuple[str, ...]
    #: Stems of what an offer asks for or is capped by: deposit, minimum, term.
    terms: tuple[str, ...]
    #: What makes a clause without facts worth nothing: pushing.
    hype: tuple[str, ...]
    buttons: tuple[ButtonRule, ...]
    #: Headlines of last resort, longest first; the last has at most five characters.
    fallback: tuple[str, ...]

    @cached_property
    def never_last(self) -> frozenset[str]:
        """Words that leave a text hanging."""
        return self.prepositions | self.conjunctions | self.subordinators | self.particles

    @cached_property
    def leading(self) -> regex.Pattern[str]:
        """Conjunctions that open a clause and fall away where it opens a text."""
        words = "|".join(sorted(map(regex.escape, self.conjunctions), key=len, reverse=True))
        return regex.compile(rf"^(?:(?:{words})\s+)+", regex.IGNORECASE)

    @cached_property
    def bound_start(self) -> regex.Pattern[str]:
        """A clause that needs the one before: its first word, or the one after a subordinator, points back."""
        words = "|".join(sorted(map(regex.escape, self.bound), key=len, reverse=True))
        openers = "|".join(sorted(map(regex.escape, self.subordinators), key=len, reverse=True))
        return regex.compile(rf"^(?:(?:{openers})\s+)?(?:{words})(?!\w)", regex.IGNORECASE)

    @cached_property
    def pushing(self) -> regex.Pattern[str]:
        return regex.compile("|".join(rf"(?<!\w){regex.escape(phrase)}" for phrase in self.hype), regex.IGNORECASE)

    @cached_property
    def comes_along(self) -> regex.Pattern[str]:
        return _stems(self.extras)

    @cached_property
    def asks_for(self) -> regex.Pattern[str]:
        return _stems(self.terms)

    @cached_property
    def small_print(self) -> regex.Pattern[str]:
        return regex.compile("|".join(map(regex.escape, self.fine_print)), regex.IGNORECASE)


def _stems(stems: tuple[str, ...]) -> "regex.Pattern[str]":
    return regex.compile("|".join(rf"(?<!\w){regex.escape(stem)}" for stem in stems), regex.IGNORECASE)


@lru_cache(maxsize=2)
def wording(language: Language) -> Wording:
    """The tables of one language, read once a process."""
    return Wording.model_validate(json.loads((DATA / "copy" / f"{language}.json").read_text("utf-8")))
