"""What is wrong in a text left out of it, so that the rest still reads as a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from core.copywriting.fact_claims import claims
from core.copywriting.fact_cutting import JOINT, Span, finished, sentence_spans
from core.copywriting.fact_reading import Claim
from core.copywriting.offline.wording import wording
from core.copywriting.text import capitalised
from core.formats.brand import Language

#: What may still belong to something wrong at the end of a clause: its noun.
_TAIL = regex.compile(r"(?P<noun>[ \u00a0][\w’'-]+)?(?=$|[,;:.!?…]|\s[—–-]\s)")
_WORD = regex.compile(r"(?<!\S)[\w’'-]+")
#: What makes what follows it a clause of its own; a conjunction alone may stand between two nouns.
_STOP = regex.compile(r"(?:[,;:)]|\s[—–-])\s+$")
#: How many words may stand between a preposition and what is wrong: "со скидкой 99 %".
AWAY = 2
#: Claims that a sentence stands without: when, and with which code.
_LOOSE = ("date", "day", "time", "code")


def without(text: str, wrong: Sequence[Claim], language: Language) -> Iterator[str]:
    """`text` without the `wrong` claims of it: without their phrase, their clause, all from there on, or their
    sentence; whichever of these reads as a text. May yield empty texts."""
    sentences = [(text[a:b], [c for c in wrong if a <= c.start < b], a) for a, b in sentence_spans(text)]
    good = [said for said, bad, _ in sentences if not bad]
    for said, bad, offset in sentences:
        if bad:
            here = _Sentence(said, [(claim.start - offset, claim.end - offset) for claim in bad], bad, language)
            kept = [(other, other is said) for other, worse, _ in sentences if other is said or not worse]
            for piece in here.shorter():
                yield " ".join(piece if shortened else other for other, shortened in kept)
    yield " ".join(good)


@dataclass(frozen=True)
class _Sentence:
    """A sentence, and where something wrong stands in it."""

    text: str
    wrong: Sequence[Span]
    claims: Sequence[Claim]
    language: Language

    def shorter(self) -> Iterator[str]:
        """The sentence with something left out, each ending in its own mark."""
        mark = self.text[-1] if self.text[-1] in ".!?" else ""
        body = self.text.rstrip(".!?")
        for rest in (*self._without_phrase(body), *self._without_clauses(body)):
            if text := finished(rest, self.language):
                yield f"{capitalised(text)}{mark}"

    def _without_phrase(self, body: str) -> Iterator[str]:
        """Without the end of a clause that begins at the last preposition before what is wrong; days and codes go
        without one."""
        start, end = min(a for a, _ in self.wrong), max(b for _, b in self.wrong)
        tail = _TAIL.match(body, min(end, len(body)))
        if not tail:
            return
        small = wording(self.language).prepositions
        before = [match for match in _WORD.finditer(body[:start]) if match.group().casefold() in small]
        if before and len(body[before[-1].end() : start].split()) <= AWAY:
            yield finished(body[: before[-1].start()], self.language) + body[tail.end() :]
        if not tail["noun"] and all(claim.kind in _LOOSE for claim in self.claims):
            yield finished(body[:start], self.language) + body[tail.end() :]

    def _without_clauses(self, body: str) -> Iterator[str]:
        """Up to the first clause with something wrong, from after the last one, and both."""
        clauses = self._clauses(body)
        bad = [i for i, (a, b) in enumerate(clauses) if any(a < end and start < b for start, end in self.wrong)]
        if not bad:
            return
        until = body[: clauses[bad[0] - 1][1]] if bad[0] else ""
        rest = body[clauses[bad[-1] + 1][0] :] if bad[-1] + 1 < len(clauses) else ""
        joint = _STOP.search(body[: len(body) - len(rest)])
        after = rest if joint else ""
        if until and after and joint:
            yield f"{until}{joint.group()}{after}"
        yield from filter(None, (until, after))

    def _clauses(self, body: str) -> list[Span]:
        said = [(claim.start, claim.end) for claim in claims(body)]
        joints = [m for m in JOINT.finditer(body) if not any(a < m.end() and m.start() < b for a, b in said)]
        starts = [0, *(match.end() for match in joints)]
        ends = [*(match.start() for match in joints), len(body)]
        return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
