"""The graph of stages: what starts when, and what a job comes to."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.models import Stage, Status
from core.production import Step, first_steps, ready_steps, verdict

ONE = {"pilot-1080": 1}


def test_copy_and_pictures_start_side_by_side() -> None:
    assert first_steps({"pilot-1080": 1, "display-300x250": 0}) == {
        Step(Stage.WRITE_COPY, "pilot-1080"),
        Step(Stage.WRITE_COPY, "display-300x250"),
        Step(Stage.MAKE_PICTURE, "0"),
    }


def test_formats_share_their_slots() -> None:
    pictures = {step for step in first_steps({"a": 1, "b": 3, "c": 2}) if step.stage == Stage.MAKE_PICTURE}
    assert pictures == {Step(Stage.MAKE_PICTURE, str(slot)) for slot in range(3)}


def test_a_banner_without_a_picture_waits_for_its_copy_only() -> None:
    assert Step(Stage.COMPOSE, "text") in ready_steps({"text": 0}, {Step(Stage.WRITE_COPY, "text")})


def test_a_banner_waits_for_copy_and_cut_out() -> None:
    steps = [Step(Stage.WRITE_COPY, "pilot-1080"), Step(Stage.CUT_OUT, "0")]
    for order in permutations(steps):
        for n in range(len(order)):
            assert Step(Stage.COMPOSE, "pilot-1080") not in ready_steps(ONE, order[:n])
        assert Step(Stage.COMPOSE, "pilot-1080") in ready_steps(ONE, order)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 5), min_size=1), st.randoms())
def test_in_any_order_every_format_is_composed_once_and_nothing_is_left(slots: dict[str, int], random: object) -> None:
    started = first_steps(slots)
    waiting, done = set(started), set()
    while waiting:
        step = random.choice(sorted(waiting))  # type: ignore[attr-defined]
        waiting.remove(step)
        done.add(step)
        new = ready_steps(slots, done) - started
        started |= new
        waiting |= new
    assert {step.target for step in done if step.stage == Stage.COMPOSE} == set(slots)
    assert len(done) == 2 * len(slots) + 2 * max(slots.values())


@pytest.mark.parametrize(
    ("statuses", "cancelled", "expected"),
    [
        (["completed", "running"], False, None),
        (["completed", "queued"], True, None),
        (["completed", "completed"], False, Status.COMPLETED),
        (["completed", "failed"], False, Status.FAILED),
        (["completed", "quarantined", "cancelled"], True, Status.FAILED),
        (["completed", "cancelled"], False, Status.CANCELLED),
        (["completed"], True, Status.CANCELLED),
    ],
)
def test_what_a_job_comes_to(statuses: list[str], cancelled: bool, expected: Status | None) -> None:
    assert verdict(statuses, cancelled=cancelled) == expected
