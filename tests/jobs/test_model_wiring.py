"""What a worker is given where there is a language model, and where there is none; asked over real HTTP."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from core import config
from core.copywriting.offline.engine import OfflineCopywriter
from core.copywriting.port import CopyRequest
from core.formats.brand import load_brand
from core.formats.catalogue import load_formats
from core.guard.by_rules import RulesGuard
from core.imagery.prompting.plain import PlainPrompter
from core.llm.openai_model import OpenAiModel
from core.llm_slots import RowSlots
from core.models import ImageMode, Stage
from jobs import model_wiring
from jobs.model_wiring import copy_engine, model_of, wordsmiths
from jobs.wiring import wire
from tests.copy_servers import good_copy
from tests.llm_server import LlmServer, answer, failure

REQUEST = CopyRequest(
    offer="Up to 40% off desks and lamps until 30 June, with code DESK40.", language="en",
    fields=load_formats()["pilot-1080"].ai_fields, product_name="Basket & Co marketplace",
    product_description="Goods from small makers.", format_id="pilot-1080",
)  # fmt: skip


@pytest.fixture
def server() -> Iterator[LlmServer]:
    with LlmServer() as server:
        server.replies(good_copy)
        yield server


@pytest.fixture
def setting(installation: Any, server: LlmServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Settings of an installation with this server's model, and any others."""

    def change(**more: str) -> None:
        named = {"LLM_BASE_URL": server.url, "LLM_API_KEY": "key", "LLM_MODEL": "some-model", **more}
        for name, value in named.items():
            monkeypatch.setenv(name, value)
        config.settings.cache_clear()

    made: list[OpenAiModel] = []
    monkeypatch.setattr(model_wiring, "model_of", lambda chosen: made.append(model_of(chosen)) or made[-1])
    yield change
    for model in made:
        model.close()
    monkeypatch.undo()
    config.settings.cache_clear()


def test_without_a_model_rules_do_everything(installation: Any) -> None:
    made = wordsmiths(load_brand())
    kinds = (type(made.guard), type(made.prompter), type(made.copywriter))
    assert kinds == (RulesGuard, PlainPrompter, OfflineCopywriter)
    assert (copy_engine(), made.note) == ("offline", "")


def test_with_a_model_its_server_is_asked_and_told_of(setting: Callable[..., None], server: LlmServer) -> None:
    setting()
    made = wordsmiths(load_brand())
    assert "some-model" in made.note
    copy = made.copywriter.write(REQUEST)
    assert (copy.engine, copy.record.fallback, copy.draft) == ("openai:some-model", "", False)
    assert server.headers[-1]["authorization"] == "Bearer key"


def test_a_server_that_keeps_no_schemas_is_sent_them_in_words(setting: Callable[..., None], server: LlmServer) -> None:
    setting()
    server.replies(lambda request: answer("PONG") if len(server.requests) == 1 else good_copy(request))
    made = wordsmiths(load_brand())
    assert "not keep to schemas" in made.note
    made.copywriter.write(REQUEST)
    assert server.requests[-1]["response_format"]["type"] == "json_object"


def test_a_server_that_is_away_keeps_no_worker_from_beginning(setting: Callable[..., None], server: LlmServer) -> None:
    setting()
    server.replies([failure(401)])
    wired = wire({(Stage.WRITE_COPY, ImageMode.GENERATE)})
    assert wired.ready
    assert wired.readiness["copy"]["name"] == "openai"
    assert wired.engines.copywriter is not None
    copy = wired.engines.copywriter.write(REQUEST)
    assert (copy.record.fallback, copy.draft) == ("rejected", True)


@pytest.mark.parametrize(("engine", "name"), [("baseline", "openai:some-model (baseline)"), ("offline", "offline-1")])
def test_another_copy_engine_may_be_chosen(
    setting: Callable[..., None], server: LlmServer, engine: str, name: str
) -> None:
    setting(ADBANNER_COPY_ENGINE=engine)
    assert copy_engine() == engine
    assert wordsmiths(load_brand()).copywriter.write(REQUEST).engine == name


def test_a_probe_is_a_call_like_any_other(setting: Callable[..., None], server: LlmServer) -> None:
    setting(LLM_CALLS="1")
    slots = RowSlots(None, 1)
    token = slots.take()
    assert token
    assert "Too busy" in wordsmiths(load_brand()).note
    assert not server.requests
    slots.give_back(token)
    wordsmiths(load_brand())
    assert len(server.requests) == 1
