"""An offer in an even voice: its sentences without shouting, pushing marks, emoji, markup and orders to the writer."""

from collections.abc import Iterator, Sequence

import regex

from core.copywriting.facts import extract_facts
from core.copywriting.offline.asides import is_dictated, is_override, is_to_the_writer
from core.copywriting.offline.wording import wording
from core.copywriting.text import clean_text, drop_emoji
from core.formats.brand import Language

#: Longer words fit no line of any banner; hyphenated ones may be a little longer.
LONGEST_WORD, LONGEST_COMPOUND = 32, 40

_ABBREVIATION = (
    r"(?<!(?<!\w)(?:руб|р|мес|тыс|млн|млрд|г|гг|т\.е|т\.д|т\.п|ул|им|стр|д|кв|п|ст|min|max|approx|vs|etc|St|Mr|Mrs"
    r"|Dr|e\.g|i\.e|a|p)\.)"
)
_SENTENCE_END = regex.compile(
    rf"(?<=[.!?…][»”\"')]?){_ABBREVIATION}\s+|(?<=\b(?:руб|мес|п\.п|р|p\.m|a\.m|St)\.)\s+(?=[A-ZА-ЯЁ])"
    rf"|\s*[;|•●▪✓✔➤►]\s*|\s*\n\s*(?:[-–—*·]\s+|\d[.)]\s+)?"
)
_CLAUSE_END = regex.compile(r",\s+|:\s+|\s+[—–-]{1,2}\s+|\s*[()\[\]]\s*")
_MARKUP = regex.compile(r"<[^<>]{0,200}>|https?://\S+|[*_#`~]{2,}|^[#>*]+\s|[\U000E0000-\U000E007F]")
_PILED = regex.compile(r"([!?.,])(?:\s*[!?.,])*[!?](?:\s*[!?.,])*|\.{2,}|…|!+|([,;:])(?:\s*[,;:])+")
#: Capitals that are no shouting.
_ABBREVIATIONS = frozenset(
    "ОСАГО КАСКО НДФЛ ЕГЭ АЗС СБП МКАД ИП РФ ТВ ГБ МБ СМС USB TV GB MB AER APR APY UK US EU NHS OLED SUV".split()  # noqa: SIM905
)
#: English words that are shouted alone; other capitals of a calm sentence may be names.
_LOUD = frozenset("FREE OFF SALE ONLY TODAY HURRY SAVE AMAZING SUPER DISCOUNT OFFER WEEKEND DELIVERY GREAT".split())  # noqa: SIM905
#: English days and months keep their capital; "may" and "march" are mostly verbs.
_CALENDAR = regex.compile(
    r"(?:(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAYS?|JANUARY|FEBRUARY|APRIL|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER"
    r"|NOVEMBER|DECEMBER)"
)
#: Where a comma was forgotten: "£15 off your first box then £24 a week code FARM15".
_UNSTOPPED = regex.compile(
    r"(?<=\w\w)\s((?:then|потом|дальше|далее|затем)\s(?=(?:from\s|от\s)?[£$€]?\d)"
    r"|(?<!(?i:with|use|using|enter|by|the|and|or|promo|discount|voucher|coupon)\s)code\s(?=[A-Z0-9]{4,}))"
)
#: "30 GB + calls = £10", "just £49": a sum is no sentence, and a small price speaks for itself.
_EQUALS = regex.compile(r"\s=\s(?=(?:от |from )?[£$€]?\d)")
_PLUS_GIFT = regex.compile(r"\s\+\s(?=free\s|бесплатн)", regex.I)
_JUST = regex.compile(
    r"(?<!\w)(?:(?:just|only) (?=(?:from )?[£$€]\d)|всего (?:лишь )?(?=(?:за |от )?\d[\d ]*\s?(?:₽|р)))", regex.I
)
#: Pictographs between two runs of words stand where a full stop would.
_EMOJI_STOP = regex.compile(
    r"((?:^|(?<=[.!?]\s))[^.!?\p{Extended_Pictographic}]*?(?:[\w%₽«»-]+\s+){2}[\w%₽»]+)\s*"
    r"(?:\p{Extended_Pictographic}[\uFE0F\u200D\p{Emoji_Modifier}]*\s*)+(?=\w+\s+\w)"
)
_LEAD_IN = regex.compile(
    r"^(?:(?:мы )?(?:запускаем|объявляем|проводим|начинаем)\s+(?:нов\w+\s+)?(?:акцию|программу|предложение)"
    r"(?=\s)|дарим подарки:|акция[:!.]"
    r"|we(?:'re|’re| are) (?:launching|running|introducing|starting|offering) (?:an? |our )?(?:new )?"
    r"(?:campaign|promotion|promo|offer|deal)(?=\s)"
    r"|(?:special offer|great news|good news|new|attention|внимание|новость|отличная новость"
    r"|спецпредложение)\s*[:!.—-])\s*[:—-]?\s*",
    regex.IGNORECASE,
)


