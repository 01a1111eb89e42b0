"""Submitting a brief: its job, first tasks and event in one transaction, then a word to the workers."""

import secrets
from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from core.briefs import SEED_LIMIT, BriefInput, check_offer, clean, faults
from core.campaigns import open_campaigns
from core.config import settings
from core.copywriting.language import detect_language
from core.db import read, write
from core.errors import Busy
from core.events import record
from core.formats.brand import load_brand
from core.formats.schema import Format
from core.graphs import ready_steps
from core.guard.by_rules import RulesGuard
from core.guard.port import Given
from core.i18n import best_language
from core.library_words import words_of
from core.models import Banner, Brief, Campaign, ImageMode, Job, Product, Status, Task, User
from core.ports import TaskQueue
from core.production import add_tasks, whole_graph
from core.storage.port import AssetKey, ObjectStore


def submit(
    brief: BriefInput, *, user: User, formats: Mapping[str, Format], store: ObjectStore, queue: TaskQueue,
    idempotency_key: str | None = None, database: Engine | None = None,
) -> Job:  # fmt: skip
    """Write the job of a brief with its first tasks, and wake the workers. The same key gives the same job again.

    Raises:
        BadInput: the first fault of the brief; nothing was written.
        Refused: no banner is made of it; nothing was written.
        Busy: too much work is waiting.
    """
    with read(database) as session:
        products = set(session.exec(select(Product.slug).where(col(Product.archived).is_(False))))
    campaigns = {one.id: one.product for one in open_campaigns(user, database)} if brief.campaign else {}
    for fault in faults(brief, products=products, formats=formats, campaigns=campaigns):
        raise fault
    _screen(brief, user)
    uploads = _store_upload(brief, store)
    key = idempotency_key or secrets.token_hex(16)
    try:
        with write(database) as session:
            if known := _job_of_key(session, user, key):
                return known
            admit(session)
            job, woken = _write_job(session, brief, uploads, user=user, formats=formats, key=key)
    except IntegrityError:  # the same key, from another process, a moment earlier
        with read(database) as session:
            if known := _job_of_key(session, user, key):
                return known
        raise
    for name, count in Counter(woken).items():
        queue.wake(name, count)
    return job


def _screen(brief: BriefInput, user: User) -> None:
    """What needs no model to be refused is refused before anything is written."""
    offer = check_offer(brief.offer)
    spoken = detect_language(offer, best_language(user.language))
    RulesGuard(load_brand().competitors).check(Given(offer, (clean(brief.prompt),), clean(brief.audience), spoken))


def _job_of_key(session: Session, user: User, key: str) -> Job | None:
    return session.exec(select(Job).where(Job.user_id == user.id, Job.idempotency_key == key)).first()


def _store_upload(brief: BriefInput, store: ObjectStore) -> list[AssetKey]:
    if brief.mode != ImageMode.UPLOAD or not brief.picture:
        return []
    return [store.put(brief.picture, media_type="application/octet-stream")]


def admit(session: Session) -> None:
    """Raises:
    Busy: too much work is waiting.
    """
    waiting = session.exec(select(func.count()).where(Task.status == Status.QUEUED)).one()
    if waiting >= settings().queue_hard_limit:
        raise Busy(retry_after=120)


def _write_job(
    session: Session, given: BriefInput, uploads: list[AssetKey], *, user: User, formats: Mapping[str, Format], key: str
) -> tuple[Job, list[str]]:
    product = session.exec(select(Product).where(Product.slug == given.product)).one()
    offer, prompt = check_offer(given.offer), clean(given.prompt)
    chosen = list(dict.fromkeys(given.formats))
    slots = max(len(formats[name].pictures) for name in chosen)
    brief = Brief(
        user_id=user.id, product_id=product.id,
        campaign_id=given.campaign or personal_campaign(session, user).id, offer=offer,
        language=detect_language(offer, best_language(user.language)), formats=chosen, mode=given.mode,
        prompts=[prompt] * slots, uploads=[*uploads] * slots, audience=clean(given.audience),
        seed=secrets.randbelow(SEED_LIMIT) if given.seed is None else given.seed,
    )  # fmt: skip
    session.add(brief)
    session.flush()
    job = Job(user_id=user.id, brief_id=brief.id, idempotency_key=key)
    words = words_of(offer, {}, brief.prompts)
    session.add_all([job, *(Banner(brief_id=brief.id, format_id=name, words=words) for name in chosen)])
    session.flush()
    record(session, "brief.submitted", user_id=user.id, brief_id=brief.id, job_id=job.id, formats=chosen,
           mode=given.mode, product=product.slug)  # fmt: skip
    graph = whole_graph(brief, formats, checked=settings().has_model)
    return job, add_tasks(session, job, brief, ready_steps(graph))


def personal_campaign(session: Session, user: User) -> Campaign:
    """The campaign that a person's briefs belong to when no other was chosen; made on first use."""
    found = session.exec(select(Campaign).where(Campaign.personal_of == user.id)).first()
    if found is None:
        found = Campaign(name=user.name, personal_of=user.id)
        session.add(found)
        session.flush()
    return found
