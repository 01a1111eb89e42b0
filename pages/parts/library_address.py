"""The library's view as an address: slugs and ids, so that a link shows the same in every language of the screen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, tzinfo
from typing import Any

from core.briefs import PROMPT_LIMIT, SEED_LIMIT
from core.library_filter import Filter, Order, State
from core.models import ImageMode

#: What a view is made of, by the names that the address uses.
NAMES = ("text", "product", "campaign", "format", "mode", "state", "author", "seed", "since", "until")
ORDER, PAGE, BIN = "order", "page", "bin"
#: Pages that anybody will ever ask for.
LAST = 1_000_000


@dataclass(frozen=True)
class View:
    """What the screen shows: which banners, in which order, which page (from 1)."""

    filter: Filter
    order: Order = Order.NEWEST
    page: int = 1


def read_address(params: Mapping[str, str], zone: tzinfo = UTC) -> View:
    """The view that an address names; what makes no sense in it is left out."""
    told = {name: value for name, value in params.items() if value and value.isprintable()}
    wanted = Filter(
        text=told.get("text", "")[:PROMPT_LIMIT], product=told.get("product", ""), campaign=told.get("campaign", ""),
        format=told.get("format", ""), mode=_one_of(ImageMode, told.get("mode", "")),
        state=_one_of(State, told.get("state", "")), author=told.get("author", ""),
        seed=_number(told.get("seed", ""), SEED_LIMIT - 1), since=_day(told.get("since", "")),
        until=_day(told.get("until", "")), binned=told.get(BIN, "") == "1", zone=zone,
    )  # fmt: skip
    order = _one_of(Order, told.get(ORDER, "")) or Order.NEWEST
    return View(wanted, Order(order), _number(told.get(PAGE, ""), LAST) or 1)


def asked(wanted: Filter) -> tuple[str, ...]:
    """The names of what the filter asks for."""
    return tuple(name for name in NAMES if getattr(wanted, name) not in ("", None))


def without(wanted: Filter, name: str) -> Filter:
    """The same filter, which no longer asks for that."""
    nothing: dict[str, Any] = {name: getattr(Filter(), name)}
    return replace(wanted, **nothing)


def spelled(value: object) -> str:
    """A filter's value as the address spells it; empty: not in the address."""
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def _one_of(kinds: type[ImageMode] | type[State] | type[Order], value: str) -> str:
    return value if value in {kind.value for kind in kinds} else ""


def _number(value: str, most: int) -> int | None:
    """A whole number in plain digits."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 12 and int(value) <= most else None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
