"""What a task needs of the rows before it begins: the brief as the guard left it, and what its banner shows now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session, col, select

from core.formats.schema import Format
from core.guard.port import Checked, Given, Guard
from core.i18n import best_language
from core.models import Brief, Campaign, Job, Product, Stage, Status, Task
from core.plans import PicturePlan, Plan, TextPlan, plan_of
from core.results import banner_of, outputs_of, pictures_of
from core.stages import Engines, Work, given_of
from core.states import Change, State, apply, state_of
from core.versions import cut_outs_of, version_numbered

#: Seconds of a model server's trouble that one job bears, over all its tasks.
PATIENCE = 45.0


@dataclass(frozen=True)
class Scene:
    """What one task needs of the rows. `shown`: what its banner shows now; `on`: number of the version that does;
    `copy`: who wrote its copy."""

    work: Work
    plan: Plan | None
    outputs: Mapping[tuple[str, str], dict[str, Any]]
    shown: State
    on: int
    copy: Mapping[str, Any]
    cut_outs: list[str]


def set_scene(session: Session, task: Task, engines: Engines) -> Scene:
    """Everything that `task` works on.

    Raises:
        Refused: the rules allow no banner of this brief.
    """
    job = session.get_one(Job, task.job_id)
    brief = session.get_one(Brief, job.brief_id)
    plan, outputs = plan_of(job.plan) if job.plan else None, outputs_of(session, job.id)
    shown, on, copy = _now(session, brief, task.target) if task.stage in _OF_A_BANNER else _NOTHING
    cut_outs: list[str] = []
    if task.stage == Stage.COMPOSE:
        copy = _together(copy, outputs.get((Stage.WRITE_COPY, task.target)), plan)
        pictures = pictures_of(session, job.id)
        shown = _changed(shown, plan, copy, pictures) if plan else _first(engines.formats[task.target], copy, pictures)
        cut_outs = cut_outs_of(session, shown.pictures)
    rules = None if task.stage == Stage.CHECK_BRIEF else engines.rules
    work = _load_work(session, brief, plan, rules)
    work = replace(work, patience=max(0.0, PATIENCE - _trouble(outputs.values())))
    return Scene(work, plan, outputs, shown, on, copy, cut_outs)


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
    written = {"engine": version.copy_engine, "draft": version.draft, "record": version.copy_record}
    return state_of(version), version.number, written


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


def _load_work(session: Session, brief: Brief, plan: Plan | None, rules: Guard | None) -> Work:
    """The brief as the stages see it: as the guard left it, or, where no `rules` are given, as it was typed."""
    product = session.get_one(Product, brief.product_id)
    language = best_language(brief.language)
    work = Work(
        offer=brief.offer, language=language, mode=brief.mode, prompts=tuple(brief.prompts),
        uploads=tuple(brief.uploads), audience=brief.audience, seed=brief.seed, product_name=product.name[language],
        product_description=product.description[language], descriptions=product.description,
        legal=product.legal.get(language, ""), legal_share=product.legal_share,
        channel=session.get_one(Campaign, brief.campaign_id).channel,
    )  # fmt: skip
    if rules:
        checked = _verdict_on(session, brief) or rules.check(given_of(work))
        work = replace(work, offer=checked.offer, prompts=checked.prompts, audience=checked.audience,
                       removed=checked.removed, doubtful=checked.doubtful)  # fmt: skip
    if not isinstance(plan, PicturePlan) or not rules:
        return work
    slots = plan.slot + 1
    own = rules.check(Given(offer=work.offer, prompts=(plan.prompt,), language=language))
    return replace(work, mode=plan.mode, prompts=own.prompts * slots, uploads=(plan.upload,) * slots,
                   seed=plan.seed - plan.slot, origin=plan.origin, removed=(*work.removed, *own.removed))  # fmt: skip


def _verdict_on(session: Session, brief: Brief) -> Checked | None:
    """What a language model, asked once a brief, has left of it; None where none was asked."""
    done = select(Task.output).join(Job, col(Job.id) == Task.job_id).where(
        Job.brief_id == brief.id, Task.stage == Stage.CHECK_BRIEF, Task.status == Status.COMPLETED
    )  # fmt: skip
    found = session.exec(done).first()
    if found is None:
        return None
    return Checked(found["offer"], tuple(found["prompts"]), found["audience"], tuple(found["removed"]),
                   tuple(found["doubtful"]))  # fmt: skip


def _trouble(outputs: Iterable[Mapping[str, Any]]) -> float:
    """Seconds of the server's trouble that the job's earlier tasks have borne."""
    records = (record for output in outputs for record in (output, output.get("record", {})))
    return sum(float(record.get("usage", {}).get("trouble", 0)) for record in records)
