"""From a brief to its banners: submit, then one stage after another until every format has its version.

    write_copy of each format ─────────────────────────────┐
    make_picture of each slot ─► cut_out of each slot ─────┴─► compose of each format

The job table carries it all: a stage that completes writes its result and the tasks that may now start in one
transaction, so a crash between two stages loses nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from core import clock, stages
from core.config import settings
from core.db import insert_if_absent, read
from core.events import EventName, record
from core.formats.schema import Format
from core.i18n import N_, best_language
from core.imagery.port import Checkpoint
from core.models import (
    FINAL,
    Asset,
    Banner,
    Brief,
    Cause,
    ImageMode,
    Job,
    PictureRow,
    Product,
    Stage,
    Status,
    Task,
    Version,
)
from core.stages import Engines, Work


class Step(NamedTuple):
    """One task of a job: `target` is a format id (write_copy, compose) or a slot's number (make_picture, cut_out)."""

    stage: Stage
    target: str


# --- decisions -------------------------------------------------------------------------------------------------------


def first_steps(slots_by_format: Mapping[str, int]) -> set[Step]:
    """What can start at once. A slot is drawn once for all formats of a brief that have it."""
    slots = max(slots_by_format.values(), default=0)
    return {Step(Stage.WRITE_COPY, name) for name in slots_by_format} | {
        Step(Stage.MAKE_PICTURE, str(slot)) for slot in range(slots)
    }


