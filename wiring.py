"""What the entry points (Home, pages, manage.py) share: the use cases with this installation's parts plugged in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image

from core import bank_import, bank_vectors, regenerating, submission
from core.bank_import import ImportReport
from core.bank_rows import BankPicture
from core.bank_search import Question
from core.banks import pictures_by_id
from core.briefs import BriefInput
from core.config import settings
from core.errors import EngineFailed, NotFound
from core.formats.brand import load_brand
from core.formats.catalogue import load_formats
from core.formats.schema import Format
from core.health import EngineHealth, engine_health, live_workers, service_health
from core.history import under_way, view_banner
from core.matting.white import WhiteMatter
from core.models import ImageMode, Job, User, UserRole
from core.progress import JobView, view_job
from core.regenerating import PictureWish
from core.rendering import load_picture
from core.retrieval.minilm import MiniLmEncoder
from core.retrieval.search import Found, Reason
from core.sheets import Desk
from core.storage.disk import DiskStore
from core.storage.port import ObjectStore
from jobs import leases
from jobs.questions import ask
from jobs.queues import RqQueue
from jobs.stack import redis_url
from jobs.tasks import drain
from jobs.wiring import build_engines


@lru_cache(maxsize=1)
def store() -> ObjectStore:
    """This installation's object store."""
    return DiskStore(settings().objects)


def formats() -> Mapping[str, Format]:
    """The formats on offer, by id."""
    return load_formats()


def submit(brief: BriefInput, user: User, idempotency_key: str | None = None) -> Job:
    """See `core.submission.submit`."""
    return submission.submit(brief, user=user, formats=formats(), store=store(), queue=RqQueue(redis_url()),
                             idempotency_key=idempotency_key)  # fmt: skip


def job(job_id: str, user: User) -> JobView:
    """A job as it stands. People see their own; designers, analysts and administrators see all.

    Raises:
        NotFound: no such job, or somebody else's.
    """
    view = view_job(job_id, formats())
    if view.brief.user_id != user.id and user.role == UserRole.MARKETER:
        raise NotFound("There is no such job.", field="job")
    return view


def cancel(job_id: str, user: User) -> None:
    """Stop a job: waiting tasks at once, running ones at their next checkpoint."""
    job(job_id, user)
    leases.cancel_job(job_id)


def retry(job_id: str, user: User) -> None:
    """Try a job's failed tasks again; finished stages are reused."""
    job(job_id, user)
    _wake(leases.retry_job(job_id))


def _wake(queues: list[str]) -> None:
    queue = RqQueue(redis_url())
    for name in queues:
        queue.wake(name)


# --- editing ----------------------------------------------------------------------------------------------------------


def desk() -> Desk:
    """What editing a banner takes."""
    return Desk(store(), load_brand(), formats())


@lru_cache(maxsize=16)
def cut_out(key: str) -> Image.Image:
    """A picture as the editor draws it, decoded once: what is stored under a key never changes."""
    return load_picture(key, store())


def regenerate_text(banner_id: str, field: str | None, user: User) -> Job:
    """See `core.regenerating.regenerate_text`."""
    return regenerating.regenerate_text(desk(), banner_id, field, user=user, queue=RqQueue(redis_url()))


def offer_variants(banner_id: str, user: User) -> Job:
    """See `core.regenerating.offer_variants`."""
    return regenerating.offer_variants(desk(), banner_id, user=user, queue=RqQueue(redis_url()))


def regenerate_picture(banner_id: str, wish: PictureWish, user: User) -> Job:
    """See `core.regenerating.regenerate_picture`."""
    return regenerating.regenerate_picture(desk(), banner_id, wish, user=user, queue=RqQueue(redis_url()))


def cancel_change(banner_id: str, job_id: str) -> None:
    """Stop a job that is changing a banner; whoever may edit the banner may do so."""
    if job_id in {work.job.id for work in under_way(banner_id)}:
        leases.cancel_job(job_id)


def retry_change(banner_id: str, job_id: str) -> None:
    """Try a failed change of a banner again; whoever may edit the banner may do so."""
    failed = view_banner(desk(), banner_id).failed
    if failed and failed.job.id == job_id:
        _wake(leases.retry_job(job_id))


@dataclass(frozen=True)
class Hit:
    """A picture of a bank that a search found."""

    picture: BankPicture
    score: float
    reasons: tuple[Reason, ...]


def can_search() -> bool:
    """Whether a worker with encoder and banks is there."""
    return engine_health(live_workers())["vectors"].ready


def search_bank(question: Question) -> list[Hit]:
    """Search as the image mode does: a worker that has the encoder loaded answers; best first.

    Raises:
        BadInput: there is no such bank.
        EngineFailed: no worker that searches is running, or none answers.
    """
    if not can_search():
        raise EngineFailed("No worker that searches is running.")
    return _hits(ask(RqQueue(redis_url()), question))


def search_bank_here(question: Question) -> list[Hit]:
    """The same in this process, where no worker runs: the model is loaded first."""
    banks = build_engines(ImageMode.SEARCH).banks
    assert banks is not None
    return _hits(banks.search(question.query, question.limit, question.bank))


def _hits(found: list[Found]) -> list[Hit]:
    rows = {row.id: row for row in pictures_by_id([one.id for one in found])}
    return [Hit(rows[one.id], one.score, one.reasons) for one in found if one.id in rows]


def import_bank(folder: Path, bank: str, tell: Callable[[str, int, int], None]) -> ImportReport:
    """Bring a folder of captioned pictures into a bank (empty: the designers' own), and their texts to the encoder.
    `tell` is given what is being done, how many are done, and of how many.

    Raises:
        BadInput: the folder cannot be read.
    """
    name = bank or settings().bank
    report = bank_import.import_bank(
        folder, name, store=store(), matter=WhiteMatter(), tell=lambda done, of: tell("pictures", done, of)
    )
    if bank_vectors.lacking_vectors(MiniLmEncoder.name, name):
        bank_vectors.embed_missing(MiniLmEncoder(), name, tell=lambda done, of: tell("captions", done, of))
    return report


def carry_out(job_id: str) -> None:
    """Do a job's work in this process, where no worker runs. Models load only where the job needs them."""
    mode = view_job(job_id, formats()).brief.mode
    drain(job_id, build_engines(ImageMode(mode)))


def health() -> dict[str, EngineHealth]:
    """Every engine and service, by its part in making a banner."""
    services = service_health(store(), queue_answers=RqQueue(redis_url()).answers())
    return engine_health(live_workers()) | services
