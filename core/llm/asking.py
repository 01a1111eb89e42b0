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

#: Characters of a bad answer that the model is shown again.
_ECHO = 4000


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
                before = ledger.usage.seconds
                try:
                    return self._once(asked, ledger)
                except ModelFailed as failed:
                    failure = failed
            tries += 1
            ledger.troubles.append(failure.kind)
            if isinstance(failure, _Unusable):
                asked = _with_fault(question, failure)
            if failure.kind in CONTENT and not corrected:
                corrected = True
                checkpoint(0.0, AGAIN)
            else:
                ledger.lose_patience(ledger.usage.seconds - before)
                self._pause_after(failure, tries, ledger, checkpoint)

    def _once(self, question: Question, ledger: Ledger) -> Answer:
        """One call. What it took is counted whether or not anything came of it."""
        began, tokens = self._clock(), Usage()
        try:
            reply = self._model.ask(question, timeout=time_for_call(ledger.patience))
            tokens = reply.usage
            return Answer(read_answer(reply.text, question.schema), reply.text)
        except UnreadableError as fault:
            raise _Unusable(reply, str(fault)) from fault
        finally:
            ledger.usage += replace(tokens, calls=1, seconds=self._clock() - began, cost=self._price.of(tokens))

    @contextmanager
    def _slot(self, ledger: Ledger, checkpoint: Checkpoint) -> Iterator[None]:
        waited = noted = 0.0
        while (token := self._slots.take()) is None:
            if waited >= SLOT_WAIT:
                ledger.troubles.append("rate_limited")
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

    def _pause_after(self, failure: ModelFailed, tries: int, ledger: Ledger, checkpoint: Checkpoint) -> None:
        """Wait for the next try, or raise `failure` where there is none."""
        pause = pause_after(failure.kind, tries, failure.retry_after, ledger.patience, self._random)
        if pause is None:
            raise failure
        ledger.lose_patience(pause)
        ledger.usage += Usage(waited=pause)
        checkpoint(0.0, AGAIN)
        while pause > 0:
            self._sleep(min(1.0, pause))
            pause -= 1.0
            checkpoint(0.0, AGAIN)


class _Unusable(ModelFailed):
    """A reply that is no answer: it holds no object that fits the schema."""

    def __init__(self, reply: Reply, fault: str) -> None:
        super().__init__("truncated" if reply.cut_off else "invalid", fault)
        self.reply, self.fault = reply, fault


def _with_fault(question: Question, unusable: _Unusable) -> Question:
    """The same dialogue, with the reply and what is wrong with it. One that was cut off gets more room."""
    wrong = (
        f"Your answer cannot be used: {unusable.fault}. Answer again, with one JSON object and nothing else. "
        f"It follows this JSON schema: {json.dumps(question.schema, ensure_ascii=False)}"
    )
    reply = unusable.reply
    dialogue = (*question.messages, Message("assistant", reply.text[:_ECHO]), Message("user", wrong))
    return replace(question, messages=dialogue, most_tokens=question.most_tokens * (2 if reply.cut_off else 1))
