"""Units, qualifiers, months and number words of Russian and English, each read as one canonical word."""

import regex

_I = regex.IGNORECASE


def _unit(body: str) -> "regex.Pattern[str]":
    return regex.compile(rf"[ -]?(?:{body})", _I)


#: (canonical unit, how many of it one is, what stands after the number). Read in this order. Years and months count
#: as months, minutes to weeks as minutes, so that "24 месяца" is "два года" and "7 days" is "one week".
UNITS: tuple[tuple[str, int, "regex.Pattern[str]"], ...] = (
    ("pp", 1, _unit(r"п\. ?п\.?|п\.п|percentage points?(?!\w)")),
    ("%", 1, _unit(r"%|процент\w*|percent(?!\w)|per cent(?!\w)|pct(?!\w)")),
    ("₽", 1, _unit(r"₽|руб(?:л\w+)?(?!\w)\.?|р(?!\w)\.?|rub(?:les?)?(?!\w)")),
    ("€", 1, _unit(r"€(?!\d)|euros?(?!\w)|eur(?!\w)|евро(?!\w)")),
    ("$", 1, _unit(r"\$(?!\d)|usd(?!\w)|dollars?(?!\w)|доллар\w*|бакс\w*")),
    ("£", 1, _unit(r"£(?!\d)|gbp(?!\w)|pounds?(?!\w)|quid(?!\w)|фунт\w*")),
    ("¥", 1, _unit(r"¥(?!\d)|юан\w+|yuan(?!\w)|yen(?!\w)|иен\w?(?!\w)")),
    ("₸", 1, _unit(r"₸|тенге(?!\w)|tenge(?!\w)")),
    ("cent", 1, _unit(r"копе\w+|коп(?!\w)|cents?(?!\w)|pence(?!\w)|p(?!\w)|¢")),
    ("month", 12, _unit(r"(?:years?|yrs?)(?!\w)|год(?:а|у|ом|овой|овая|овую|ичн\w+)?(?!\w)|года?х(?!\w)"
    r"|лет(?!\w)|летн\w+")),
    ("month", 1, _unit(r"(?:months?|mos?)(?!\w)|месяц\w*|месячн\w+|мес(?!\w)\.?")),
    ("minute", 10080, _unit(r"(?:weeks?|wks?)(?!\w)|недел\w+|недельн\w+|нед(?!\w)\.?")),
    ("minute", 1440, _unit(r"days?(?!\w)|дн(?:я|ей|ям|ями|ях|и)(?!\w)|дневн\w+|день(?!\w)|сут(?:ки|ок|кам"
    r"|очн\w+)(?!\w)|дн(?!\w)\.?")),
    ("minute", 60, _unit(r"(?:hours?|hrs?|h)(?!\w)|час(?:а|ов|у|ам|ах|овой|овая|овую|овое)?(?!\w)|ч(?!\w)\.?")),
    ("minute", 1, _unit(r"(?:minutes?|mins?)(?!\w)|минут\w*|минутн\w+|мин(?!\w)\.?")),
    ("second", 1, _unit(r"(?:seconds?|secs?)(?!\w)|секунд\w*|сек(?!\w)\.?")),
    ("gbps", 1, _unit(r"гбит(?:/с|/сек)?(?!\w)|gbps(?!\w)|gbit/s|гигабит\w*")),
    ("mbps", 1, _unit(r"мбит(?:/с|/сек)?(?!\w)|mbps(?!\w)|mb/s|mbit(?:/s)?(?!\w)|мегабит\w*")),
    ("gb", 1, _unit(r"гб(?!\w)|gb(?!\w)|гиг\w*|gigabytes?(?!\w)|gigs?(?!\w)")),
    ("mb", 1, _unit(r"мб(?!\w)|mb(?!\w)|мегабайт\w*|megabytes?(?!\w)")),
    ("tb", 1, _unit(r"тб(?!\w)|tb(?!\w)|терабайт\w*|terabytes?(?!\w)")),
    ("kwh", 1, _unit(r"кв[т·⋅]+ ?[·⋅]?ч(?!\w)|kwh(?!\w)")),
    ("km", 1, _unit(r"км(?!\w)|километр\w*|kms?(?!\w)|kilomet\w+")),
    ("mile", 1, _unit(r"mi(?!\w)|miles?(?!\w)")),
    ("kg", 1, _unit(r"кг(?!\w)|килограмм\w*|kgs?(?!\w)|kilos?(?!\w)|kilograms?(?!\w)|кило(?!\w)")),
    ("m2", 1, _unit(r"м²|m²|кв\. ?м(?!\w)\.?|sq\.? ?m(?!\w)\.?|sqm(?!\w)|квадратн\w+ метр\w+")),
    ("ml", 1, _unit(r"мл(?!\w)|миллилитр\w*|ml(?!\w)")),
    ("cm", 1, _unit(r"см(?!\w)|сантиметр\w*|cm(?!\w)")),
)  # fmt: skip
MONEY = frozenset({"₽", "€", "$", "£", "¥", "₸", "cent"})
#: Units that a number may not lose: without them it says something else.
FIRM = MONEY | {"%", "pp"}
CURRENCIES = {"us$": "$", "usd": "$", "eur": "€", "gbp": "£", "rub": "₽"}

