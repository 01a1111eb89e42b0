"""How a copy came about, and what a picture was made with, in words."""

from typing import Any

import pytest

from core.models import Version
from pages.parts.copy_story import REPAIRS, TROUBLES, draft_reason, repairs_of, story
from pages.parts.numbers import money
from pages.parts.picture_words import about


def version(*, engine: str = "openai:m-1", draft: bool = False, **record: Any) -> Version:
    return Version(banner_id="b", number=1, cause="generated", author_id="a", copy_engine=engine, draft=draft,
                   asset="a", copy_record=record)  # fmt: skip


BY_MODEL = {
    "prompts": "3", "model": "m-1", "corrections": 0, "repairs": [], "fallback": "",
    "usage": {"calls": 2, "prompt_tokens": 1000, "completion_tokens": 200, "seconds": 2.6, "waited": 1.0, "cost": 0},
}  # fmt: skip


def test_a_copy_of_the_model_tells_prompts_tokens_and_seconds_and_no_cost_that_nobody_set() -> None:
    assert story(version(**BY_MODEL)) == [r"Copy: openai\:m\-1 · prompts 3", "tokens: 1,200 · 4 s"]


def test_what_a_copy_cost_is_told_in_the_money_of_the_settings() -> None:
    assert story(version(**BY_MODEL | {"usage": BY_MODEL["usage"] | {"cost": 0.0123}}))[1].endswith("0.0123\u00a0USD")


def test_corrections_and_repairs_are_told_in_words() -> None:
    repairs = [{"field": "headline", "what": "cut", "facts": []},
               {"field": "message", "what": "rebuilt", "facts": ["10 %", "до 31 марта"]}]  # fmt: skip
    told = story(version(**BY_MODEL | {"corrections": 3, "repairs": repairs}))
    assert told[2:] == [
        "The model was sent back 3 times.",
        "Headline: shortened at a word",
        "Message: put together from the offer's facts: 10 %, до 31 марта",
    ]


def test_a_version_of_before_tells_its_engine_alone() -> None:
    old = version(engine="offline-1", draft=True)
    assert story(old) == [r"Copy: offline\-1", draft_reason(old)]
    assert repairs_of(old) == []


def test_a_draft_says_whether_there_is_no_model_or_it_was_away_or_could_not_do_it() -> None:
    without = draft_reason(version(engine="offline-2", draft=True, prompts="", fallback=""))
    away = draft_reason(version(engine="offline-2", draft=True, prompts="3", fallback="timeout"))
    useless = draft_reason(version(engine="offline-2", draft=True, prompts="3", fallback=""))
    partly = draft_reason(version(draft=True, **BY_MODEL))
    assert without.endswith("written by rules, without a language model.")
    assert away == "The language model did not answer in time: written by rules."
    assert useless == "The language model's answers could not be used: written by rules."
    assert partly.startswith("The copy is a draft: rules wrote part of it")


def test_a_fallback_that_is_no_draft_any_more_still_says_so() -> None:
    assert story(version(engine="offline-2", prompts="3", fallback="rejected"))[-1].endswith("written by rules.")


def test_every_trouble_and_every_repair_has_its_words() -> None:
    assert set(TROUBLES) == {
        "timeout", "unreachable", "rate_limited", "server_error", "truncated", "invalid", "declined", "rejected"
    }  # fmt: skip
    assert set(REPAIRS) == {"cut", "rebuilt", "corrected", "dropped"}


@pytest.mark.parametrize(
    ("sum_", "told"), [(12.5, "12.50"), (0.5, "0.50"), (0.0034, "0.0034"), (0.00001, "< 0.0001"), (1234.5, "1,234.50")]
)
def test_sums_are_told_as_finely_as_calls_cost(sum_: float, told: str) -> None:
    assert money(sum_, "EUR") == f"{told}\u00a0EUR"


@pytest.mark.parametrize(
    ("wish", "prompt", "source", "told"),
    [
        ("a rocket", "a rocket", "studio", ["a rocket"]),
        ("ракета", "a royal blue rocket", "studio", ["Asked: ракета", "Drawn from: a royal blue rocket"]),
        ("", "a gift box", "studio", ["Thought up: a gift box"]),
        ("", "cashback", "bank", ["Searched for: cashback"]),
        ("кэшбэк", "cashback", "bank", ["Asked: кэшбэк", "Searched for: cashback"]),
        ("a card", "", "upload", ["Asked: a card"]),
        ("", "", "upload", ["—"]),
    ],
)  # fmt: skip
def test_a_picture_tells_the_wish_and_what_was_made_of_it(wish: str, prompt: str, source: str, told: list[str]) -> None:
    assert about(wish, prompt, source, 80) == told
