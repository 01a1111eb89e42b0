"""What belongs together inside a clause: amounts and their nouns, audiences and what narrows them, routes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from core.copywriting.facts import Fact

_NEEDS_AMOUNT = regex.compile(r"скидк|к[эе]шб[эе]к|бонус|выплат|цен|ценой|стоимост")
#: "за покупку от 300 ₽", "delivery is free over £15": a threshold that is nothing without its noun.
_NEEDS_THRESHOLD = regex.compile(
    r"(?:покуп|заказ|чек|сумм|трат|оборот|остат|корзин|бесплатн)\w*|orders?|purchases?|spends?|baskets?|balances?|free"
)
_NOTHING = regex.compile(r"(?:0\s?(?:₽|руб|%)|[£$€]0)(?![\d.,])")
_TRAVEL = frozenset(["travel", "stays", "arrivals", "departures", "trips", "flights"])
_RATE = regex.compile(r"годовых|(?:AER|APR)$", regex.IGNORECASE)
_RANGE = regex.compile(r"\d\D{0,6}(?:\s(?:до|to|and)\s|[-–—])\s?[£$€]?\d")
_TIME = regex.compile(
    r"\d:\d\d|(?:am|pm|noon|midnight)$|^(?:с|from|between)\s\d{1,2}\s(?:до|to|and)\s\d", regex.IGNORECASE
)
_INSTEAD = regex.compile(r"вместо|instead")
_OLD_PRICE = regex.compile(r"(?<=\d\D{0,12})\s+(?=(?:вместо|instead of)\s)", regex.IGNORECASE)
OLD_WORTH = 3.0
_FOR_WHOM = frozenset(["for", "для"])
_INSIDE = frozenset(["for", "with", "on", "для", "на", "с", "за"])
_COMPARED = ("over", "under")


@dataclass(frozen=True)
class Neighbours:
    """The place between two words where a chunk may begin, and what stands around it."""

    previous: str
    token: str
    following: tuple[str, ...]
    opener: str
    #: How many words the chunk has so far.
    length: int
    #: The fact that begins here, that ended here, that is being said; those that begin one to three words later.
    starting: Fact | None
    ended: Fact | None
    within: bool
    coming: tuple[Fact | None, ...]
    #: Facts of the chunk so far, and of the clause after this place.
    said: tuple[Fact, ...]
    rest: tuple[Fact, ...]

    @property
    def before(self) -> str:
        """The word before, in lower case, without commas and quotes."""
        return self.previous.lower().strip(",«»“”")

    @property
    def word(self) -> str:
        return self.token.lower().strip(",")

    @property
    def after(self) -> str:
        return self.following[0].lower().strip(",")

    @property
    def next_fact(self) -> Fact | None:
        """The fact that begins one word later."""
        return self.coming[0]


def belongs_to_noun(fact: Fact, gap: Neighbours) -> bool:
    """ "скидка 500 ₽", "багаж до 1 500 €", "взнос от 25%", "drivers over 30", "обслуживание 0 ₽": meaningless without
    the noun before."""
    if fact.kind == "date":
        continued = gap.ended is not None and gap.ended.kind == "date" and bool(_TIME.search(fact.text))
        return continued or (gap.opener == "при" and all(f.kind == "condition" for f in gap.said))
    priced = fact.kind == "price" and (_NEEDS_AMOUNT.match(gap.before) or _NOTHING.match(fact.text))
    second = fact.kind == "price" and gap.ended is not None and gap.ended.kind == "price"
    threshold = fact.limit in ("from", "over") and fact.kind in ("price", "number")
    if priced or second or (threshold and _NEEDS_THRESHOLD.fullmatch(gap.before)):
        return True
    if _RATE.search(fact.text):
        return fact.limit in ("up to", "under")
    pair = bool(_RANGE.search(fact.text)) and not _INSTEAD.search(fact.text)
    span = fact.kind == "percent" or (fact.kind == "price" and pair)
    compared = fact.kind in ("number", "price") and fact.limit in _COMPARED
    return compared or fact.limit in ("up to", "under") or (fact.limit == "from" and span)


def in_audience(gap: Neighbours, prepositions: frozenset[str]) -> bool:
    """Inside "для семей с детьми", "for drivers over 30": half an audience is another one."""
    if gap.opener not in _FOR_WHOM or gap.word not in prepositions or any(f.kind != "condition" for f in gap.said):
        return False
    if gap.before in _TRAVEL:
        return True
    near = (gap.starting, *gap.coming[: 2 if gap.after in ("a", "an", "the") else 1])
    return not any(fact and fact.kind in ("percent", "price", "date", "promo", "number") for fact in near)


def narrows_condition(gap: Neighbours, prepositions: frozenset[str]) -> bool:
    """ "При оплате за год", "при заказе на сайте": half a condition is another one."""
    return gap.opener == "при" and gap.length == 2 and gap.word in prepositions and not gap.starting


def is_route(gap: Neighbours) -> bool:
    """The dash of "Москва — Сочи"."""
    return gap.length > 0 and gap.previous[:1].isupper() and gap.following[0][:1].isupper()


def opens_coordination(gap: Neighbours) -> bool:
    """ "and 3% on fuel", "и скидка 200 ₽", "and the second seat is free": an offer of its own."""
    first, second = gap.coming[0], gap.coming[1]
    if first:
        nothing = first.kind == "condition" and first.text.lower().startswith(("no ", "без "))
        return first.kind == "percent" or first.strength > 8.5 or nothing or _counted_before_price(gap)
    if second is not None and second.strength > 8.5:
        return True
    named = second is not None and second.kind in ("percent", "price") and bool(_NEEDS_AMOUNT.match(gap.after))
    return named or _counted_before_price(gap)


def _counted_before_price(gap: Neighbours) -> bool:
    """The "and" of "30 GB and unlimited calls for £10 a month": what it adds may be left out of a short headline."""
    counted = bool(gap.said) and all(fact.kind == "number" for fact in gap.said) and gap.said[-1] == gap.ended
    return counted and gap.opener not in _INSIDE and any(fact.kind == "price" for fact in gap.rest)


def prices_apart(fact: Fact) -> Iterator[Fact]:
    """ "£3.49 | instead of £4.99": a headline that has no room for both prices names the thing and the new one."""
    old = _OLD_PRICE.search(fact.text) if fact.kind == "price" else None
    if not old:
        yield fact
        return
    cut = fact.start + old.start()
    yield replace(fact, text=fact.text[: old.start()], end=cut)
    yield replace(fact, text=fact.text[old.end() :], kind="number", start=fact.start + old.end(), strength=OLD_WORTH)


def is_old_price(text: str) -> bool:
    """ "instead of £4.99": what the new price before it replaces."""
    return bool(_INSTEAD.match(text.lower()))