def ready_steps(slots_by_format: Mapping[str, int], done: Collection[Step]) -> set[Step]:
    """What can start now that `done` is done, whether or not it has started already."""
    ready = first_steps(slots_by_format)
    ready |= {Step(Stage.CUT_OUT, step.target) for step in done if step.stage == Stage.MAKE_PICTURE}
    for name, slots in slots_by_format.items():
        needed = {Step(Stage.WRITE_COPY, name)} | {Step(Stage.CUT_OUT, str(slot)) for slot in range(slots)}
        if needed <= set(done):
            ready.add(Step(Stage.COMPOSE, name))
    return ready


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
        BadInput, DoesNotFit: trying again cannot help.
        EngineFailed: it may.
        Cancelled, LeaseLost: from the checkpoint.
    """
    with read(database) as session:
        work = _load_work(session, task)
        outputs = _outputs(session, task.job_id)
    checkpoint(0, _NOTES[Stage(task.stage)])
    match Stage(task.stage):
        case Stage.WRITE_COPY:
            assert engines.copywriter is not None
            return stages.write_copy(work, engines.formats[task.target], engines.copywriter)
        case Stage.MAKE_PICTURE:
            return stages.make_picture(work, int(task.target), engines, checkpoint)
        case Stage.CUT_OUT:
            return stages.cut_out(outputs[Step(Stage.MAKE_PICTURE, task.target)]["asset"], engines)
        case Stage.COMPOSE:
            layout = engines.formats[task.target]
            texts = outputs[Step(Stage.WRITE_COPY, task.target)]["texts"]
            cut_outs = [outputs[Step(Stage.CUT_OUT, str(n))]["asset"] for n in range(len(layout.pictures))]
            return stages.render(work, layout, texts, cut_outs, engines)


#: What a stage is doing, as people read it: gettext msgids.
_NOTES = {
    Stage.WRITE_COPY: N_("Writing the copy"),
    Stage.MAKE_PICTURE: N_("Making the picture"),
    Stage.CUT_OUT: N_("Cutting the picture out"),
    Stage.COMPOSE: N_("Composing the banner"),
}


def _load_work(session: Session, task: Task) -> Work:
    brief = session.exec(select(Brief).join(Job, col(Job.brief_id) == Brief.id).where(Job.id == task.job_id)).one()
    product = session.get_one(Product, brief.product_id)
    language = best_language(brief.language)
    return Work(
        offer=brief.offer, language=language, mode=brief.mode, prompts=tuple(brief.prompts),
        uploads=tuple(brief.uploads), audience=brief.audience, seed=brief.seed, product_name=product.name[language],
        product_description=product.description[language], descriptions=product.description,
        legal=product.legal.get(language, ""),
    )  # fmt: skip


def _outputs(session: Session, job_id: str) -> dict[Step, dict[str, Any]]:
    done = session.exec(select(Task).where(Task.job_id == job_id, Task.status == Status.COMPLETED))
    return {Step(Stage(task.stage), task.target): task.output for task in done}


# --- writing it down -------------------------------------------------------------------------------------------------


def finish_stage(session: Session, task: Task, output: dict[str, Any], *, formats: Mapping[str, Format]) -> list[str]:
    """Within the transaction that completes `task`: write what it made, add the tasks that may now start, settle the
    job when nothing is left.

    Returns: queues to wake after the commit, one entry a new task.
    """
    job = session.exec(select(Job).where(Job.id == task.job_id).with_for_update()).one()
    brief = session.get_one(Brief, job.brief_id)
    _keep(session, brief, job, task, output)
    tasks = session.exec(select(Task).where(Task.job_id == job.id)).all()
    known = {Step(Stage(row.stage), row.target) for row in tasks}
    done = {Step(Stage(row.stage), row.target) for row in tasks if row.status == Status.COMPLETED}
    done.add(Step(Stage(task.stage), task.target))
    slots = {name: len(formats[name].pictures) for name in brief.formats}
    woken = [] if job.cancel_requested else add_tasks(session, job, brief, ready_steps(slots, done) - known)
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


def _keep(session: Session, brief: Brief, job: Job, task: Task, output: dict[str, Any]) -> None:
    if "asset" in output:
        _remember(session, output, brief, task)
    match Stage(task.stage):
        case Stage.WRITE_COPY:
            banner = _banner(session, brief, task.target)
            record(session, "copy.generated", user_id=job.user_id, brief_id=brief.id, banner_id=banner.id,
                   job_id=job.id, texts=output["texts"], engine=output["engine"])  # fmt: skip
        case Stage.CUT_OUT:
            _keep_picture(session, brief, job, int(task.target), output)
        case Stage.COMPOSE:
            _keep_version(session, brief, job, task.target, output)
        case Stage.MAKE_PICTURE:
            pass  # a picture has its row once it is cut out


def _remember(session: Session, output: dict[str, Any], brief: Brief, task: Task) -> None:
    provenance = {"brief": brief.id, "stage": task.stage, "target": task.target} | {
        name: output[name] for name in ("source", "engine", "prompt", "seed", "origin") if name in output
    }
    insert_if_absent(session, Asset, {"key": output["asset"], "media_type": output["media_type"],
                                      "size": output["size"], "provenance": provenance,
                                      "created_at": clock.now()})  # fmt: skip


def _keep_picture(session: Session, brief: Brief, job: Job, slot: int, cut: dict[str, Any]) -> None:
    raw = _outputs(session, job.id)[Step(Stage.MAKE_PICTURE, str(slot))]
    picture = PictureRow(
        brief_id=brief.id, slot=slot, prompt=raw["prompt"], seed=raw["seed"], source=raw["source"],
        engine=raw["engine"], asset=raw["asset"], cut_out=cut["asset"], cut_out_engine=cut["engine"],
        origin=raw.get("origin", ""),
    )  # fmt: skip
    session.add(picture)
    name: EventName = "picture.generated" if brief.mode == ImageMode.GENERATE else "picture.chosen"
    record(session, name, user_id=job.user_id, brief_id=brief.id, job_id=job.id, picture=picture.id, slot=slot,
           prompt=picture.prompt, seed=picture.seed, engine=picture.engine, origin=picture.origin)  # fmt: skip


def _keep_version(session: Session, brief: Brief, job: Job, format_id: str, made: dict[str, Any]) -> None:
    banner = _banner(session, brief, format_id)
    copy = _outputs(session, job.id)[Step(Stage.WRITE_COPY, format_id)]
    pictures = session.exec(
        select(PictureRow.id).where(PictureRow.brief_id == brief.id).order_by(col(PictureRow.slot))
    ).all()
    version = Version(
        banner_id=banner.id, number=banner.current + 1, cause=Cause.GENERATED, author_id=job.user_id,
        texts=copy["texts"], copy_engine=copy["engine"], draft=copy["draft"],
        pictures=list(pictures)[: made["pictures"]], boxes=made["boxes"], asset=made["asset"],
    )  # fmt: skip
    banner.current = version.number
    session.add_all([version, banner])
    session.flush()
    record(session, "banner.composed", user_id=job.user_id, brief_id=brief.id, banner_id=banner.id,
           version_id=version.id, job_id=job.id, format=format_id)  # fmt: skip


def _banner(session: Session, brief: Brief, format_id: str) -> Banner:
    return session.exec(select(Banner).where(Banner.brief_id == brief.id, Banner.format_id == format_id)).one()


def add_tasks(session: Session, job: Job, brief: Brief, steps: Iterable[Step]) -> list[str]:
    """Insert a queued task a step.

    Returns: the queue of each, to be woken after the commit.
    """
    queues = []
    for step in sorted(steps):
        queue = settings().queue_of(step.stage, brief.mode)
        session.add(Task(job_id=job.id, user_id=job.user_id, stage=step.stage, target=step.target, queue=queue))
        queues.append(queue)
    session.flush()
    return queues
