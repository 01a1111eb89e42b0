"""Words that promise money without a number: "бесплатно", "discount", "today only". An offer must speak of it too."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

Span = tuple[int, int]


def _words(*stems: str) -> "regex.Pattern[str]":
    """Any of these at the beginning of a word."""
    return regex.compile(rf"(?<!\w)(?:{'|'.join(stems)})", regex.I)


@dataclass(frozen=True)
class Promise:
    """A kind of promise: the words that make it, and those that allow it where an offer has them."""

    name: str
    made: "regex.Pattern[str]"
    allowed: "regex.Pattern[str]"


PROMISES = (
    Promise(
        "free",
        _words(
            r"бесплатн\w*|даром(?!\w)|complimentary",
            r"в подарок(?! (?:маме|папе|близк|друзь|любим|себе|ребён))",
            r"(?<!-)(?<!(?:feel|feels|set|break|breaks|care|stay|run|roam|worry) )free(?![-\w])(?! (?:time|to|from|your"
            r"|yourself|up|range|spirit|space|moment|day|evening|hand|of (?!charge)))",
        ),
        _words(
            r"бесплатн|даром(?!\w)|подар|свободн|беспроцент|включ|не плат|за наш|в (?:комплекте|стоимост)|по цене",
            r"без\s+\w*\s?\w*(?:плат|комисс|взнос|депозит)|(?<![\d.,] ?)0 ?[₽%$£€р]|[$£€] ?0(?![\d.,])|\d ?\+ ?\d",
            r"free(?!dom|lanc)|gift|complimentary|includ|waive|without|on us(?!\w)|pay for|get (?:one|1|another)",
            r"for (?:one|1)(?!\w)|no (?:\w+ )?(?:fee|charge|cost|deposit)",
        ),
    ),
    Promise(
        "discount",
        _words(r"скидк\w*|скидок(?!\w)|распродаж\w*|discount\w*|(?<!(?:for|on) )sale(?!\w)|уцен\w+"),
        _words(
            r"скид[ко]|распродаж|вместо|дешевл|акци[яию]|акций|выгод|минус|эконом|сэконом|промокод|ниже|специальн|сниж|полцены",
            r"instead|discount|sale|off(?!\w)|sav(?:e|ing)|was(?!\w)|cheap|code(?!\w)|special|less(?!\w)|half|deal|reduc|lower",
            r"[-−] ?\d|\d+(?:[.,]\d+)? ?%",
        ),
    ),
    Promise(
        "cashback",
        _words(r"к[эе]шб[эе]к\w*|cash[ -]?back"),
        _words(r"к[эе]шб[эе]к|cash|возвра|верн[её]|бонус|балл|мил[ья](?!\w)|миль|миля|reward|points|back(?!\w)"),
    ),
    Promise(
        "last chance",
        _words(r"last (?:day|chance)|последн(?:ий|ие) (?:день|дни|шанс)"),
        _words(r"сегодня|завтра(?!\w)|today|tomorrow|last(?!\w)|последн|остал|до(?!\w)|until|till|ends|by(?!\w)"),
    ),
    Promise(
        "today only",
        _words(r"только (?:сегодня|завтра)(?!\w)|today only|only today"),
        _words(r"сегодня|завтра(?!\w)|today|tomorrow"),
    ),
)


def promises(flat: str) -> Iterator[tuple[Span, str]]:
    """Where a plain text promises something, and what."""
    for promise in PROMISES:
        for match in promise.made.finditer(flat):
            yield match.span(), promise.name


def promised(name: str, flat: str) -> bool:
    """Whether a text allows the promise of that name."""
    return any(promise.allowed.search(flat) is not None for promise in PROMISES if promise.name == name)
