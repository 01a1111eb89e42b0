"""Whole sentences of a product's description for a message that the offer leaves nearly empty."""

from collections.abc import Iterator

import regex

from core.copywriting.facts import extract_facts, numbers
from core.copywriting.offline.calming import plain_sentences
from core.copywriting.offline.wording import Wording
from core.copywriting.text import capitalised, graphemes
from core.formats.brand import Language

#: Where a main clause ends whole: before a colon, and before "and", "but", "not".
_MAIN = regex.compile(r"(?P<main>[^:;]+?)(?::\s|;\s|,\s(?=(?:not|and|but|so|и|а|но|не)\s))")
_VERB_ENDING = regex.compile(r"(?:[аяуюиеё]т|[аяуюё]тся|[иеё]тся|ем|им|ете|ите|йте|ешь|ишь|ла|ли|ло|жно|ны|но|на)$")
_ENGLISH_VERB = regex.compile(
    r"(?<!\w)(?:is|are|was|has|have|can|will|do|does|gets?|\w+(?:ers|ves|kes|ves|ays|ks|ns|ts)|suits|you|we|they|there)(?!\w)"
)
_TIME = regex.compile(
    r"(?<!\w)(?:week|month|year|day|hour|minute|night|morning|weekend|season|недел|месяц|год|дн[яеюи]|день|сутк|час[аыов]*(?!\w)"
    r"|минут|утр|вечер|ноч|выходн|будн[иея]м?(?!»)|полгода|раз в)\w*",
    regex.IGNORECASE,
)
#: What could be read as the offer's own terms, or points to a sentence before.
_TERMS = regex.compile(
    r"(?<!\w)(?:if|when|unless|only for|above|after that|without|others?|this|these|it|they|если|когда|при|иначе"
    r"|остальн|этот|эта|она|он|они|после|кроме)(?!\w)",
    regex.IGNORECASE,
)


def fillers(description: str, language: Language, words: Wording, names: str, room: int, *, alone: bool) -> list[str]:
    """Sentences that fit `room` and cannot be taken for a part of the offer; `alone`: the offer says nothing itself."""
    sentences = plain_sentences(description, language, names)
    found = [text for sentence in sentences for text in _wholes(sentence) if _fits(text, language, room, alone=alone)]
    said = [text for text in found if _says_something(text, words)]
    return [f"{capitalised(text)}." for text in dict.fromkeys(said) if graphemes(text) < room]


def _wholes(sentence: str) -> Iterator[str]:
    """The sentence, and its main clause where that stands by itself."""
    yield sentence
    main = _MAIN.match(sentence)
    if main and (_has_verb(main["main"]) or ", " not in main["main"]):
        yield main["main"]


def _fits(text: str, language: Language, room: int, *, alone: bool) -> bool:
    if graphemes(text) >= room or numbers(text) or _TERMS.search(text.split(maxsplit=1)[0]):
        return False
    return alone or not (_TIME.search(text) or _TERMS.search(text) or extract_facts(text, language))


def _says_something(text: str, words: Wording) -> bool:
    """No list without a verb, nothing that hangs."""
    hangs = text.rsplit(maxsplit=1)[-1].lower() in words.never_last
    return not hangs and (_has_verb(text) or "," not in text) and len(text.split()) > 2


def _has_verb(text: str) -> bool:
    plain = [word.lower().strip("«»“”,") for word in text.split()]
    russian = any(len(word) > 3 and _VERB_ENDING.search(word) for word in plain[1:])
    return " — " in text or russian or bool(_ENGLISH_VERB.search(text.lower()))
