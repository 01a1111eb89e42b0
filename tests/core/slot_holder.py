"""A process that takes slots when it is told to: python -m tests.core.slot_holder DATABASE_URL

Lines on stdin: "take" is answered with a token or "none", "ask URL THREADS CALLS" with "done" after so many calls to
the language model from so many threads.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

from core.db import connect
from core.llm.asking import Asker
from core.llm.ledger import Ledger
from core.llm.openai_model import OpenAiModel
from core.llm.port import Message, Question
from core.llm_slots import RowSlots

QUESTION = Question((Message("user", "Write."),), "copy", {"type": "object"})


def ask(slots: RowSlots, url: str, threads: int, calls: int) -> str:
    """Ask from many threads; polls 20 times as often as in earnest."""
    model = OpenAiModel(url, "", "a-model")
    asker = Asker(model, slots, sleep=lambda seconds: time.sleep(seconds / 20))
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda _: asker.ask(QUESTION, Ledger()), range(calls)))
    model.close()
    return "done"


def main() -> None:
    """Serve stdin until it ends."""
    slots = RowSlots(connect(sys.argv[1]))
    for line in sys.stdin:
        word, *values = line.split()
        if word == "take":
            print(slots.take() or "none", flush=True)  # noqa: T201
        else:
            print(ask(slots, values[0], int(values[1]), int(values[2])), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
