"""The graph of stages: what starts when."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from core.graphs import CHECKED, Step, brief_graph, change_graph, ready_steps, tasks_by_stage
from core.models import ImageMode, Stage
from core.plans import PicturePlan, TextPlan, VariantsPlan

ONE = brief_graph({"pilot-1080": 1})


def test_copy_and_pictures_start_side_by_side() -> None:
    assert ready_steps(brief_graph({"pilot-1080": 1, "display-300x250": 0})) == {
        Step(Stage.WRITE_COPY, "pilot-1080"),
        Step(Stage.WRITE_COPY, "display-300x250"),
        Step(Stage.MAKE_PICTURE, "0"),
    }


def test_formats_share_their_slots() -> None:
    pictures = {step for step in ready_steps(brief_graph({"a": 1, "b": 3, "c": 2})) if step.stage == Stage.MAKE_PICTURE}
    assert pictures == {Step(Stage.MAKE_PICTURE, str(slot)) for slot in range(3)}


def test_a_banner_without_a_picture_waits_for_its_copy_only() -> None:
    assert Step(Stage.COMPOSE, "text") in ready_steps(brief_graph({"text": 0}), {Step(Stage.WRITE_COPY, "text")})


def test_a_banner_waits_for_copy_and_cut_out() -> None:
    steps = [Step(Stage.WRITE_COPY, "pilot-1080"), Step(Stage.CUT_OUT, "0")]
    for order in permutations(steps):
        for n in range(len(order)):
            assert Step(Stage.COMPOSE, "pilot-1080") not in ready_steps(ONE, order[:n])
        assert Step(Stage.COMPOSE, "pilot-1080") in ready_steps(ONE, order)


def test_a_model_checks_the_brief_before_anything_else_and_words_the_prompts() -> None:
    graph = brief_graph({"a": 1, "b": 0}, checked=True, prompted=True)
    assert ready_steps(graph) == {CHECKED}
    written = {Step(Stage.WRITE_COPY, "a"), Step(Stage.WRITE_COPY, "b")}
    asked, made = Step(Stage.WRITE_PROMPT, "0"), Step(Stage.MAKE_PICTURE, "0")
    assert ready_steps(graph, {CHECKED}) == {CHECKED, *written, asked}
    assert made in ready_steps(graph, {CHECKED, asked})


def test_a_picture_of_ones_own_is_checked_but_needs_no_prompt() -> None:
    graph = brief_graph({"a": 1}, checked=True)
    assert tasks_by_stage(graph) == {
        Stage.CHECK_BRIEF: 1, Stage.WRITE_COPY: 1, Stage.MAKE_PICTURE: 1, Stage.CUT_OUT: 1, Stage.COMPOSE: 1
    }  # fmt: skip


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 5), min_size=1), st.randoms())
def test_in_any_order_every_format_is_composed_once_and_nothing_is_left(slots: dict[str, int], random: object) -> None:
    graph = brief_graph(slots)
    started = ready_steps(graph)
    waiting, done = set(started), set()
    while waiting:
        step = random.choice(sorted(waiting))  # type: ignore[attr-defined]
        waiting.remove(step)
        done.add(step)
        new = ready_steps(graph, done) - started
        started |= new
        waiting |= new
    assert {step.target for step in done if step.stage == Stage.COMPOSE} == set(slots)
    assert len(done) == 2 * len(slots) + 2 * max(slots.values())


def test_a_text_written_anew_is_composed_and_variants_wait_to_be_chosen() -> None:
    written, composed = Step(Stage.WRITE_COPY, "story"), Step(Stage.COMPOSE, "story")
    graph = change_graph(TextPlan(field="headline"), "story")
    assert ready_steps(graph) == {written}
    assert ready_steps(graph, {written}) == {written, composed}
    assert set(change_graph(VariantsPlan(), "story")) == {written}


def test_a_new_picture_is_cut_out_and_goes_into_every_format_that_was_chosen() -> None:
    plan = PicturePlan(slot=1, mode=ImageMode.GENERATE, formats=("story", "pilot"))
    graph = change_graph(plan, "story")
    assert ready_steps(graph) == {Step(Stage.MAKE_PICTURE, "1")}
    assert tasks_by_stage(graph) == {Stage.MAKE_PICTURE: 1, Stage.CUT_OUT: 1, Stage.COMPOSE: 2}
    assert graph[Step(Stage.COMPOSE, "pilot")] == {Step(Stage.CUT_OUT, "1")}
    assert ready_steps(change_graph(plan, "story", prompted=True)) == {Step(Stage.WRITE_PROMPT, "1")}
