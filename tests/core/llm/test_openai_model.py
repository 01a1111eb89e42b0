"""A model behind a server, over real HTTP: every way to misbehave has a kind, and every call ends in time."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.errors import ModelFailed
from core.llm.openai_model import OpenAiModel, retry_after
from core.llm.port import Message, Question
from tests import llm_server as fake
from tests.llm_server import Behaviour, LlmServer

QUESTION = Question(
    (Message("system", "You write."), Message("user", "Пиши.")), "copy", {"type": "object", "properties": {}}
)
GOOD = {"headline": "Кэшбэк 7 %"}
ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[LlmServer]:
    with LlmServer() as running:
        yield running


@pytest.fixture
def model(server: LlmServer) -> Iterator[OpenAiModel]:
    server.requests.clear()
    server.headers.clear()
    built = OpenAiModel(server.url, "the-key", "a-model")
    yield built
    built.close()


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        (fake.refusal(), "declined"),
        (fake.filtered(), "declined"),
        (fake.failure(400, code="content_filter"), "declined"),
        (fake.failure(400, "the context is too long"), "rejected"),
        (fake.failure(302), "rejected"),
        (fake.failure(401), "rejected"),
        (fake.failure(403), "rejected"),
        (fake.failure(404, "no such model"), "rejected"),
        (fake.failure(408), "timeout"),
        (fake.failure(429), "rate_limited"),
        (fake.failure(500), "server_error"),
        (fake.failure(502), "server_error"),
        (fake.failure(503), "server_error"),
        (Behaviour(b"<html>Bad gateway</html>", 502, {"Content-Type": "text/html"}), "server_error"),
        (fake.drop(GOOD), "unreachable"),
        (Behaviour(b"xx", headers={"Content-Encoding": "gzip"}), "unreachable"),
        (fake.huge(), "invalid"),
        (Behaviour(b"x" * 2_000_000, 500), "invalid"),
        (fake.page(), "invalid"),
        (fake.invalid_utf8(), "invalid"),
        (Behaviour(b""), "invalid"),
    ],
)
def test_every_misbehaviour_has_a_kind(server: LlmServer, model: OpenAiModel, behaviour: Behaviour, kind: str) -> None:
    server.replies([behaviour])
    with pytest.raises(ModelFailed) as caught:
        model.ask(QUESTION, timeout=5)
    assert caught.value.kind == kind


@pytest.mark.parametrize("behaviour", [fake.hang(), fake.drip("headers"), fake.drip("body")])
def test_a_call_ends_in_time_though_bytes_keep_coming(
    server: LlmServer, model: OpenAiModel, behaviour: Behaviour
) -> None:
    server.replies([behaviour])
    began = time.monotonic()
    with pytest.raises(ModelFailed) as caught:
        model.ask(QUESTION, timeout=0.3)
    assert caught.value.kind == "timeout"
    assert time.monotonic() - began < 5
    server.release()
    server.released.clear()


def test_after_any_trouble_the_next_call_is_none_the_worse(server: LlmServer, model: OpenAiModel) -> None:
    for behaviour in (fake.drop(GOOD), fake.huge(), fake.failure(500), fake.drip()):
        server.replies([behaviour, GOOD])
        with pytest.raises(ModelFailed):
            model.ask(QUESTION, timeout=0.3)
        assert model.ask(QUESTION, timeout=5).text == '{"headline": "Кэшбэк 7 %"}'


def test_threads_share_a_model_and_each_has_its_own_time(server: LlmServer, model: OpenAiModel) -> None:
    server.replies(lambda request: fake.hang() if request["seed"] == 0 else GOOD)

    def ask(seed: int) -> str:
        try:
            return model.ask(replace(QUESTION, seed=seed), timeout=10 if seed else 0.3).text
        except ModelFailed as failure:
            return failure.kind

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(ask, [0, *range(1, 40)]))
    server.release()
    server.released.clear()
    assert said == ["timeout"] + ['{"headline": "Кэшбэк 7 %"}'] * 39


def test_importing_it_does_not_load_the_sdk() -> None:
    loaded = "import sys, core.llm.openai_model, core.llm.asking; print('openai' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "False"


def test_nobody_at_the_address_is_unreachable() -> None:
    with LlmServer() as closed:
        pass
    nobody = OpenAiModel(closed.url, "", "a-model")
    with pytest.raises(ModelFailed) as caught:
        nobody.ask(QUESTION, timeout=5)
    assert caught.value.kind == "unreachable"
    nobody.close()


@pytest.mark.parametrize("behaviour", [fake.answer(GOOD), fake.parts(GOOD), fake.uncounted(GOOD)])
def test_an_answer_comes_word_for_word(server: LlmServer, model: OpenAiModel, behaviour: Behaviour) -> None:
    server.replies([behaviour])
    reply = model.ask(QUESTION, timeout=5)
    assert reply.text == '{"headline": "Кэшбэк 7 %"}'
    assert reply.usage.calls == 1
    assert reply.usage.prompt_tokens > 0
    assert reply.strict


def test_key_and_model_are_sent_and_proxies_are_not_used(server: LlmServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    model = OpenAiModel(server.url, "the-key", "a-model")
    server.replies([GOOD])
    model.ask(QUESTION, timeout=5)
    model.close()
    assert server.headers[-1]["authorization"] == "Bearer the-key"
    assert server.requests[-1]["model"] == "a-model"
    assert model.name == "openai:a-model"


def test_a_server_without_schemas_is_asked_for_less_from_then_on(server: LlmServer, model: OpenAiModel) -> None:
    complaint = fake.failure(400, "response_format is not supported")
    server.replies([complaint, complaint, GOOD, GOOD])
    assert not model.ask(QUESTION, timeout=5).strict
    assert not model.ask(QUESTION, timeout=5).strict
    formats = [request.get("response_format", {}).get("type") for request in server.requests]
    assert formats == ["json_schema", "json_object", None, None]
    assert '"properties"' in fake.system_text(server.requests[-1])


def test_parameters_that_a_model_does_not_take_are_left_out(server: LlmServer, model: OpenAiModel) -> None:
    server.replies(lambda request: fake.failure(400, "bad 'temperature'") if "temperature" in request else GOOD)
    assert model.ask(QUESTION, timeout=5).text
    assert len(server.requests) == 2


def test_a_server_that_complains_for_ever_is_left_alone(server: LlmServer, model: OpenAiModel) -> None:
    server.replies([fake.failure(400, "response_format temperature seed max_tokens")])
    with pytest.raises(ModelFailed) as caught:
        model.ask(QUESTION, timeout=5)
    assert caught.value.kind == "rejected"
    assert len(server.requests) == 4


def test_when_to_come_back_is_passed_on(server: LlmServer, model: OpenAiModel) -> None:
    server.replies([fake.failure(429, retry_after="7")])
    with pytest.raises(ModelFailed) as caught:
        model.ask(QUESTION, timeout=5)
    assert caught.value.retry_after == 7


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("7", 7),
        (" 1.5 ", 1.5),
        ("-3", 0),
        ("nan", None),
        ("inf", None),
        ("soon", None),
        ("Sat, 21 Nov 2026 12:00:30 GMT", 30),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 0),
        ("Sat, 21 Nov 2026 15:00:30 +0300", 30),
        ("Sat, 99 Nov 2026 12:00:30 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds
