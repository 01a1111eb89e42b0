"""What must be done before what, for a brief and for a change of one banner. Pure.

check_brief ─┬─► write_copy of each format ──────────────────────────────────────┐
             └─► write_prompt ─► make_picture ─► cut_out, of each slot ──────────┴─► compose of each format

Without a language model nothing waits for check_brief and write_prompt: there are none.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import NamedTuple

from core.models import Stage
from core.plans import PicturePlan, Plan, TextPlan


class Step(NamedTuple):
    """One task of a job: `target` is a format id (write_copy, compose) or a slot's number (make_picture, cut_out)."""

    stage: Stage
    target: str


#: Every step of a job with those that it waits for.
Graph = Mapping[Step, frozenset[Step]]


#: What is checked: the brief as a whole.
CHECKED = Step(Stage.CHECK_BRIEF, "brief")


def brief_graph(slots_by_format: Mapping[str, int], *, checked: bool = False, prompted: bool = False) -> Graph:
    """A brief's banners. A slot is drawn once for all formats of the brief that have it. `checked`: a language model
    checks the brief first; `prompted`: it writes the pictures' prompts."""
    first = frozenset({CHECKED}) if checked else frozenset[Step]()
    graph: dict[Step, frozenset[Step]] = dict.fromkeys(first, frozenset())
    for slot in range(max(slots_by_format.values(), default=0)):
        graph |= _picture(slot, first, prompted=prompted)
    for name, slots in slots_by_format.items():
        written = Step(Stage.WRITE_COPY, name)
        cut_outs = {Step(Stage.CUT_OUT, str(slot)) for slot in range(slots)}
        graph |= {written: first, Step(Stage.COMPOSE, name): frozenset({written, *cut_outs})}
    return graph


def change_graph(plan: Plan, format_id: str, *, prompted: bool = False) -> Graph:
    """A change of a banner in the format `format_id`. Variants of the text are written, and wait to be chosen.
    `prompted` as for a brief."""
    written = Step(Stage.WRITE_COPY, format_id)
    match plan:
        case PicturePlan():
            cut = Step(Stage.CUT_OUT, str(plan.slot))
            return _picture(plan.slot, prompted=prompted) | {
                Step(Stage.COMPOSE, name): frozenset({cut}) for name in plan.formats
            }
        case TextPlan():
            return {written: frozenset(), Step(Stage.COMPOSE, format_id): frozenset({written})}
        case _:
            return {written: frozenset()}


def _picture(slot: int, first: frozenset[Step] = frozenset(), *, prompted: bool) -> dict[Step, frozenset[Step]]:
    made, cut = Step(Stage.MAKE_PICTURE, str(slot)), Step(Stage.CUT_OUT, str(slot))
    if not prompted:
        return {made: first, cut: frozenset({made})}
    asked = Step(Stage.WRITE_PROMPT, str(slot))
    return {asked: first, made: frozenset({asked}), cut: frozenset({made})}


def ready_steps(graph: Graph, done: Collection[Step] = ()) -> set[Step]:
    """What can start now that `done` is done, whether or not it has started already."""
    finished = set(done)
    return {step for step, needed in graph.items() if needed <= finished}


def tasks_by_stage(graph: Graph) -> dict[Stage, int]:
    """How many tasks of each stage the job will have had in the end."""
    return dict(Counter(step.stage for step in graph))
