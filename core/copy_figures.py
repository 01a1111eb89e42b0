"""How well the language model serves: figures of the copy that it was asked for, computed from events and nothing else.

A copy is what one request gave: the texts of one format, one of them anew, or a set of suggestions. Where no model was
asked (there is none, or rules were chosen) there is nothing to count.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import Engine
from sqlmodel import col, func, select

from core.db import database_now, read
from core.events import EventName
from core.llm_slots import PREFIX
from core.models import Event, Lock

#: What the figures are computed from.
WRITTEN: tuple[EventName, ...] = ("copy.generated", "copy.regenerated")
REFUSED: EventName = "job.refused"


class Told(NamedTuple):
    """An event: its name, and the data that came with it."""

    name: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class CopyFigures:
    """`copies` asked of a model; of these `fallbacks` were written by rules, for `troubles` (how often each). Null:
    there is nothing yet to compute it from.

    `corrections`: how often the model was sent back, a copy that it wrote; `repaired`: share (0-1) of those that Python
    had to put right; `refused`: briefs that the check with a model refused; `tokens` and `cost` (in the money of
    `Settings.llm_currency`) of all copies; `median` and `slowest` (95 of 100 took no longer): seconds a copy, with
    waiting for a slot and pauses between tries.
    """

    copies: int = 0
    fallbacks: int = 0
    troubles: Mapping[str, int] = field(default_factory=dict)
    corrections: float | None = None
    repaired: float | None = None
    refused: int = 0
    tokens: int = 0
    cost: float = 0.0
    median: float | None = None
    slowest: float | None = None

    @property
    def fallback_rate(self) -> float | None:
        """Share (0-1) of the copies that rules wrote although a model was asked."""
        return self.fallbacks / self.copies if self.copies else None


# --- computing -------------------------------------------------------------------------------------------------------


def figures(events: Iterable[Told]) -> CopyFigures:
    """The figures of these events; others than `WRITTEN` and `REFUSED` do not count."""
    told = list(events)
    asked = [one.data for one in told if one.name in WRITTEN and _was_asked(one.data)]
    written = [copy for copy in asked if not _why_rules(copy)]
    usages = [copy["usage"] for copy in asked]
    seconds = sorted(_sum(usage, "seconds", "waited") for usage in usages)
    return CopyFigures(
        copies=len(asked),
        fallbacks=len(asked) - len(written),
        troubles=dict(Counter(why for copy in asked if (why := _why_rules(copy))).most_common()),
        corrections=_mean([copy["corrections"] for copy in written]),
        repaired=_mean([copy["repairs"] > 0 for copy in written]),
        refused=sum(one.name == REFUSED for one in told),
        tokens=int(sum(_sum(usage, "prompt_tokens", "completion_tokens") for usage in usages)),
        cost=sum(_sum(usage, "cost") for usage in usages),
        median=median(seconds) if seconds else None,
        slowest=percentile(seconds, 0.95) if seconds else None,
    )


def percentile(ordered: Sequence[float], share: float) -> float:
    """The smallest of the `ordered` values (at least one) that `share` (0-1) of them do not exceed."""
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def _was_asked(copy: Mapping[str, Any]) -> bool:
    """Events of before there was a model tell nothing of it."""
    return "usage" in copy and bool(copy["prompts"] or copy["fallback"] or copy["usage"].get("calls"))


def _why_rules(copy: Mapping[str, Any]) -> str:
    """The trouble for which rules wrote a copy; "" where the model did. Rules also write where the model answers and
    nothing of that can be used."""
    return str(copy["fallback"]) or ("invalid" if copy["engine"].startswith("offline") else "")


def _sum(usage: Mapping[str, Any], *names: str) -> float:
    return sum(float(usage.get(name, 0)) for name in names)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


# --- reading ---------------------------------------------------------------------------------------------------------


def figures_since(moment: datetime, database: Engine | None = None) -> CopyFigures:
    """The figures of what has happened since then."""
    with read(database) as session:
        found = select(Event.name, Event.data).where(col(Event.name).in_((*WRITTEN, REFUSED)), col(Event.at) >= moment)
        return figures(Told(name, data) for name, data in session.exec(found))


def calls_now(database: Engine | None = None) -> int:
    """How many calls to the language model run now, over all processes and hosts."""
    with read(database) as session:
        taken = select(func.count()).select_from(Lock).where(
            col(Lock.name).startswith(PREFIX), col(Lock.until) >= database_now(session)
        )  # fmt: skip
        return session.exec(taken).one()
