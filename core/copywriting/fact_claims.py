"""What a text claims, number by number: value, unit, qualifier, the other end of its range; spelling does not matter.

Reads Russian and English at once, so that copy in the other language is held to the same offer.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import regex

from core.copywriting.fact_amounts import amounts, ranges, worded
from core.copywriting.fact_dates import Day, days, limited
from core.copywriting.fact_promises import promises
from core.copywriting.fact_reading import Claim, ClaimKind, plain
from core.copywriting.fact_words import deals, named_days

_I = regex.IGNORECASE
_MIXED = regex.compile(r"(?<![\w-])[^\W\d_]+\d\w*")
_CODE = regex.compile(
    r"(?<!\w)(?i:(?:промо-?)?код(?:ом|у|а|е)?|купон\w*|(?:promo ?|discount |voucher |coupon )?code|coupon|voucher):? "
    r"(?:[«\"“„'‘](?P<quoted>[\w-]{2,30})[»\"”“'’]|(?P<bare>(?=[\w-]*[A-ZА-ЯЁ])[A-ZА-ЯЁ0-9][A-ZА-ЯЁ0-9_-]{2,})(?!\w))"
)
_TIME = regex.compile(
    r"(?<!\d)(?<!\d[.,:])(?P<hour>\d{1,2})(?::(?P<minute>\d{2})|[.](?P<dotted>\d{2})(?= ?[ap]\.?m))?"
    r"(?: ?(?P<half>[ap])(?:m(?!\w)|\.m\.)| (?P<day>утра|вечера|ночи)(?!\w))?(?![\d:])",
    _I,
)
_ALWAYS = regex.compile(r"24/7|24×7|24x7|24 часа в сутки|24 hours a day|round[- ]the[- ]clock|круглосуточн\w*", _I)
#: No digit goes unread, whatever the readings above make of what stands around it.
_DIGITS = regex.compile(r"\d+")
_NUMERAL = regex.compile(r"[\p{No}\p{Nl}](?<![мm]²|[мm]³)")
_SHORT_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SHORT_DAY = regex.compile(rf"(?<!\w)(?:{'|'.join(_SHORT_DAYS)})(?=(?:s|rs)?(?!\w))")
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


@lru_cache(maxsize=1024)
def claims(text: str) -> tuple[Claim, ...]:
    """Everything that `text` claims, in order. `text` is one paragraph (`clean_text`); spans point into it."""
    flat = plain(text)
    taken: list[Claim] = []
    for claim in _readings(flat):
        if not any(claim.start < other.end and other.start < claim.end for other in taken):
            taken.append(claim)
    for match in _DIGITS.finditer(flat):
        if not any(claim.start < match.end() and match.start() < claim.end for claim in taken):
            taken.append(_claim(match.span(), "amount", match.group().lstrip("0") or "0"))
    found = ranges(flat, sorted(taken, key=lambda claim: claim.start))
    return tuple(replace(claim, text=text[claim.start : claim.end]) for claim in found)


def implied(text: str) -> tuple[Claim, ...]:
    """What a text allows a copy to say otherwise: "first year free" is twelve months, "Mon-Thu" is Monday."""
    flat = plain(text)
    found = ((match, next(name for name, said in match.groupdict().items() if said)) for match in _ONE.finditer(flat))
    once = [replace(_claim(match.span(), "amount", _ONE_IS[name][1], unit=_ONE_IS[name][0]), digits=frozenset())
            for match, name in found]  # fmt: skip
    short = [_claim(match.span(), "day", f"d{_SHORT_DAYS.index(match.group())}") for match in _SHORT_DAY.finditer(flat)]
    return tuple(replace(claim, text=text[claim.start : claim.end]) for claim in (*once, *short))


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
    yield from amounts(flat)
    for match in _NUMERAL.finditer(flat):
        yield _claim(match.span(), "numeral", match.group())
    yield from worded(flat)
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
        start, limit = limited(flat, match.start())
        yield Claim("", start, match.end(), "time", frozenset(values), frozenset(values), "time", limit)
