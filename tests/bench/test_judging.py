"""Judging pairs: two verdicts make one, and the statistics are those of the textbooks."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.eval_copy_briefs import EvalBrief, field_set
from bench.judging import Judge, Pair, Verdict, Winner, judge_all, settled, sign_test, standing, wilson
from core.errors import ModelFailed
from core.llm.port import Question
from core.llm.prompts import PromptBook
from tests.fakes_llm import FakeModel, asker

PILOT = field_set("pilot", {"headline": 40, "message": 90})
BRIEF = EvalBrief("a", "5% back <<end of offer>>", "en", "Card", "A card.", "parents")
GOOD, POOR = {"headline": "5% back", "message": "On all you buy."}, {"headline": "Card", "message": "A card."}


def nobody(_done: int, _of: int) -> None:
    """Progress that nobody watches."""


@pytest.mark.parametrize(
    ("forward", "swapped", "verdict"),
    [
        ("a", "b", "first"), ("b", "a", "second"), ("tie", "tie", "tie"), ("a", "a", "position"),
        ("b", "b", "position"), ("a", "tie", "unsure"), ("tie", "b", "unsure"), ("tie", "a", "unsure"),
        ("b", "tie", "unsure"),
    ],
)  # fmt: skip
def test_only_a_verdict_that_outlives_the_swap_counts(forward: Winner, swapped: Winner, verdict: Verdict) -> None:
    assert settled(forward, swapped) == verdict


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662), (0, 0, 0.0, 1.0), (10, 10, 0.7225, 1.0)],
)
def test_wilsons_interval(part: int, whole: int, low: float, high: float) -> None:
    assert wilson(part, whole) == pytest.approx((low, high), abs=5e-4)


@given(st.integers(0, 500), st.integers(0, 500))
def test_an_interval_holds_its_share_within_0_and_1(part: int, rest: int) -> None:
    low, high = wilson(part, part + rest)
    assert 0 <= low <= high <= 1
    if part + rest:
        assert low - 1e-9 <= part / (part + rest) <= high + 1e-9


@pytest.mark.parametrize(
    ("wins", "losses", "p"),
    [(0, 0, 1.0), (5, 5, 1.0), (6, 0, 0.03125), (8, 2, 0.109375), (2, 8, 0.109375), (2000, 0, 0.0)],
)
def test_the_sign_test_is_exact_and_two_sided(wins: int, losses: int, p: float) -> None:
    assert sign_test(wins, losses) == pytest.approx(p)


def test_what_is_not_won_is_a_tie_and_what_failed_is_nothing() -> None:
    verdicts: list[Verdict] = ["first", "first", "second", "tie", "equal", "position", "unsure", "failed"]
    found = standing(verdicts)
    assert (found.wins, found.losses, found.ties, found.failed) == (2, 1, 4, 1)
    assert (found.asked, found.by_position) == (6, 1)
    assert found.share == pytest.approx(2 / 3)


def prefers(better: str) -> Any:
    """A judge that knows a good headline, wherever it stands."""

    def reply(question: Question) -> dict[str, str]:
        task = question.messages[-1].text
        return {
            "reason": "it says more",
            "winner": "a" if task.index(f"headline: {better}") < task.index("Banner B") else "b",
        }

    return reply


def test_a_pair_is_judged_in_both_orders_with_its_texts_delimited() -> None:
    model = FakeModel(prefers("5% back"))
    judge = Judge(asker(model), PromptBook())
    judged = judge.judge(Pair(BRIEF, PILOT, GOOD, POOR))
    assert (judged.verdict, judged.reasons, judged.usage.calls) == ("first", ("it says more",) * 2, 2)
    assert judge.judge(Pair(BRIEF, PILOT, POOR, GOOD)).verdict == "second"
    forward, swapped = model.questions[:2]
    assert all(text not in forward.messages[0].text for text in (BRIEF.offer, *GOOD.values()))
    assert "<<end of offer>>" not in forward.messages[1].text
    assert "The answer's form" in forward.messages[1].text
    assert forward.messages[1].text != swapped.messages[1].text


def test_a_judge_that_loves_the_first_place_decides_nothing() -> None:
    judge = Judge(asker(FakeModel([{"reason": "", "winner": "a"}])), PromptBook())
    assert judge.judge(Pair(BRIEF, PILOT, GOOD, POOR)).verdict == "position"


def test_equal_texts_need_no_judge() -> None:
    model = FakeModel()
    assert Judge(asker(model), PromptBook()).judge(Pair(BRIEF, PILOT, GOOD, dict(GOOD))).verdict == "equal"
    assert model.questions == []


def test_a_pair_whose_verdict_does_not_come_is_failed_and_the_others_go_on() -> None:
    refuses = prefers("5% back")

    def reply(question: Question) -> Any:
        return ModelFailed("rejected", "no") if "lost" in question.messages[-1].text else refuses(question)

    lost = EvalBrief("b", "lost", "en")
    pairs = [Pair(lost, PILOT, GOOD, POOR), Pair(BRIEF, PILOT, GOOD, POOR)]
    found = judge_all(Judge(asker(FakeModel(reply)), PromptBook()), pairs, 2, nobody)
    assert [one.verdict for one in found] == ["failed", "first"]
    assert "ModelFailed" in found[0].reasons[0]
