"""Chunks: the smallest pieces of copy. Nothing is ever cut inside one, so neither are numbers, dates or conditions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from core.copywriting.facts import Fact
from core.copywriting.offline.binding import (
    Neighbours,
    belongs_to_noun,
    in_audience,
    is_route,
    narrows_condition,
    opens_coordination,
    prices_apart,
)
from core.copywriting.offline.wording import Wording

Glue = Literal["", ", ", ": ", " — ", " "]
Role = Literal["core", "adjunct", "condition", "predicate"]
#: Sentence, clause and chunk number.
Place = tuple[int, int, int]

_COMMAND = regex.compile(r"(?:йте|ите|ьте)(?:сь)?$")
_PREDICATE = regex.compile(
    r"(?:бесплатн(?:о|ый|а|ы|ое)(?!\w)|в подарок|даром|(?:за|в) полцены|по цене (?:одн|двух|тр)|без |free$|free at"
    r"|included|optional)",
    regex.IGNORECASE,
)
#: Prepositions that do not belong to the verb before them.
_LOOSE = frozenset(["for", "с", "without", "без", "until", "до"])
#: Subordinators that are more often something else.
_AMBIGUOUS = frozenset(["that", "as", "что", "once", "раз", "while"])
_SUBJECTS = frozenset(["we", "you", "they", "мы", "вы"])
#: "букет из 25 роз", "в любой из 200 городов": never without the noun.
_OF = frozenset(["из"])
_ANYWHERE = frozenset(["any", "all", "every", "anywhere"])
_AND = frozenset(["и", "and"])
_DATIVE = regex.compile(r"\w+[ая]м$", regex.IGNORECASE)
_DASHES = "—–-"


@dataclass(frozen=True)
class Chunk:
    """A run of words kept or dropped whole. `glue` is what stood before it."""

    text: str
    glue: Glue
    role: Role
    at: Place
    facts: tuple[Fact, ...] = ()
    #: An amount without the scope that was joined to it, for where nothing longer fits.
    short: str = ""

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
    text, facts = span.text, tuple(part for fact in span.facts for part in prices_apart(fact))
    tokens = [(m.start() + span.start, m.group()) for m in regex.finditer(r"\S+", text[span.start : span.end])]
    cuts = [0]
    for i in range(1, len(tokens)):
        if _begins(_gap(tokens, i, cuts[-1], facts), words):
            cuts.append(i)
    for number, (a, b) in enumerate(zip(cuts, [*cuts[1:], len(tokens)], strict=True)):
        left, right = tokens[a][0], tokens[b - 1][0] + len(tokens[b - 1][1])
        dash = tokens[a][1] in _DASHES
        body = text[left:right].lstrip("—–- ") if dash else text[left:right]
        inside = tuple(fact for fact in facts if left <= fact.start and fact.end <= right)
        comma = text[:left].rstrip().endswith(",")
        glue: Glue = " — " if dash else span.glue if not number else ", " if comma else " "
        if body.strip(" ,—–-"):
            yield Chunk(
                body.strip(" ,—–"), glue, _role(body, inside, words, inner=number > 0), (*place, number), inside
            )


def _role(body: str, facts: Sequence[Fact], words: Wording, *, inner: bool) -> Role:
    first = body.split(maxsplit=1)[0].lower().strip(",")
    audience = (
        facts
        and facts[0].kind == "condition"
        and body == facts[0].text
        and _DATIVE.fullmatch(body.rsplit(maxsplit=1)[-1])
    )
    if first in words.subordinators or first in ("при", "when") or (audience and inner):
        return "condition"
    if facts and facts[0].kind == "condition" and body.startswith(facts[0].text) and _PREDICATE.match(body):
        return "predicate"
    if first in _AND and _adds_a_noun(body, facts, words):
        return "adjunct"
    if first in words.prepositions or (facts and facts[0].kind == "date" and body.startswith(facts[0].text)):
        return "adjunct"
    return "core"


def _adds_a_noun(body: str, facts: Sequence[Fact], words: Wording) -> bool:
    """ "and unlimited calls": no verb, no amount of its own but a count."""
    following = body.split()[1:2]
    verb = any(word.lower() in words.verbs | _SUBJECTS or is_imperative(word) for word in following)
    return bool(following) and not verb and all(fact.kind == "number" for fact in facts)


def is_share(facts: Sequence[Fact]) -> bool:
    """Whether a chunk says a percent or a price."""
    return any(fact.kind in ("percent", "price") for fact in facts)


def is_imperative(word: str) -> bool:
    """A Russian imperative by its ending: "получите", "оформите"."""
    return len(word) > 5 and bool(_COMMAND.search(word.lower()))


def _gap(tokens: Sequence[tuple[int, str]], i: int, chunk_start: int, facts: Sequence[Fact]) -> Neighbours:
    at = tokens[i][0]
    following = [*tokens[i + 1 : i + 4], (-1, ""), (-1, "")]
    end_before = tokens[i - 1][0] + len(tokens[i - 1][1])
    begun = {fact.start: fact for fact in facts}
    said = [fact for fact in facts if tokens[chunk_start][0] <= fact.start < at]
    return Neighbours(
        previous=tokens[i - 1][1],
        token=tokens[i][1],
        following=tuple(word for _, word in following),
        opener=tokens[chunk_start][1].lower().strip(","),
        length=i - chunk_start,
        starting=begun.get(at),
        ended=next((fact for fact in facts if fact.end == end_before), None),
        within=any(fact.start < at < fact.end for fact in facts),
        coming=tuple(begun.get(start) for start, _ in following),
        said=tuple(said),
        rest=tuple(fact for fact in facts if fact.start > at),
    )


def _begins(gap: Neighbours, words: Wording) -> bool:
    """Whether a new chunk begins in this gap."""
    if gap.within or gap.word in _DASHES or gap.opener in words.subordinators:
        return not gap.within and gap.word in _DASHES and not is_route(gap)
    if gap.before in words.never_last or gap.before in _DASHES:
        return False
    if gap.word in words.subordinators - _AMBIGUOUS:
        return True
    belongs = gap.starting and (belongs_to_noun(gap.starting, gap) or _price_of_extra(gap, words))
    if belongs or in_audience(gap, words.prepositions) or narrows_condition(gap, words.prepositions):
        return False
    if gap.word in words.prepositions or (gap.word == "to" and gap.after in _ANYWHERE):
        return _preposition_begins(gap, words)
    return _fact_begins(gap, gap.starting, words) if gap.starting else _words_begin(gap, words)


def _preposition_begins(gap: Neighbours, words: Wording) -> bool:
    """Not where a verb governs it ("works on Sundays"), and not "из 25 роз"."""
    verb = gap.before in words.verbs or is_imperative(gap.before)
    governed = verb and not gap.starting and gap.word not in _LOOSE
    return not governed and bool(gap.after) and gap.word not in _OF


def _scope_after_off(gap: Neighbours, words: Wording) -> bool:
    """ "20% off | your first three rides", but "25% off prams and …" whole: a short scope stays with its amount."""
    if gap.ended is None or not gap.ended.text.lower().endswith(" off") or gap.word == "the":
        return False
    ends = {*words.prepositions, *_AND, ""}
    short = any(word.lower().strip(",") in ends for word in gap.following[:2])
    return not short or gap.token.endswith(",")


def _price_of_extra(gap: Neighbours, words: Wording) -> bool:
    """ "minimum fare £8", "delivery £29": such a price alone would pass for the offer's."""
    price = gap.starting is not None and gap.starting.kind == "price"
    return price and any(p.match(w) for p in (words.asks_for, words.comes_along) for w in (gap.before, gap.opener))


