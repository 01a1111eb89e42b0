"""From a brief to its banners, and from a plan to a changed banner: one stage after another until all is there.

What waits for what is core/graphs.py, what each stage does core/stages.py, what it leaves behind core/results.py.
The job table carries it all: a stage that completes writes its result and the tasks that may now start in one
transaction, so a crash between two stages loses nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from core import clock, results, stages
from core.config import settings
from core.db import read
from core.events import EventName, record
from core.formats.schema import Format
from core.graphs import Graph, Step, brief_graph, change_graph, ready_steps
from core.i18n import N_, best_language
from core.models import FINAL, Banner, Brief, Job, Product, Stage, Status, Task
from core.plans import PicturePlan, Plan, TextPlan, VariantsPlan, plan_of
from core.ports import Checkpoint
from core.results import banner_of, outputs_of, pictures_of
from core.stages import Engines, Work
from core.states import Change, State, apply, content_of, state_of
from core.versions import cut_outs_of, version_numbered

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


@dataclass(frozen=True)
class Scene:
    """What one task needs of the rows. `shown`: what its banner shows now; `on`: number of the version that does."""

    work: Work
    plan: Plan | None
    outputs: Mapping[tuple[str, str], dict[str, Any]]
    shown: State
    on: int
    copy: Mapping[str, Any]
    cut_outs: list[str]


def run_stage(
    task: Task, *, engines: Engines, checkpoint: Checkpoint, database: Engine | None = None
) -> dict[str, Any]:
    """The work of one claimed task. Saves bytes to the store, writes no row.

    Returns: JSON for `finish_stage`.

    Raises:
        BadInput, DoesNotFit: trying again cannot help.
        EngineFailed: it may.
        Cancelled, LeaseLost: from the checkpoint.
    """
    with read(database) as session:
        scene = _set_scene(session, task, engines.formats)
    checkpoint(0, _NOTES[Stage(task.stage)])
    match Stage(task.stage):
        case Stage.WRITE_COPY:
            return _write_copy(scene, engines.formats[task.target], engines, checkpoint)
        case Stage.MAKE_PICTURE:
            return stages.make_picture(scene.work, int(task.target), engines, checkpoint)
        case Stage.CUT_OUT:
            return stages.cut_out(scene.outputs[Stage.MAKE_PICTURE, task.target]["asset"], engines)
        case Stage.COMPOSE:
            made = stages.render(scene.work, engines.formats[task.target], scene.shown, scene.cut_outs, engines)
            by = {"copy_engine": scene.copy["engine"], "draft": scene.copy["draft"]}
            return made | {"state": content_of(scene.shown), "on": scene.on} | by


#: What a stage is doing, as people read it: gettext msgids.
_NOTES = {
    Stage.WRITE_COPY: N_("Writing the copy"),
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


def _set_scene(session: Session, task: Task, formats: Mapping[str, Format]) -> Scene:
    job = session.get_one(Job, task.job_id)
    brief = session.get_one(Brief, job.brief_id)
    plan, outputs = plan_of(job.plan) if job.plan else None, outputs_of(session, job.id)
    shown, on, copy = _now(session, brief, task.target) if task.stage in _OF_A_BANNER else _NOTHING
    cut_outs: list[str] = []
    if task.stage == Stage.COMPOSE:
        copy = _together(copy, outputs.get((Stage.WRITE_COPY, task.target)), plan)
        pictures = pictures_of(session, job.id)
        shown = _changed(shown, plan, copy, pictures) if plan else _first(formats[task.target], copy, pictures)
        cut_outs = cut_outs_of(session, shown.pictures)
    return Scene(_load_work(session, brief, plan), plan, outputs, shown, on, copy, cut_outs)


#: Stages whose target is a format.
_OF_A_BANNER = (Stage.WRITE_COPY, Stage.COMPOSE)
#: What a banner without a version shows, that version's number, and who wrote its copy.
_NOTHING: tuple[State, int, Mapping[str, Any]] = State({}), 0, {}


def _now(session: Session, brief: Brief, format_id: str) -> tuple[State, int, Mapping[str, Any]]:
    """What the banner shows, the number of that version, and who wrote its copy."""
    banner = banner_of(session, brief.id, format_id)
    if not banner.current:
        return _NOTHING
    version = version_numbered(session, banner.id, banner.current)
    return state_of(version), version.number, {"engine": version.copy_engine, "draft": version.draft}


def _together(was: Mapping[str, Any], new: Mapping[str, Any] | None, plan: Plan | None) -> Mapping[str, Any]:
    """Who wrote the copy, where part of it is `new`: with one text written anew, the others are as much a draft as they
    were."""
    if new is None:
        return was
    some = isinstance(plan, TextPlan) and plan.field is not None
    return {**new, "draft": new["draft"] or (some and was["draft"])}


def _first(layout: Format, copy: Mapping[str, Any], pictures: Mapping[int, str]) -> State:
    return State(copy["texts"], tuple(pictures[slot] for slot in range(len(layout.pictures))))


def _changed(shown: State, plan: Plan, copy: Mapping[str, Any], pictures: Mapping[int, str]) -> State:
    """Only what the plan is about: what people did to the rest meanwhile stays."""
    texts = copy.get("texts", {})
    if isinstance(plan, TextPlan) and plan.field:
        texts = {plan.field: texts[plan.field]}
    return apply(shown, Change(texts=texts, pictures=pictures))


def _load_work(session: Session, brief: Brief, plan: Plan | None) -> Work:
    product = session.get_one(Product, brief.product_id)
    language = best_language(brief.language)
    work = Work(
        offer=brief.offer, language=language, mode=brief.mode, prompts=tuple(brief.prompts),
        uploads=tuple(brief.uploads), audience=brief.audience, seed=brief.seed, product_name=product.name[language],
        product_description=product.description[language], descriptions=product.description,
        legal=product.legal.get(language, ""),
    )  # fmt: skip
    if not isinstance(plan, PicturePlan):
        return work
    slots = plan.slot + 1
    return replace(work, mode=plan.mode, prompts=(plan.prompt,) * slots, uploads=(plan.upload,) * slots,
                   seed=plan.seed - plan.slot, origin=plan.origin)  # fmt: skip


# --- writing it down -------------------------------------------------------------------------------------------------


def graph_of(session: Session, job: Job, brief: Brief, formats: Mapping[str, Format]) -> Graph:
    """What a job consists of."""
    if job.plan:
        return change_graph(plan_of(job.plan), session.get_one(Banner, job.banner_id).format_id)
    return brief_graph({name: len(formats[name].pictures) for name in brief.formats})


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
        record(session, _JOB_EVENTS[status], user_id=job.user_id, brief_id=job.brief_id, job_id=job.id,
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
