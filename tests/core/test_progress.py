"""What people see of a job while it runs."""

from core.graphs import brief_graph, tasks_by_stage
from core.models import Stage, Status, Task
from core.progress import TYPICAL, estimate, stage_views


def task(stage: Stage, status: Status, progress: float = 0, target: str = "0", note: str = "") -> Task:
    return Task(job_id="j", user_id="u", stage=stage, target=target, queue="light", status=status, progress=progress,
                note=note)  # fmt: skip


EXPECTED = tasks_by_stage(brief_graph({"a": 1, "b": 1}))


def test_every_stage_is_shown_from_the_start() -> None:
    views = stage_views([], EXPECTED)
    asked = {Stage.CHECK_BRIEF, Stage.WRITE_PROMPT}
    assert [view.stage for view in views] == [stage for stage in Stage if stage not in asked]
    assert {view.status for view in views} == {Status.QUEUED}


def test_a_brief_without_pictures_shows_no_picture_stages() -> None:
    assert [view.stage for view in stage_views([], tasks_by_stage(brief_graph({"a": 0})))] == [
        Stage.WRITE_COPY,
        Stage.COMPOSE,
    ]


def test_a_stage_counts_all_its_tasks_and_shows_the_running_ones_note() -> None:
    tasks = [
        task(Stage.WRITE_COPY, Status.COMPLETED, target="a"),
        task(Stage.WRITE_COPY, Status.QUEUED, target="b"),
        task(Stage.MAKE_PICTURE, Status.RUNNING, 0.25, note="Rendering"),
    ]
    copy, picture, *_ = stage_views(tasks, EXPECTED)
    assert (copy.status, copy.fraction) == (Status.QUEUED, 0.5)
    assert (picture.status, picture.fraction, picture.note) == (Status.RUNNING, 0.25, "Rendering")


def test_a_stage_is_done_only_when_all_its_tasks_are() -> None:
    first = task(Stage.COMPOSE, Status.COMPLETED, target="a")
    assert stage_views([first], EXPECTED)[-1].status == Status.QUEUED
    assert (
        stage_views([first, task(Stage.COMPOSE, Status.COMPLETED, target="b")], EXPECTED)[-1].status == Status.COMPLETED
    )


def test_a_quarantined_task_is_a_failed_stage_to_people() -> None:
    assert stage_views([task(Stage.CUT_OUT, Status.QUARANTINED)], EXPECTED)[2].status == Status.FAILED


def test_the_estimate_takes_the_longer_branch_and_shrinks_with_progress() -> None:
    def left(*tasks: Task, wait: float = 0) -> float:
        return estimate(stage_views(tasks, EXPECTED), EXPECTED, TYPICAL, wait)

    whole = left()
    assert whole == TYPICAL[Stage.MAKE_PICTURE] + TYPICAL[Stage.CUT_OUT] + 2 * TYPICAL[Stage.COMPOSE]
    assert left(wait=30) == whole + 30
    half = left(task(Stage.MAKE_PICTURE, Status.RUNNING, 0.5))
    assert half == whole - TYPICAL[Stage.MAKE_PICTURE] / 2
