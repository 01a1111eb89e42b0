"""Shorter forms of a text that still read as finished: whole sentences, whole clauses, whole words."""

from collections.abc import Iterator
from itertools import combinations

import regex

from core.copywriting.fact_claims import claims
from core.copywriting.offline.wording import wording
from core.copywriting.text import graphemes
from core.formats.brand import Language

Span = tuple[int, int]

_ABBREVIATION = (
    r"(?<!(?<!\w)(?i:руб|р|мес|тыс|млн|млрд|г|гг|т\.е|т\.д|т\.п|ул|им|стр|д|кв|п|ст|min|max"
    r"|approx|vs|etc)\.)"
)
_SENTENCE_END = regex.compile(rf"(?<=[.!?…][»”\")]?){_ABBREVIATION}\s+(?=[^\s\p{{Ll}}])")
#: Where a clause may be left out; the conjunction falls with what follows it.
JOINT = regex.compile(
    r"[,;:]\s+(?:(?:и|а|но|а также|and|but|plus|or)\s+)?|\s+[—–-]\s+|\s+(?:и|а также|плюс|and|plus|\+|&)\s+"
    r"|\s*[()]\s*",
    regex.I,
)
_SPACE = regex.compile(r"\s+")
_PAIRS = {"«": "»", "„": "“", "“": "”", "(": ")", "[": "]", "‘": "’"}
_TRAILING = " \u00a0,;:—–-(«„/&+'\"“‘*#"
#: A Russian adjective waits for its noun; where one ends a cut, it goes too.
_WAITING = regex.compile(
    r"^(?!годовых|двоих|троих|выходных|остальн|наличные|данные|чаевые|всё)(?:\w{2,}(?:ый|[шжщчкгх]ий|ая|яя|ое|ые"
    r"|[шжщчкгх]ие|ого|его|ому|ему|ых|их|ым|ыми|ими|ую|юю|[аеиоуыя]ющ\w+|ной|ской|вой|лой|рой))$"
    r"|^(?:всех|всем|всеми|моих|своих|наших|ваших|этих|тех|двух|трёх|весь|вся|всю|will|can|could|would|should"
    r"|may|must|have"
    r"|has|get|gets|make|makes|give|gives|take|takes|love|need|want|lets?|was|were|been|being|very|our|this"
    r"|these|those|new"
    r"|best|great|good|получите|получайте|получить|станьте|будет|будут|можно|нужно|хочет|может|могут|очень"
    r"|более|самые)$",
    regex.I,
)
#: How many sentences are tried in every selection.
SELECTABLE = 6


def sentence_spans(text: str) -> list[Span]:
    """Where the sentences of a paragraph stand, without the spaces between them."""
    ends = [(match.start(), match.end()) for match in _SENTENCE_END.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    return [span for span in zip(starts, [*(start for start, _ in ends), len(text)], strict=True) if span[0] < span[1]]


def shorter(text: str, limit: int, language: Language) -> Iterator[str]:
    """Texts of at most `limit` graphemes made of `text` by leaving out: longest first within each way, whole sentences
    first, then its beginning up to a clause, then up to a word."""
    said = claims(text)
    yield from _selections(text, sentence_spans(text), limit)
    for rule in (JOINT, _SPACE):
        ends = [match.start() for match in rule.finditer(text)]
        whole = [end for end in ends if not any(claim.start < end < claim.end for claim in said)]
        yield from _beginnings(text, whole, limit, language, least=limit // 3)


def _selections(text: str, sentences: list[Span], limit: int) -> list[str]:
    """Some of the sentences in their order: the first ones, then others."""
    if not 1 < len(sentences) <= SELECTABLE:
        return []
    pieces = [text[start:end] for start, end in sentences]
    first = [" ".join(pieces[:n]) for n in range(len(pieces) - 1, 0, -1)]
    others = [" ".join(some) for n in range(len(pieces) - 1, 0, -1) for some in combinations(pieces, n)]
    return [some for some in (*first, *sorted(others, key=len, reverse=True)) if graphemes(some) <= limit]


def _beginnings(text: str, ends: list[int], limit: int, language: Language, *, least: int) -> Iterator[str]:
    ended = text.endswith(".")
    for end in sorted(ends, reverse=True):
        beginning = finished(text[:end], language)
        if ended and beginning and beginning[-1] not in ".!?":
            beginning += "."
        if least <= graphemes(beginning) <= limit:
            yield beginning


def finished(text: str, language: Language) -> str:
    """A beginning without what hangs at its end: prepositions, conjunctions, adjectives without their noun, an open
    quote or bracket with what follows it. May be empty."""
    words = wording(language)
    before = None
    while text != before:
        before = text
        text = _closed(text.rstrip(_TRAILING))
        last = regex.search(r"(?:^|(?<=[\s(«„“\"]))[\w’'-]+$", text)
        pair = regex.search(r"[\w-]+ [\w-]+$", text)
        if pair and pair.group().casefold() in words.never_last:
            text = text[: pair.start()]
        elif last and (last.group().casefold() in words.never_last or _WAITING.search(last.group())):
            text = text[: last.start()]
    return text


def _closed(text: str) -> str:
    """Up to the first quote or bracket that is not closed."""
    opened: list[tuple[str, int]] = []
    for at, character in enumerate(text):
        if opened and character == _PAIRS[opened[-1][0]]:
            opened.pop()
        elif character in _PAIRS and not (character in "’‘" and at and text[at - 1].isalnum()):
            opened.append((character, at))
    if text.count('"') % 2:
        opened.append(('"', text.rindex('"')))
    return text[: min(at for _, at in opened)] if opened else text
