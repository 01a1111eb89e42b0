"""What no banner may offer, say or name, whoever asks: forbidden goods, obscene words, competitors.

Alcohol is not in the tables: whether it may be advertised depends on country and licence, which is a lawyer's question
and not a word's. Nor are treatment, prevention, museums, films and toys meant, where they speak of drugs or weapons.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex

from core.guard.normalising import make_visible
from core.guard.obscene import is_obscene
from core.guard.patterns import Alphabet, Encoded, Pattern, RuleIndex, compile_rule
from core.guard.sentences import Text
from core.guard.words import harm_labels, harms

Harm = Literal["forbidden", "offensive", "competitor"]

#: (kind, rule, classes that excuse it in its sentence).
_RULES: tuple[tuple[Harm, str, str], ...] = (
    ("forbidden", "drug", "blocked|cure|fiction"),
    ("forbidden", "soft_drug ~3 illegal", "cure|fiction"),
    ("forbidden", "illegal ~3 soft_drug", "cure|fiction"),
    ("forbidden", "trade ~2 soft_drug", "cure|fiction|'store'|'prescription'|'pharmacy'"),
    ("forbidden", "weapon", "blocked|fiction|'секретное'|'secret'"),
    ("forbidden", "trade ~2 gun", "fiction"),
    ("forbidden", "gun ~3 trade", "fiction"),
    ("forbidden", "gun ~3 gun_more", "fiction"),
    ("forbidden", "gun_more ~3 gun", "fiction"),
    ("forbidden", "make ~3 bomb", "'film'|'фильм'|'bath'|'ванны'"),
    ("forbidden", "tobacco", "blocked|quit|fiction"),
    ("forbidden", "porn", "blocked|'addiction'"),
    ("forbidden", "escort service", ""),
    ("forbidden", "escort ~1 'girls'|'agency'|'агентство'", ""),
    ("forbidden", "escort ~3 sex", ""),
    ("forbidden", "sex ~3 escort", ""),
    ("forbidden", "soft_drug soft_drug", "cure|fiction"),
    ("forbidden", "paper ~1 'без' ~1 'врача'|'экзаменов'|'экзамена'|'посещения'", ""),
    ("forbidden", "'копии'|'паль'|'copies' ~3 paper", "protect"),
    ("forbidden", "number ~1 'a'|'в' ~1 'day'|'день'|'week'|'неделю' ~6 certain", "'deposit'|'вклад'|'savings'"),
    ("forbidden", "sex 'for'|'за' service|money", ""),
    ("forbidden", "sex service", "fiction|'education'"),
    ("forbidden", "service ~1 sex", "'гигиена'|'гигиены'|'education'|fiction"),
    ("forbidden", "gambling", "blocked|fiction|cure|'style'|'стиле'|'night'"),
    ("forbidden", "gamble_play ~2 gamble_lure", "fiction|'ставка'|'годовых'|'time'|'delivery'"),
    ("forbidden", "gamble_lure ~1 gamble_play", "fiction|'годовых'|'time'|'delivery'"),
    ("forbidden", "extreme", "fiction|help|'победы'|'against'|'victims'|protect"),
    ("forbidden", "kill ~2 people", "fiction"),
    ("forbidden", "hate ~3 group", "fiction|'stop'|'against'|'no'"),
    ("forbidden", "only ~1 white ~1 white_people", ""),
    ("forbidden", "'no' group", "'limits'"),
    ("forbidden", "only ~2 white ~2 white_people", ""),
    ("forbidden", "slur", "fiction"),
    ("forbidden", "suicide", "help|fiction"),
    ("forbidden", "method ~3 suicide", "help"),
    ("forbidden", "suicide method", "help"),
    ("forbidden", "endlife", "help|fiction"),
    ("forbidden", "kill|endlife ~1 yourself", "fiction"),
    ("forbidden", "fake ~2 paper", "protect|fiction"),
    ("forbidden", "paper ~1 fake", "protect|fiction"),
    (
        "forbidden",
        "'купить'|'купи'|'купите'|'продам'|'продаем' ~1 'диплом'|'диплома'|'аттестат'|'права'|'справку'|'больничный'",
        "",
    ),
    ("forbidden", "'buy' ~2 'diploma'|'degree'|'passport' ~2 'without'|'no'|'online'", ""),
    ("forbidden", "certain ~3 gain ~8 lure", "'deposit'|'вклад'|'вкладу'|'saver'|'savings'"),
    ("forbidden", "lure ~4 certain ~2 gain", "'deposit'|'вклад'|'вкладу'|'saver'|'savings'"),
    ("forbidden", "certain ~1 'profit'|'profits'|'winnings'|'earnings'", ""),
    ("forbidden", "certain ~1 scam", ""),
    ("forbidden", "double ~3 coins", "'cashback'"),
    ("forbidden", "get ~1 rich quickly", "fiction"),
    ("forbidden", "quick ~1 scam ~4 noeffort", ""),
    ("forbidden", "earn ~6 'без' ~1 noeffort", ""),
    ("forbidden", "scheme ~1 pyramid", "fiction"),
    ("forbidden", "pyramid scheme", "fiction"),
    ("forbidden", "hackjob ~3 account", "protect|fiction|'course'|'курс'"),
    ("forbidden", "cures ~2 disease", ""),
    ("forbidden", "launder ~2 money", "fiction|protect"),
    ("forbidden", "trade ~1 traffic", "fiction"),
    (
        "forbidden",
        "diploma ~8 no_words ~1 no_study",
        "blocked|fiction|translation|'course'|'курс'|'courses'|'online'|'онлайн'",
    ),
    ("forbidden", "diploma ~8 'учиться'|'study' 'не' 'нужно'|'надо'", "fiction"),
    (
        "forbidden",
        "easy_paper ~2 diploma ~5 number ~1 'days'|'hours'|'day'",
        "'english'|'application'|'course'|'courses'",
    ),
    ("forbidden", "diploma ~8 easy_paper ~5 no_words", "'курс'|'обучение'|'course'|'courses'"),
    ("forbidden", "diploma ~8 'задним' 'числом'", "protect"),
    ("forbidden", "rx ~8 no_words ~1 norx", "blocked|protect|fiction|'natural'|'натуральное'"),
    ("forbidden", "no_words ~1 norx ~8 rx", "blocked|protect|fiction|'natural'|'натуральное'"),
    ("forbidden", "cashing ~2 cashed", "protect|'нельзя'"),
    ("forbidden", "only ~1 racial", "fiction"),
    ("forbidden", "racial 'only'", ""),
    ("forbidden", "group ~3 'не' refuse_people", "fiction"),
    ("forbidden", "group ~2 refuse_people", "fiction|'поддержка'|help"),
    ("forbidden", "slang ~8 shady", "fiction|'rose'|'roses'|'cotton'|'store'|'flower'|'flowers'|'paper'"),
    ("offensive", "insult", "fiction"),
    ("offensive", "stupid customers", "fiction"),
)
#: Pictures are refused for more.
_PICTURE_RULES: tuple[tuple[Harm, str, str], ...] = (
    ("forbidden", "naked ~2 body", "'wall'|'eye'"),
    ("forbidden", "body ~2 naked", "'lipstick'"),
    ("forbidden", "gore", "fiction"),
)


@dataclass(frozen=True)
class Found:
    """A harm and the words of the text that are to blame."""

    kind: Harm
    words: str


@dataclass(frozen=True)
class _Rule:
    kind: Harm
    pattern: Pattern
    excuses: frozenset[str]


@lru_cache(maxsize=2)
def _book(picture: bool) -> tuple[Alphabet, tuple[_Rule, ...], RuleIndex]:
    alphabet = Alphabet()
    rules = tuple(
        _Rule(kind, compile_rule(alphabet, rule), frozenset(excuses.split("|")) - {""})
        for kind, rule, excuses in (*_RULES, *(_PICTURE_RULES if picture else ()))
    )
    for rule in rules:
        for name in rule.excuses:
            alphabet.letter(name)
    return alphabet, rules, RuleIndex([rule.pattern for rule in rules], harms().size)


def find_harms(original: str, *, purpose: str, competitors: Collection[str]) -> list[Found]:
    """What is wrong with a text: forbidden first, then offensive, then competitors; each with its words."""
    text = Text(original, harm_labels)
    found = list(_matches(text, picture=purpose == "prompt"))
    found += [Found("offensive", word.written) for word in text.words if any(map(is_obscene, word.spellings))]
    return [*found, *(Found("competitor", name) for name in _named(original, competitors))]


def _matches(text: Text, *, picture: bool) -> Iterator[Found]:
    alphabet, rules, index = _book(picture)
    for sentence in text.sentences:
        labels = [text.items[i].labels for i in sentence]
        candidates = index.candidates(frozenset().union(*labels))
        code = Encoded(alphabet, labels) if candidates else None
        for rule in (rules[number] for number in candidates):
            for first, last in code.find(rule.pattern.expression) if code else ():
                a, b = sentence[first], sentence[last]
                if not rule.excuses or not any(rule.excuses & near for near in text.sentence(a, b)):
                    yield Found(rule.kind, text.original[text.items[a].start : text.items[b].end])


_ENDINGS = "а|у|ом|ем|е|ы|и|ой|ою|ов|ев|ам|ами|ах|ю|я|ей|ь|ью|ям|ями|ях|ого|ому|ым|ий|ая|ую|ое|ые|ых"


def _named(original: str, competitors: Collection[str]) -> Iterator[str]:
    if not competitors:
        return
    visible = make_visible(original)
    for name in competitors:
        for match in _competitor(name).finditer(visible.text):
            start, end = visible.origin[match.start()], visible.origin[match.end() - 1] + 1
            if len(name) > 3 or original[start].isupper() or not name[:1].isupper():
                yield original[start:end]


@lru_cache(maxsize=1_000)
def _competitor(name: str) -> "regex.Pattern[str]":
    """The name as a whole word, with the case endings of its last word."""
    words = regex.findall(r"[\p{L}\p{N}]+", make_visible(name).text) or [regex.escape(name)]
    last = words[-1]
    stem = regex.sub(r"[аяоеыийьу]$", "", last) if len(last) > 3 and regex.search(r"\p{Cyrillic}", last) else last
    ending = f"(?:{_ENDINGS})?" if regex.search(r"\p{Cyrillic}", last) else f"(?:['’]s|['’-]?(?:{_ENDINGS}))?"
    body = r"[\s\-.&«»\"']*".join([*map(regex.escape, words[:-1]), regex.escape(stem) + ending])
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}]){body}(?![\p{{L}}\p{{N}}])")
