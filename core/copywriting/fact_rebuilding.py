"""Lines made of an offer's own words, to say its facts where a text could not be kept."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import regex

from core.copywriting.fact_cutting import finished
from core.copywriting.facts import Fact, extract_facts
from core.copywriting.offline.wording import wording
from core.copywriting.text import capitalised, graphemes, typographic
from core.formats.brand import Language

#: What a line that is a whole sentence, a clause or less of the offer reads better by, in units of a fact's strength.
WHOLE, CLAUSE, PART, BARE, PAIR = 2.0, 1.5, 0.8, -2.0, -4.0
#: What a line loses that points back at what is not there: "дальше 1,2 %", "then £14".
BOUND = 4.0
_JOINT = regex.compile(r"[,;:]\s+(?:(?:и|а|но|and|but|plus)\s+)?|\s+[—–-]\s+|(?<=[.!?])\s+", regex.I)


@lru_cache(maxsize=64)
def lines(offer: str, language: Language) -> tuple[tuple[str, float], ...]:
    """Texts out of a plain offer and how well each reads; facts are whole in all of them."""
    facts = extract_facts(offer, language)
    found: dict[str, float] = {}
    for text, worth in _spans(offer, facts, language):
        stripped = text.strip(" ,;:—–-.")
        line = wording(language).leading.sub("", stripped if worth == WHOLE else finished(stripped, language))
        if regex.search(r"\w", line):
            reads = worth - BOUND * bool(wording(language).bound_start.match(line))
            said = unicodedata.normalize("NFC", capitalised(typographic(line, language)))
            found[said] = max(reads, found.get(said, reads))
    return tuple(found.items())


def _spans(offer: str, facts: tuple[Fact, ...], language: Language) -> Iterator[tuple[str, float]]:
    cuts = [m.span() for m in _JOINT.finditer(offer) if not any(f.start < m.end() and m.start() < f.end for f in facts)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(offer)]
    stops = {end for end in ends if offer[end - 1 : end] in ".!?" or end == len(offer)}
    for first in range(len(starts)):
        for last in range(first, min(first + 5, len(ends))):
            opens, closes = first == 0 or ends[first - 1] in stops, ends[last] in stops
            crossed = any(ends[i] in stops for i in range(first, last))
            labels = (
                not closes
                and offer[ends[last]] in " :"
                and not any(starts[last] <= f.start < ends[last] for f in facts)
            )
            if not labels and (not crossed or (opens and closes)):
                yield (
                    offer[starts[first] : ends[last]],
                    WHOLE if opens and closes else CLAUSE if opens or first == last else PART,
                )
    for fact in facts:
        start = max(begin for begin in starts if begin <= fact.start)
        end = min(stop for stop in ends if stop >= fact.end)
        if start < fact.start:
            yield offer[start : fact.end], PART + 0.4
        if fact.end < end:
            yield offer[fact.start : end], PART
        yield fact.text, BARE
        for stop in _phrase_ends(offer[:end], fact.end, facts, language):
            if start < fact.start or stop > fact.end:
                yield offer[start:stop], PART + 0.4
    for one, two in pairwise(facts):
        if not any(one.end <= stop <= two.start for stop in stops):
            yield f"{one.text}, {two.text}", PAIR


def _phrase_ends(text: str, start: int, facts: tuple[Fact, ...], language: Language) -> Iterator[int]:
    """Where a clause may stop after a fact: before its next prepositions, never inside a fact."""
    for match in regex.finditer(r"\s+(?=([\w-]+))", text[start:]):
        at = start + match.start()
        if match[1].casefold() in wording(language).prepositions and not any(f.start < at < f.end for f in facts):
            yield at


def spare(limit: int, language: Language) -> Iterator[str]:
    """What a field may say where the offer has nothing that fits: a word of the house, at worst its beginning."""
    words = wording(language).fallback
    yield from (word for word in words if graphemes(word) <= limit)
    yield words[-1][: max(1, limit)]
