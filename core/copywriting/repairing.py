"""Copy made good: within its limits and true to its offer, whatever it was before. Pure functions."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from core.copywriting.fact_claims import claims
from core.copywriting.fact_correcting import corrected, meant
from core.copywriting.fact_cutting import sentence_spans, shorter
from core.copywriting.fact_dropping import without
from core.copywriting.fact_matching import Known, Verdict, judge
from core.copywriting.fact_rebuilding import lines, spare
from core.copywriting.facts import Fact, extract_facts
from core.copywriting.keeping import Owed, Problem, owed_facts, said
from core.copywriting.port import Repair, What
from core.copywriting.text import clean_text, graphemes
from core.formats.brand import Language

#: A line of the rules reads better than what can be made of the offer's words here, in units of a fact's strength.
WELL_WRITTEN = 3.0
#: Saying again what another field says.
AGAIN = 6.0
#: Saying the strongest fact, where no other field says it.
LED = 12.0
#: What is added must read well enough to stand alone; what is not the strongest fact must be a clause of its own.
ALONE, ALONE_WEAKER = 1.0, 1.2
#: A shorter field is a button or a label: nothing is added to it.
ADDABLE = 28
#: A sentence up to this length may be a headline.
TITLE = 40
#: Less than this share of a text is not what its author wrote.
LEAST = 0.35


@dataclass(frozen=True)
class Repaired:
    """Texts of all fields, and what was done to them; fields without a problem are as they were, byte by byte."""

    texts: Mapping[str, str]
    repairs: tuple[Repair, ...]


def repair(
    texts: Mapping[str, str],
    problems: Sequence[Problem],
    offer: str,
    limits: Mapping[str, int],
    *,
    sources: str,
    language: Language,
    offline: Mapping[str, str] | None = None,
    silent: Collection[str] = (),
) -> Repaired:
    """`texts` without the `problems` that `check_copy` found in them.

    Every text comes out as one NFC paragraph without invisible characters, not empty and within its limit; nothing in
    it is changed or invented; the offer's strongest fact is said wherever a field can hold it. `offline` are texts that
    the rules would write for the same fields: a field that must be rebuilt takes them where they say what it said.
    `silent` fields (buttons, labels) are no place for a fact, as long as there is another.
    """
    tidied = {name: _tidy(texts.get(name, "")) for name in limits}
    if not problems and all(graphemes(tidied[name]) <= limit for name, limit in limits.items()):
        return Repaired(tidied, ())
    mute = frozenset(silent) if set(limits) - set(silent) else frozenset[str]()
    bench = _Bench(offer, limits, sources, language, dict(offline or {}), mute, tidied)
    for name in limits:
        bench.mend(name)
    bench.say_what_is_owed()
    return Repaired(bench.texts, tuple(bench.repairs))


def _tidy(text: str) -> str:
    """The same characters where nothing is wrong with them; no-break spaces are right, other invisible ones are not."""
    clean = clean_text(text)
    return text if regex.sub("[\u00a0\u2009\u202f]", " ", text) == clean else clean


@dataclass
class _Bench:
    """One copy being repaired."""

    offer: str
    limits: Mapping[str, int]
    sources: str
    language: Language
    offline: dict[str, str]
    silent: frozenset[str]
    texts: dict[str, str]
    repairs: list[Repair] = field(default_factory=list)
    #: The offer's facts that a text keeps, by text.
    kept: dict[str, tuple[Fact, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = Known.of(clean_text(self.offer), clean_text(self.sources))
        self.owed = owed_facts(self.offer, sum(self.limits.values()), sources=self.sources, language=self.language)
        self.all = Owed(self.owed.offer, extract_facts(self.owed.offer, self.language))

    def mend(self, name: str) -> None:
        """One field made good by the mildest means that will do: the first that is true, fits, and loses no fact that
        the field says and no other field does."""
        text = self.texts[name]
        wrong = [(verdict.source or verdict.claim).text for verdict in self._wrong(text)]
        before = self._kept(text)
        for what, candidate in ((what, _tidy(some)) for what, some in self._milder(name, text)):
            if self._good(name, candidate) and not self._lost(before, name, candidate):
                if candidate != text:
                    self._set(name, candidate, what, wrong)
                return
        self._set(name, self._rebuilt(name, before), "rebuilt", [*wrong, *(fact.text for fact in before)])

    def _milder(self, name: str, text: str) -> Iterator[tuple[What, str]]:
        """The text as it is, put right, with less, and cut: from the mildest on."""
        yield "cut", text
        wrong = self._wrong(text)
        lost = [claim for fact in self.owed.lost(list(self.texts.values())) for claim in self.owed.claimed[fact]]
        wrong = meant(wrong, lost)
        put_right = corrected(text, wrong, self.owed.offer, self.language)
        if wrong:
            yield "corrected", put_right
        dropped = [put_right]
        if still := self._wrong(put_right):
            bad = [verdict.claim for verdict in still]
            dropped = sorted(without(put_right, bad, self.language), key=len, reverse=True)
            dropped = [some for some in dropped if len(some) >= LEAST * len(text)]
            yield from (("dropped", some) for some in dropped)
        for some in dropped[:3]:
            if graphemes(some) > self.limits[name]:
                yield from (("cut", self._titled(cut)) for cut in shorter(some, self.limits[name], self.language))

    def _titled(self, text: str) -> str:
        """One short sentence is a headline, which has no full stop."""
        short = graphemes(text) <= TITLE and len(sentence_spans(text)) == 1
        return text.removesuffix(".") if short else text

    def _wrong(self, text: str) -> list[Verdict]:
        return judge(clean_text(text), self.known)

    def _good(self, name: str, text: str) -> bool:
        return said(text) and graphemes(text) <= self.limits[name] and not self._wrong(text)

    def _kept(self, text: str) -> tuple[Fact, ...]:
        """The offer's facts that `text` keeps."""
        if text not in self.kept:
            lost = set(self.all.lost([text]))
            self.kept[text] = tuple(fact for fact in self.all.facts if fact not in lost)
        return self.kept[text]

    def _others(self, name: str) -> list[str]:
        return [text for other, text in self.texts.items() if other != name]

    def _lost(self, facts: Iterable[Fact], name: str, text: str) -> bool:
        return bool(Owed(self.owed.offer, tuple(facts)).lost([text, *self._others(name)]))

    def _rebuilt(self, name: str, before: Sequence[Fact]) -> str:
        """The best line for the field: it says what the field said, or what the copy owes, and nothing twice."""
        if name in self.silent or (not before and self.limits[name] < ADDABLE):
            plain = [self.offline.get(name, ""), *spare(self.limits[name], self.language)]
            return next(text for text in plain if self._good(name, text) or text == plain[-1])
        ranked = self._ranked(name, before)
        return ranked[0] if ranked else next(iter(spare(self.limits[name], self.language)))

    def _ranked(self, name: str, wanted: Sequence[Fact]) -> list[str]:
        """Lines that fit the field, best first."""
        product = clean_text(self.sources)
        described = [(product[a:b].rstrip("."), 0.0) for a, b in sentence_spans(product)]
        choices = [(self.offline.get(name, ""), WELL_WRITTEN), *lines(self.owed.offer, self.language), *described]
        good = [(text, worth) for text, worth in choices if self._good(name, text)]
        ranked = sorted((-self._worth(text, worth, name, wanted), text) for text, worth in good)
        return [text for _, text in ranked]

    def _worth(self, text: str, worth: float, name: str, wanted: Sequence[Fact]) -> float:
        """What a line for `name` says that no other field does, less what it says again."""
        kept = self._kept(text)
        elsewhere = {fact for other in self._others(name) for fact in self._kept(other)}
        figures = {(claim.kind, claim.values) for other in self._others(name) for claim in claims(clean_text(other))}
        new = sum(
            fact.strength * (1.0 if fact in wanted or fact in self.owed.facts else 0.5)
            for fact in kept
            if fact not in elsewhere
        )
        led = LED * any(fact in kept and fact not in elsewhere for fact in self.owed.facts[:1])
        again = {fact.text for fact in kept if fact in elsewhere and not self.all.claimed[fact]}
        again |= {c.text for c in claims(clean_text(text)) if c.kind != "promise" and (c.kind, c.values) in figures}
        return worth + led + new - AGAIN * len(again) + 0.01 * len(text)

    def say_what_is_owed(self) -> None:
        """What the copy owes and has lost is added where there is room; the strongest takes a field of its own."""
        for fact in self.owed.lost(list(self.texts.values())):
            strongest = fact == self.owed.facts[0]
            if not self._added(fact, ALONE if strongest else ALONE_WEAKER) and strongest:
                self._given_a_field(fact)

    def _added(self, fact: Fact, least: float) -> bool:
        every = lines(self.owed.offer, self.language)
        whole = [(text, worth) for text, worth in every if worth >= least and fact in self._kept(text)]
        for text, _ in sorted(whole, key=lambda line: (-line[1], len(line[0]))):
            for name, limit in sorted(self.limits.items(), key=lambda item: -item[1]):
                longer = _joined(self.texts[name], text)
                news = set(self._kept(text)).isdisjoint(f for t in self.texts.values() for f in self._kept(t))
                if limit >= ADDABLE and name not in self.silent and news and self._good(name, longer):
                    self._set(name, longer, "corrected", [fact.text])
                    return True
        return False

    def _given_a_field(self, fact: Fact) -> None:
        best: tuple[float, str, str] | None = None
        for name in (one for one in self.limits if one not in self.silent):
            others = [f for t in self._others(name) for f in self._kept(t)]
            for text in self._ranked(name, [fact]):
                kept = self._kept(text)
                if fact in kept:
                    worth = sum(f.strength for f in {*kept, *others}) + 0.02 * self.limits[name]
                    best = max(best, (worth, name, text)) if best else (worth, name, text)
                    break
        if best:
            self._set(best[1], best[2], "rebuilt", [fact.text])

    def _set(self, name: str, text: str, what: What, facts: Sequence[str]) -> None:
        self.texts[name] = text
        self.repairs.append(Repair(name, what, tuple(dict.fromkeys(facts))))


def _joined(text: str, line: str) -> str:
    """A line after a text: a sentence of its own after a sentence, else behind a dash."""
    if text and text[-1] in ".!?…":
        return f"{text} {line}."
    return f"{text}. {line}" if text else line
