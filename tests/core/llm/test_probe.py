"""Whether a server answers, and whether it keeps to schemas."""

from contextlib import closing

import pytest

from core.errors import ModelFailed
from core.llm.openai_model import OpenAiModel
from core.llm.port import Reply, Usage
from core.llm.probe import probe
from tests.fakes_llm import FakeModel, Said
from tests.llm_server import LlmServer, failure, schema, user_texts


@pytest.mark.parametrize(
    ("said", "reachable", "enforces"),
    [
        ({"ready": True}, True, True),
        ("PONG", True, False),
        ('{"word": "PONG"}', True, False),
        (Reply('{"ready": true}', Usage(), strict=False), True, False),
        (Reply("", Usage(), cut_off=True), True, None),
        (ModelFailed("declined"), True, None),
        (ModelFailed("rate_limited"), True, None),
        (ModelFailed("rejected"), False, None),
        (ModelFailed("unreachable"), False, None),
        (ModelFailed("timeout"), False, None),
    ],
)
def test_what_comes_tells_what_the_server_can_do(said: Said, reachable: bool, enforces: bool | None) -> None:
    model = FakeModel([said])
    found = probe(model)
    assert (found.reachable, found.enforces) == (reachable, enforces)
    assert found.note
    assert model.timeouts == [10.0]


def test_servers_of_each_kind_over_http() -> None:
    def enforcing(request):
        return {"ready": False} if schema(request) else "PONG"

    def ignoring(request):
        return "PONG" if "PONG" in user_texts(request)[-1] else {}

    def refusing(request):
        return failure(400, "unknown field: response_format") if "response_format" in request else "PONG"

    with LlmServer() as server:
        found = []
        for script in (enforcing, ignoring, refusing):
            server.replies(script)
            with closing(OpenAiModel(server.url, "", "a-model")) as model:
                found.append(probe(model).enforces)
    assert found == [True, False, False]
