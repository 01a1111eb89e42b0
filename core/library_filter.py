"""What the library can be asked for: pure values."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, tzinfo
from enum import StrEnum

from core.models import FINAL, Status


class State(StrEnum):
    """How a banner stands, by its brief's own job; one that has a version is ready, whatever is done to it now."""

    WORKING = "working"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Order(StrEnum):
    """What comes first."""

    NEWEST = "newest"
    CHANGED = "changed"
    OLDEST = "oldest"


@dataclass(frozen=True)
class Filter:
    """What to look for; what is empty asks for nothing.

    `product` is a slug, `campaign` and `format` are ids, `author` is a user name. Every word of `text` must occur in
    the offer, the texts or the prompts, in any case. `seed` is the brief's or that of any of its pictures. `since` and
    `until` are the first and the last day, as they are counted in `zone`. `binned`: look in the bin, and only there.
    """

    product: str = ""
    campaign: str = ""
    format: str = ""
    mode: str = ""
    state: str = ""
    author: str = ""
    text: str = ""
    seed: int | None = None
    since: date | None = None
    until: date | None = None
    binned: bool = False
    zone: tzinfo = UTC


def state_of(number: int, statuses: Collection[str]) -> State:
    """The state of a banner whose version on show is `number`, by the states of its brief's own jobs."""
    if number:
        return State.READY
    if set(statuses) - FINAL:
        return State.WORKING
    return State.CANCELLED if Status.CANCELLED in statuses else State.FAILED
