"""Examples for the model: the approved banners most like the one to be written. Pure and deterministic."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from core.catalogue import FewShot, ProductEntry
from core.copywriting.port import CopyRequest
from core.copywriting.text import graphemes
from core.formats.schema import TextField
from core.retrieval.words import stem, words

#: How many examples a prompt holds.
MOST = 4
#: Of how many stems of a long offer the likeness is judged: the rarest ones.
TELLING = 40
#: What the same format is worth beside the likeness of the words (0-1), and what a field costs that the example leaves
#: empty, or a message that the format has no room for.
SAME_FORMAT, UNFILLED = 0.15, 0.3


@dataclass(frozen=True)
class Example:
    """An approved banner as it is shown: an offer, and texts by the field ids of the format at hand."""

    offer: str
    texts: Mapping[str, str]


class Examples:
    """The approved banners, with the words that tell them apart."""

    def __init__(self, shots: Sequence[FewShot], products: Sequence[ProductEntry] = ()) -> None:
        """`products` lend their names to the examples that are about them."""
        names = {product.slug: product.name for product in products}
        self._shots = tuple(shots)
        self._stems = [_stems(f"{names.get(s.product, {}).get(s.language, '')} {s.offer}") for s in self._shots]
        spread = Counter(one for stems in self._stems for one in stems)
        self._weights = {one: log(1 + len(self._shots) / times) for one, times in spread.items()}

    def choose(self, request: CopyRequest, most: int = MOST) -> tuple[Example, ...]:
        """At most `most` examples in the request's language whose texts are within its limits, the most similar last:
        what a model has read last it follows most."""
        wanted = self._telling(_stems(f"{request.product_name} {request.offer}"))
        ranked = sorted(
            ((self._likeness(i, wanted) + _closeness(shot, request), i) for i, shot in enumerate(self._shots)
             if shot.language == request.language and _fits(shot, request.fields)),
            key=lambda scored: (-scored[0], scored[1]),
        )  # fmt: skip
        chosen = [self._shots[i] for _, i in ranked[:most]]
        return tuple(Example(shot.offer, _texts(shot, request.fields)) for shot in reversed(chosen))

    def _telling(self, stems: frozenset[str]) -> frozenset[str]:
        known = sorted(stems & self._weights.keys(), key=lambda one: (-self._weights[one], one))
        return frozenset(known[:TELLING])

    def _likeness(self, index: int, wanted: frozenset[str]) -> float:
        """0-1: the share of the two texts' weight that they have in common."""
        own = self._stems[index]
        shared, either = (sum(self._weights[one] for one in some) for some in (own & wanted, own | wanted))
        return shared / either if either else 0.0


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if not word.isdigit())


def _closeness(shot: FewShot, request: CopyRequest) -> float:
    roles = {field.role for field in request.fields}
    unfilled = len(roles - shot.texts.keys()) + ("message" in shot.texts.keys() - roles)
    return SAME_FORMAT * (shot.format == request.format_id) - UNFILLED * unfilled


def _texts(shot: FewShot, fields: Sequence[TextField]) -> dict[str, str]:
    """A shot's texts by field id: of several fields of a role the first has it."""
    first: dict[str, str] = {}
    for field in fields:
        if field.role not in first:
            first[field.role] = field.id
    return {first[role]: text for role, text in shot.texts.items() if role in first}


def _fits(shot: FewShot, fields: Sequence[TextField]) -> bool:
    limits = {field.id: field.limit or 0 for field in fields}
    texts = _texts(shot, fields)
    return bool(texts) and all(graphemes(text) <= limits[name] for name, text in texts.items())
