"""From a brief to its banners, and from a plan to a changed banner: one stage after another until all is there.

What waits for what is core/graphs.py, what each stage does core/stages.py, what it leaves behind core/results.py.
The job table carries it all: a stage that completes writes its result and the tasks that may now start in one
transaction, so a crash between two stages loses nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from core import clock, results, stages
from core.config import settings
from core.db import read
from core.errors import was_refused
from core.events import EventName, record
from core.formats.schema import Format
from core.graphs import Graph, Step, brief_graph, change_graph, ready_steps
from core.i18n import N_
from core.models import FINAL, Banner, Brief, ImageMode, Job, Stage, Status, Task
from core.plans import PicturePlan, TextPlan, VariantsPlan, plan_of
from core.ports import Checkpoint
from core.scenes import Scene, set_scene
from core.stages import Engines
from core.states import content_of

# --- decisions -------------------------------------------------------------------------------------------------------


def verdict(statuses: Iterable[str], *, cancelled: bool) -> Status | None:
    """What a job has come to, by its tasks' states. None: not finished yet."""
    found = set(statuses)
    if not found <= FINAL:
        return None
    if found & {Status.FAILED, Status.QUARANTINED}:
        return Status.FAILED
    return Status.CANCELLED if cancelled or Status.CANCELLED in found else Status.COMPLETED


# --- doing the work --------------------------------------------------------------------------------------------------


def run_stage(
    task: Task, *, engines: Engines, checkpoint: Checkpoint, database: Engine | None = None
) -> dict[str, Any]:
    """The work of one claimed task. Saves bytes to the store, writes no row.

    Returns: JSON for `finish_stage`.

    Raises:
        BadInput, Refused, DoesNotFit: trying again cannot help.
        EngineFailed: it may.
        Cancelled, LeaseLost: from the checkpoint.
    """
    with read(database) as session:
        scene = set_scene(session, task, engines)
    checkpoint(0, _NOTES[Stage(task.stage)])
    match Stage(task.stage):
        case Stage.CHECK_BRIEF:
            return stages.check_brief(scene.work, engines, checkpoint)
        case Stage.WRITE_PROMPT:
            return stages.write_prompt(scene.work, int(task.target), engines, checkpoint)
        case Stage.WRITE_COPY:
            return _write_copy(scene, engines.formats[task.target], engines, checkpoint)
        case Stage.MAKE_PICTURE:
            asked = scene.outputs.get((Stage.WRITE_PROMPT, task.target))
            return stages.make_picture(scene.work, int(task.target), engines, checkpoint, asked=asked)
        case Stage.CUT_OUT:
            return stages.cut_out(scene.outputs[Stage.MAKE_PICTURE, task.target]["asset"], engines)
        case Stage.COMPOSE:
            made = stages.render(scene.work, engines.formats[task.target], scene.shown, scene.cut_outs, engines)
            by = {"copy_engine": scene.copy["engine"], "draft": scene.copy["draft"],
                  "copy_record": scene.copy.get("record", {})}  # fmt: skip
            return made | {"state": content_of(scene.shown), "on": scene.on} | by


#: What a stage is doing, as people read it: gettext msgids.
_NOTES = {
    Stage.CHECK_BRIEF: N_("Checking the brief"),
    Stage.WRITE_COPY: N_("Writing the copy"),
    Stage.WRITE_PROMPT: N_("Wording the picture's prompt"),
    Stage.MAKE_PICTURE: N_("Making the picture"),
    Stage.CUT_OUT: N_("Cutting the picture out"),
    Stage.COMPOSE: N_("Composing the banner"),
}


def _write_copy(scene: Scene, layout: Format, engines: Engines, checkpoint: Checkpoint) -> dict[str, Any]:
    assert engines.copywriter is not None
    writer, shown = engines.copywriter, scene.shown.texts
    match scene.plan:
        case TextPlan():
            return stages.rewrite_copy(scene.work, layout, writer, shown, scene.plan, checkpoint=checkpoint)
        case VariantsPlan():
            return stages.write_variants(scene.work, layout, writer, shown, scene.plan, checkpoint=checkpoint)
        case _:
            return stages.write_copy(scene.work, layout, writer, checkpoint=checkpoint)


