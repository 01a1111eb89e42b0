"""What the guard has not seen of a request: texts that stand in rows long before a brief is checked. Pure."""

from dataclasses import replace
from functools import lru_cache
from typing import get_args

from core.copywriting.port import CopyRequest
from core.guard.rules import Injection
from core.guard.screening import screen

#: The kinds that speak to the writer. What else the guard refuses in a brief is for whoever keeps the products.
INJECTIONS = frozenset(get_args(Injection))


def cleaned(request: CopyRequest) -> CopyRequest:
    """The request with product and channel freed of orders to the writer; what was cut out counts as removed."""
    (name, cut_1), (description, cut_2), (channel, cut_3) = (
        _without_orders(text) for text in (request.product_name, request.product_description, request.channel)
    )
    removed = (*request.removed, *cut_1, *cut_2, *cut_3)
    return replace(request, product_name=name, product_description=description, channel=channel, removed=removed)


@lru_cache(maxsize=512)
def _without_orders(text: str) -> tuple[str, tuple[str, ...]]:
    """What is left of a text, and what was cut out of it."""
    screening = screen(text, purpose="audience")
    if INJECTIONS.isdisjoint(screening.kinds):
        return text, ()
    return screening.text, screening.removed
