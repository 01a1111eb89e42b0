"""Our own time beside the language model's server.

    python -m bench.bench_llm [--calls 500]

A server of its own process answers at once, over real HTTP, with good copy for our first example brief. In turn, the
very request is sent by a bare http.client over a connection that is kept open, and made by the copywriter with
everything that a worker has: prompts and examples, the slots' rows in a SQLite database, the SDK, the deadline, and the
answer held against schema, limits, facts and guard. What the second takes longer is our own. Promised: at most 15 ms a
request. Exit status 1 where the promise is broken.
"""

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlsplit

from core.catalogue import load_example_briefs, load_few_shot, load_products
from core.copywriting.llm.engine import LlmCopywriter
from core.copywriting.offline.engine import OfflineCopywriter
from core.copywriting.port import CopyRequest
from core.db import connect, migrate
from core.formats.brand import load_brand
from core.formats.catalogue import load_formats
from core.llm.asking import Asker
from core.llm.dialect import Dialect, request_body
from core.llm.ledger import Ledger
from core.llm.openai_model import OpenAiModel
from core.llm.port import LanguageModel, Question, Slots
from core.llm.prompts import PromptBook
from core.llm.reading import read_answer
from core.llm.slots import LocalSlots
from core.llm_slots import RowSlots
from tests.fakes_llm import FakeModel

#: Milliseconds that one request may take beside the server's own.
MOST = 15.0
WARM_UP = 20
#: The variable that tells the server's process what to answer.
ANSWER = "BENCH_LLM_ANSWER"
FORMAT = "pilot-1080"


def example() -> CopyRequest:
    """The first of our example briefs, for one format."""
    brief = load_example_briefs()[0]
    product = next(product for product in load_products() if product.slug == brief.product)
    fields = load_formats()[FORMAT].ai_fields
    name, description = product.name[brief.language], product.description[brief.language]
    return CopyRequest(brief.offer, brief.language, fields, name, description, FORMAT)


def copywriter(model: LanguageModel, slots: Slots) -> LlmCopywriter:
    """As a worker builds it."""
    asker = Asker(model, slots)
    return LlmCopywriter(
        asker, PromptBook(), load_brand(), load_few_shot(), OfflineCopywriter(), products=load_products()
    )


def reply(_request: dict[str, Any]) -> Any:
    """What the server answers."""
    return json.loads(os.environ[ANSWER])


@contextmanager
def server(answer: Mapping[str, str]) -> Iterator[str]:
    """Its base URL. It runs in a process of its own, so that it does not share our interpreter."""
    command = [sys.executable, "-m", "tests.llm_server", "--port", "0", "--replies", "bench.bench_llm:reply"]
    told = {**os.environ, ANSWER: json.dumps(answer)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=told) as process:
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


def line(name: str, times: Sequence[float]) -> str:
    """A line of the table."""
    return f"{name:44} p50 {median(times):6.2f} ms   p99 {quantiles(times, n=100)[98]:6.2f} ms"


def measure(calls: int) -> bool:
    """Prints the table; whether the promise is kept."""
    request = example()
    answer = OfflineCopywriter().write(request).texts
    spy = FakeModel([answer])
    copywriter(spy, LocalSlots()).write(request)
    asked = spy.questions[0]
    with tempfile.TemporaryDirectory() as folder, server(answer) as url, closing(OpenAiModel(url, "", "m")) as model:
        database = f"sqlite:///{Path(folder) / 'rows.sqlite3'}"
        migrate(database)
        slots, text = RowSlots(connect(database)), json.dumps(answer, ensure_ascii=False)
        asker, writer, send = Asker(model, slots), copywriter(model, slots), bare(url, asked)
        copy = writer.write(request)
        assert (copy.texts, copy.record.corrections) == (answer, 0), "a good answer is not believed"
        steps: dict[str, Callable[[], object]] = {
            "bare http.client (the floor)": send,
            "a whole copy (LlmCopywriter.write)": lambda: writer.write(request),
            "of it: asking (Asker.ask)": lambda: asker.ask(asked, Ledger()),
            "of that: a slot taken and given back": lambda: slots.give_back(slots.take() or ""),
            "of that: SDK and deadline, with the server": lambda: model.ask(asked, timeout=40),
            "of that: the answer held against its schema": lambda: read_answer(text, asked.schema),
        }
        rounds = [[milliseconds(call) for call in steps.values()] for _ in range(calls + WARM_UP)][WARM_UP:]
    for name, times in zip(steps, zip(*rounds, strict=True), strict=True):
        print(line(name, times))
    own = [whole - floor for floor, whole, *_ in rounds]
    print(line("our own: a whole copy less the floor", own) + f"   (promised: {MOST:.0f} ms)")
    return quantiles(own, n=100)[98] <= MOST


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=500)
    sys.exit(not measure(parser.parse_args().calls))
