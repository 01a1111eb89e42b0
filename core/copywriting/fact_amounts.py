"""Amounts in a plain text: numbers in digits and in words, with unit, qualifier, period and what they count; ranges."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from core.copywriting import fact_units as units
from core.copywriting.fact_patterns import NUMBER_WORDS
from core.copywriting.fact_reading import Claim

_I = regex.IGNORECASE
_NUM = (
    r"[1-9]\d{0,2}(?:[ '’]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,3}(?:[.,]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|\d+(?:[.,]\d+)?"
)
#: A sign that touches the number after it stands before it; one with a space may belong to the number before.
_AMOUNT = regex.compile(
    rf"(?P<sign>(?<![\w,.%₽€$£])[-+])?"
    rf"(?:(?P<currency>US\$|[$€£¥])(?=\d)|(?<!\d ?)(?P<currency>US\$|[$€£₽¥₸]|(?:USD|EUR|GBP|RUB)(?= ?\d)) ?)?"
    rf"(?<!\d)(?<!\d[.,])(?P<number>{_NUM})",
    _I,
)
_TENS = "|".join(word for word, value in NUMBER_WORDS.items() if value in range(20, 100))
_UNITS = "|".join(word for word, value in NUMBER_WORDS.items() if value < 10)
_WORD_NUMBER = regex.compile(
    rf"(?<![\w-])(?:(?P<first>{_TENS})[ -](?P<second>{_UNITS})|(?P<first>{'|'.join(NUMBER_WORDS)}|один|одна|одно|одну"
    r"|одного|одной|одному|one|полтора|полторы|полутора))(?!\w)"
    r"|(?<!\w)(?P<half>пол)(?=года(?!\w)|часа(?!\w)|месяца(?!\w))",
    _I,
)
_ONES = {"один": 1, "одна": 1, "одно": 1, "одну": 1, "одного": 1, "одной": 1, "одному": 1, "one": 1}
_HALVES = {"полтора": "1.5", "полторы": "1.5", "полутора": "1.5", "пол": "0.5"}
_NOUN = regex.compile(r"[ -]{1,2}([^\W\d_]{3,})(?: ([^\W\d_]{3,}))?")
_NO_NOUNS = frozenset(
    (  # noqa: SIM905
        "and the for with off you your per from until till each every any all when more при для или как без под"
        " над это все всё вас нас ещё уже год"
    ).split()
)
#: "£8 %" is neither: two units make one that no offer has.
_SECOND_UNIT = regex.compile(r" ?(?:%|процент\w*|percent(?!\w)|[₽€$£](?! ?\d))", _I)
_RATE = regex.compile(r" ?(?:%|процент|per ?cent)")
_DASHED = regex.compile(r" ?- ?|\.{3}|…")
_WORDED = regex.compile(r" (?:до|по|to|and|и до|up to|through|till|until) ", _I)
_OPENS_RANGE = regex.compile(r"(?<!\w)(?:с|со|от|from|between)(?: (?:только|just|the))? ?$", _I)
_SHARED = regex.compile(r" ?[,/] ?| (?:и|или|and|or|вместо|instead of|вместо прежних) | ?(?:->|→|⟶|=>|➜) ?", _I)
_ARROW = regex.compile(r" ?(?:->|→|⟶|=>|➜) ?")


def amounts(flat: str) -> Iterator[Claim]:
    """Every number in digits."""
    return (_amount(flat, match) for match in _AMOUNT.finditer(flat))


def _amount(flat: str, match: "regex.Match[str]") -> Claim:
    currency = (match["currency"] or "").lower()
    value = reading(match["number"], rate=bool(_RATE.match(flat, match.end())))
    values, at = _scaled({value}, flat, match.end(), sum_of_money=bool(currency))
    unit = units.CURRENCIES.get(currency, currency)
    return _measured(flat, match.start(), at, values, unit)


def worded(flat: str) -> Iterator[Claim]:
    """Every number in words."""
    for match in _WORD_NUMBER.finditer(flat):
        first, second = ((match[name] or "").lower() for name in ("first", "second"))
        value = _HALVES.get(first or "пол") or str(NUMBER_WORDS.get(first, _ONES.get(first, 0)))
        if second:
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
    if unit in units.FIRM and (second := _SECOND_UNIT.match(flat, at)):
        unit, at = unit + second.group().strip(), second.end()
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
    if len(value) > 1 and not value.strip("0"):
        return value
    value = value.rstrip("0").rstrip(".") if "." in value else value
    return value.lstrip("0") if value.lstrip("0")[:1].isdigit() else f"0{value.lstrip('0')}"


def _scaled(values: set[str], flat: str, at: int, *, sum_of_money: bool = False) -> tuple[frozenset[str], int]:
    """Values with the power of ten that follows; "4K" may be either, "$4k" may not."""
    for places, sure, rule in units.SCALES:
        if found := rule.match(flat, at):
            larger = {_shifted(value, places) for value in values}
            return frozenset(larger if sure or sum_of_money else larger | values), found.end()
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


def ranges(flat: str, found: Sequence[Claim]) -> list[Claim]:
    """Pairs of numbers that are one range, and numbers that share a unit: "5, 7 и 10 %", "890 → 490 ₽"."""
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        left, right = out[i], out[i + 1]
        if not {left.kind, right.kind} <= {"amount", "time"}:
            continue
        between, reach = flat[left.end : right.start], flat[left.end : right.end]
        alike = left.unit in ("", right.unit)
        if _DASHED.fullmatch(between) and alike and not left.nouns - right.nouns:
            left = _same_unit(left, right, flat)
            out[i] = replace(left, other=right.values, dashed=True)
            out[i + 1] = replace(right, other=left.values, dashed=True)
        elif (
            alike
            and (word := _WORDED.match(reach))
            and left.end + word.end() >= right.start
            and _opened(flat, left, word)
        ):
            left = _same_unit(left, right, flat)
            out[i] = replace(left, other=right.values, limit="from")
            out[i + 1] = replace(right, other=left.values, limit="up to")
        elif _SHARED.fullmatch(between) or (right.limit == "instead" and between == " "):
            left = _same_unit(left, right, flat)
            out[i + 1] = right if right.unit or right.nouns else replace(right, unit=left.unit)
            out[i] = replace(left, limit="instead" if _ARROW.fullmatch(between) else left.limit)
    return out


def _opened(flat: str, left: Claim, word: "regex.Match[str]") -> bool:
    """Whether two numbers with a word between them are a range: "from 5 to 10", "$5 to $10"; not "5 and 10"."""
    bare = left.unit in units.MONEY | {"time"} and word.group().strip() != "and"
    return bare or left.limit == "from" or bool(_OPENS_RANGE.search(flat[: left.start]))


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
