"""Ports that belong to no capability: how workers hear that there is work, and how long work says how far it is."""

from typing import Protocol


class TaskQueue(Protocol):
    """Wakes workers. The rows are the truth: a lost, doubled or reordered call changes nothing but the waiting."""

    def wake(self, queue: str, count: int = 1) -> None:
        """There are `count` more tasks on `queue`. Never raises for a queue server that is away: the reconciler
        wakes again."""


class Checkpoint(Protocol):
    """Called between steps of long work."""

    def __call__(self, fraction: float, note: str, /) -> None:
        """Save progress (`fraction` 0-1 of this task, `note` a gettext msgid).

        Raises:
            Cancelled: somebody cancelled the job.
            LeaseLost: another worker has taken the task over.
        """


def unwatched(_fraction: float, _note: str) -> None:
    """A `Checkpoint` for work that nobody watches or cancels."""
