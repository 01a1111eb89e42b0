"""An offer taken apart: sentences, clauses between separators, and chunks that can be kept or left out whole."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from core.copywriting.facts import Fact, extract_facts
from core.copywriting.offline.calming import plain_sentences
from core.copywriting.offline.chunks import Chunk, Glue, Span, chunks, is_imperative
from core.copywriting.offline.scopes import scoped
from core.copywriting.offline.wording import Wording, wording
from core.formats.brand import Language

_SEPARATOR = regex.compile(r"(?P<comma>,\s+)|(?P<colon>:\s+)|(?P<dash>\s+[—–-]{1,2}\s+)|(?P<bracket>\s*[()\[\]]\s*)")
_SHARE_OF = regex.compile(r"[-−+]?[\d.,]+\s?%\s+(?:на|в|во|после|по|за|on|for|in|at)\b", regex.IGNORECASE)
#: What continues the clause before it: a later price, a usual price, a cap of what was promised.
_FURTHER = regex.compile(
    r"(?:дальше|далее|потом|затем|после этого|after that|then|thereafter|usually|normally|обычно"
    r"|(?:но )?не (?:больше|более)|до [\d ]+(?:₽|руб\S*) в месяц$|up to \S+ (?:a|per) month$|максимум)\b",
    regex.IGNORECASE,
)
#: Whom and what a promise is limited to: "new customers only", "min 2 hours", "только для пенсионеров", "кроме акций".
_ONLY = regex.compile(
    r"(?:только (?:для |нов|перв|на |при )|кроме |за исключением |не (?:больше|более|чаще) |минимум |мин\. |min\.? "
    r"|minimum |max\.? |maximum |at least |except |excluding |only (?:for|on|with|in) )|.*\sonly$",
    regex.IGNORECASE,
)
#: "Стационар в подарок, по понедельникам и средам": the days of that and of nothing else.
_DAYS = regex.compile(r"по (?:понедельн|вторн|сред|четверг|пятниц|суббот|воскресен|будн|выходн)\w+(?:$| и )", regex.I)
#: A second half that is the offer itself: "stay three nights, pay for two".
_SECOND_HALF = regex.compile(r"(?:pay for|get (?:one|the|another|\d+)|плати\w* за)\b", regex.I)
_CONJUNCTION = r"(?:и|или|and|or|&)"
_ITEM = r"[\w«»“”\-]+(?:\s[\w«»“”\-]+){0,2}"
_LIST = regex.compile(rf"(?:{_ITEM},\s)*?(?P<item>[\w«»“”\-]+(?:\s[\w\-]+)?),?\s{_CONJUNCTION}\s(?P<last>\S+)")
_BARE_LIST = regex.compile(r"(?<=[:—–]\s)[\w\-]+(?:,\s[\w\-]+)+(?=\s*(?:$|[.;]))")
#: "a welcome gift: a taxi ride, a pizza or 5 GB of data": half a choice is another one.
_CHOICE = regex.compile(r":\s[^:;]*$")
_CHOSEN = regex.compile(r"\G[^,:;]+(?:,[^,:;]+)*\s(?:or|или)\s[^,:;]+$")
_FIRST_ITEM = regex.compile(rf"[^,]*?(?=,|\s{_CONJUNCTION}\s)")


@dataclass(frozen=True)
class Clause:
    """Chunks between two separators. A `label` names what follows its colon; a `bound` clause needs the one before."""

    chunks: tuple[Chunk, ...]
    label: bool = False
    bound: bool = False
    fine_print: bool = False
    #: A bound clause that continues a price: "then £14".
    further: bool = False


@dataclass(frozen=True)
class Sentence:
    """Clauses up to a full stop."""

    clauses: tuple[Clause, ...]


def sentences(text: str, language: Language, names: str = "") -> tuple[Sentence, ...]:
    """The publishable sentences of an untrusted text, taken apart; `names` as in `plain_sentences`."""
    words = wording(language)
    plain = enumerate(plain_sentences(text, language, names))
    parsed = (_sentence(piece, index, words, language) for index, piece in plain)
    return tuple(sentence for sentence in parsed if sentence.clauses)


def _sentence(text: str, index: int, words: Wording, language: Language) -> Sentence:
    clauses: list[Clause] = []
    for span, label in _spans(text, extract_facts(text, language), words):
        said = span.text[span.start : span.end]
        amounts = any(fact.kind in ("percent", "price", "date") for fact in span.facts)
        if not regex.search(r"\w", said) or (words.pushing.search(said) and not amounts):
            continue
        parts = scoped(tuple(chunks(span, words, (index, len(clauses)))), words)
        if parts:
            aside = span.text[: span.start].rstrip().endswith("(")
            bound = aside or bool(words.bound_start.match(said)) or (bool(clauses) and _leans(said, span.facts))
            if clauses and _SHARE_OF.match(said):
                clauses[-1] = replace(clauses[-1], chunks=scoped(clauses[-1].chunks, words, shared=True))
            first = not index and not clauses and any(fact.kind in ("percent", "price") for fact in span.facts)
            fine_print = not first and bool(words.small_print.search(said))
            further = bool(_FURTHER.match(said))
            clauses.append(Clause(parts, label, bound, fine_print, further))
    return Sentence(tuple(clauses))


def _leans(said: str, facts: Sequence[Fact]) -> bool:
    """A clause that is nothing without the one before: ", 40 GB", ", 7% на заправках", ", дальше 1,2%"."""
    bare = len(facts) == 1 and facts[0].kind == "number" and facts[0].text == said
    return bare or bool(_FURTHER.match(said) or _SHARE_OF.match(said) or _DAYS.match(said) or _restricting(said, facts))


def _restricting(said: str, facts: Sequence[Fact]) -> bool:
    """A day or a date is no such limit: "Sundays only"."""
    return bool(_ONLY.match(said)) and not any(fact.kind in ("date", "promo", "percent", "price") for fact in facts)


def restricts(clause: Clause) -> bool:
    """Whether a clause only says whom or what the one before is limited to."""
    facts = [fact for chunk in clause.chunks for fact in chunk.facts]
    return _restricting(" ".join(chunk.text for chunk in clause.chunks), facts)


def _spans(text: str, facts: Sequence[Fact], words: Wording) -> list[tuple[Span, bool]]:
    """Clauses, and whether each is a label. Commas inside lists, facts and quotes and before subordinate clauses do not
    separate; a dash only binds. A conjunction that opens a clause is left out."""
    cuts: list[tuple[int, int, Glue]] = [(0, 0, "")]
    for match in _SEPARATOR.finditer(text):
        inside = any(fact.start < match.start() < fact.end for fact in facts) or _quoted(text, match.start())
        comma = match["comma"] and (_in_list(text, match, facts, words) or _subordinate(text[match.end() :], words))
        if not (inside or match["dash"] or comma):
            cuts.append((match.start(), match.end(), ": " if match["colon"] else ", "))
    out = []
    for (_, start, glue), (end, _, after) in zip(cuts, [*cuts[1:], (len(text), len(text), "")], strict=True):
        opening = words.leading.match(text[start:end]) if glue != ": " else None
        begin = start + (opening.end() if opening else 0)
        held = tuple(fact for fact in facts if begin <= fact.start and fact.end <= end)
        last = max([begin, *(fact.end for fact in held)])
        out.append((Span(text, begin, _firm_end(text, last, end, words), glue, held), after == ": "))
    return out


def _firm_end(text: str, start: int, end: int, words: Wording) -> int:
    """The end of a clause without prepositions and conjunctions that lost their word: "10% off at"."""
    while end > start:
        last = text[start:end].split()[-1:]
        if not last or last[0].lower() not in words.prepositions | words.conjunctions or last[0] == "in":
            break
        end = start + len(text[start:end].rstrip()) - len(last[0])
    return start + len(text[start:end].rstrip()) if end > start else end


def _quoted(text: str, at: int) -> bool:
    return text[:at].count("«") > text[:at].count("»") or text[:at].count("“") > text[:at].count("”") > 0


def _subordinate(rest: str, words: Wording) -> bool:
    subordinated = bool(rest) and rest.split(maxsplit=1)[0].lower().strip(",") in words.subordinators
    return subordinated or bool(_SECOND_HALF.match(rest))


def _in_list(text: str, comma: regex.Match[str], facts: Sequence[Fact], words: Wording) -> bool:
    """A comma of "laptops, desks and backpacks": up to the conjunction only short items without facts."""
    if _CHOICE.search(text[: comma.start()]) and _CHOSEN.search(text, comma.end()):
        return True
    if _bare_items(text, comma, facts, words):
        return True
    rest, item = _LIST.match(text, comma.end()), _FIRST_ITEM.match(text, comma.end())
    if not rest or not item or not item.group().split():
        return False
    first, last = item.group().split()[0].lower(), rest["last"].strip(",.").lower()
    said = any(comma.end() <= fact.start < rest.start("last") for fact in facts)
    after_fact = any(fact.end == comma.start() and fact.kind != "condition" for fact in facts)
    verb = any(word in words.verbs | words.prepositions or is_imperative(word) for word in (first, last))
    return not (said or after_fact or verb or first in words.conjunctions)


def _bare_items(text: str, comma: regex.Match[str], facts: Sequence[Fact], words: Wording) -> bool:
    """A comma of "от 1 200 ₽: пожар, кража, залив": single words without facts and verbs after a colon or a dash."""
    listed = _BARE_LIST.search(text, 0, len(text))
    while listed and not listed.start() < comma.start() < listed.end():
        listed = _BARE_LIST.search(text, listed.end())
    if not listed:
        return False
    items = regex.findall(r"\w+", listed.group())
    said = any(fact.start < listed.end() and listed.start() < fact.end for fact in facts)
    return not said and not any(item.lower() in words.verbs | words.never_last or is_imperative(item) for item in items)
