"""A fake of the task queue, written by hand."""

from collections import Counter


class FakeTaskQueue:
    """A `TaskQueue` that counts the calls which nobody has answered."""

    #: As many calls wait at most, as with the real one.
    MOST_WAITING = 200

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()

    def wake(self, queue: str, count: int = 1) -> None:
        self.calls[queue] = min(self.MOST_WAITING, self.calls[queue] + count)

    def waiting(self, queue: str) -> int:
        return self.calls[queue]

    def answers(self) -> bool:
        return True
