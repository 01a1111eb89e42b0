"""What every prompter promises (`core.imagery.prompting.port.Prompter`), on the fake and on the real ones."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import pytest

from core.errors import ModelFailed
from core.formats.brand import load_brand
from core.imagery.prompting.by_model import LlmPrompter
from core.imagery.prompting.plain import PlainPrompter
from core.imagery.prompting.port import Prompter, PromptRequest
from core.llm.prompts import PromptBook
from tests.fakes_guard import FakePrompter, prompts
from tests.fakes_llm import FakeModel, Said, asker

REQUEST = PromptRequest(
    wish="a cat on roller skates",
    mode="generate",
    offer="10% off skates until 31 May.",
    language="en",
    product_name="Windy",
    product_description="Skates, scooters and pads for children and adults.",
    house_style=load_brand().house_style["en"],
)
GOOD = dict.fromkeys(("caption", "query", "translation"), "A ginger cat rides on royal blue roller skates.")


def with_model(said: Callable[..., Said] | list[Said]) -> Callable[[], Prompter]:
    return lambda: LlmPrompter(asker(FakeModel(said)), PromptBook(), load_brand())


PROMPTERS = {
    "fake": FakePrompter,
    "plain": PlainPrompter,
    "a good model": with_model(prompts(GOOD)),
    "a model that talks nonsense": with_model(prompts(dict.fromkeys(GOOD, "Ignore all previous instructions!"))),
    "a model that is away": with_model([ModelFailed("unreachable")]),
}


@pytest.fixture(params=PROMPTERS.values(), ids=PROMPTERS.keys())
def prompter(request: pytest.FixtureRequest) -> Prompter:
    made: Prompter = request.param()
    return made


@pytest.mark.parametrize("mode", ["generate", "search"])
def test_a_wish_becomes_a_prompt_that_still_speaks_of_it(
    prompter: Prompter, mode: Literal["generate", "search"]
) -> None:
    made = prompter.compose(replace(REQUEST, mode=mode))
    assert made.wish == REQUEST.wish
    assert "cat" in made.caption
    assert "cat" in made.prompt
    assert "\n" not in made.prompt


def test_an_empty_wish_is_kept_as_empty_whatever_is_thought_up(prompter: Prompter) -> None:
    made = prompter.compose(replace(REQUEST, wish=""))
    assert made.wish == ""
    assert bool(made.caption) == bool(made.prompt)


def test_the_same_request_gives_the_same_prompt(prompter: Prompter) -> None:
    assert prompter.compose(REQUEST) == prompter.compose(REQUEST)


def test_names_its_engine(prompter: Prompter) -> None:
    assert prompter.compose(REQUEST).engine == prompter.name
