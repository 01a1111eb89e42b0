"""A fact that a copy has changed, put right where it stands: its qualifier, its unit, the other end of its range."""

from collections.abc import Sequence

import regex

from core.copywriting.fact_claims import claims
from core.copywriting.fact_matching import Verdict, same_value
from core.copywriting.fact_reading import Claim
from core.copywriting.fact_units import FIRM
from core.copywriting.facts import extract_facts
from core.copywriting.text import capitalised
from core.formats.brand import Language

#: What stood before the number and cannot stand before its qualifier: "под 6 %" -> "от 6 %", "only £5" -> "from £5".
_GIVES_WAY = regex.compile(
    r"(?<!\w)(?:под|за|на|всего(?: за)?|только(?: за)?|ровно|целых|just|only|at|for|with(?: a)?|exactly) $", regex.I
)
_SIGNS = "-−–+"
_STARTS_WITH_WORD = regex.compile(r"[^\W\d_]")


def meant(wrong: Sequence[Verdict], lost: Sequence[Claim]) -> list[Verdict]:
    """`wrong` with invented amounts traced to the one `lost` claim that they are a slip of: the same unit, and one
    digit of several changed or the same thing counted ("9 % годовых" for "6 % годовых")."""
    return [_traced(verdict, lost) if verdict.source is None else verdict for verdict in wrong]


def _traced(verdict: Verdict, lost: Sequence[Claim]) -> Verdict:
    claim = verdict.claim
    alike = [other for other in lost if claim.kind == other.kind == "amount" and claim.unit == other.unit != ""]
    slips = [other for other in alike if claim.nouns & other.nouns or _one_digit_off(claim.digits, other.digits)]
    return Verdict(claim, slips[0]) if len(slips) == 1 else verdict


def _one_digit_off(one: frozenset[str], other: frozenset[str]) -> bool:
    return any(len(a) == len(b) > 1 and sum(x != y for x, y in zip(a, b, strict=True)) == 1 for a in one for b in other)


def corrected(text: str, wrong: Sequence[Verdict], offer: str, language: Language) -> str:
    """`text` with every changed claim in the words of the plain `offer`; invented ones stay."""
    for verdict in sorted(wrong, key=lambda verdict: -verdict.claim.start):
        if verdict.source is None or not _comparable(verdict.claim, verdict.source):
            continue
        wording = _wording(verdict, offer, language)
        start, end = verdict.claim.start, verdict.claim.end
        before = text[:start].replace("\u00a0", " ")
        if _STARTS_WITH_WORD.match(wording) and (gives_way := _GIVES_WAY.search(before)):
            start = gives_way.start()
        if text[start] in _SIGNS and wording[0].isdigit():
            wording = text[start] + wording
        said = capitalised(wording) if not text[:start].strip() or before.rstrip()[-1:] in (".", "!", "?") else wording
        text = text[:start] + said + _rest(wording, text[end:])
    return text


def _comparable(claim: Claim, source: Claim) -> bool:
    """Whether it is the same thing said wrongly: "10 ₽" for "10 %", but not "5 000 бонусов" for "5 000 ₽"."""
    return claim.unit == source.unit or (source.unit in FIRM and claim.unit in FIRM | {""} and not claim.nouns)


def _wording(verdict: Verdict, offer: str, language: Language) -> str:
    """The offer's words for the claim; the whole fact where one end of a range says nothing alone."""
    source = verdict.source
    assert source is not None
    if source.other or source.limit == "instead":
        for fact in extract_facts(offer, language):
            inside = [c for c in claims(offer) if c.start < fact.end and fact.start < c.end]
            if any(same_value(source, claim) and (claim.other or source.limit == "instead") for claim in inside):
                return fact.text
    return source.text.strip()


def _rest(wording: str, rest: str) -> str:
    """What follows, without what `wording` has just said: "9,7–13,2 % годовых" before "годовых"."""
    last = wording.rsplit(maxsplit=1)[-1]
    found = regex.match(rf"[\s]+{regex.escape(last)}(?!\w)", rest)
    return rest[found.end() :] if found and _STARTS_WITH_WORD.match(last) else rest
