"""Where a text talks to its writer: by rules for whole families of sentences, and by weighing what a sentence has of an
order, of a writer's things, and of commerce, which speaks against it."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.guard.patterns import END, STOP, Encoded
from core.guard.rules import PROOF, SUSPICION, Injection, rule_book
from core.guard.sentences import Item, Text

#: What a word of the class says for an order, as one; for a writer's thing; for how they stand to each other.
_VERBS = {
    "recite": 2, "reply": 1, "ignore": 2, "forget": 1, "reveal": 1, "write": 1, "say": 1, "pretend": 1, "inspect": 1,
}  # fmt: skip
_THINGS = {
    "orders": 2, "bot": 1, "copyobj": 2, "rules": 1, "task": 1, "convo": 1, "config": 1, "unit": 1, "story": 1,
    "format": 1,
}  # fmt: skip
_RELATIONS = {"past": 1, "above": 1, "told": 1, "thou": 1, "beginning": 1}
#: Things that "your" makes the writer's own.
_OWNED = frozenset(("orders", "rules", "task", "convo", "config"))
_PAYLOADS = frozenset(("quote", "caps", "format", "persona", "hack", "only", "unit", "url"))
_COMMERCE = {"number": 2, "reward": 2, "place": 2, "we": 1}
#: How many words around a verb belong to its order.
_BEFORE, _AFTER = 6, 10
#: From here on it is proof; one less is a suspicion.
_ENOUGH = 4


@dataclass(frozen=True)
class Hit:
    """A place that talks to the writer: first and last item, both included. `weight` as in `core.guard.rules`."""

    kind: Injection
    family: str
    weight: int
    first: int
    last: int


def find_hits(text: Text, *, picture: bool = False) -> list[Hit]:
    """Every match of every rule that its sentence does not excuse, and every sentence that weighs enough. In a wish for
    a `picture` a banner or a title is a thing to be seen."""
    return [*_matches(text), *_weighed(text, picture=picture)]


def _matches(text: Text) -> Iterator[Hit]:
    book = rule_book()
    for sentence in text.sentences:
        labels = [text.items[i].labels for i in sentence]
        candidates = book.index.candidates(frozenset().union(*labels))
        if not candidates:
            continue
        code = Encoded(book.alphabet, labels)
        for rule in (book.rules[number] for number in candidates):
            for first, last in code.find(rule.pattern.expression):
                hit = Hit(rule.kind, rule.family, rule.weight, sentence[first], sentence[last])
                if not rule.excuses or not any(rule.excuses & near for near in text.sentence(hit.first, hit.last)):
                    yield hit


def _weighed(text: Text, *, picture: bool) -> Iterator[Hit]:
    for at, item in enumerate(text.items):
        if not item.labels.isdisjoint(_VERBS) and (item.labels & _VERBS.keys() != {"inspect"} or _asks(text.items, at)):
            window = _around(text.items, at)
            found = _score(text, at, window, picture=picture)
            if found and found[0] >= _ENOUGH - 1:
                score, last = found
                things = {name for i in window for name in text.items[i].labels}
                asked = "orders" in things and not item.labels.isdisjoint(("recite", "inspect"))
                kind: Injection = "extraction" if asked else "override"
                yield Hit(kind, "weighed", PROOF if score >= _ENOUGH else SUSPICION, min(at, last), max(at, last))


def _asks(items: list[Item], at: int) -> bool:
    """Whether a question begins at an item, or one word before it."""
    return any(not items[i].labels.isdisjoint((END, STOP)) for i in (at - 1, at - 2) if i >= 0)


def _around(items: list[Item], at: int) -> range:
    """The items of the same sentence near one."""
    first, last = at, at
    while first > 0 and at - first < _BEFORE and not items[first - 1].ends_sentence:
        first -= 1
    while last < len(items) - 1 and last - at < _AFTER and not items[last + 1].ends_sentence:
        last += 1
    return range(first, last + 1)


def _score(text: Text, at: int, window: range, *, picture: bool) -> tuple[int, int] | None:
    """How much the order at an item weighs, and where its thing stands; None where it has no thing."""
    items = text.items
    weights = {i: _thing(items[i].labels, picture=picture) for i in window if i != at}
    thing = max(weights, key=lambda i: weights[i], default=at)
    if thing == at or not weights[thing]:
        return None
    others = [items[i].labels for i in window if i not in (at, thing)]
    score = max(_VERBS[name] for name in items[at].labels & _VERBS.keys()) + weights[thing]
    if items[thing].labels & _OWNED:
        score += any("your" in items[i].labels for i in (thing - 1, thing - 2) if i in window)
    score += sum(weight for name, weight in _RELATIONS.items() if any(name in labels for labels in others))
    score += any(not labels.isdisjoint(_PAYLOADS) for labels in others)
    sold = set[str]().union(*text.sentence(min(at, thing), max(at, thing))) - items[thing].labels
    return score - sum(weight for name, weight in _COMMERCE.items() if name in sold), thing


def _thing(labels: frozenset[str], *, picture: bool) -> int:
    return max((_THINGS[name] for name in labels & _THINGS.keys() if not (picture and name == "copyobj")), default=0)
