"""What a text claims, read in a simple way: numbers, dates, codes, promises. Pure.

A measure must not share its blind spots with what it measures, so nothing here comes from the engines' own readers of
facts (core/copywriting/fact_claims.py, keeping.py). It is coarser than they are: where both agree, one may believe it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_I = re.IGNORECASE
_GAP = r"[ \u00a0\u202f\u2009]"
_NUMBER = rf"\d{{1,3}}(?:(?:{_GAP}|['’.,])\d{{3}})+(?!\d)(?:[.,]\d{{1,2}}(?!\d))?|\d+(?:[.,]\d+)?"
#: Digits behind a letter belong to a name or a code.
_MENTION = re.compile(rf"(?<![^\W_])(?<![^\W_]-)(?:{_NUMBER})")
_UNITS = {
    "%": r"%|процент\w*|per ?cent|проц\b", "₽": r"₽|руб\w*\.?|р\b\.?|rub\b|rur\b",
    "$": r"\$|usd\b|доллар\w*|dollars?\b", "€": r"€|eur\b|евро\b|euros?\b", "£": r"£|gbp\b|фунт\w*|pounds?\b",
}  # fmt: skip
_AFTER = {unit: re.compile(rf"{_GAP}?-?(?:{rule})", _I) for unit, rule in _UNITS.items()}
_SCALES = ((re.compile(rf"{_GAP}?(?:млрд|миллиард\w*|bn\b|billions?\b)\.?", _I), 10**9),
           (re.compile(rf"{_GAP}?(?:млн|миллион\w*|mln\b|millions?\b|m\b)\.?", _I), 10**6),
           (re.compile(rf"{_GAP}?(?:тыс\w*|k\b|к\b|thousands?\b)\.?", _I), 10**3))  # fmt: skip
_LINK = re.compile(rf"{_GAP}?(?:[-–—/,]|(?<={_GAP})(?:до|to|and|и|или|or|по){_GAP}){_GAP}?(?=[$€£₽]?{_GAP}?\d)", _I)
_DASH = re.compile(rf"\d{_GAP}?%?{_GAP}?[-–—]{_GAP}?[$€£₽]?{_GAP}?\Z")
#: A sign behind a number is that number's.
_SIGN_BEFORE = re.compile(rf"(?<!\d)(?<!\d{_GAP})[$€£₽]{_GAP}?\Z")
_BEFORE = {
    "up to": r"до|up to|as much as|максимум|не более|не больше|max(?:imum)?|at most|under|less than|менее|below|младше",
    "from": r"от|from|starting at|starts at|минимум|не менее|at least|min(?:imum)?|over|свыше|более|more than|above"
            r"|старше",
    "instead": r"вместо|instead of|was|were|было|раньше",
}  # fmt: skip
_QUALIFIERS = {
    name: re.compile(rf"(?<!\w)(?:{rule})(?:{_GAP}|-)+(?:(?:всего|только|лишь|just|only)\s+)?(?:[$€£₽]{_GAP}?)?\Z", _I)
    for name, rule in _BEFORE.items()
}
_MORE = re.compile(r"^\W{0,4}(?:[\w.]+ ?)??(?:\+|or more|and more|or over|and up|и более|и больше|и выше)(?!\w)", _I)
_LESS = re.compile(r"^\W{0,4}(?:[\w.]+ ?)??(?:or less|or under|и менее|и меньше)(?!\w)", _I)

_WORDS: dict[int, str] = {
    2: "два|две|двух|двум|двумя|вдвое|двое|two|twice|double", 3: "три|трёх|трех|трем|трём|трое|втрое|three|triple",
    4: "четыре|четырёх|четырех|four", 5: "пять|пяти|five", 6: "шесть|шести|six", 7: "семь|семи|seven",
    8: "восемь|восьми|eight", 9: "девять|девяти|nine", 10: "десять|десяти|ten", 11: "одиннадцать|eleven",
    12: "двенадцать|twelve", 15: "пятнадцать|fifteen", 20: "двадцать|двадцати|twenty", 30: "тридцать|тридцати|thirty",
    40: "сорок|forty", 50: "пятьдесят|пятидесяти|fifty", 100: "сто|hundred",
}  # fmt: skip
_WORDED = re.compile("|".join(rf"(?P<n{value}>(?<![\w-])(?:{rule})(?![\w-]))" for value, rule in _WORDS.items()), _I)
_HALF = re.compile(r"\b(?:half|половин\w*|вполовину)\b", _I)
_YEAR = re.compile(r"\b(?:years?|annual\w*|yearly|год(?:а|у|ом|е)?|годов\w+|лет)\b", _I)
_PM = re.compile(rf"{_GAP}?(?:p\.?m\b|вечера|дня\b)", _I)

_MONTHS = ("Jan(?:uary)?|январ[ьяе]", "Feb(?:ruary)?|феврал[ьяе]", "Mar(?:ch)?|март[ае]?", "Apr(?:il)?|апрел[ьяе]",
           "May|ма[йяе]", "June?|июн[ьяе]", "July?|июл[ьяе]", "Aug(?:ust)?|август[ае]?", "Sept?(?:ember)?|сентябр[ьяе]",
           "Oct(?:ober)?|октябр[ьяе]", "Nov(?:ember)?|ноябр[ьяе]", "Dec(?:ember)?|декабр[ьяе]")  # fmt: skip
_MONTH = r"(?<!\w)(?:{})(?!\w)\.?"
_DAY = r"(?<![\d.,])(\d{1,2})(?:st|nd|rd|th|-?го|-?е)?(?![\d%₽])"
_SPAN = rf"{_DAY}(?:{_GAP}?(?:[-–—]|по|до|to|and|и|until|till|through){_GAP}?{_DAY})?"
_DATED = [
    (re.compile(rf"{_SPAN}{_GAP}?(?:of )?{_MONTH.format(names)}"), re.compile(rf"{_MONTH.format(names)}{_GAP}?{_SPAN}"),
     re.compile(_MONTH.format(names)))
    for names in _MONTHS
]  # fmt: skip
_NUMERIC_DATE = re.compile(
    rf"(?<![\d.,$€£₽])(\d{{1,2}})[./](\d{{2}})(?:[./](?:\d{{4}}|\d{{2}}))?(?![\d%])(?!{_GAP}?[%₽$€£р])"
)
_YEARS_END = re.compile(r"конц\w+ (?:этого )?года|end of (?:the |this )?year", _I)
_WEEKDAYS = ("monday|понедельник\\w*", "tuesday|вторник\\w*", "wednesday|сред[ауые]", "thursday|четверг\\w*",
             "friday|пятниц\\w*", "saturday|суббот\\w*", "sunday|воскресень\\w*")  # fmt: skip
_WEEKDAY = [re.compile(rf"\b(?:{names})\b", _I) for names in _WEEKDAYS]
_HURRY = re.compile(
    r"только сегодня|последн\w+ (?:день|дни|шанс)|today only|only today|last (?:days?|chance)"
    r"|ends (?:today|tonight|soon)|limited time|ограниченн\w+ врем\w+|пока не поздно", _I)  # fmt: skip
_CODE = re.compile(
    r"(?<![\w-])(?=\w*\d)(?=[A-ZА-ЯЁ0-9]{4,}(?!\w))[A-ZА-ЯЁ][A-ZА-ЯЁ0-9]+"
    r"|(?i:\b(?:промо-?код\w*|код(?:ом|у|а|е)?|купон\w*|(?:promo )?code|coupon)\b):?\s+[«\"“„']?"
    r"([A-ZА-ЯЁ][A-ZА-ЯЁ0-9_-]{2,})"
)
#: By promise: what counts as making it, and what in an offer allows it.
_PROMISES = {
    "free": (r"бесплатн\w*|даром\b|в подарок|\bдарим\b|(?<!-)(?<!feel )\bfree\b|\bgifts?\b|at no cost",
             r"бесплатн|даром|подар|дар[яи]|\bfree\b|gift|no cost|no \w*\s?(?:\w+ )?fee"
             r"|без (?:\w+ )?(?:платы|оплаты|комисс|переплат)"
             r"|(?<![\d.,])0\s?(?:₽|руб|%|р\b)|[£$€]0(?![\d.])|на нас|за наш|включ|included|в придачу"),
    "discount": (r"скидк\w*|распродаж\w*|discount\w*|\bsale\b|% off\b",
                 r"скидк|распродаж|discount|\bsale\b|\boff\b|минус|[-−–]\s?\d+\s?%|вместо|instead|\bwas\b|дешевле|cheaper"
                 r"|\bsav|эконом|сниж|ниже|промокод|promo|code|pay for"),
    "reward": (r"кэшб[эе]к\w*|cash ?back|бонус\w*|bonus\w*",
               r"кэшб[эе]к|cash ?back|бонус|bonus|балл|points|\bмил[ьяи]|miles|возвра|вернё|\bback\b|return|начисл"
               r"|credit|reward"),
    "guarantee": (r"гарант\w*|guarant\w*", r"гарант|guarant|warrant"),
}  # fmt: skip


@dataclass(frozen=True)
class Mention:
    """A number in a text. `values`: what it may mean ("1.200" is 1200 or 1.2); `unit`: "%", a currency or "";
    `qualifier`: "up to", "from", "instead" or ""; `dated`: it is a day of a month."""

    text: str
    values: frozenset[Decimal]
    unit: str = ""
    qualifier: str = ""
    dated: bool = False


def mentions(text: str) -> list[Mention]:
    """Every number of a text, in digits or in words."""
    text, days = _without_numeric_dates(text)
    spans = _day_spans(text)
    found = [_mention(text, match, spans) for match in _MENTION.finditer(text)]
    worded = [(match.group(), Decimal((match.lastgroup or "n0")[1:])) for match in _WORDED.finditer(text)]
    return [
        *found,
        *(Mention(said, frozenset({value})) for said, value in worded),
        *(Mention(str(day), frozenset({Decimal(day)}), dated=True) for day in days),
    ]


def _mention(text: str, match: re.Match[str], days: set[int]) -> Mention:
    number = match.group()
    values, end = _readings(number), match.end()
    for rule, factor in _SCALES:
        if scale := rule.match(text, end):
            # "5 m" may be metres, so the bare number stays possible behind a single letter.
            bare = values if len(scale.group().strip(" .\u00a0")) == 1 else frozenset[Decimal]()
            values, end = frozenset(value * factor for value in values) | bare, scale.end()
            break
    if _PM.match(text, end):
        values |= {value + 12 for value in values if value < 12}
    unit = _unit(text, match.start(), end)
    return Mention(number, values, unit, _qualifier(text, match.start(), end), dated=match.start() in days)


def _readings(number: str) -> frozenset[Decimal]:
    digits = re.sub(rf"{_GAP}|['’]", "", number)
    readings = {digits.replace(",", ".")} if len(re.findall("[.,]", digits)) <= 1 else set()
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
        readings.add(re.sub("[.,]", "", digits))
    elif not readings:
        whole, _, part = digits.replace(",", ".").rpartition(".")
        readings.add(f"{whole.replace('.', '')}.{part}")
    return frozenset(Decimal(one) for one in readings)


def _unit(text: str, start: int, end: int) -> str:
    """The unit behind a number or before it; in "5 to 10 %" and "$5-10" that of the other end."""
    if before := _SIGN_BEFORE.search(text[max(0, start - 4) : start]):
        return before.group()[0]
    for unit, rule in _AFTER.items():
        if rule.match(text, end):
            return unit
    if (link := _LINK.match(text, end)) and (
        other := re.compile(rf"[$€£₽]?{_GAP}?(?:{_NUMBER})").match(text, link.end())
    ):
        return _unit(text, other.start() + len(other.group()) - len(other.group().lstrip("$€£₽")), other.end())
    if _DASH.search(text[:start]) and (
        first := re.search(rf"([$€£₽]){_GAP}?[\d.,]+{_GAP}?[-–—]{_GAP}?\Z", text[:start])
    ):
        return first.group(1)
    return ""


def _qualifier(text: str, start: int, end: int) -> str:
    before = text[max(0, start - 40) : start]
    for name, rule in _QUALIFIERS.items():
        if rule.search(before):
            return name
    after = text[end : end + 30]
    if _MORE.search(after) or re.match(rf"{_GAP}?%?{_GAP}?[-–—]{_GAP}?[$€£₽]?\d", after):
        return "from"
    return "up to" if _LESS.search(after) or _DASH.search(before) else ""


def _without_numeric_dates(text: str) -> tuple[str, list[int]]:
    found = [match for match in _NUMERIC_DATE.finditer(text) if 0 < int(match[1]) < 32 and 0 < int(match[2]) < 13]
    for match in reversed(found):
        text = f"{text[: match.start()]}{' ' * len(match.group())}{text[match.end() :]}"
    return text, [int(match[1]) for match in found]


def _day_spans(text: str) -> set[int]:
    rules = [rule for before, after, _ in _DATED for rule in (before, after)]
    found = (match for rule in rules for match in rule.finditer(text))
    return {match.start(group) for match in found for group in (1, 2) if match[group]}


def dates(text: str) -> set[tuple[int, int]]:
    """Days as (day, month); (0, month) for each month that is named."""
    found: set[tuple[int, int]] = set()
    for month, (before, after, alone) in enumerate(_DATED, 1):
        days = {int(day) for rule in (before, after) for match in rule.finditer(text) for day in match.groups() if day}
        found |= {(day, month) for day in days}
        found |= {(0, month)} if alone.search(text) else set()
    for match in _NUMERIC_DATE.finditer(text):
        if 0 < int(match[1]) < 32 and 0 < int(match[2]) < 13:
            found |= {(int(match[1]), int(match[2])), (0, int(match[2]))}
    return found | ({(31, 12), (0, 12)} if _YEARS_END.search(text) else set())


def invented_numbers(text: str, source: str) -> list[str]:
    """Numbers of `text` that `source` does not have with that unit, as they are written."""
    known = [(mention.values, mention.unit) for mention in mentions(source)]
    known += _implied(source)
    return [one.text for one in mentions(text) if not any(_same(one, values, unit) for values, unit in known)]


def _same(mention: Mention, values: frozenset[Decimal], unit: str) -> bool:
    return bool(mention.values & values) and mention.unit in ("", unit)


def _implied(source: str) -> Iterator[tuple[frozenset[Decimal], str]]:
    """Numbers that words allow: a year is twelve months, half is 50 %."""
    if _YEAR.search(source):
        yield frozenset({Decimal(12)}), ""
        yield frozenset(value * 12 for mention in mentions(source) for value in mention.values if value < 50), ""
    if re.search(r"month|мес", source, _I):
        every = (value for mention in mentions(source) for value in mention.values)
        yield frozenset(value / 12 for value in every if value % 12 == 0), ""
    if _HALF.search(source):
        yield frozenset({Decimal(50)}), "%"


def invented_dates(text: str, source: str) -> list[str]:
    """Days, months, weekdays and deadlines of `text` that `source` does not know; as "day.month", or as written."""
    known = dates(source)
    found = [f"{day}.{month:02}" for day, month in sorted(dates(text) - known)]
    found += [match.group() for rule in _WEEKDAY for match in [rule.search(text)] if match and not rule.search(source)]
    return found + ([] if _HURRY.search(source) else _HURRY.findall(text))


def codes(text: str) -> set[str]:
    """Promo codes: capitals with digits, or capitals behind such a word as "code"."""
    return {match.group(1) or match.group() for match in _CODE.finditer(text)}


def invented_codes(text: str, source: str) -> list[str]:
    """Codes of `text` that `source` does not say anywhere."""
    said = source.casefold()
    return sorted(code for code in codes(text) if code.casefold() not in said)


def invented_promises(text: str, source: str) -> list[str]:
    """What `text` promises (free, discount, reward, guarantee) without a word of it in `source`; as it is written."""
    found = ((re.search(made, text, _I), re.search(allowed, source, _I)) for made, allowed in _PROMISES.values())
    return [promise.group() for promise, granted in found if promise and not granted]


def grants_for_free(text: str) -> bool:
    """Whether a text says that something costs nothing: "free", "no fee", "0 ₽", "в подарок"."""
    return bool(re.search(_PROMISES["free"][1], text, _I))


def requalified(text: str, source: str) -> list[str]:
    """Numbers of `text` whose "up to", "from" or "instead of" is another than wherever `source` has them."""
    known = mentions(source)
    changed = []
    for mention in mentions(text):
        alike = [one for one in known if _same(mention, one.values, one.unit) and not one.dated]
        if alike and not mention.dated and mention.qualifier not in {one.qualifier for one in alike}:
            changed.append(f"{mention.qualifier} {mention.text}".strip())
    return changed
