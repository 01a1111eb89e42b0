"""Claims by name: "2 for 1", "half price", days of the week and months."""

from collections.abc import Iterator

import regex

from core.copywriting.fact_units import MONTHS, WEEKDAYS

Span = tuple[int, int]
_I = regex.IGNORECASE
_N = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "a": 1,
    "another": 1,
    "одного": 1,
    "одной": 1,
    "двух": 2,
    "трёх": 3,
    "трех": 3,
}
_COUNT = rf"(?:[1-6]|{'|'.join(_N)})"
#: How many one gets for the price of how many.
_FOR = regex.compile(
    rf"(?<![\w.,])(?P<get>{_COUNT})(?: [^\W\d_]+)? for the price of (?P<pay>{_COUNT})(?!\w)"
    rf"|(?<![\w.,])(?P<get>{_COUNT})[ -]for[ -](?P<pay>{_COUNT})(?![\w%₽€$£]|[.,]\d)"
    rf"|(?<![\w.,])(?P<get>[1-6]|два|две|три|четыре)(?: [^\W\d_]+)? по цене (?P<pay>{_COUNT})(?!\w)"
    r"|(?<![\w.,])(?P<get>[1-6]) ?= ?(?P<pay>[1-6])(?!\d)",
    _I,
)
_PLUS = regex.compile(
    r"(?<![\w.,])(?P<pay>[1-5]) ?\+ ?(?P<more>[1-3])(?! ?[%\d])(?: ?= ?\d(?!\d))?"
    rf"|(?<!\w)buy (?P<pay>{_COUNT})(?: [^\W\d_]+)?,? (?:and )?get (?P<more>{_COUNT})(?!\w)"
    r"(?: (?:for )?free(?!\w)| half[ -]price)?",
    _I,
)
_NTH_FREE = regex.compile(
    r"(?<!\w)(?P<nth>втор|трет|четв[её]рт)\w{1,3}(?: [^\W\d_-]+){0,3} (?:в подарок|бесплатно|даром)(?!\w)"
    r"|(?<!\w)(?:the )?(?P<nth>second|third|fourth|2nd|3rd|4th)(?: [^\W\d_-]+){0,2} (?:is |goes )?free(?!\w)",
    _I,
)
_NTH = {"втор": 2, "second": 2, "2nd": 2, "трет": 3, "third": 3, "3rd": 3}
_PAY_FOR = regex.compile(
    rf"(?<!\w)(?:stay|get|take|book|buy|order) (?P<get>{_COUNT})(?: [^\W\d_]+){{0,5}}?,? (?:and )?(?:only )?pay "
    rf"(?:only )?for (?P<pay>{_COUNT})(?!\w)",
    _I,
)
_HALF = regex.compile(
    r"(?<!\w)(?:полцены|половин\w+ цены|вдвое (?:дешевле|меньше)|half[ -](?:price|off|the price))(?!\w)", _I
)
_TIMES = regex.compile(
    r"(?<!\w)(?:в|x|х|×) ?(?P<times>2|3|4|5|10)(?: раза?)?(?= ?(?:больше|выше|быстрее|раза?(?!\w)))"
    r"|(?<!\w)(?P<twice>вдвое|twice)(?!\w)"
    r"|(?<!\w)(?P<thrice>втрое)(?!\w)|(?<!\w)(?P<twice>double|двойн\w+)(?= (?:points|data|cash|bonus|miles"
    r"|speed|reward|к[эе]ш|балл|бонус"
    r"|мил|выгод|скидк))|(?<!\w)(?P<thrice>triple|тройн\w+)(?= (?:points|data|cash|bonus|miles|reward|к[эе]ш"
    r"|балл|бонус|мил|выгод|скидк))"
    r"|(?<!\w)в (?P<twice>два) раза",
    _I,
)
_WEEKDAY = tuple(regex.compile(rf"(?<!\w)(?:{names})(?!\w)", _I) for names in WEEKDAYS)
_UNTIL = regex.compile(
    r"(?<!\w)(?:до|по|к|until|till|by|before|through|ends?|closes?)"
    r"(?: (?:this|next|эт\w+|midnight|noon|on|the|end|of|\d{1,2}(?::\d\d)? ?[ap]\.?m\.?))* $",
    _I,
)
_SINCE = regex.compile(r"(?<!\w)(?:с|со|from|since|starting|after)(?: (?:this|next|эт\w+))? $", _I)
_NOT_A_DAY = regex.compile(r"(?<!\w)(?:black|cyber|чёрн\w+|черн\w+) $", _I)
_ON_EACH = regex.compile(r"(?:ам|ям)$", _I)
_MONTH_NAMED = tuple(
    regex.compile(rf"(?<!\w)(?:{'|'.join(w for w in names.split('|') if regex.search('[а-я]', w))})(?!\w)", _I)
    for names in MONTHS
)
_EN_MONTHS = (  # noqa: SIM905
    "January February March April May June July August September October November December"
).split()
#: "May" and "March" are also verbs: they count after a word of time only.
_EN_MONTH_NAMED = tuple(
    regex.compile(rf"(?<=(?i:in|by|until|till|this|next|all|through|throughout|from|since|each|every|before"
    rf"|after|early|late) ){n}(?!\w)"
                  if n in ("May", "March") else rf"(?<!\w){n}(?!\w)")
    for n in _EN_MONTHS
)  # fmt: skip


def deals(flat: str) -> Iterator[tuple[Span, str]]:
    """Deals as ``get:pay`` ("2 for 1" and "1+1" are ``2:1``) and multiples as ``×2``; half the price is ``half``."""
    for rule in (_PAY_FOR, _FOR):
        for match in rule.finditer(flat):
            get, pay = _count(match["get"]), _count(match["pay"])
            if get > pay:
                yield match.span(), f"{get}:{pay}"
    for match in _PLUS.finditer(flat):
        pay = _count(match["pay"])
        yield match.span(), f"{pay + _count(match['more'])}:{pay}"
    for match in _NTH_FREE.finditer(flat):
        nth = _NTH.get(match["nth"].lower(), 4)
        yield match.span(), f"{nth}:{nth - 1}"
    for match in _HALF.finditer(flat):
        yield match.span(), "half"
    for match in _TIMES.finditer(flat):
        yield match.span(), f"×{match['times'] or (3 if match['thrice'] else 2)}"


def _count(word: str) -> int:
    known = _N | {"два": 2, "две": 2, "три": 3, "четыре": 4}
    return known[word.lower()] if word.lower() in known else int(word)


def named_days(flat: str) -> Iterator[tuple[Span, str, str]]:
    """Days of the week ("d0" is Monday) and months without a day ("m1" is January), with "up to" or "from"."""
    named = [(rule, f"d{i}") for i, rule in enumerate(_WEEKDAY)]
    named += [(rule, f"m{i}") for rules in (_MONTH_NAMED, _EN_MONTH_NAMED) for i, rule in enumerate(rules, start=1)]
    for rule, value in named:
        for match in rule.finditer(flat):
            before = flat[: match.start()]
            if _NOT_A_DAY.search(before):
                continue
            limit = "up to" if _UNTIL.search(before) else "from" if _SINCE.search(before) else ""
            yield match.span(), value, "" if _ON_EACH.search(match.group()) else limit
