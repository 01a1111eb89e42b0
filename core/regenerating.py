"""Having parts of a banner made anew: a job that changes one banner, written like a brief's job."""

import secrets
from collections import Counter
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from core import accounts
from core.briefs import MODES, PROMPT_LIMIT, SEED_LIMIT, check_text
from core.config import settings
from core.db import read, write
from core.errors import BadInput
from core.graphs import Graph, change_graph, ready_steps
from core.guard.by_rules import RulesGuard
from core.guard.port import Given
from core.imagery.upload import check_upload
from core.models import FINAL, Banner, Brief, ImageMode, Job, User, UserRole
from core.plans import PicturePlan, Plan, TextPlan, VariantsPlan, content_of
from core.ports import TaskQueue
from core.production import add_tasks
from core.sheets import Desk, Sheet, sheet_of
from core.submission import admit
from core.versions import lock_banner


@dataclass(frozen=True)
class PictureWish:
    """A new picture as a person asks for it: untrusted. `seed` None: any; `origin` names a picture of a bank;
    `everywhere`: for the brief's other formats, too."""

    slot: int
    mode: str
    prompt: str = ""
    seed: int | None = None
    origin: str = ""
    upload: bytes | None = None
    everywhere: bool = False


def regenerate_text(desk: Desk, banner_id: str, field: str | None, *, user: User, queue: TaskQueue) -> Job:
    """Have one field's text, or all texts (None), written anew.

    Raises:
        NotAllowed, NotFound: not one who makes banners; no such banner.
        BadInput: no such field, or the banner is in the bin.
        Busy: too much work is waiting.
    """
    sheet = _usable(desk, banner_id, user)
    if field is not None and field not in {one.id for one in sheet.layout.ai_fields}:
        raise BadInput("This format has no field “{name}”.", field="field", name=field[:40])
    return _submit(desk, sheet, TextPlan(field=field, variant=_turns(desk, banner_id)), user, queue)


def offer_variants(desk: Desk, banner_id: str, *, user: User, queue: TaskQueue) -> Job:
    """Have other texts written, from which a person chooses. Raises: as `regenerate_text`."""
    sheet = _usable(desk, banner_id, user)
    return _submit(desk, sheet, VariantsPlan(variant=_turns(desk, banner_id)), user, queue)


def regenerate_picture(desk: Desk, banner_id: str, wish: PictureWish, *, user: User, queue: TaskQueue) -> Job:
    """Have the picture of a slot made anew, found in the bank, or taken from a file.

    Raises:
        NotAllowed, NotFound, Busy: as `regenerate_text`.
        BadInput: the first fault of the wish; nothing was written.
        Refused: no picture is made of it; nothing was written.
    """
    sheet = _usable(desk, banner_id, user)
    prompt = check_wish(wish, slots=len(sheet.layout.pictures))
    RulesGuard(desk.brand.competitors).check(Given(sheet.brief.offer, (prompt,)))
    wanted = wish.upload if wish.mode == ImageMode.UPLOAD else None
    upload = desk.store.put(wanted, media_type="application/octet-stream") if wanted else ""
    plan = PicturePlan(
        slot=wish.slot, mode=ImageMode(wish.mode), prompt=prompt, origin=wish.origin, upload=upload,
        seed=secrets.randbelow(SEED_LIMIT) if wish.seed is None else wish.seed,
        formats=_formats(desk, sheet, wish) if wish.everywhere else (sheet.layout.id,),
    )  # fmt: skip
    return _submit(desk, sheet, plan, user, queue)


def check_wish(wish: PictureWish, *, slots: int) -> str:
    """The wish's prompt, cleaned.

    Raises:
        BadInput: the first fault, with its field: "slot", "mode", "prompt", "seed", "picture".
    """
    if not 0 <= wish.slot < slots:
        raise BadInput("This format has no such picture.", field="slot")
    if wish.mode not in MODES:
        raise BadInput("Pictures cannot come from “{mode}” here. Choose one of: {modes}.", field="mode",
                       mode=wish.mode[:30], modes=", ".join(MODES))  # fmt: skip
    prompt = check_text(wish.prompt, field="prompt", limit=PROMPT_LIMIT)
    check_text(wish.origin, field="prompt", limit=PROMPT_LIMIT)
    if wish.seed is not None and not 0 <= wish.seed < SEED_LIMIT:
        raise BadInput("A seed is a whole number from 0 to {limit}.", field="seed", limit=SEED_LIMIT - 1)
    if wish.mode == ImageMode.UPLOAD:
        if not wish.upload:
            raise BadInput("Choose a picture to upload: PNG, JPEG or WebP.", field="picture")
        check_upload(wish.upload)
    return prompt


def _usable(desk: Desk, banner_id: str, user: User) -> Sheet:
    accounts.require(user, UserRole.MARKETER, UserRole.DESIGNER)
    with read(desk.database) as session:
        sheet = sheet_of(session, banner_id, desk.formats)
    sheet.check_usable()
    if not sheet.banner.current:
        raise BadInput("This banner is not ready yet.", field="banner")
    return sheet


def _turns(desk: Desk, banner_id: str) -> int:
    """How often texts of a banner were asked for anew: every time another one comes."""
    with read(desk.database) as session:
        return session.exec(select(func.count()).where(Job.banner_id == banner_id)).one()


def _formats(desk: Desk, sheet: Sheet, wish: PictureWish) -> tuple[str, ...]:
    """Formats of the brief's banners that have the slot, and are made and not in the bin."""
    with read(desk.database) as session:
        made = session.exec(
            select(Banner.format_id).where(
                Banner.brief_id == sheet.brief.id, col(Banner.current) > 0, col(Banner.binned_at).is_(None)
            )
        ).all()
    return tuple(name for name in made if name in desk.formats and len(desk.formats[name].pictures) > wish.slot)


def _submit(desk: Desk, sheet: Sheet, plan: Plan, user: User, queue: TaskQueue) -> Job:
    """Write the job, unless the same is being done for this banner already; then that one."""
    with write(desk.database) as session:
        lock_banner(session, sheet.banner.id)  # of two clicks at the same moment the later one finds the other's job
        brief = session.get_one(Brief, sheet.brief.id)
        if known := _under_way(session, sheet.banner.id, plan):
            return known
        admit(session)
        job = Job(user_id=user.id, brief_id=brief.id, banner_id=sheet.banner.id, plan=content_of(plan))
        session.add(job)
        session.flush()
        woken = add_tasks(session, job, brief, ready_steps(_graph(plan, sheet)))
    for name, count in Counter(woken).items():
        queue.wake(name, count)
    return job


def _graph(plan: Plan, sheet: Sheet) -> Graph:
    """A picture that somebody names or brings needs no prompt."""
    new = isinstance(plan, PicturePlan) and plan.mode != ImageMode.UPLOAD and not plan.origin
    return change_graph(plan, sheet.layout.id, prompted=new and settings().has_model)


def _under_way(session: Session, banner_id: str, plan: Plan) -> Job | None:
    """The job that is changing the same part of the banner: a double click is one job. One that is being cancelled
    changes nothing any more."""
    active = select(Job).where(
        Job.banner_id == banner_id, col(Job.status).not_in(FINAL), col(Job.cancel_requested).is_(False)
    )
    same = {"kind", "slot", "field"} & content_of(plan).keys()
    wanted = {name: content_of(plan)[name] for name in same}
    return next((job for job in session.exec(active) if job.plan and wanted.items() <= job.plan.items()), None)
