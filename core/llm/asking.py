"""Asking a language model until there is an answer that can be used, or patience ends."""

import json
import random as chance
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from core.errors import ModelFailed, Trouble
from core.i18n import N_
from core.llm.ledger import Ledger
from core.llm.patience import pause_after, time_for_call
from core.llm.port import LanguageModel, Message, Price, Question, Reply, Slots, Usage
from core.llm.reading import UnreadableError, read_answer
from core.ports import Checkpoint, unwatched

WAITING = N_("Waiting for the language model: others are asking it")
AGAIN = N_("The language model is busy; trying again")
#: Seconds without a slot after which nobody waits on.
SLOT_WAIT = 60.0
#: Seconds between two looks for a free slot: at least the first, at most both.
POLL = (0.1, 0.2)
#: Faults of an answer, which a word to the model may mend; the others are faults of the way there.
CONTENT: frozenset[Trouble] = frozenset({"invalid", "truncated"})


@dataclass(frozen=True)
class Answer:
    """What the model answered: `content` fits the question's schema, `text` is its own words, for the dialogue."""

    content: Mapping[str, Any]
    text: str


class Asker:
    """Asks one model, with slots, patience and a second chance for answers that cannot be read."""

    def __init__(
        self,
        model: LanguageModel,
        slots: Slots,
        *,
        price: Price = Price(),  # noqa: B008  frozen
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        random: Callable[[], float] = chance.random,
    ) -> None:
        self.name = model.name
        self._model, self._slots, self._price = model, slots, price
        self._clock, self._sleep, self._random = clock, sleep, random

    def ask(self, question: Question, ledger: Ledger, checkpoint: Checkpoint = unwatched) -> Answer:
        """The answer to one question; what it took is added to `ledger`.

        `checkpoint` is called between tries and at least every second of waiting, always with fraction 0: only the
        caller knows how far it is.

        Raises:
            ModelFailed: no usable answer while patience lasted, or none within a minute's wait for a slot.
            Cancelled: by the checkpoint.
        """
        asked, tries, corrected = question, 0, False
        while True:
            with self._slot(ledger, checkpoint):
                began = self._clock()
                try:
                    reply = self._call(asked, ledger)
                    return Answer(read_answer(reply.text, question.schema), reply.text)
                except UnreadableError as fault:
                    failure = ModelFailed("truncated" if reply.cut_off else "invalid", str(fault))
                    asked = _with_fault(question, reply, str(fault))
                except ModelFailed as failed:
                    failure = failed
                took = self._clock() - began
            tries += 1
            ledger.troubles.append(failure.kind)
            if failure.kind in CONTENT and not corrected:
                corrected = True
                checkpoint(0.0, AGAIN)
                continue
            ledger.lose_patience(took)
            pause = pause_after(failure.kind, tries, failure.retry_after, ledger.patience, self._random)
            if pause is None:
                raise failure
            ledger.lose_patience(pause)
            self._wait(pause, ledger, checkpoint)

    def _call(self, question: Question, ledger: Ledger) -> Reply:
        began = self._clock()
        tokens = Usage()
        try:
            reply = self._model.ask(question, timeout=time_for_call(ledger.patience))
            tokens = reply.usage
            return reply
        finally:
            ledger.usage += replace(tokens, calls=1, seconds=self._clock() - began, cost=self._price.of(tokens))

    @contextmanager
    def _slot(self, ledger: Ledger, checkpoint: Checkpoint) -> Iterator[None]:
        waited = noted = 0.0
        while (token := self._slots.take()) is None:
            if waited >= SLOT_WAIT:
                raise ModelFailed("rate_limited", "All slots for calls were taken for a minute.")
            if waited >= noted:
                checkpoint(0.0, WAITING)
                noted = waited + 1.0 - sum(POLL)
            pause = POLL[0] + POLL[1] * self._random()
            self._sleep(pause)
            waited += pause
            ledger.usage += Usage(waited=pause)
        try:
            yield
        finally:
            self._slots.give_back(token)

    def _wait(self, seconds: float, ledger: Ledger, checkpoint: Checkpoint) -> None:
        ledger.usage += Usage(waited=seconds)
        checkpoint(0.0, AGAIN)
        while seconds > 0:
            self._sleep(min(1.0, seconds))
            seconds -= 1.0
            checkpoint(0.0, AGAIN)


def _with_fault(question: Question, reply: Reply, fault: str) -> Question:
    """The same dialogue, with the answer and what is wrong with it. An answer that was cut off gets more room."""
    wrong = (
        f"Your answer cannot be used: {fault}. Answer again, with one JSON object and nothing else. "
        f"It follows this JSON schema: {json.dumps(question.schema, ensure_ascii=False)}"
    )
    dialogue = (*question.messages, Message("assistant", reply.text), Message("user", wrong))
    return replace(question, messages=dialogue, most_tokens=question.most_tokens * (2 if reply.cut_off else 1))
