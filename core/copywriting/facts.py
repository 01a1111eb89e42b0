"""Facts of an offer: what copy may not lose, change or invent. Pure functions, no model of either language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

import regex

from core.copywriting import fact_patterns as patterns
from core.copywriting.language import detect_language
from core.formats.brand import Language

Kind = Literal["percent", "price", "number", "date", "promo", "condition"]

#: In order of recognition: what an earlier kind has taken, a later one may only join.
_PATTERNS: tuple[tuple[Kind, dict[Language, "regex.Pattern[str]"]], ...] = (
    ("promo", patterns.PROMO),
    ("condition", patterns.DEAL),
    ("percent", patterns.PERCENT),
    ("price", patterns.PRICE),
    ("date", patterns.DATE),
    ("number", patterns.NUMERIC),
    ("condition", patterns.CONDITION),
)
#: How much a fact is worth to a reader who gives the banner one second.
_STRENGTH: dict[Kind, float] = {"percent": 9, "price": 9, "promo": 7, "date": 6, "number": 5, "condition": 4}
_GIFT = regex.compile(
    r"бесплатн|подарок|даром|по цене|полцены|\d ?\+ ?1|свободн|двойн|тройн|(?<!\w)(?:free|half|double|triple)(?!\w)"
    r"|(?<!\w)(?:gift|buy)(?!\w)|\w[ -]for[ -](?:1|one|2|two)(?!\w)",
    regex.I,
)
_NOTHING_TO_PAY = regex.compile(
    r"без (?:переплат|комисси|процент|\w*плат)|no (?:\w+ )?(?:fees?|charge|interest|commission)|pay for", regex.I
)
_CAP = regex.compile(r"(?:до|максимум|up to|не более) ", regex.I)
_GAIN = regex.compile(
    r"годовых|к[эе]шб[эе]к|скидк|off|AER|cash|минус|interest|discount|(?<![\d.,\s])0 ₽|^0 ?₽|вместо|instead", regex.I
)
_DIGITS = regex.compile(r"\d[\d\s.,:]*\d|\d")
_NUMERAL = regex.compile(rf"{patterns.NUMBER}|\d+")
_WORD_NUMBER = regex.compile(rf"(?<!\w)(?:{'|'.join(patterns.NUMBER_WORDS)})(?!\w)", regex.I)
_LIMIT = {
    name: regex.compile(rf"(?<!\w)(?:{words})\s*[-−–£$€]?\s*$", regex.I) for name, words in patterns.LIMITS.items()
}
#: Between two facts that are one: a price and what it replaces, an amount and what it is given for, a condition's sum.
_JOIN = regex.compile(r"\s*(?:за|per|on|of|for)?\s*", regex.I)
_JOINS_LEFT = regex.compile(r"(?:вместо|за кажд|instead of|was |for every|for each)", regex.I)
_JOINS_RIGHT = regex.compile(r"^при \w+|(?:orders?|purchases?|bookings?|baskets?|spends?|rides?|trips?)$", regex.I)


@dataclass(frozen=True)
class Fact:
    """A span of the text it was found in: ``text == source[start:end]``, with its qualifier ("up to", "от") and its
    unit ("в месяц", "off"). `strength` is 0-11, larger is more worth saying."""

    text: str
    kind: Kind
    start: int
    end: int
    strength: float

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Its numbers in one spelling: ``"1 200,50 ₽" -> ("1200.5",)``, ``"three nights" -> ("3",)``."""
        return numbers(self.text)

    @cached_property
    def limit(self) -> str:
        """What the words before its first number say: "from", "up to", "over", "under", "instead", "about" or ""."""
        first = _DIGITS.search(self.text)
        before = self.text[: first.start()] if first else ""
        return next((name for name, pattern in _LIMIT.items() if pattern.search(before)), "")


def numbers(text: str) -> tuple[str, ...]:
    """Every number of `text`, digits and number words, in one spelling and in order."""
    found = [(match.start(), _plain(match.group())) for match in _NUMERAL.finditer(text)]
    found += [
        (match.start(), str(patterns.NUMBER_WORDS[match.group().lower()])) for match in _WORD_NUMBER.finditer(text)
    ]
    return tuple(value for _, value in sorted(found))


