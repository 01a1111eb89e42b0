"""Days of the calendar in a text, in every usual spelling: "31.12", "31 декабря", "December 31", "1-15 June"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from core.copywriting.fact_units import DATE_LIMITS, MONTH, MONTH_DAYS, month_number

_I = regex.IGNORECASE
_D = r"(?<!\d)(?<!\d[.,:])(?:3[01]|[12]\d|0?[1-9])(?!\d)(?:-?го|-?е|st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>20\d\d)(?:-?го)?(?: года?(?!\w)| ?г\.)?)?"
_TO = r"(?: ?- ?| (?:и|and|to|по|до|through|until|till|&) )"
_FORMS = tuple(
    regex.compile(body, _I)
    for body in (
        rf"(?P<d1>{_D}){_TO}(?P<d2>{_D})(?: of)? (?P<m2>{MONTH}){_YEAR}",
        rf"(?<!\w)(?P<m1>{MONTH}) (?:the )?(?P<d1>{_D}){_TO}(?:the )?(?P<d2>{_D})(?![\d%]|[:.,]\d| ?[%₽€$£]){_YEAR}",
        rf"(?P<d1>{_D})(?: of)?[ -](?P<m1>{MONTH}){_YEAR}",
        rf"(?<!\w)(?P<m1>{MONTH}) (?:the )?(?P<d1>{_D})(?![\d%]|:\d| ?[%₽€$£]|[.,]\d){_YEAR}",
        r"(?<![\d.])(?P<year>20\d\d)-(?P<n1>\d\d)-(?P<d1>\d\d)(?!\d)",
        r"(?<![\d.,])(?P<d1>\d{1,2})[./](?P<n1>\d{2})(?:[./](?P<year>20\d\d|\d\d))?(?![\d%]| ?[%₽€$£]|[.,]\d"
        r"| ?руб| ?р\W)",
        rf"(?<!\w)(?:конца|конце|конец|концу|(?:the )?end of)(?: the)? (?P<last>{MONTH}){_YEAR}",
        r"(?<!\w)(?:конца|конце|конец|концу|(?:the )?end of)(?: the| this)? (?P<yearend>(?:20\d\d )?года?(?!\w)"
        r"|year(?!\w))"
        r"|(?<!\w)(?:the )?(?P<yearend>year(?:['’]s)?[ -]end)(?!\w)",
    )
)
_WORDED = regex.compile(r" (?:до|по|to|and|through|until|till) ", _I)
_BEFORE = regex.compile(r"(?<!\w)before (?:the )?$", _I)
_LIST = regex.compile(r" (?:и|and|&) ", _I)
_LISTED = regex.compile(rf"(?P<day>{_D})(?:, | и | and )$", _I)
_DASHED = regex.compile(r" ?- ?")
_OPENS = regex.compile(r"(?<!\w)(?:с|со|от|from|between) ?$", _I)


@dataclass(frozen=True)
class Day:
    """One day: possible readings as ``day.month`` ("06/05" has two), `other` those of the range's other end."""

    start: int
    end: int
    values: frozenset[str]
    limit: str = ""
    year: str = ""
    other: frozenset[str] = frozenset()


def days(flat: str) -> list[Day]:
    """The days of a plain text (`fact_claims.plain`), in order, not overlapping."""
    found: list[Day] = []
    for form in _FORMS:
        for match in form.finditer(flat):
            if not any(match.start() < day.end and day.start < match.end() for day in found):
                found += _listed(flat, list(_read(flat, match)))
    return _paired(flat, sorted(found, key=lambda day: day.start))


def _read(flat: str, match: "regex.Match[str]") -> Iterator[Day]:
    said = {name: value for name, value in match.groupdict().items() if value}
    start, limit = limited(flat, match.start())
    year = said.get("year", "")[-2:]
    if "last" in said or "yearend" in said:
        month = month_number(said["last"]) if "last" in said else 12
        lasts = {f"{day}.{month}" for day in ({28, 29} if month == 2 else {MONTH_DAYS[month - 1]})}
        yield Day(start, match.end(), frozenset(lasts), limit, year)
        return
    first, second = _number(said["d1"]), _number(said.get("d2", "0"))
    months = [month_number(said[name]) for name in ("m1", "m2") if name in said]
    month = months[0] if months else int(said["n1"])
    one, two = _values(first, month, "n1" in said), _values(second, month, False)
    if second and one and two and _LIST.match(flat, match.end("d1")):
        yield Day(start, match.end("d1"), one, limit, year)
        yield Day(match.start("d2"), match.end(), two, limit, year)
    elif second and one and two:
        middle = match.start("d2")
        yield Day(start, middle - 1, one, "from", year, two)
        yield Day(middle, match.end(), two, "up to", year, one)
    elif one:
        if _BEFORE.search(flat, max(0, match.start() - 20), match.start()):
            one |= _before(first, month)
        yield Day(start, match.end(), one, limit, year)


def _before(day: int, month: int) -> frozenset[str]:
    """The last day of "before 1 November", which a copy may give instead."""
    return _values(day - 1, month, False) if day > 1 else _values(MONTH_DAYS[month - 2], (month - 2) % 12 + 1, False)


def _listed(flat: str, read: list[Day]) -> list[Day]:
    """With the days before them that share their month: "3, 10 и 17 июня"."""
    while read and (before := _LISTED.search(flat, max(0, read[0].start - 12), read[0].start)):
        month = int(next(iter(read[-1].values)).split(".")[1])
        values = _values(_number(before["day"]), month, False)
        if not values:
            break
        read.insert(0, Day(before.start(), before.end("day"), values, read[0].limit, read[0].year))
    return read


def _values(day: int, month: int, swappable: bool) -> frozenset[str]:
    pairs = {(day, month)} | ({(month, day)} if swappable else set())
    return frozenset(f"{d}.{m}" for d, m in pairs if 1 <= m <= 12 and 1 <= d <= MONTH_DAYS[m - 1])


def _number(said: str) -> int:
    return int(regex.match(r"\d+", said).group())


def limited(flat: str, start: int) -> tuple[int, str]:
    """Where a day or an hour begins with what limits it, and that limit: "up to", "from" or ""."""
    for name, rule in DATE_LIMITS:
        if before := rule.search(flat, max(0, start - 60), start):
            return before.start(), name
    return start, ""


def _paired(flat: str, found: list[Day]) -> list[Day]:
    """ "с 1 апреля по 31 мая", "01.06-15.06": the second day ends what the first begins."""
    for i in range(len(found) - 1):
        left, right = found[i], found[i + 1]
        if left.other or right.other:
            continue
        reach = flat[left.end : right.end]
        worded = _WORDED.match(reach)
        joined = (
            worded
            and left.end + worded.end() >= right.start
            and left.limit != "up to"
            and (worded.group() != " and " or left.limit == "from" or _OPENS.search(flat[: left.start]))
        )
        if joined or _DASHED.fullmatch(flat[left.end : right.start]):
            found[i] = replace(left, limit="from", other=right.values)
            found[i + 1] = replace(right, start=max(right.start, left.end + 1), limit="up to", other=left.values)
    return found