#: Powers of ten; a letter may mean something else ("4K", "5 m"), so that both readings count.
SCALES: tuple[tuple[int, bool, "regex.Pattern[str]"], ...] = (
    (3, True, regex.compile(r" ?тыс(?:яч\w*|\.|(?!\w))| ?thousand(?!\w)", _I)),
    (9, True, regex.compile(r" ?млрд(?!\w)\.?| ?миллиард\w*| ?(?:bn|billion)(?!\w)", _I)),
    (6, True, regex.compile(r" ?млн(?!\w)\.?| ?миллион\w*| ?million(?!\w)", _I)),
    (3, False, regex.compile(r"[kк](?!\w)", _I)),
    (6, False, regex.compile(r"m(?!\w)", _I)),
)

_FILLER = r"(?:(?:just|only|all|the|a|an|as|всего|только|лишь|ровно|целых|ещё|по цене|цен[аы]|price|even|даже) )*"


def _before(words: str) -> "regex.Pattern[str]":
    return regex.compile(rf"(?<!\w)(?:{words}):?[ -]?{_FILLER}[-+]?$", _I)


#: What the words before a number make of it. "minimum" and "from" are one, so are "maximum", "under" and "up to".
LIMITS_BEFORE: tuple[tuple[str, "regex.Pattern[str]"], ...] = (
    ("instead", _before(r"вместо|обычно|раньше|было|была|прежде|стар(?:ая|ой) цен[аы]|instead of|rather than"
    r"|was|were|usually"
                        r"|normally|regular(?:ly)?|reg\.|previously|originally|down from|before it was|RRP"
                        r"|list price")),
    ("up to", _before(r"не более|не больше|не дороже|не позже|не позднее|no more than|not more than|at most"
    r"|up to|as much as"
                      r"|maximum(?: of)?|max\.?|максимум|вплоть до|до|менее|меньше|моложе|младше|less than"
                      r"|fewer than|(?:with)?in the (?:last|past)|за последни[ей]"
                      r"|younger than|under|below|lower than")),
    ("from", _before(r"не менее|не меньше|не ниже|no less than|at least|as low as|as little as|starting (?:at|from)"
                     r"|start(?:s)? (?:at|from)|from|minimum(?: of)?|min\.?|минимум|начиная с|начиная от"
                     r"|хотя бы|от|более|больше|свыше"
                     r"|старше|выше|дороже|over|more than|above|older than|upwards of|exceeding")),
    ("about", _before(r"около|примерно|почти|порядка|в среднем|приблизительно|about|around|almost|nearly|approx\.?"
                      r"|approximately|roughly|circa|on average|an average of|[~≈]")),
)  # fmt: skip
LIMITS_AFTER: tuple[tuple[str, "regex.Pattern[str]"], ...] = (
    ("from", regex.compile(
        r"\+(?!\d)| ?(?:[^\W\d]+ )?(?:or (?:more|over|above|older|longer)|and (?:up|over|above|more|older)|(?:и|или)"
        r" (?:более|больше|выше|старше|дороже|дольше))(?!\w)| ?(?:min(?:imum)?|минимум)(?!\w)", _I)),
    ("up to", regex.compile(
        r" ?(?:[^\W\d]+ )?(?:or (?:less|fewer|under|below|younger)|and (?:under|below|younger)|(?:и"
        r"|или) (?:менее|меньше"
        r"|ниже|младше))(?!\w)| ?(?:max(?:imum)?|максимум|макс\.)(?!\w)", _I)),
)  # fmt: skip
DATE_LIMITS: tuple[tuple[str, "regex.Pattern[str]"], ...] = (
    ("up to", regex.compile(
        r"(?<!\w)(?:до|по|не позже|не позднее|к|until|till|’til|'til|through|thru|by|before|to|ends?|ending"
        r"|closes?|closing"
        r"|expires?|deadline|last day|(?:истека|заканчива|заверша|последн|финал|дедлайн|успе)\w*)"
        r"(?:[ :-]+(?:on|is|the|в|срок|день|дней|дни|акции|предложения|до|конца|конец|—|-|вечера|end|of"
        r"|midnight|noon|полуночи|\d{1,2}(?:[:.]\d\d|(?:[:.]\d\d)?(?: ?[ap]\.?m\.?| вечера| утра| часов))))*"
        r"[ :]*$", _I)),
    ("from", regex.compile(
        r"(?<!\w)(?:с|со|от|начиная с|после|from|since|after|starting|starts?|beginning|стартует"
        r"|старт)(?: (?:on|the|from|с))*"
        r"[ :]*$", _I)),
)  # fmt: skip