def plain_sentences(text: str, language: Language, names: str = "") -> list[str]:
    """The publishable sentences of an untrusted text, without their final marks. `names` is a text whose words keep
    their spelling when shouted ones are lowered."""
    marked = _EMOJI_STOP.sub(r"\1. ", _MARKUP.sub(" ", text))
    pieces = [piece for piece in _SENTENCE_END.split(marked) if piece]
    calmed = [calm(piece, language, names) for piece in pieces]
    return [piece for piece in _without_orders(calmed) if regex.search(r"[^\W\d_]|\d", piece)]


def calm(text: str, language: Language, names: str = "") -> str:
    """One sentence in an even voice: no emoji, no piled-up marks, no capitals for loudness, no overlong words."""
    text = drop_emoji(clean_text(text))
    text = _UNSTOPPED.sub(r", \1", text)
    text = _PLUS_GIFT.sub(", ", text.replace(" w/ ", " with "))
    text = _JUST.sub("", _EQUALS.sub(" — ", text))
    text = _PILED.sub(lambda match: "," if match.group(0)[0] in ",;:" else ".", text)
    text = " ".join(
        word for word in text.split() if len(word) <= LONGEST_WORD or ("-" in word.strip("-") and len(word) < 40)
    )
    text = regex.sub(r"\s+(?=[,.;:!?](?:\s|$))", "", _lowered(text, language, names))
    return str(_LEAD_IN.sub("", text.strip(" .,;:—–"))).strip(" .,;:—–!")


def _lowered(text: str, language: Language, names: str) -> str:
    """Shouted words in lower case; promo codes, abbreviations and words with digits stay."""
    codes = [fact for fact in extract_facts(text, language) if fact.kind == "promo"]
    letters = regex.findall(r"\p{L}", text)
    loud = len(letters) > 8 and sum(letter.isupper() for letter in letters) > 0.6 * len(letters)
    short = wording(language).prepositions | wording(language).conjunctions

    def quiet(match: regex.Match[str]) -> str:
        word: str = match.group()
        shouted = word in _LOUD or loud or (len(word) > 4 and not word.isascii()) or word.lower() in short
        code = any(fact.start <= match.start() < fact.end for fact in codes)
        if not shouted or code or word in _ABBREVIATIONS or regex.search(r"\d", word):
            return word
        if _CALENDAR.fullmatch(word):
            return word.capitalize()
        known = regex.search(rf"(?<!\w){regex.escape(word)}(?!\w)", names, regex.IGNORECASE)
        return str(known.group()) if known else word.lower()

    return str(regex.sub(r"(?<![\w&])\p{Lu}[\p{Lu}\d]+(?![\w&])", quiet, text))


def _without_orders(pieces: Sequence[str]) -> Iterator[str]:
    """Drops what speaks to the writer; where only the end of a sentence does, keeps the clauses before it."""
    after_override = False
    for piece in pieces:
        override = is_override(piece)
        order = override or is_to_the_writer(piece) or (after_override and is_dictated(piece))
        after_override = override or (after_override and order)
        kept = _before_order(piece) if order else piece
        if kept:
            yield kept


def _before_order(piece: str) -> str:
    """The clauses of a sentence up to the first that is an order; "" where it begins with one."""
    kept = piece
    for match in reversed(list(_CLAUSE_END.finditer(piece))):
        kept = piece[: match.start()]
        if not is_override(kept) and not is_to_the_writer(piece[: match.end()]):
            return "" if is_dictated(kept) or len(kept.split()) < 2 else kept
    return ""
