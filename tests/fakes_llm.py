"""A language model without a server, and time that passes only when it is told to."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from core.errors import ModelFailed
from core.llm.asking import Asker
from core.llm.port import LanguageModel, Price, Question, Reply, Slots, Usage
from core.llm.slots import LocalSlots

#: What a `FakeModel` does once: an object or a text that it answers, trouble that it raises, or a whole reply.
Said = Mapping[str, Any] | str | ModelFailed | Reply


class FakeModel:
    """A `LanguageModel` that says what its script has, one after another and the last one again and again, or what
    the script makes of the question. `questions` and `timeouts` are what it was asked."""

    def __init__(self, script: Sequence[Said] | Callable[[Question], Said] = ({},), name: str = "fake") -> None:
        self.name = name
        self.questions: list[Question] = []
        self.timeouts: list[float] = []
        self._script = script

    def ask(self, question: Question, *, timeout: float) -> Reply:
        turn = len(self.questions)
        self.questions.append(question)
        self.timeouts.append(timeout)
        script = self._script
        said = script(question) if callable(script) else script[min(turn, len(script) - 1)]
        if isinstance(said, ModelFailed):
            raise said
        if isinstance(said, Reply):
            return said
        text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        return Reply(text, Usage(calls=1, prompt_tokens=100, completion_tokens=20))


class FakeTime:
    """A clock in seconds. Sleeping moves it, and so may a script: `slept` are the pauses."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def asker(
    model: LanguageModel,
    time: FakeTime | None = None,
    *,
    slots: Slots | None = None,
    random: float = 1.0,
    price: Price = Price(),  # noqa: B008  frozen
) -> Asker:
    """An `Asker` that never really sleeps. `random` 0-1 is what every draw gives."""
    time = time or FakeTime()
    return Asker(model, slots or LocalSlots(), price=price, clock=time, sleep=time.sleep, random=lambda: random)
