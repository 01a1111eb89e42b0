"""What typewriters cannot do and typesetters must: quotes, dashes, ranges, and spaces at which no line may end.

Pure, and never twice: `typographic` of its own result changes nothing. Digits and letters stay as they are, and so do
links, addresses and codes; where a sign could be part of a name or a number, it stays as it was typed.
"""

from functools import lru_cache

import regex

from core.formats.brand import Language

#: What begins and ends a quotation, and one inside another (Milchin and Cheltsova, 2003; Chicago Manual of Style, 17).
_QUOTES = {"ru": (("«", "»"), ("„", "“")), "en": (("“", "”"), ("‘", "’"))}
#: Which openings a closing mark can belong to.
_PARTNERS = {"»": "«", "”": "“„", "“": "„", '"': '"'}

_MARKS = regex.compile(r"""["'«»„“”‘’]""")

#: Links, addresses, domains, paths, tags: nothing in them is touched.
_LINK = regex.compile(r"""[^\s"«»“”„]*(?:[@\\/<>{}=_]|\.\p{L}{2,})[^\s"«»“”„]*""")

_MONTHS = (
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|"
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_UNITS = (
    r"руб(?:\.|л\p{L}+)?|р\.|коп\.?|тыс\.?|млн|млрд|трлн|процент\p{L}*|день|дн\p{L}{1,2}|час(?:а|ов|ам)?|сут(?:ки|ок)|"
    r"мин(?:\.|ут\p{L}*)?|сек(?:\.|унд\p{L}*)?|недел\p{L}+|месяц\p{L}*|мес\.?|лет|год(?:а|у|ов|ам|ом)?|гг?\.|раза?|"
    r"человек\p{L}*|чел\.|шт(?:\.|ук\p{L}*)?|кг|мг|гр?|км|см|мм|м²?|л|мл|ГБ|МБ|ТБ|Гб|Мб|Мбит|Вт|кВт|балл\p{L}*|бонус\p{L}*|"
    r"dollars?|euros?|pounds?|percent|days?|nights?|hours?|hrs?|min(?:utes?|s)?|sec(?:onds?)?|weeks?|months?|years?|"
    r"times|people|persons?|pcs|kg|g|km|cm|mm|m|mi|miles?|lbs?|oz|ml|l|GB|MB|TB|am|pm|a\.m\.|p\.m\.|points|stars?|"
    r"million|billion|thousand"
)
_SIGNS = r"[%‰₽$€£¥₸₴₺₹₿°℃×]"
_COUNTED = rf"(?:{_SIGNS}|(?:{_UNITS}|{_MONTHS})(?!\w))"
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+(?:[.,]\d+)?"
_TIME = r"\d{1,2}:\d{2}"

#: From one number to a larger one of the same thing, or from one hour to another: 7–10 дней, 9:00–21:00.
_RANGE = regex.compile(
    rf"(?<![\w.,:;/+*#№@&=-]|\d[ \u00a0])(?:(?P<first>{_NUMBER})-(?P<last>{_NUMBER})(?=[ \u00a0]?{_COUNTED})"
    rf"|{_TIME}-{_TIME}(?![\w:-]))"
)
_HOURS = regex.compile(rf"(?<={_TIME}[ \u00a0])-(?=[ \u00a0]{_TIME})")
_DOTS = regex.compile(r"(?<=^|[\p{L}\s!?»”)])\.\.\.(?![./])")
#: A hyphen between spaces, unless it could be a minus.
_DASH = {
    language: regex.compile(
        rf"(?<=[^\s\d][ \u00a0]){hyphen}(?=[ \u00a0]\S)|(?<=\d[ \u00a0]){hyphen}(?=[ \u00a0][^\s\d])"
    )
    for language, hyphen in (("ru", "(?:-{1,2}|–)"), ("en", "-{1,2}"))
}
_APOSTROPHE = regex.compile(r"(?<=\p{L})'(?=\p{L})|(?<!\w)'(?=\d\ds\b)")
_SINGLE = regex.compile(r"(?<![\w'])'(?=[^\s'])([^'\"]*)(?<=[^\s'])'(?![\w'])")
_POSSESSIVE = regex.compile(r"(?<=\p{L}s)'(?![\w'])")

#: Spaces at which no line may end.
_FIRM = [
    regex.compile(pattern)
    for pattern in (
        rf"(?<=\d) (?={_COUNTED})",  # 5 минут, 10 %, 299 ₽, 31 марта
        r"(?<=\d) (?=\d{3}(?!\d))",  # 5 000 000
        r"(?<=\b(?:January|February|March|April|June|July|August|September|October|November|December)) (?=\d{1,2}\b)",
        r"(?<=[№§$€£]) (?=\d)",
        r"(?<=(?<!\p{L})\p{Lu}\.) (?=\p{Lu}(?:\.|\p{Ll}))",  # А. С. Пушкин
        r"(?<=(?<!\p{L})(?:т|и т)\.) (?=[декпн]\.)|(?<=(?<!\p{L})и) (?=т\. ?[дп]\.)",  # и т. д.
        r"(?<=(?<!\p{L})(?:ст|стр|кв|No|p|pp)\.) (?=\d)",
        r"(?<=(?<!\p{L})(?:г|ул|пр)\.) (?=\p{Lu})",  # г. Москва
        rf"(?<={_TIME}) (?=[–—] {_TIME})|(?<={_TIME}[ \u00a0][–—]) (?={_TIME})",
    )
]


@lru_cache(maxsize=512)
def typographic(text: str, language: Language) -> str:
    """The text as a typesetter of its language writes it. It must be `characters.readable`.

    Quotes in such a tangle that they would be read differently the second time stay as they were typed, with all else.
    """
    once = _set(text, language)
    return once if not _MARKS.search(text) or _set(once, language) == once else text


def _set(text: str, language: Language) -> str:
    links = [(found.start(), found.end()) for found in _LINK.finditer(text)]
    text = _quoted(text, links, language)
    if language == "en":
        text = _replaced(_SINGLE, "‘\\1’", text, links)
        text = _replaced(_POSSESSIVE, "’", text, links)
    text = _replaced(_APOSTROPHE, "’", text, links)
    text = _replaced(_DOTS, "…", text, links)  # the first that changes lengths: links are not where they were
    text = _DASH[language].sub("—", _HOURS.sub("–", _RANGE.sub(_range, text)))
    for spaces in _FIRM:
        text = spaces.sub("\u00a0", text)
    return text


def _replaced(pattern: regex.Pattern[str], replacement: str, text: str, links: list[tuple[int, int]]) -> str:
    """Replaced everywhere but in links."""

    def replaced(found: regex.Match[str]) -> str:
        return str(found[0] if _within(found.start(), links) else found.expand(replacement))

    return str(pattern.sub(replaced, text))


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _range(found: regex.Match[str]) -> str:
    """An en dash where the second number is the larger one; a leading zero is a code's."""
    first, last = found["first"], found["last"]
    if first is None:
        return str(found[0].replace("-", "–"))
    rising = _value(first) < _value(last) and not regex.match(r"0\d", first) and not regex.match(r"0\d", last)
    return f"{first}–{last}" if rising else str(found[0])


def _value(number: str) -> float:
    return float(regex.sub(r"[ \u00a0\u202f]", "", number).replace(",", "."))


# --- quotes ----------------------------------------------------------------------------------------------------------


def _quoted(text: str, links: list[tuple[int, int]], language: Language) -> str:
    """Every quotation that begins and ends between the language's marks, by how deep it lies in others; marks without
    a partner stay."""
    pairs = _pairs(text, links)
    shown = list(text)
    for start, end in pairs:
        deep = any(outer < start and end < last for outer, last in pairs)
        shown[start], shown[end] = _QUOTES[language][deep]
    return "".join(shown)


def _pairs(text: str, links: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where quotations begin and end; those that cross each other are none."""
    waiting: list[int] = []
    pairs = []
    for place, mark in enumerate(text):
        if mark not in '"«»„“”' or _within(place, links):
            continue
        if waiting and text[waiting[-1]] in _PARTNERS.get(mark, "") and _can_end(text, place, mark):
            pairs.append((waiting.pop(), place))
        elif mark in "«„“" or (mark == '"' and _can_begin(text, place)):
            waiting.append(place)
    return pairs


def _can_begin(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return (not before or before.isspace() or before in '([{«„“‘"—–-/') and bool(after) and not after.isspace()


def _can_end(text: str, place: int, mark: str) -> bool:
    """The marks that can also begin a quotation end one only after its last letter."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return mark in "»”" or not (before.isspace() or before in "([{«„“‘" or regex.match(r"\w", after))
