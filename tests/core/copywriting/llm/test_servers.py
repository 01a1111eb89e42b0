"""The models of these tests are what they say, with and without a schema that the server enforces."""

from random import Random

import pytest

from core.copywriting.port import AdCopy
from core.llm.openai_model import OpenAiModel
from tests.copy_servers import ANSWERS, good_copy, hostile_copy, material, tamest
from tests.core.copywriting.llm.cases import EN, GOOD, RU, engine
from tests.llm_server import Behaviour, LlmServer


@pytest.mark.parametrize("answering", ["strict", "json", "plain"])
def test_the_good_one_writes_rewrites_and_varies(answering):
    with LlmServer(good_copy) as server:
        model = OpenAiModel(server.url, "key", "fake", answering=answering)
        writer = engine(model)
        draft = writer.write(RU)
        assert not draft.draft
        assert writer.rewrite(RU, draft, "message").texts["message"] != draft.texts["message"]
        assert writer.variants(EN, AdCopy(GOOD, ""), 2)
        model.close()


def test_the_hostile_one_misbehaves_most_of_the_time_and_otherwise_each_time():
    asked = {"messages": []}
    with LlmServer(good_copy) as server:
        model = OpenAiModel(server.url, "key", "fake")
        engine(model).write(EN)
        model.close()
        asked = server.requests[0]
    good, reply = good_copy(asked), hostile_copy(Random(1))
    said = [reply(asked) for _ in range(200)]
    assert sum(one != good for one in said) > 130
    assert 10 < sum(isinstance(one, Behaviour) for one in said) < 60
    assert material(asked)["offer"] == EN.offer


def test_other_schemas_get_the_tamest_answer_or_one_of_their_own(monkeypatch):
    verdict = {
        "type": "object",
        "properties": {
            "verdict": {"type": "string", "enum": ["refuse", "allow"]},
            "quotes": {"type": "array", "items": {"type": "string"}},
            "sure": {"type": "boolean"},
            "reason": {"type": "string"},
        },
    }
    asked = {"messages": [], "response_format": {"json_schema": {"name": "verdict", "schema": verdict}}}
    tame = {"verdict": "allow", "quotes": [], "sure": False, "reason": "A plain answer"}
    assert good_copy(asked) == tamest(verdict) == tame
    monkeypatch.setitem(ANSWERS, "verdict", lambda _: tame | {"sure": True})
    assert good_copy(asked)["sure"] is True