#: Prices by the month and by the night are two things.
PERIODS: dict[str, str] = {
    "month": r"месяц|мес(?!\w)\.?|ежемесячн\w*|month(?:ly)?|mo(?!\w)|pcm",
    "year": r"год(?!\w)|ежегодн\w*|годов\w+|years?|yr|annual(?:ly)?|yearly|p\.?a(?!\w)\.?",
    "day": r"день|сутки|ежедневно|day|daily",
    "night": r"ноч\w+|nights?|nightly",
    "week": r"недел\w+|еженедельн\w*|week(?:ly)?",
    "hour": r"час(?!\w)|hour(?:ly)?|hr(?!\w)",
    "minute": r"минуту|minute",
    "lesson": r"заняти\w+|урок\w*|lesson|class(?:es)?|session|workout|тренировк\w+",
    "person": r"человек\w*|гост\w+|person|head|guest|adult|взросл\w+",
    "km": r"км|километр|km|kilomet\w+|mile",
}  # fmt: skip
PERIOD = regex.compile(
    r" ?(?:/ ?|в |за |на |per |a |an |each |every |кажд\w+ )?(?:one |один |одно |одну )?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in PERIODS.items())
    + r")(?!\w)",
    _I,
)
#: A period needs a word or a slash before it ("за ночь"), but these say it alone.
PERIOD_ALONE = regex.compile(r" ?(?:еже|month|annual|year|week|dai|night|hour|pcm|p\.?a)", _I)

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            r"январ[ьяеюё]м?|jan(?:uary)?", r"феврал[ьяею]м?|feb(?:ruary)?", r"март[аеу]?|mar(?:ch)?",
            r"апрел[ьяею]м?|apr(?:il)?", r"ма[йяеюё]м?|may", r"июн[ьяею]м?|june?", r"июл[ьяею]м?|july?",
            r"август[аеу]?|aug(?:ust)?", r"сентябр[ьяею]м?|sept?(?:ember)?", r"октябр[ьяею]м?|oct(?:ober)?",
            r"ноябр[ьяею]м?|nov(?:ember)?", r"декабр[ьяею]м?|dec(?:ember)?",
        ),
        start=1,
    )
    for name in (names,)
}  # fmt: skip
MONTH = (
    r"(?:(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.(?= ?\d)|(?:"
    + "|".join(f"(?:{names})" for names in MONTHS)
    + r")(?!\w))"
)
MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
WEEKDAYS = (
    r"понедельник\w*|mondays?", r"вторник\w*|tuesdays?", r"сред[уы]|средам|wednesdays?", r"четверг\w*|thursdays?",
    r"пятниц\w+|fridays?", r"суббот\w+|saturdays?", r"воскресень\w+|sundays?",
)  # fmt: skip


def month_number(name: str) -> int:
    """1-12 of a month's name in either language, in any case and form."""
    return next(n for names, n in MONTHS.items() if regex.fullmatch(rf"(?:{names})\.?", name, _I))