def _fact_begins(gap: Neighbours, fact: Fact, words: Wording) -> bool:
    after = gap.ended.kind if gap.ended else ""
    if fact.kind == "price":
        counted = after == "number" and gap.length < 3 and gap.opener not in ("for", "для")
        return not counted and gap.before not in words.verbs | words.bound
    if fact.kind in ("date", "promo"):
        return True
    if gap.before in words.verbs:
        return False
    if fact.kind == "number":
        return after in ("condition", "date") and gap.before != "free"
    opens = gap.word in ("no", "без", "бесплатно", "при", "новым") or _DATIVE.fullmatch(fact.text)
    return bool(fact.kind == "condition" and opens) or _words_begin(gap, words)


def _words_begin(gap: Neighbours, words: Wording) -> bool:
    """Before a coordinated verb or share, before the verb of "companies pay no fee", after a date and after "off"."""
    if (
        gap.word in words.dropped_verbs - {"is", "are"}
        and gap.length > 1
        and not (gap.ended and gap.ended.kind == "date")
    ):
        return gap.next_fact is not None and gap.next_fact.kind == "condition"
    if gap.word in _AND:
        priced = gap.ended is not None and gap.ended.kind in ("price", "percent")
        return priced or opens_coordination(gap) or gap.after in words.verbs | _SUBJECTS or is_imperative(gap.after)
    return gap.ended is not None and (gap.ended.kind == "date" or _scope_after_off(gap, words))
