"""An offer taken apart: sentences, clauses between separators, and chunks that can be kept or left out whole.

A chunk is the smallest piece of copy: nothing is ever cut inside one, so neither are numbers, dates or conditions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from core.copywriting.asides import is_dictated, is_override, is_to_the_writer
from core.copywriting.facts import Fact, extract_facts
from core.copywriting.text import clean_text, drop_emoji
from core.copywriting.wording import Wording, wording
from core.formats.brand import Language

#: Longer words fit no line of any banner.
LONGEST_WORD = 32

_ABBREVIATION = (
    r"(?<!(?<!\w)(?:руб|р|мес|тыс|млн|млрд|г|гг|т\.е|т\.д|т\.п|ул|им|стр|д|кв|п|ст|min|max|approx|vs|etc|St|Mr|Mrs"
    r"|Dr|e\.g|i\.e|a|p)\.)"
)
_SENTENCE_END = regex.compile(
    rf"(?<=[.!?…][»”\"')]?){_ABBREVIATION}\s+|(?<=\b(?:руб|мес|п\.п|р|p\.m|a\.m|St)\.)\s+(?=[A-ZА-ЯЁ])"
    rf"|\s*[;|•●▪✓✔➤►]\s*|\s*\n\s*(?:[-–—*·]\s+|\d[.)]\s+)?"
)
_SEPARATOR = regex.compile(r"(?P<comma>,\s+)|(?P<colon>:\s+)|(?P<dash>\s+[—–-]{1,2}\s+)|(?P<bracket>\s*[()\[\]]\s*)")
_MARKUP = regex.compile(r"<[^<>]{0,200}>|https?://\S+|[*_#`~]{2,}|^[#>*]+\s|[\U000E0000-\U000E007F]")
_PILED = regex.compile(r"([!?.,])(?:\s*[!?.,])*[!?](?:\s*[!?.,])*|\.{2,}|…|!+|([,;:])(?:\s*[,;:])+")
_LEGAL_SHOUT = frozenset(
    [
        "ОСАГО",
        "КАСКО",
        "НДФЛ",
        "ЕГЭ",
        "ВКЛАД",
        "АЗС",
        "СБП",
        "МКАД",
        "USB",
        "HDMI",
        "ESIM",
        "WIFI",
        "NHS",
        "LGBT",
        "OLED",
        "SUV",
        "ATM",
        "PIN",
        "BBQ",
        "VIP",
    ]
)

Glue = Literal["", ", ", ": ", " — ", " "]
Role = Literal["core", "adjunct", "condition", "predicate"]


@dataclass(frozen=True)
class Chunk:
    """A run of words kept or dropped whole. `glue` is what stood before it; `at` is (sentence, clause, chunk)."""

    text: str
    glue: Glue
    role: Role
    at: tuple[int, int, int]
    facts: tuple[Fact, ...] = ()

    @property
    def strength(self) -> float:
        """Worth of its facts; the second and later ones of a chunk count half."""
        worth = sorted((fact.strength for fact in self.facts), reverse=True)
        return worth[0] + sum(worth[1:]) / 2 if worth else 0.0


@dataclass(frozen=True)
class Clause:
    """Chunks between two separators. A `label` names what follows its colon; a `bound` clause needs the one before."""

    chunks: tuple[Chunk, ...]
    label: bool = False
    bound: bool = False
    fine_print: bool = False


@dataclass(frozen=True)
class Sentence:
    """Clauses up to a full stop."""

    clauses: tuple[Clause, ...]


def sentences(text: str, language: Language, names: str = "") -> tuple[Sentence, ...]:
    """The publishable sentences of an untrusted text: without orders to the writer, pushing, markup, emoji, shouting and
    overlong words. `names` is a text whose capitalised words keep their capitals."""
    words = wording(language)
    plain = [calm(piece, language, names) for piece in _SENTENCE_END.split(_MARKUP.sub(" ", text)) if piece]
    kept = [piece for piece in _without_orders(plain) if regex.search(r"[^\W\d_]|\d", piece)]
    parsed = (_sentence(piece, index, words, language) for index, piece in enumerate(kept))
    return tuple(sentence for sentence in parsed if sentence.clauses)


def calm(text: str, language: Language, names: str = "") -> str:
    """One sentence in an even voice: no emoji, no piled-up marks, no capitals for loudness, no overlong words."""
    text = drop_emoji(clean_text(text))
    text = _PILED.sub(lambda match: "," if match.group(0)[0] in ",;:" else ".", text)
    text = " ".join(
        word for word in text.split() if len(word) <= LONGEST_WORD or ("-" in word.strip("-") and len(word) < 40)
    )
    text = regex.sub(r"\s+(?=[,.;:!?](?:\s|$))", "", _lowered(text, language, names))
    return _LEAD_IN.sub("", text.strip(" .,;:—–")).strip(" .,;:—–!")


def _lowered(text: str, language: Language, names: str) -> str:
    codes = [fact for fact in extract_facts(text, language) if fact.kind == "promo"]
    letters = regex.findall(r"\p{L}", text)
    loud = len(letters) > 8 and sum(letter.isupper() for letter in letters) > 0.6 * len(letters)

    def quiet(match: regex.Match[str]) -> str:
        word = match.group()
        longest_calm = 1 if loud else 4
        shout = word in _LOUD or (
            len(word) > longest_calm and word not in _LEGAL_SHOUT and (loud or not word.isascii())
        )
        if not shout or any(f.start <= match.start() < f.end for f in codes) or regex.search(r"\d", word):
            return word
        known = regex.search(rf"(?<!\w){regex.escape(word)}(?!\w)", names, regex.IGNORECASE)
        return known.group() if known else word.lower()

    return regex.sub(r"(?<![\w&])\p{Lu}[\p{Lu}\d]+(?![\w&])", quiet, text)


_NEEDS_AMOUNT = regex.compile(r"скидк|к[эе]шб[эе]к|бонус|выплат|цен|ценой|стоимост")
_COMMAND = regex.compile(r"(?:йте|ите|ьте)(?:сь)?$")
_SHARE_OF = regex.compile(r"[-−+]?[\d.,]+\s?%\s+(?:на|в|во|после|по|за|on|for|in|at)\b", regex.IGNORECASE)
_FURTHER = regex.compile(r"(?:дальше|далее|after that|then)\b", regex.IGNORECASE)
_LEAD_IN = regex.compile(
    r"^(?:(?:мы )?(?:запускаем|объявляем|проводим|начинаем)\s+(?:нов\w+\s+)?(?:акцию|программу|предложение)"
    r"(?=\s)|дарим подарки:|акция[:!.]"
    r"|we(?:'re|’re| are) (?:launching|running|introducing|starting|offering) (?:an? |our )?(?:new )?"
    r"(?:campaign|promotion|promo|offer|deal)(?=\s)"
    r"|(?:special offer|great news|good news|new|attention|внимание|новость|отличная новость"
    r"|спецпредложение)\s*[:!.—-])\s*[:—-]?\s*",
    regex.IGNORECASE,
)
_LOUD = frozenset(
    [
        "FREE",
        "SALE",
        "ONLY",
        "TODAY",
        "HURRY",
        "SAVE",
        "AMAZING",
        "SUPER",
        "DISCOUNT",
        "OFFER",
        "WEEKEND",
        "DELIVERY",
        "GREAT",
        "EVERYTHING",
    ]
)


def _without_orders(pieces: Sequence[str]) -> Iterator[str]:
    """Drops what speaks to the writer; where only the end of a sentence does, keeps the clauses before it."""
    after_override = False
    for piece in pieces:
        override = is_override(piece)
        if override or is_to_the_writer(piece) or (after_override and is_dictated(piece)):
            piece = _before_order(piece)
            after_override = after_override or override
        else:
            after_override = False
        if piece:
            yield piece


def _before_order(piece: str) -> str:
    """The clauses of a sentence up to the first that is an order; "" where it begins with one."""
    kept = piece
    for match in reversed(list(_SEPARATOR.finditer(piece))):
        kept = piece[: match.start()]
        if not is_override(kept) and not is_to_the_writer(kept):
            return "" if is_dictated(kept) or len(kept.split()) < 2 else kept
    return ""


def _sentence(text: str, index: int, words: Wording, language: Language) -> Sentence:
    facts = extract_facts(text, language)
    clauses: list[Clause] = []
    for glue, start, end, next_glue in _spans(text, facts, words):
        opening = words.leading.match(text[start:end]) if glue != ": " and (clauses or index) else None
        start += opening.end() if opening else 0
        inside = tuple(fact for fact in facts if start <= fact.start and fact.end <= end)
        body = text[start:end]
        if not body or (words.pushing.search(body) and not any(f.kind in ("percent", "price", "date") for f in inside)):
            continue
        chunks = tuple(_chunks(text, start, end, glue, inside, words, (index, len(clauses))))
        bare = len(inside) == 1 and inside[0].kind == "number" and inside[0].text == body
        bound = bool(words.bound_start.match(body)) or (
            bool(clauses) and (bare or bool(_FURTHER.match(body) or _SHARE_OF.match(body)))
        )
        clauses.append(Clause(chunks, next_glue == ": ", bound, bool(words.small_print.search(body))))
    return Sentence(tuple(clauses))


def _spans(text: str, facts: Sequence[Fact], words: Wording) -> list[tuple[Glue, int, int, Glue]]:
    """Clauses as (glue before, start, end, glue after). Commas inside lists, facts and before subordinate clauses do
    not separate; a dash only binds."""
    cuts: list[tuple[int, int, Glue]] = []
    for match in _SEPARATOR.finditer(text):
        if any(fact.start < match.start() < fact.end for fact in facts) or _quoted(text, match.start()):
            continue
        glue: Glue = ", " if match["comma"] or match["bracket"] else ": "
        if match["dash"] or (
            match["comma"] and (_in_list(text, match, facts, words) or _subordinate(text[match.end() :], words))
        ):
            continue
        cuts.append((match.start(), match.end(), glue))
    starts: list[tuple[int, Glue]] = [(0, ""), *((end, glue) for _, end, glue in cuts)]
    ends: list[tuple[int, Glue]] = [*((start, glue) for start, _, glue in cuts), (len(text), "")]
    return [
        (before, start, end, after) for (start, before), (end, after) in zip(starts, ends, strict=True) if end > start
    ]


def _quoted(text: str, at: int) -> bool:
    return text[:at].count("«") > text[:at].count("»") or text[:at].count("“") > text[:at].count("”") > 0


def _subordinate(rest: str, words: Wording) -> bool:
    return bool(rest) and rest.split(maxsplit=1)[0].lower().strip(",") in words.subordinators


def _in_list(text: str, match: regex.Match[str], facts: Sequence[Fact], words: Wording) -> bool:
    """A comma of "laptops, desks and backpacks": up to the conjunction only short items without facts."""
    rest = regex.match(
        r"(?:[\w«»“”\-]+(?:\s[\w«»“”\-]+){0,2},\s)*?[\w«»“”\-]+(?:\s[\w«»“”\-]+){0,2},?\s(?:и|или|and|or|&)\s"
        r"(?P<last>\S+)",
        text[match.end() :],
    )
    if any(fact.end == match.start() and fact.kind != "condition" for fact in facts):
        return False
    if not rest or rest["last"].strip(",.").lower() in words.verbs | words.prepositions or _imperative(rest["last"]):
        return False
    item = regex.match(r"[^,]*?(?=,|\s(?:и|или|and|or|&)\s)", text[match.end() :])
    end = match.end() + rest.start("last")
    clean = not any(match.end() <= fact.start < end for fact in facts)
    first = item.group().split()[0].lower() if item and item.group().split() else ""
    return clean and first not in words.prepositions | words.verbs | words.conjunctions and not _imperative(first)


def _imperative(word: str) -> bool:
    return len(word) > 5 and bool(_COMMAND.search(word.lower()))


def _chunks(
    text: str, start: int, end: int, glue: Glue, facts: Sequence[Fact], words: Wording, place: tuple[int, int]
) -> Iterator[Chunk]:
    tokens = [(m.start() + start, m.group()) for m in regex.finditer(r"\S+", text[start:end])]
    cuts = [0]
    for i in range(1, len(tokens)):
        if _boundary(tokens, i, cuts[-1], facts, words):
            cuts.append(i)
    for number, (a, b) in enumerate(zip(cuts, [*cuts[1:], len(tokens)], strict=True)):
        left, right = tokens[a][0], tokens[b - 1][0] + len(tokens[b - 1][1])
        dash = tokens[a][1] in "—–-"
        body = text[left:right].lstrip("—–- ") if dash else text[left:right]
        inside = tuple(fact for fact in facts if left <= fact.start and fact.end <= right)
        before: Glue = " — " if dash else glue if not number else ", " if text[:left].rstrip().endswith(",") else " "
        yield Chunk(body.strip(" ,—–"), before, _role(body, inside, words), (*place, number), inside)


def _bound_to_noun(fact: Fact) -> bool:
    """ "взнос от 25%", "сумма от 1 до 12 млн ₽": meaningless without the noun before."""
    if fact.text.lower().endswith(("годовых", "aer", "apr")):
        return False
    return fact.limit == "from" and (fact.kind == "percent" or (fact.kind == "price" and len(fact.numbers) > 1))


def _role(body: str, facts: Sequence[Fact], words: Wording) -> Role:
    first = body.split(maxsplit=1)[0].lower().strip(",")
    if first in words.subordinators or first in ("при", "when"):
        return "condition"
    if facts and facts[0].kind == "condition" and body.startswith(facts[0].text) and _PREDICATE.match(body):
        return "predicate"
    if first in words.prepositions or (facts and facts[0].kind == "date" and body.startswith(facts[0].text)):
        return "adjunct"
    return "core"


_PREDICATE = regex.compile(r"(?:бесплатн|в подарок|даром|без |free$|free at|included|optional)", regex.IGNORECASE)


def _boundary(
    tokens: Sequence[tuple[int, str]], i: int, chunk_start: int, facts: Sequence[Fact], words: Wording
) -> bool:
    """Whether a new chunk begins at token `i`."""
    at, word = tokens[i]
    before = tokens[i - 1][1].lower()
    previous, lower = before.strip(",«»“”"), word.lower().strip(",")
    if any(fact.start < at < fact.end for fact in facts):
        return False
    if word in "—–-":
        return True
    opener = tokens[chunk_start][1].lower().strip(",")
    if opener in words.subordinators:
        return False
    if lower in words.subordinators and lower not in ("that", "as", "что", "once", "раз", "while"):
        return previous not in words.never_last
    if previous in words.never_last or before in "—–-":
        return False
    starting = next((fact for fact in facts if fact.start == at), None)
    if starting and starting.kind == "price" and _NEEDS_AMOUNT.match(previous):
        return False
    if starting and starting.kind != "date" and (starting.limit in ("up to", "under") or _bound_to_noun(starting)):
        return False
    ended = next((fact for fact in facts if fact.end == tokens[i - 1][0] + len(tokens[i - 1][1])), None)
    governed = previous in words.verbs and not starting and lower not in ("for", "с", "without", "без", "until", "до")
    if lower in words.prepositions:
        return not governed and i + 1 < len(tokens)
    if (
        starting
        and starting.kind == "price"
        and (previous in words.verbs | words.bound or (ended and ended.kind == "number"))
    ):
        return False
    if starting and (
        starting.kind in ("price", "date", "promo")
        or (ended and ended.kind == "condition" and starting.kind == "number")
    ):
        return True
    if starting and previous in words.verbs:
        return False
    if (
        i + 1 < len(tokens)
        and lower in words.dropped_verbs
        and lower not in ("is", "are")
        and i - chunk_start > 1
        and not (ended and ended.kind == "date")
    ):
        return any(fact.start == tokens[i + 1][0] and fact.kind == "condition" for fact in facts)
    if starting and starting.kind == "condition" and lower in ("no", "без", "бесплатно", "при", "новым"):
        return True
    if lower in ("и", "and") and i + 1 < len(tokens):
        following = tokens[i + 1][1].lower().strip(",")
        amount = any(fact.start == tokens[i + 1][0] and fact.kind == "percent" for fact in facts)
        return amount or following in words.verbs or _imperative(following)
    return bool(ended) and (ended.kind == "date" or ended.text.lower().endswith(" off"))
