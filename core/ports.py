"""Ports that belong to no capability: how a use case tells workers that there is work."""

from typing import Protocol


class TaskQueue(Protocol):
    """Wakes workers. The rows are the truth: a lost, doubled or reordered call changes nothing but the waiting."""

    def wake(self, queue: str, count: int = 1) -> None:
        """There are `count` more tasks on `queue`. Never raises for a queue server that is away: the reconciler
        wakes again."""
