"""What a text claims, number by number: value, unit, qualifier, the other end of its range; spelling does not matter.

Reads Russian and English at once, so that copy in the other language is held to the same offer.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import regex

from core.copywriting import fact_units as units
from core.copywriting.fact_dates import Day, days
from core.copywriting.fact_patterns import NUMBER_WORDS
from core.copywriting.fact_words import deals, named_days, promises

ClaimKind = Literal["amount", "date", "time", "code", "day", "deal", "promise", "numeral"]

_I = regex.IGNORECASE
_NUM = (
    r"\d{1,3}(?:[ '’]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,3}(?:[.,]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|\d+(?:[.,]\d+)?"
)
_AMOUNT = regex.compile(
    rf"(?P<sign>(?<![\w,.%₽€$£])[-+])?(?:(?P<currency>US\$|[$€£₽¥₸]|(?:USD|EUR|GBP|RUB)(?= ?\d)) ?)?"
    rf"(?<!\d)(?<!\d[.,])(?P<number>{_NUM})",
    _I,
)
_WORD_NUMBER = regex.compile(
    rf"(?<![\w-])(?P<first>{'|'.join(NUMBER_WORDS)}|один|одна|одно|одну|одного|одной|одному|one|полтора|полторы"
    rf"|полутора)"
    rf"(?:[ -](?P<second>{'|'.join(word for word, value in NUMBER_WORDS.items() if value < 10)}))?(?!\w)"
    r"|(?<!\w)(?P<half>пол)(?=года(?!\w)|часа(?!\w)|месяца(?!\w))",
    _I,
)
_ONES = {"один": 1, "одна": 1, "одно": 1, "одну": 1, "одного": 1, "одной": 1, "одному": 1, "one": 1}
_HALVES = {"полтора": "1.5", "полторы": "1.5", "полутора": "1.5", "пол": "0.5"}
_MIXED = regex.compile(r"(?<![\w-])[^\W\d_]+\d\w*")
_CODE = regex.compile(
    r"(?<!\w)(?i:(?:промо-?)?код(?:ом|у|а|е)?|купон\w*|(?:promo ?|discount |voucher |coupon )?code|coupon|voucher):? "
    r"(?:[«\"“„'‘](?P<quoted>[\w-]{2,30})[»\"”“'’]|(?P<bare>(?=[\w-]*[A-ZА-ЯЁ])[A-ZА-ЯЁ0-9][A-ZА-ЯЁ0-9_-]{2,})(?!\w))"
)
_TIME = regex.compile(
    r"(?<!\d)(?<!\d[.,:])(?P<hour>\d{1,2})(?::(?P<minute>\d{2})|[.](?P<dotted>\d{2})(?= ?[ap]\.?m))?"
    r"(?: ?(?P<half>[ap])\.?m(?!\w)\.?| (?P<day>утра|вечера|ночи)(?!\w))?(?![\d:])",
    _I,
)
_ALWAYS = regex.compile(r"24/7|24×7|24x7|24 часа в сутки|24 hours a day|round[- ]the[- ]clock|круглосуточн\w*", _I)
_NUMERAL = regex.compile(r"[\p{No}\p{Nl}](?<![мm]²|[мm]³)")
_NOUN = regex.compile(r"[ -]{1,2}([^\W\d_]{3,})(?: ([^\W\d_]{3,}))?")
_NO_NOUNS = frozenset(
    [
        "and",
        "the",
        "for",
        "with",
        "off",
        "you",
        "your",
        "per",
        "from",
        "until",
        "till",
        "each",
        "every",
        "any",
        "all",
        "when",
        "more",
        "при",
        "для",
        "или",
        "как",
        "без",
        "под",
        "над",
        "это",
        "все",
        "всё",
        "вас",
        "нас",
        "ещё",
        "уже",
        "год",
    ]
)
_DIGIT = regex.compile(r"\d")
#: A digit newer than Python's own tables: a number, but not one that could be read.
UNKNOWN_DIGIT = "①"
_RATE = regex.compile(r" ?(?:%|процент|per ?cent)")
_DASHED = regex.compile(r" ?- ?|\.{3}|…")
_WORDED = regex.compile(r" (?:до|по|to|and|и до|up to|through|till|until) ", _I)
_OPENS_RANGE = regex.compile(r"(?<!\w)(?:с|со|от|from|between)(?: (?:только|just|the))? ?$", _I)
_SHARED = regex.compile(r" ?[,/] ?| (?:и|или|and|or|вместо|instead of|вместо прежних) | ?(?:->|→|⟶|=>|➜) ?", _I)
_ARROW = regex.compile(r" ?(?:->|→|⟶|=>|➜) ?")
_ONE_IS = {"year": ("month", "12"), "month": ("month", "1"), "week": ("minute", "10080"), "day": ("minute", "1440"),
           "hour": ("minute", "60")}  # fmt: skip
_ONE = regex.compile(
    r"(?<!\w)(?:(?:for|within|in|whole|full|first|entire) (?:a |an |the )?|на |за |через |в течение |цел\w+ "
    r"|весь |всю |перв\w+ )"
    r"(?:(?P<year>year|год(?!\w)|года(?!\w))|(?P<month>month|месяц(?!\w)|месяца(?!\w))|(?P<week>week|недел[юя])"
    r"|(?P<day>day|день|дня|сутки)|(?P<hour>hour|час(?!\w)|часа(?!\w)))(?!\w)|(?P<year>(?<!\w)annual"
    r"|годов\w+ (?=абонем|подпис|полис))",
    _I,
)


@dataclass(frozen=True)
class Claim:
    """One thing said by ``text == source[start:end]``.

    `values` are its possible readings in one spelling ("4K" is 4 or 4000); `unit` as in `fact_units`, "" where
    there is none; `limit` "from", "up to", "instead", "about" or ""; `other` the values at the range's other end,
    `dashed` where that range has no words ("5-10 %"), so that neither half says anything alone.
    """

    text: str
    start: int
    end: int
    kind: ClaimKind
    values: frozenset[str]
    #: Before years became months: what the digits say.
    digits: frozenset[str] = frozenset()
    unit: str = ""
    limit: str = ""
    period: str = ""
    nouns: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    dashed: bool = False
    worded: bool = False


def plain(text: str) -> str:
    """The same number of characters, each in its plainest form: ASCII digits, one kind of space and of dash."""
    return "".join(map(_plain_character, text))


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category == "Zs" or character == "\t":
        return " "
    if category == "Pd" or character == "−":
        return "-"
    if _DIGIT.match(character):
        return UNKNOWN_DIGIT
    normal = unicodedata.normalize("NFKC", character)
    return normal if len(normal) == 1 and category not in ("No", "Nl") else character


@lru_cache(maxsize=1024)
def claims(text: str) -> tuple[Claim, ...]:
    """Everything that `text` claims, in order. `text` is one paragraph (`clean_text`); spans point into it."""
    flat = plain(text)
    taken: list[Claim] = []
    for claim in _readings(flat):
        if not any(claim.start < other.end and other.start < claim.end for other in taken):
            taken.append(claim)
    found = _ranges(flat, sorted(taken, key=lambda claim: claim.start))
    return tuple(replace(claim, text=text[claim.start : claim.end]) for claim in found)


def implied(text: str) -> tuple[Claim, ...]:
    """What words without a number allow a copy to say with one: "first year free" is twelve months."""
    flat = plain(text)
    found = ((match, next(name for name, said in match.groupdict().items() if said)) for match in _ONE.finditer(flat))
    return tuple(
        Claim(text[match.start() : match.end()], match.start(), match.end(), "amount", frozenset({_ONE_IS[name][1]}),
              unit=_ONE_IS[name][0])
        for match, name in found
    )  # fmt: skip


def _readings(flat: str) -> Iterator[Claim]:
    """Claims in order of trust: what an earlier reading has taken, a later one may not."""
    for match in _CODE.finditer(flat):
        group = "quoted" if match["quoted"] else "bare"
        yield _claim(match.span(), "code", match[group].casefold())
    for match in _ALWAYS.finditer(flat):
        yield _claim(match.span(), "time", "24/7", unit="always")
    for (start, end), value in deals(flat):
        yield _claim((start, end), "deal", value)
    for day in days(flat):
        yield from _dated(day)
    yield from _times(flat)
    for match in _MIXED.finditer(flat):
        yield _claim(match.span(), "code", match.group().casefold())
    for match in _AMOUNT.finditer(flat):
        yield _amount(flat, match)
    for match in _NUMERAL.finditer(flat):
        yield _claim(match.span(), "numeral", match.group())
    yield from _worded(flat)
    for (start, end), value, limit in named_days(flat):
        yield replace(_claim((start, end), "day", value), limit=limit)
    for (start, end), value in promises(flat):
        yield _claim((start, end), "promise", value)


def _claim(span: tuple[int, int], kind: ClaimKind, *values: str, unit: str = "") -> Claim:
    return Claim("", span[0], span[1], kind, frozenset(values), frozenset(values), unit)


def _dated(day: Day) -> Iterator[Claim]:
    yield Claim("", day.start, day.end, "date", day.values, day.values, "date", day.limit, day.year, other=day.other)


def _times(flat: str) -> Iterator[Claim]:
    for match in _TIME.finditer(flat):
        hour, minute = int(match["hour"]), int(match["minute"] or match["dotted"] or 0)
        half = (match["half"] or "").lower()
        late = half == "p" or (match["day"] or "").lower() == "вечера"
        if not (match["minute"] or half or match["day"]) or hour > 24 or minute > 59:
            continue
        hour = hour % 12 + 12 * late if half or (match["day"] and hour <= 12) else hour
        values = {f"{hour}:{minute:02}"} | ({str(int(match["hour"]))} if not minute else set())
        limit = next((name for name, rule in units.DATE_LIMITS if rule.search(flat[: match.start()][-40:])), "")
        yield Claim("", match.start(), match.end(), "time", frozenset(values), frozenset(values), "time", limit)


def _amount(flat: str, match: "regex.Match[str]") -> Claim:
    values, at = _scaled({reading(match["number"], rate=bool(_RATE.match(flat, match.end())))}, flat, match.end())
    unit = units.CURRENCIES.get(*(2 * [(match["currency"] or "").lower()]))
    return _measured(flat, match.start(), at, values, unit)


def _worded(flat: str) -> Iterator[Claim]:
    for match in _WORD_NUMBER.finditer(flat):
        first, second = ((match[name] or "").lower() for name in ("first", "second"))
        value = _HALVES.get(first or "пол") or str(NUMBER_WORDS.get(first, _ONES.get(first, 0)))
        if second and value.endswith("0") and len(value) == 2:
            value = str(int(value) + NUMBER_WORDS[second])
        values, at = _scaled({value}, flat, match.end())
        yield replace(_measured(flat, match.start(), at, values, ""), worded=True)


def _measured(flat: str, start: int, at: int, values: frozenset[str], unit: str) -> Claim:
    """An amount with what stands around it: unit, period, what is counted, qualifiers before and after."""
    digits = values
    if not unit and not (len(next(iter(values))) == 4 and regex.match(r" ?(?:года?|г\.)(?!\w)", flat[at:], _I)):
        for name, factor, rule in units.UNITS:
            if found := rule.match(flat, at):
                unit, at, values = name, found.end(), frozenset(_times_factor(value, factor) for value in values)
                break
    limit, start, at = _limit(flat, start, at)
    period, at = _period(flat, at) if unit in units.MONEY else ("", at)
    nouns = _NOUN.match(flat, at)
    stems = {word[:5].lower() for word in nouns.groups() if word} - _NO_NOUNS if nouns else set()
    return Claim("", start, at, "amount", values, digits, unit, limit, period, frozenset(stems))


def _limit(flat: str, start: int, at: int) -> tuple[str, int, int]:
    """The qualifier, and the span with it; a trailing one ("or more", "+") counts where none stands before."""
    for name, rule in units.LIMITS_BEFORE:
        if before := rule.search(flat, max(0, start - 40), start):
            return name, before.start(), at
    for name, rule in units.LIMITS_AFTER:
        if after := rule.match(flat, at):
            return name, start, after.end()
    return "", start, at


def _period(flat: str, at: int) -> tuple[str, int]:
    found = units.PERIOD.match(flat, at)
    if not found or (not regex.match(r" ?/| (?:в|за|на|per|an?|each|every|кажд\w+) ", flat[at:], _I)
                     and not units.PERIOD_ALONE.match(flat, at)):  # fmt: skip
        return "", at
    return next(name for name, said in found.groupdict().items() if said), found.end()


def reading(number: str, *, rate: bool = False) -> str:
    """A number in digits without spaces and superfluous zeros. Three digits after a mark are thousands ("1.200 €"),
    but not of a `rate` ("6.125 %") and not after a zero."""
    digits = regex.sub(r"[ '’]", "", number)
    if regex.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+", digits) and not (
        rate and len(regex.findall(r"[.,]", digits)) == 1
    ):
        return _trimmed(regex.sub(r"[.,]", "", digits))
    whole, mark, part = digits.replace(",", ".").rpartition(".")
    return _trimmed(f"{whole.replace('.', '')}.{part}" if mark else digits)


def _trimmed(value: str) -> str:
    value = value.rstrip("0").rstrip(".") if "." in value else value
    return value.lstrip("0") if value.lstrip("0")[:1].isdigit() else f"0{value.lstrip('0')}"


def _scaled(values: set[str], flat: str, at: int) -> tuple[frozenset[str], int]:
    for places, sure, rule in units.SCALES:
        if found := rule.match(flat, at):
            larger = {_shifted(value, places) for value in values}
            return frozenset(larger if sure else larger | values), found.end()
    return frozenset(values), at


def _shifted(value: str, places: int) -> str:
    whole, _, part = value.partition(".")
    part = part.ljust(places, "0")
    return _trimmed(f"{whole}{part[:places]}.{part[places:]}0")


def _times_factor(value: str, factor: int) -> str:
    if factor == 1 or len(value) > 12:
        return value
    whole, _, part = value.partition(".")
    return _trimmed(_shifted(f"{int(whole + part) * factor}", 12 - len(part))[:-12] if not part else
                    f"{int(whole + part) * factor / 10 ** len(part):.6f}")  # fmt: skip


def _ranges(flat: str, found: Sequence[Claim]) -> list[Claim]:
    """Pairs of numbers that are one range, and numbers that share a unit: "5, 7 и 10 %", "890 → 490 ₽"."""
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        left, right = out[i], out[i + 1]
        if left.kind != "amount" or right.kind != "amount":
            continue
        between = flat[left.end : right.start]
        reach = flat[left.end : right.end]
        if _DASHED.fullmatch(between) and left.unit in ("", right.unit) and not left.nouns - right.nouns:
            left = _same_unit(left, right, flat)
            out[i] = replace(left, other=right.values, dashed=True)
            out[i + 1] = replace(right, other=left.values, dashed=True)
        elif (word := _WORDED.match(reach)) and left.unit in ("", right.unit) and _opened(flat, left):
            if left.end + word.end() >= right.start:
                left = _same_unit(left, right, flat)
                out[i] = replace(left, other=right.values, limit="from")
                out[i + 1] = replace(right, other=left.values, limit="up to")
        elif _SHARED.fullmatch(between) or (right.limit == "instead" and between == " "):
            left = _same_unit(left, right, flat)
            out[i + 1] = right if right.unit or right.nouns else replace(right, unit=left.unit)
            out[i] = replace(left, limit="instead" if _ARROW.fullmatch(between) else left.limit)
    return out


def _opened(flat: str, left: Claim) -> bool:
    return left.limit == "from" or bool(_OPENS_RANGE.search(flat[: left.start]))


def _same_unit(left: Claim, right: Claim, flat: str) -> Claim:
    """ "от 1 до 12 млн ₽": the first number takes the unit and the power of ten of the second."""
    if left.unit or not right.unit:
        return left
    said = flat[right.start : right.end]
    places = next((p for p, _, rule in units.SCALES if rule.search(said)), 0)
    factor = next((f for u, f, rule in units.UNITS if u == right.unit and rule.search(said)), 1)
    values = {_times_factor(value, factor) for value in left.values}
    larger = {_shifted(value, places) for value in left.values} if places else set()
    return replace(left, unit=right.unit, values=frozenset(values | larger), period=right.period)
