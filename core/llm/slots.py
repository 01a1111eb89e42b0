"""Slots of one process: for tests, and for evaluating where nothing else runs. A fleet shares `core.llm_slots`."""

from threading import Lock
from uuid import uuid4


class LocalSlots:
    """`Slots` that only this process knows of."""

    def __init__(self, count: int = 5) -> None:
        self._count = count
        self._taken: set[str] = set()
        self._lock = Lock()

    def take(self) -> str | None:
        with self._lock:
            if len(self._taken) >= self._count:
                return None
            token = uuid4().hex
            self._taken.add(token)
            return token

    def give_back(self, token: str) -> None:
        with self._lock:
            self._taken.discard(token)
