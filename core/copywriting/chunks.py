"""Chunks: the smallest pieces of copy. Nothing is ever cut inside one, so neither are numbers, dates or conditions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from core.copywriting.facts import Fact
from core.copywriting.wording import Wording

Glue = Literal["", ", ", ": ", " — ", " "]
Role = Literal["core", "adjunct", "condition", "predicate"]
#: Sentence, clause and chunk number.
Place = tuple[int, int, int]

_NEEDS_AMOUNT = regex.compile(r"скидк|к[эе]шб[эе]к|бонус|выплат|цен|ценой|стоимост")
_COMMAND = regex.compile(r"(?:йте|ите|ьте)(?:сь)?$")
_PREDICATE = regex.compile(r"(?:бесплатн|в подарок|даром|без |free$|free at|included|optional)", regex.IGNORECASE)
#: Prepositions that do not belong to the verb before them.
_LOOSE = frozenset(["for", "с", "without", "без", "until", "до"])
#: Subordinators that are more often something else.
_AMBIGUOUS = frozenset(["that", "as", "что", "once", "раз", "while"])
_SUBJECTS = frozenset(["we", "you", "they", "мы", "вы"])
_DASHES = "—–-"


@dataclass(frozen=True)
class Chunk:
    """A run of words kept or dropped whole. `glue` is what stood before it;"""

    text: str
    glue: Glue
    role: Role
    at: Place
    facts: tuple[Fact, ...] = ()

    @property
    def strength(self) -> float:
        """Worth of its facts; the second and later ones of a chunk count half."""
        worth = sorted((fact.strength for fact in self.facts), reverse=True)
        return worth[0] + sum(worth[1:]) / 2 if worth else 0.0


@dataclass(frozen=True)
class Span:
    """A clause inside its sentence: `text[start:end]`, what stood before it, and the facts of the sentence in it."""

    text: str
    start: int
    end: int
    glue: Glue
    facts: tuple[Fact, ...]


def chunks(span: Span, words: Wording, place: tuple[int, int]) -> Iterator[Chunk]:
    """The chunks of a clause; `place` is its sentence and clause number."""
    text = span.text
    tokens = [(m.start() + span.start, m.group()) for m in regex.finditer(r"\S+", text[span.start : span.end])]
    cuts = [0]
    for i in range(1, len(tokens)):
        if _begins(_gap(tokens, i, cuts[-1], span.facts), words):
            cuts.append(i)
    for number, (a, b) in enumerate(zip(cuts, [*cuts[1:], len(tokens)], strict=True)):
        left, right = tokens[a][0], tokens[b - 1][0] + len(tokens[b - 1][1])
        dash = tokens[a][1] in _DASHES
        body = text[left:right].lstrip("—–- ") if dash else text[left:right]
        inside = tuple(fact for fact in span.facts if left <= fact.start and fact.end <= right)
        comma = text[:left].rstrip().endswith(",")
        glue: Glue = " — " if dash else span.glue if not number else ", " if comma else " "
        if body.strip(" ,—–-"):
            yield Chunk(body.strip(" ,—–"), glue, _role(body, inside, words), (*place, number), inside)


def _role(body: str, facts: Sequence[Fact], words: Wording) -> Role:
    first = body.split(maxsplit=1)[0].lower().strip(",")
    if first in words.subordinators or first in ("при", "when"):
        return "condition"
    if facts and facts[0].kind == "condition" and body.startswith(facts[0].text) and _PREDICATE.match(body):
        return "predicate"
    if first in words.prepositions or (facts and facts[0].kind == "date" and body.startswith(facts[0].text)):
        return "adjunct"
    return "core"


def is_imperative(word: str) -> bool:
    """A Russian imperative by its ending: "получите", "оформите"."""
    return len(word) > 5 and bool(_COMMAND.search(word.lower()))


@dataclass(frozen=True)
class _Gap:
    """The place between two words where a chunk may begin: all words in lower case, without commas and quotes."""

    before: str
    word: str
    after: str
    opener: str
    #: How many words the chunk has so far.
    length: int
    #: The fact that begins here, that ended here, that is being said, that begins one word later.
    starting: Fact | None
    ended: Fact | None
    within: bool
    next_fact: Fact | None


def _gap(tokens: Sequence[tuple[int, str]], i: int, chunk_start: int, facts: Sequence[Fact]) -> _Gap:
    at, word = tokens[i]
    after = tokens[i + 1] if i + 1 < len(tokens) else (-1, "")
    end_before = tokens[i - 1][0] + len(tokens[i - 1][1])
    return _Gap(
        before=tokens[i - 1][1].lower().strip(",«»“”"),
        word=word.lower().strip(","),
        after=after[1].lower().strip(","),
        opener=tokens[chunk_start][1].lower().strip(","),
        length=i - chunk_start,
        starting=next((fact for fact in facts if fact.start == at), None),
        ended=next((fact for fact in facts if fact.end == end_before), None),
        within=any(fact.start < at < fact.end for fact in facts),
        next_fact=next((fact for fact in facts if fact.start == after[0]), None),
    )


def _begins(gap: _Gap, words: Wording) -> bool:
    """Whether a new chunk begins in this gap."""
    if gap.within or gap.word in _DASHES or gap.opener in words.subordinators:
        return not gap.within and gap.word in _DASHES
    if gap.before in words.never_last or gap.before in _DASHES:
        return False
    if gap.word in words.subordinators - _AMBIGUOUS:
        return True
    if gap.starting and _belongs_to_noun(gap.starting, gap.before):
        return False
    if gap.word in words.prepositions:
        governed = gap.before in words.verbs and not gap.starting and gap.word not in _LOOSE
        return not governed and bool(gap.after)
    return _fact_begins(gap, gap.starting, words) if gap.starting else _words_begin(gap, words)


def _belongs_to_noun(fact: Fact, before: str) -> bool:
    """ "скидка 500 ₽", "багаж до 1 500 €", "взнос от 25%", "сумма от 1 до 12 млн ₽": meaningless without the noun."""
    if fact.kind == "price" and _NEEDS_AMOUNT.match(before):
        return True
    if fact.kind == "date" or fact.text.lower().endswith(("годовых", "aer", "apr")):
        return fact.kind != "date" and fact.limit in ("up to", "under")
    span = fact.kind == "percent" or (fact.kind == "price" and len(fact.numbers) > 1)
    return fact.limit in ("up to", "under") or (fact.limit == "from" and span)


def _fact_begins(gap: _Gap, fact: Fact, words: Wording) -> bool:
    after = gap.ended.kind if gap.ended else ""
    if fact.kind == "price":
        return after != "number" and gap.before not in words.verbs | words.bound
    if fact.kind in ("date", "promo"):
        return True
    if gap.before in words.verbs:
        return False
    if fact.kind == "number":
        return after in ("condition", "date")
    opens = fact.kind == "condition" and gap.word in ("no", "без", "бесплатно", "при", "новым")
    return opens or _words_begin(gap, words)


def _words_begin(gap: _Gap, words: Wording) -> bool:
    """Before a coordinated verb or share, before the verb of "companies pay no fee", after a date and after "off"."""
    if (
        gap.word in words.dropped_verbs - {"is", "are"}
        and gap.length > 1
        and not (gap.ended and gap.ended.kind == "date")
    ):
        return gap.next_fact is not None and gap.next_fact.kind == "condition"
    if gap.word in ("и", "and"):
        share = gap.next_fact is not None and gap.next_fact.kind == "percent"
        return share or gap.after in words.verbs | _SUBJECTS or is_imperative(gap.after)
    return gap.ended is not None and (gap.ended.kind == "date" or gap.ended.text.lower().endswith(" off"))