# --- writing it down -------------------------------------------------------------------------------------------------


def graph_of(session: Session, job: Job, brief: Brief, formats: Mapping[str, Format]) -> Graph:
    """What a job consists of. Whether a language model has a part in it was decided when it began."""
    begun = set(session.exec(select(Task.stage).where(Task.job_id == job.id)))
    if job.plan:
        format_id = session.get_one(Banner, job.banner_id).format_id
        return change_graph(plan_of(job.plan), format_id, prompted=Stage.WRITE_PROMPT in begun)
    checked = Stage.CHECK_BRIEF in begun
    return whole_graph(brief, formats, checked=checked)


def whole_graph(brief: Brief, formats: Mapping[str, Format], *, checked: bool) -> Graph:
    """A brief's own job; `checked`: by a language model."""
    slots = {name: len(formats[name].pictures) for name in brief.formats}
    return brief_graph(slots, checked=checked, prompted=checked and brief.mode != ImageMode.UPLOAD)


def finish_stage(session: Session, task: Task, output: dict[str, Any], *, formats: Mapping[str, Format]) -> list[str]:
    """Within the transaction that completes `task`: write what it made, add the tasks that may now start, settle the
    job when nothing is left.

    Returns: queues to wake after the commit, one entry a new task.

    Raises:
        Superseded: the banner was changed while it was composed; the task must be done again.
    """
    job = session.exec(select(Job).where(Job.id == task.job_id).with_for_update()).one()
    brief = session.get_one(Brief, job.brief_id)
    results.keep(session, brief, job, task, output)
    tasks = session.exec(select(Task).where(Task.job_id == job.id)).all()
    known = {Step(Stage(row.stage), row.target) for row in tasks}
    done = {Step(Stage(row.stage), row.target) for row in tasks if row.status == Status.COMPLETED}
    done.add(Step(Stage(task.stage), task.target))
    ready = set() if job.cancel_requested else ready_steps(graph_of(session, job, brief, formats), done) - known
    woken = add_tasks(session, job, brief, ready)
    settle(session, job.id)
    return woken


def settle(session: Session, job_id: str) -> None:
    """Give a job its final state when none of its tasks is active any more; within the caller's transaction."""
    job = session.exec(select(Job).where(Job.id == job_id).with_for_update()).one()
    tasks = session.exec(select(Task).where(Task.job_id == job_id)).all()
    status = verdict((task.status for task in tasks), cancelled=job.cancel_requested)
    if status is None or job.status in FINAL:
        return
    job.status, job.finished_at = status, clock.now()
    job.error = next((task.error for task in tasks if task.error and status == Status.FAILED), None)
    session.add(job)
    seconds: dict[str, float] = defaultdict(float)
    for task in tasks:
        seconds[task.stage] += task.seconds or 0
    if status in (Status.COMPLETED, Status.FAILED, Status.CANCELLED):
        name: EventName = "job.refused" if was_refused(job.error) else _JOB_EVENTS[status]
        record(session, name, user_id=job.user_id, brief_id=job.brief_id, job_id=job.id,
               seconds={name: round(value, 3) for name, value in seconds.items()},
               total=round((job.finished_at - job.created_at).total_seconds(), 3))  # fmt: skip


_JOB_EVENTS: dict[str, EventName] = {
    Status.COMPLETED: "job.completed",
    Status.FAILED: "job.failed",
    Status.CANCELLED: "job.cancelled",
}


def add_tasks(session: Session, job: Job, brief: Brief, steps: Iterable[Step]) -> list[str]:
    """Insert a queued task a step.

    Returns: the queue of each, to be woken after the commit.
    """
    plan = plan_of(job.plan) if job.plan else None
    mode = plan.mode if isinstance(plan, PicturePlan) else brief.mode
    queues = []
    for step in sorted(steps):
        queue = settings().queue_of(step.stage, mode)
        session.add(Task(job_id=job.id, user_id=job.user_id, stage=step.stage, target=step.target, queue=queue))
        queues.append(queue)
    session.flush()
    return queues
