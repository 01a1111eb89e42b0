"""Writing down what a stage has made, within the transaction that ends its task: assets, pictures, versions, events."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlmodel import Session, func, select

from core.errors import Superseded
from core.events import EventName, record
from core.models import Banner, Brief, Cause, ImageMode, Job, PictureRow, Stage, Status, Task
from core.plans import PicturePlan, Plan, TextPlan, plan_of
from core.states import state_from
from core.versions import Made, add_version, lock_banner, remember_files


def outputs_of(session: Session, job_id: str) -> dict[tuple[str, str], dict[str, Any]]:
    """What the job's completed tasks gave, by stage and target."""
    done = session.exec(select(Task).where(Task.job_id == job_id, Task.status == Status.COMPLETED))
    return {(task.stage, task.target): task.output for task in done}


def pictures_of(session: Session, job_id: str) -> dict[int, str]:
    """Ids of the pictures that a job has made, by slot."""
    return dict(session.exec(select(PictureRow.slot, PictureRow.id).where(PictureRow.job_id == job_id)).all())


def banner_of(session: Session, brief_id: str, format_id: str) -> Banner:
    """The brief's banner in that format."""
    return session.exec(select(Banner).where(Banner.brief_id == brief_id, Banner.format_id == format_id)).one()


class Doing(NamedTuple):
    """The job that a stage belongs to."""

    session: Session
    brief: Brief
    job: Job
    plan: Plan | None

    def tell(self, name: EventName, banner_id: str | None, version_id: str | None, data: Mapping[str, Any]) -> None:
        """Append an event of the job's own person."""
        record(self.session, name, user_id=self.job.user_id, brief_id=self.brief.id, banner_id=banner_id,
               version_id=version_id, job_id=self.job.id, **data)  # fmt: skip


def keep(session: Session, brief: Brief, job: Job, task: Task, output: dict[str, Any]) -> None:
    """Write down what `task` made.

    Raises:
        Superseded: somebody changed the banner while it was composed; nothing may be written.
    """
    doing = Doing(session, brief, job, plan_of(job.plan) if job.plan else None)
    match Stage(task.stage):
        case Stage.WRITE_COPY:
            _tell_of_copy(doing, task.target, output)
        case Stage.CHECK_BRIEF | Stage.WRITE_PROMPT:
            pass  # what comes next reads the task's output
        case Stage.MAKE_PICTURE:
            _keep_files(doing, task, output)  # a picture has its row once it is cut out
        case Stage.CUT_OUT:
            _keep_files(doing, task, output)
            _keep_picture(doing, int(task.target), output)
        case Stage.COMPOSE:
            _keep_version(doing, task, output)


def _keep_files(doing: Doing, task: Task, output: dict[str, Any]) -> None:
    source = {name: output[name] for name in ("source", "engine", "wish", "prompt", "seed", "origin") if name in output}
    about = {"brief": doing.brief.id, "stage": task.stage, "target": task.target}
    remember_files(doing.session, output, about | source)


def _tell_of_copy(doing: Doing, format_id: str, output: dict[str, Any]) -> None:
    banner = banner_of(doing.session, doing.brief.id, format_id)
    name: EventName = "copy.regenerated" if doing.plan else "copy.generated"
    if "variants" in output:
        told: dict[str, Any] = {"variants": [one["texts"] for one in output["variants"]]}
        first: Mapping[str, Any] = next(iter(output["variants"]), {})
    else:
        told, first = {"texts": output["texts"]}, output
    if isinstance(doing.plan, TextPlan):
        told["field"] = doing.plan.field
    doing.tell(name, banner.id, None, told | _took(first))


def _took(copy: Mapping[str, Any]) -> dict[str, Any]:
    """What a copy took, and how much of it is the model's own, for the figures."""
    record = copy.get("record", {})
    told = {"engine": copy.get("engine", ""), "prompts": record.get("prompts", ""),
            "corrections": record.get("corrections", 0), "repairs": len(record.get("repairs", ())),
            "fallback": record.get("fallback", "")}  # fmt: skip
    return told | {"usage": record.get("usage", {})}


def _keep_picture(doing: Doing, slot: int, cut: dict[str, Any]) -> None:
    session, brief, job, _ = doing
    raw = outputs_of(session, job.id)[Stage.MAKE_PICTURE, str(slot)]
    earlier = select(func.count()).where(PictureRow.brief_id == brief.id, PictureRow.slot == slot)
    before = session.exec(earlier).one()
    picture = PictureRow(
        brief_id=brief.id, slot=slot, wish=raw.get("wish", ""), prompt=raw["prompt"], seed=raw["seed"],
        source=raw["source"], engine=raw["engine"], asset=raw["asset"], cut_out=cut["asset"],
        cut_out_engine=cut["engine"], origin=raw.get("origin", ""), job_id=job.id,
    )  # fmt: skip
    session.add(picture)
    told = picture.model_dump(include={"slot", "prompt", "seed", "engine", "origin"}) | {"picture": picture.id}
    if doing.plan:
        doing.tell("picture.regenerated", job.banner_id, None, told | {"n": before})
    else:
        doing.tell("picture.generated" if brief.mode == ImageMode.GENERATE else "picture.chosen", None, None, told)


def _keep_version(doing: Doing, task: Task, made: dict[str, Any]) -> None:
    """Holds the banner before it writes files, as editing does: the other way round two who make the same banner would
    wait for each other."""
    session, brief, job, plan = doing
    banner = lock_banner(session, banner_of(session, brief.id, task.target).id)
    if banner.current != made["on"]:
        raise Superseded
    _keep_files(doing, task, made)
    rendered = Made(state_from(made["state"]), made, made["copy_engine"], made["draft"], made.get("copy_record", {}))
    version = add_version(session, banner, rendered, _cause(plan), job.user_id, parent=made["on"] or None)
    doing.tell("banner.composed", banner.id, version.id, {"format": task.target})


def _cause(plan: Plan | None) -> Cause:
    if isinstance(plan, PicturePlan):
        return Cause.PICTURE_CHOSEN if plan.mode == ImageMode.UPLOAD else Cause.PICTURE_REGENERATED
    return Cause.TEXT_REGENERATED if plan else Cause.GENERATED