def _plain(number: str) -> str:
    """``1 200,50`` -> ``1200.5``; a comma or dot before exactly three digits at the end groups thousands."""
    digits = regex.sub(r"\s", "", number)
    digits = regex.sub(r"[,](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
    if digits.count(".") == 1:
        digits = digits.rstrip("0").rstrip(".")
    return str(digits)


@lru_cache(maxsize=512)
def extract_facts(text: str, language: Language) -> tuple[Fact, ...]:
    """The facts of `text` in order, not overlapping. Kinds: percent, price, number, date, promo, condition."""
    taken: list[tuple[int, int, Kind]] = []
    for kind, by_language in _PATTERNS:
        for match in by_language[language].finditer(text):
            start, end = _trimmed(text, match.start(), match.end())
            if end > start and not any(start < b and a < end for a, b, _ in taken):
                taken.append((start, end, kind))
    joined = _join(text, sorted(taken))
    return tuple(Fact(text[a:b], kind, a, b, _strength(text[a:b], kind)) for a, b, kind in joined)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip(" ,")))


def _join(text: str, spans: Sequence[tuple[int, int, Kind]]) -> list[tuple[int, int, Kind]]:
    """Makes one fact of "490 ₽" + "вместо 700 ₽", "1 миля" + "за каждые 60 ₽", "при заказе" + "от 1 500 ₽"."""
    out: list[tuple[int, int, Kind]] = []
    for start, end, kind in spans:
        if out and _JOIN.fullmatch(text[out[-1][1] : start]):
            a, b, before = out[-1]
            joins_right = (
                before == "condition" and _JOINS_RIGHT.search(text[a:b]) and kind in ("price", "number", "percent")
            ) and not text[out[-1][1] : start].strip()
            if (_JOINS_LEFT.match(text[start:end]) and before != "date") or joins_right:
                out[-1] = (a, end, before)
                continue
        out.append((start, end, kind))
    return out


def _strength(text: str, kind: Kind) -> float:
    if kind == "price" and _CAP.match(text):
        return 4.5
    if kind == "number" and _NOTHING_TO_PAY.search(text):
        return 8.0
    if kind == "condition":
        return _STRENGTH[kind] + (5.0 if _GIFT.search(text) else 2.0 if _NOTHING_TO_PAY.search(text) else 0.0)
    return _STRENGTH[kind] + (1.5 if _GAIN.search(text) else 0.0)


def missing(facts: Iterable[Fact], texts: Iterable[str]) -> tuple[Fact, ...]:
    """Facts that none of `texts` keeps: numbers with the same limit ("up to"), codes as spelt, conditions by the
    stems of their words, so that another case ending does not count as a loss."""
    kept = [text for text in texts if text]
    return tuple(fact for fact in facts if not any(_keeps(text, fact) for text in kept))


def _keeps(text: str, fact: Fact) -> bool:
    if _normal(fact.text) in _normal(text):
        return True
    if fact.kind == "promo":
        return fact.text.split()[-1].strip('«»"“”„') in text
    language = detect_language(fact.text, detect_language(text, "en"))
    if fact.numbers:
        alike = (other for other in extract_facts(text, language) if set(fact.numbers) <= set(other.numbers))
        return any(other.limit == fact.limit and (fact.kind in (other.kind, "condition")) for other in alike)
    stems = [word[:5] for word in regex.findall(r"\w{3,}", _normal(fact.text))]
    return bool(stems) and all(stem in _normal(text) for stem in stems)


@lru_cache(maxsize=4096)
def _normal(text: str) -> str:
    """Case, kinds of space, dash and quote do not make another fact; spaces inside and around numbers neither."""
    text = regex.sub(r"[«»“”„\"‘’']", "", text.casefold().replace("ё", "е"))
    text = regex.sub(r"[–—−]", "-", text)
    return str(regex.sub(r"(?<=\d)\s+(?=[\d%₽€$£])", "", regex.sub(r"\s+", " ", text))).strip()
