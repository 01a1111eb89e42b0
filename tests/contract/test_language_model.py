"""What every language model promises."""

from collections.abc import Iterator

import pytest

from core.errors import ModelFailed
from core.llm.openai_model import OpenAiModel
from core.llm.port import LanguageModel, Message, Question
from tests.fakes_llm import FakeModel
from tests.llm_server import LlmServer, failure, system_text, user_texts

QUESTION = Question((Message("system", "You write."), Message("user", "Пиши.")), "copy", {"type": "object"})


@pytest.fixture(params=["fake", "openai"])
def echo(request: pytest.FixtureRequest) -> Iterator[LanguageModel]:
    """A model that repeats what it was told."""
    if request.param == "fake":
        yield FakeModel(lambda question: " / ".join(message.text for message in question.messages))
        return
    with LlmServer(lambda body: " / ".join([system_text(body), *user_texts(body)])) as server:
        model = OpenAiModel(server.url, "", "a-model")
        yield model
        model.close()


@pytest.fixture(params=["fake", "openai"])
def busy(request: pytest.FixtureRequest) -> Iterator[LanguageModel]:
    """A model that has no time."""
    if request.param == "fake":
        yield FakeModel([ModelFailed("rate_limited", "Later.", retry_after=3.0)])
        return
    with LlmServer([failure(429, "Later.", retry_after="3")]) as server:
        model = OpenAiModel(server.url, "", "a-model")
        yield model
        model.close()


def test_it_names_itself(echo: LanguageModel) -> None:
    assert echo.name


def test_it_gets_the_whole_dialogue_and_answers_with_text(echo: LanguageModel) -> None:
    assert echo.ask(QUESTION, timeout=5).text == "You write. / Пиши."


def test_it_says_what_the_answer_took(echo: LanguageModel) -> None:
    usage = echo.ask(QUESTION, timeout=5).usage
    assert usage.calls == 1
    assert usage.prompt_tokens > 0
    assert usage.completion_tokens > 0


def test_a_long_dialogue_and_a_short_one_are_separate_calls(echo: LanguageModel) -> None:
    long = Question((*QUESTION.messages, Message("user", "Короче.")), "copy", QUESTION.schema)
    assert echo.ask(long, timeout=5).text == "You write. / Пиши. / Короче."
    assert echo.ask(QUESTION, timeout=5).text == "You write. / Пиши."


def test_trouble_has_a_kind_and_is_not_tried_again_by_itself(busy: LanguageModel) -> None:
    with pytest.raises(ModelFailed) as caught:
        busy.ask(QUESTION, timeout=5)
    assert caught.value.kind == "rate_limited"
    assert caught.value.retry_after == 3
    assert "Later." in str(caught.value)
