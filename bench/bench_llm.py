"""Our own time beside the language model's server.

    python -m bench.bench_llm [--calls 500]

A server of its own process answers at once, over real HTTP. In turn, the same body is sent by a bare http.client over a
connection that is kept open, and asked for through everything that a worker has: the slots' rows in a SQLite database,
the SDK, the deadline, and the answer held against its schema. What the second takes longer is our own. Promised: at
most 15 ms a request. Exit status 1 where the promise is broken.
"""

import argparse
import http.client
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlsplit

from core.db import connect, migrate
from core.llm.asking import Asker
from core.llm.dialect import Dialect, request_body
from core.llm.ledger import Ledger
from core.llm.openai_model import OpenAiModel
from core.llm.port import Message, Question
from core.llm.reading import read_answer
from core.llm_slots import RowSlots

#: Milliseconds that one request may take beside the server's own.
MOST = 15.0
WARM_UP = 20
FIELDS = ("headline", "message", "button", "label", "note")
ANSWER = {field: f"Кэшбэк 7 % в кафе до 30 ноября, {field}" for field in FIELDS}


def question() -> Question:
    """One as long as those for copy: some 6,000 characters, and a schema of five fields."""
    text = {"type": "string", "description": "headline: the strongest fact, at most 40 characters"}
    schema = {
        "type": "object", "properties": dict.fromkeys(FIELDS, text),
        "required": list(FIELDS), "additionalProperties": False,
    }  # fmt: skip
    system, brief = "Пишите коротко и по делу. " * 160, "Кэшбэк 7 % в кафе до 30 ноября при заказе от 1 000 ₽. " * 40
    return Question((Message("system", system), Message("user", brief)), "copy", schema, seed=1)


def reply(_request: dict[str, Any]) -> dict[str, str]:
    """What the server answers."""
    return ANSWER


@contextmanager
def server() -> Iterator[str]:
    """Its base URL. It runs in a process of its own, so that it does not share our interpreter."""
    command = [sys.executable, "-m", "tests.llm_server", "--port", "0", "--replies", "bench.bench_llm:reply"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().strip().partition("=")[2]
        finally:
            process.kill()


def bare(url: str, asked: Question) -> Callable[[], object]:
    """A function that sends the body of `asked` and reads the answer, with the standard library only."""
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port or 80)
    body = json.dumps(request_body(asked, "a-model", Dialect())).encode()

    def send() -> object:
        connection.request("POST", f"{address.path}/chat/completions", body, {"Content-Type": "application/json"})
        return json.loads(connection.getresponse().read())

    return send


def milliseconds(call: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    call()
    return 1e3 * (time.perf_counter() - start)


def told(name: str, times: list[float]) -> str:
    """A line of the table."""
    return f"{name:42} p50 {median(times):6.2f} ms   p99 {quantiles(times, n=100)[98]:6.2f} ms"


def measure(calls: int) -> bool:
    """Prints the table; whether the promise is kept."""
    asked = question()
    with tempfile.TemporaryDirectory() as folder, server() as url, closing(OpenAiModel(url, "", "a-model")) as model:
        database = f"sqlite:///{Path(folder) / 'rows.sqlite3'}"
        migrate(database)
        slots, text = RowSlots(connect(database)), json.dumps(ANSWER, ensure_ascii=False)
        asker, send = Asker(model, slots), bare(url, asked)
        steps: dict[str, Callable[[], object]] = {
            "bare http.client (the floor)": send,
            "everything (Asker.ask)": lambda: asker.ask(asked, Ledger()),
            "of it: a slot taken and given back": lambda: slots.give_back(slots.take() or ""),
            "of it: SDK and deadline, with the server": lambda: model.ask(asked, timeout=40),
            "of it: the answer held against its schema": lambda: read_answer(text, asked.schema),
        }
        rounds = [[milliseconds(call) for call in steps.values()] for _ in range(calls + WARM_UP)][WARM_UP:]
    for name, times in zip(steps, zip(*rounds, strict=True), strict=True):
        print(told(name, list(times)))
    own = [times[1] - times[0] for times in rounds]
    print(told("our own: everything less the floor", own) + f"   (promised: {MOST:.0f} ms)")
    return quantiles(own, n=100)[98] <= MOST


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=500)
    sys.exit(not measure(parser.parse_args().calls))
