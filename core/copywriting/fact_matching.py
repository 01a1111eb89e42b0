"""Whether a claim of a copy is one that the offer makes, makes with another qualifier or unit, or does not make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import regex

from core.copywriting.fact_claims import claims, implied
from core.copywriting.fact_promises import promised
from core.copywriting.fact_reading import Claim, plain
from core.copywriting.fact_units import FIRM, MONEY, PERIODS
from core.copywriting.facts import numbers

#: What number words count that could be no offer: "в два клика", "three easy steps".
_FIGURATIVE = frozenset(
    word[:5]
    for word in (  # noqa: SIM905
        "клик клика кликов шаг шага шагов касание касания нажатие тап тапа раз раза слово слова счёта счет стороны"
        " руки рук click clicks tap taps step steps easy simple quick word words hands place more"
    ).split()
)


@dataclass(frozen=True)
class Verdict:
    """`source` is the offer's claim that was changed; None where the offer makes no such claim."""

    claim: Claim
    source: Claim | None = None


@dataclass(frozen=True)
class Known:
    """What may be said: the claims of offer and product, and their text for words and codes."""

    claims: tuple[Claim, ...]
    text: str
    flat: str

    @staticmethod
    @lru_cache(maxsize=256)
    def of(*texts: str) -> "Known":
        """Of the offer first, then of what else may be said."""
        joined = plain("\n".join(texts))
        made = tuple(claim for text in texts for claim in (*claims(text), *implied(text)))
        return Known(made, joined, joined.casefold())

    @cached_property
    def said(self) -> frozenset[str]:
        """Every number that the texts say, in digits or in words."""
        return frozenset(numbers(self.text))


def judge(text: str, known: Known) -> list[Verdict]:
    """The claims of `text` that `known` does not make as they stand there."""
    return [verdict for claim in claims(text) if (verdict := _verdict(claim, known)) is not None]


def _verdict(claim: Claim, known: Known) -> Verdict | None:
    if claim.kind == "promise":
        return None if promised(next(iter(claim.values)), known.flat) else Verdict(claim)
    if claim.kind == "code":
        return None if _coded(claim, known) else Verdict(claim)
    if claim.kind == "numeral":
        return None if claim.values & set(known.flat) else Verdict(claim)
    if harmless(claim, known):
        return None
    alike = [source for source in known.claims if same_value(claim, source)]
    if claim.kind == "deal" or (claim.digits and all(source.kind == "deal" for source in alike)):
        # Another wording of a deal is the same deal, but it may not bring a digit along.
        alike = [source for source in alike if set(regex.findall(r"\d+", plain(claim.text))) <= known.said]
    if any(says(claim, source, known) for source in alike):
        return None
    return Verdict(claim, _nearest(claim, alike))


def _coded(claim: Claim, known: Known) -> bool:
    """A promo code of the offer, or a name with digits that stands there."""
    if any(claim.values & source.values for source in known.claims if source.kind == "code"):
        return True
    said = regex.escape(plain(claim.text).split()[-1].strip("«»\"“”„'’‘"))
    return regex.search(rf"(?<![\w-]){said}(?![\w-])", known.text) is not None


def harmless(claim: Claim, known: Known) -> bool:
    """A number word that claims nothing: "one" of what has no unit, "на двоих", the steps, taps and times of everyday
    speech, and a number that the offer says somewhere. Digits always claim."""
    if not claim.worded or claim.unit:
        return False
    everyday = claim.values == {"1"} or plain(claim.text).casefold() in ("двоих", "двое")
    return everyday or bool(claim.nouns & _FIGURATIVE or claim.values & known.said)


def same_value(claim: Claim, source: Claim) -> bool:
    """One number, day, deal or code, whatever stands around it."""
    if claim.kind == "day" and source.kind == "date":
        named = next(iter(claim.values))
        return named[0] == "m" and any(value.endswith(f".{named[1:]}") for value in source.values)
    mixed = {claim.kind, source.kind} == {"amount", "time"} or {claim.kind, source.kind} == {"deal", "amount"}
    if claim.kind == source.kind or mixed:
        if not source.digits and claim.unit != source.unit:
            return False
        return bool((_values(claim) & _values(source)) or (claim.digits & source.digits))
    return False


def _values(claim: Claim) -> frozenset[str]:
    return claim.values | {"50"} if "half" in claim.values else claim.values


def says(claim: Claim, source: Claim, known: Known) -> bool:
    """Whether `claim` says of the same value what `source` says: unit, qualifier, period, its whole range."""
    if source.kind == "deal" or (claim.kind in ("deal", "day") and source.kind in ("amount", "date")):
        return source.kind != "amount" or source.unit == "%"
    if source.worded and not claim.worded and source.digits == {"1"} and not claim.nouns & source.nouns:
        return bool(claim.unit) and claim.unit == source.unit
    return (
        _same_unit(claim, source)
        and _same_thing(claim, source, known)
        and _same_limit(claim, source)
        and _same_period(claim, source, known)
        and not (claim.kind == "date" and claim.period and source.period and claim.period != source.period)
    )


def _same_unit(claim: Claim, source: Claim) -> bool:
    if "time" in (claim.unit, source.unit):
        return True
    if claim.unit == source.unit:
        return bool(claim.values & source.values)
    if not claim.unit:
        return source.unit not in FIRM
    named = not source.nouns or (claim.limit == source.limit != "")
    return not source.unit and claim.unit not in FIRM and named


def _same_thing(claim: Claim, source: Claim, known: Known) -> bool:
    """Not a number that took the noun of another: "40 стран, 15 дней" -> "15 стран"."""
    told = source.nouns or source.unit
    if claim.unit in FIRM or not claim.nouns or claim.nouns & source.nouns or not told:
        return True
    others = [other for other in known.claims if other is not source and not same_value(claim, other)]
    return not any(claim.nouns & other.nouns for other in others if other.unit not in FIRM)


def _same_limit(claim: Claim, source: Claim) -> bool:
    if source.other and source.dashed:
        return bool(claim.other & source.other)
    if claim.other:
        return bool(claim.other & source.other) or (claim.limit == source.limit and bool(source.limit))
    opens = claim.kind == source.kind == "date" and {claim.limit, source.limit} == {"", "from"} and not source.other
    return opens or claim.limit == source.limit


def _same_period(claim: Claim, source: Claim, known: Known) -> bool:
    if claim.unit not in MONEY or not claim.period or claim.period == source.period:
        return True
    return not source.period and any(claim.period == other for other in _periods(known.flat))


def _periods(flat: str) -> Iterable[str]:

    return [name for name, words in PERIODS.items() if regex.search(rf"(?<!\w)(?:{words})", flat)]


def _nearest(claim: Claim, alike: Sequence[Claim]) -> Claim | None:
    """The claim that was meant: the same unit first, then the first."""
    ranked = sorted(alike, key=lambda source: (source.unit != claim.unit, source.limit == claim.limit))
    return ranked[0] if ranked else None
