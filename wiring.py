"""What the entry points (Home, pages, manage.py) share: the use cases with this installation's parts plugged in."""

from collections.abc import Mapping
from functools import lru_cache

from core import submission
from core.briefs import BriefInput
from core.config import settings
from core.errors import NotFound
from core.formats.catalogue import load_formats
from core.formats.schema import Format
from core.health import NO_BANK, EngineHealth, engine_health, live_workers, service_health
from core.models import ImageMode, Job, User, UserRole
from core.progress import JobView, view_job
from core.storage.disk import DiskStore
from core.storage.port import ObjectStore
from jobs import leases
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
    queue = RqQueue(redis_url())
    for name in leases.retry_job(job_id):
        queue.wake(name)


def carry_out(job_id: str) -> None:
    """Do a job's work in this process, where no worker runs. Models load only where the job needs them."""
    mode = view_job(job_id, formats()).brief.mode
    drain(job_id, build_engines(ImageMode(mode)))


def health() -> dict[str, EngineHealth]:
    """Every engine and service, by its part in making a banner."""
    services = service_health(store(), queue_answers=RqQueue(redis_url()).answers())
    return engine_health(live_workers()) | services | {"vectors": NO_BANK}
