"""Whatever a server does, asking ends with an answer that fits its schema, or with a kind of trouble."""

import json
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ModelFailed
from core.llm.asking import Answer, Asker
from core.llm.ledger import Ledger
from core.llm.openai_model import OpenAiModel
from core.llm.port import Message, Question
from tests import llm_server as fake
from tests.fakes_llm import asker
from tests.llm_server import Behaviour, LlmServer

SCHEMA = {
    "type": "object",
    "properties": {"headline": {"type": "string"}, "button": {"type": "string"}},
    "required": ["headline", "button"],
    "additionalProperties": False,
}
QUESTION = Question((Message("system", "You write."), Message("user", "Пиши.")), "copy", SCHEMA)

DATE = "Sat, 21 Nov 2026 12:00:30 GMT"


def failing(status: int, retry_after: str) -> Behaviour:
    """An error that may pass, with the time to come back."""
    return fake.failure(status, retry_after=retry_after)


contents = st.fixed_dictionaries({"headline": st.text(max_size=300), "button": st.text(max_size=9)})
spoilt = st.dictionaries(
    st.sampled_from(["headline", "button", "extra", ""]),
    st.none() | st.integers() | st.text(max_size=5) | st.lists(st.text(max_size=3), max_size=2),
)
behaviours = st.one_of(
    contents.map(fake.answer),
    contents.map(lambda content: fake.answer({**content, "why": "because"})),
    contents.map(fake.fenced),
    contents.map(fake.uncounted),
    contents.map(fake.parts),
    contents.map(fake.truncated),
    contents.map(fake.drop),
    spoilt.map(fake.answer),
    st.text(max_size=30).map(fake.answer),
    st.sampled_from([fake.refusal(), fake.filtered(), fake.page(), fake.invalid_utf8(), fake.huge(1_100_000)]),
    st.builds(
        failing, st.sampled_from([429, 500, 502, 503, 529]), st.sampled_from(["", "0", "3", "999", "soon", DATE])
    ),
    st.sampled_from([301, 400, 401, 403, 404, 409, 422]).map(fake.failure),
    st.binary(max_size=40).map(Behaviour),
)


@pytest.fixture(scope="module")
def asked() -> Iterator[tuple[LlmServer, Asker]]:
    """A server, and who asks it without ever sleeping."""
    with LlmServer() as server, closing(OpenAiModel(server.url, "", "a-model")) as model:
        yield server, asker(model)


@given(script=st.lists(behaviours, min_size=1, max_size=6))
def test_an_answer_that_fits_or_a_kind_of_trouble(asked: tuple[LlmServer, Asker], script: list[Behaviour]) -> None:
    server, asking = asked
    server.requests.clear()
    server.headers.clear()
    server.replies(script)
    ledger = Ledger()
    answer, failure = answer_or_failure(asking, ledger)
    if answer:
        assert set(answer.content) == {"headline", "button"}
        assert all(isinstance(text, str) and text.encode() is not None for text in answer.content.values())
    else:
        assert failure
        assert ledger.troubles[-1] == failure.kind
        assert json.dumps(failure.as_json())
    assert ledger.usage.calls >= len(ledger.troubles)
    assert 0 <= ledger.patience <= 45


def answer_or_failure(asking: Asker, ledger: Ledger) -> tuple[Answer | None, ModelFailed | None]:
    """What comes of a question; anything but these two breaks the test."""
    try:
        return asking.ask(QUESTION, ledger), None
    except ModelFailed as failure:
        return None, failure


def test_a_good_server_is_believed_word_for_word(asked: tuple[LlmServer, Asker]) -> None:
    server, asking = asked
    ledger, good = Ledger(), {"headline": "Кэшбэк 7 % «в кафе» — до 30.11 😀", "button": "Хочу"}
    server.replies([good])
    assert asking.ask(QUESTION, ledger).content == good
    assert (ledger.troubles, ledger.usage.calls, ledger.patience) == ([], 1, 45)
