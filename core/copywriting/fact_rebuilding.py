"""Lines made of an offer's own words, to say its facts where a text could not be kept."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

from core.copywriting.fact_claims import claims
from core.copywriting.fact_cutting import Span, finished
from core.copywriting.facts import Fact, extract_facts
from core.copywriting.offline.wording import Wording, wording
from core.copywriting.text import capitalised, graphemes, typographic
from core.formats.brand import Language

#: How well a line reads that is a sentence of the offer, a clause, a part of one, or nothing but a fact, in units of a
#: fact's strength.
WHOLE, CLAUSE, PART, BARE = 2.0, 1.5, 1.0, -2.0
#: What a line loses that begins after its first words ("до 64 лет полис стоит 1 150 ₽"), that points back at what is
#: not there ("дальше 1,2 %"), or that sets two facts side by side.
HEADLESS, BOUND, PAIRED = 20.0, 4.0, 9.0
#: Clauses of one sentence that a line may take.
LONGEST = 5
_JOINT = regex.compile(r"[,;:]\s+(?:(?:и|а|но|and|but|plus)\s+)?|\s+[—–-]\s+|(?<=[.!?])\s+", regex.I)


@lru_cache(maxsize=64)
def lines(offer: str, language: Language) -> tuple[tuple[str, float], ...]:
    """Texts out of a plain offer and how well each reads; facts and deals are whole in all of them."""
    words = wording(language)
    found: dict[str, float] = {}
    for text, worth in _Clauses.of(offer, language).lines():
        stripped = text.strip(" ,;:—–-.")
        line = words.leading.sub("", stripped if worth == WHOLE else finished(stripped, language))
        if regex.search(r"\w", line) and not words.pushing.search(line):
            reads = worth - BOUND * bool(words.bound_start.match(line))
            said = unicodedata.normalize("NFC", capitalised(typographic(line, language)))
            found[said] = max(reads, found.get(said, reads))
    return tuple(found.items())


@dataclass(frozen=True)
class _Clauses:
    """An offer between its joints: where clauses start and end, and which ends are the ends of sentences."""

    offer: str
    facts: tuple[Fact, ...]
    #: What no line may split: facts, and deals that are more than a fact ("buy one pizza, get one free").
    held: tuple[Span, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: Wording

    @classmethod
    def of(cls, offer: str, language: Language) -> "_Clauses":
        facts = extract_facts(offer, language)
        deals = [(claim.start, claim.end) for claim in claims(offer) if claim.kind == "deal"]
        held = (*((fact.start, fact.end) for fact in facts), *deals)
        cuts = [m.span() for m in _JOINT.finditer(offer) if not any(a < m.end() and m.start() < b for a, b in held)]
        starts, ends = (0, *(end for _, end in cuts)), (*(start for start, _ in cuts), len(offer))
        return cls(offer, facts, held, starts, ends, wording(language))

    def lines(self) -> Iterator[tuple[str, float]]:
        yield from self._windows()
        for fact in self.facts:
            yield from self._around(fact)
        for one, two in pairwise(self.facts):
            if not self.offer[one.end : two.start].strip():
                yield self.offer[self._whole(one)[0] : self._whole(two)[1]], BARE
            elif not any(one.end <= stop <= two.start and self._closes(stop) for stop in self.ends):
                yield f"{one.text}, {two.text}", BARE - PAIRED

    def _closes(self, end: int) -> bool:
        return end == len(self.offer) or self.offer[end - 1] in ".!?"

    def _windows(self) -> Iterator[tuple[str, float]]:
        """Runs of clauses; more than one sentence only whole."""
        for first, start in enumerate(self.starts):
            opens = first == 0 or self._closes(self.ends[first - 1])
            for last in range(first, min(first + LONGEST, len(self.ends))):
                closes = self._closes(self.ends[last])
                crossed = any(map(self._closes, self.ends[first:last]))
                if not self._labels(last) and (not crossed or (opens and closes)):
                    yield (
                        self.offer[start : self.ends[last]],
                        WHOLE
                        if opens and closes
                        else CLAUSE
                        if opens or self.offer[start - 2 : start] == ", "
                        else PART,
                    )

    def _labels(self, index: int) -> bool:
        """Whether a clause without facts only names what follows its colon or dash."""
        start, end = self.starts[index], self.ends[index]
        named = not self._closes(end) and self.offer[end] in " :"
        return named and not any(start <= fact.start < end for fact in self.facts)

    def _around(self, fact: Fact) -> Iterator[tuple[str, float]]:
        """A fact with the words before it, with those after it, with some of them, and alone."""
        first, last = self._whole(fact)
        start = max(begin for begin in self.starts if begin <= first)
        end = min(stop for stop in self.ends if stop >= last)
        beheaded = start < first and fact.kind not in ("percent", "price")
        if start < first:
            yield self.offer[start:last], PART
        if last < end:
            yield self.offer[first:end], PART - HEADLESS * beheaded
        yield self.offer[first:last], BARE
        yield fact.text, BARE - PAIRED * (first < fact.start or fact.end < last)
        for stop in self._phrase_ends(last, end):
            yield self.offer[start:stop], PART if start < first or stop > last else BARE

    def _whole(self, fact: Fact) -> Span:
        """The fact's span, or that of the deal it is part of."""
        around = [span for span in self.held if span[0] <= fact.start and fact.end <= span[1]]
        return max(around, key=lambda span: span[1] - span[0])

    def _phrase_ends(self, start: int, end: int) -> Iterator[int]:
        """Where a clause may stop after a fact: before its next prepositions, never inside a fact."""
        for match in regex.finditer(r"\s+(?=([\w-]+))", self.offer[:end], pos=start):
            at = match.start()
            if match[1].casefold() in self.words.prepositions and not any(a < at < b for a, b in self.held):
                yield at


def spare(limit: int, language: Language) -> Iterator[str]:
    """What a field may say where the offer has nothing that fits: a word of the house, at worst its beginning."""
    words = wording(language).fallback
    yield from (word for word in words if graphemes(word) <= limit)
    yield words[-1][: max(1, limit)]
