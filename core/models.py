"""The rows. `table=True` models do not validate: whatever enters a row was checked by a use case before.

Versions and events are immutable: the database refuses to change or delete them (see the migrations).
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, Column, Index, Text, UniqueConstraint
from sqlalchemy.util import immutabledict
from sqlmodel import Field, SQLModel

from core.clock import now
from core.db import UtcDateTime

#: Names that both databases keep, so that a migration can drop what another one made.
SQLModel.metadata.naming_convention = immutabledict(
    ix="ix_%(table_name)s_%(column_0_N_name)s",
    uq="uq_%(table_name)s_%(column_0_N_name)s",
    fk="fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    pk="pk_%(table_name)s",
)


def new_id() -> str:
    """A random id, 32 hexadecimal digits."""
    return uuid4().hex


def _moment(**kwargs: Any) -> Any:
    return Field(sa_type=UtcDateTime, **kwargs)


def _json(default: type) -> Any:
    return Field(default_factory=default, sa_type=JSON)


class UserRole(StrEnum):
    """What a person may do."""

    MARKETER = "marketer"
    DESIGNER = "designer"
    ANALYST = "analyst"
    ADMIN = "admin"


class ImageMode(StrEnum):
    """Where a brief's pictures come from."""

    GENERATE = "generate"
    SEARCH = "search"
    UPLOAD = "upload"


class Status(StrEnum):
    """State of a job or a task; only a task can be quarantined (it crashed its worker three times)."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    QUARANTINED = "quarantined"


#: A job or task in one of these will not change any more.
FINAL = frozenset({Status.COMPLETED, Status.FAILED, Status.CANCELLED, Status.QUARANTINED})


class Stage(StrEnum):
    """What a task does. Checking the brief and writing picture prompts are a language model's; where there is none,
    jobs do without."""

    CHECK_BRIEF = "check_brief"
    WRITE_COPY = "write_copy"
    WRITE_PROMPT = "write_prompt"
    MAKE_PICTURE = "make_picture"
    CUT_OUT = "cut_out"
    COMPOSE = "compose"


class Cause(StrEnum):
    """Why a version exists."""

    GENERATED = "generated"
    TEXT_EDITED = "text_edited"
    TEXT_REGENERATED = "text_regenerated"
    TEXT_CHOSEN = "text_chosen"
    PICTURE_REGENERATED = "picture_regenerated"
    PICTURE_CHOSEN = "picture_chosen"
    MOVED = "moved"
    RESTORED = "restored"


class Part(StrEnum):
    """What a member of a campaign does there."""

    MANAGER = "manager"
    PERFORMER = "performer"


class User(SQLModel, table=True):
    """A person. The password is a bcrypt hash; a role or an account that is switched off counts from the next click."""

    __tablename__ = "user_account"  # "user" is a reserved word in PostgreSQL

    id: str = Field(default_factory=new_id, primary_key=True)
    username: str = Field(unique=True, index=True)
    name: str
    role: str
    password_hash: str
    active: bool = True
    language: str | None = None
    created_at: datetime = _moment(default_factory=now)


class SignInAttempt(SQLModel, table=True):
    """One attempt to sign in, for the lockout by user name and by address."""

    __tablename__ = "sign_in_attempt"

    id: int | None = Field(default=None, primary_key=True)
    username: str = Field(index=True)
    address: str = Field(index=True)
    succeeded: bool
    at: datetime = _moment(default_factory=now, index=True)


class Product(SQLModel, table=True):
    """What is advertised. Texts are {language: text}; `legal_share` is the smallest share (0-1) of the banner's area
    that the legal text must take."""

    id: str = Field(default_factory=new_id, primary_key=True)
    slug: str = Field(unique=True, index=True)
    name: dict[str, str] = _json(dict)
    category: str
    description: dict[str, str] = _json(dict)
    legal: dict[str, str] = _json(dict)
    legal_share: float | None = None
    archived: bool = False
    created_at: datetime = _moment(default_factory=now)


class Campaign(SQLModel, table=True):
    """A product's banners under one name. `personal_of`: the default campaign of that user, for any product."""

    id: str = Field(default_factory=new_id, primary_key=True)
    name: str
    product_id: str | None = Field(default=None, foreign_key="product.id", index=True)
    personal_of: str | None = Field(default=None, foreign_key="user_account.id", unique=True)
    channel: str = ""
    archived: bool = False
    created_at: datetime = _moment(default_factory=now)


class CampaignMember(SQLModel, table=True):
    """Who works on a campaign; `part` is a `Part`."""

    __tablename__ = "campaign_member"

    campaign_id: str = Field(foreign_key="campaign.id", primary_key=True)
    user_id: str = Field(foreign_key="user_account.id", primary_key=True)
    part: str


class Brief(SQLModel, table=True):
    """What a marketer asked for; never changed. `formats` are format ids; `prompts[i]` belongs to slot i; `uploads`
    are asset keys by slot."""

    id: str = Field(default_factory=new_id, primary_key=True)
    user_id: str = Field(foreign_key="user_account.id", index=True)
    product_id: str = Field(foreign_key="product.id", index=True)
    campaign_id: str = Field(foreign_key="campaign.id", index=True)
    offer: str = Field(sa_column=Column(Text, nullable=False))
    language: str
    formats: list[str] = _json(list)
    mode: str
    prompts: list[str] = _json(list)
    uploads: list[str] = _json(list)
    audience: str = ""
    seed: int
    created_at: datetime = _moment(default_factory=now, index=True)


class Asset(SQLModel, table=True):
    """Bytes in the object store, and where they came from."""

    key: str = Field(primary_key=True)
    media_type: str
    size: int
    provenance: dict[str, Any] = _json(dict)
    created_at: datetime = _moment(default_factory=now)


class PictureRow(SQLModel, table=True):
    """An image in a slot, before (`asset`) and after (`cut_out`) its background is cut out."""

    __tablename__ = "picture"

    id: str = Field(default_factory=new_id, primary_key=True)
    brief_id: str = Field(foreign_key="brief.id", index=True)
    slot: int
    #: What a person asked for; `prompt` is what was made of it, or what was thought up.
    wish: str = Field(default="", sa_column=Column(Text, nullable=False))
    prompt: str = Field(sa_column=Column(Text, nullable=False))
    seed: int
    source: str
    engine: str
    asset: str = Field(foreign_key="asset.key")
    cut_out: str = Field(foreign_key="asset.key")
    cut_out_engine: str
    #: Where a picture of a bank comes from: bank/name.
    origin: str = ""
    #: The job that made it; empty where no job was needed.
    job_id: str = Field(default="", index=True)
    created_at: datetime = _moment(default_factory=now)


class Banner(SQLModel, table=True):
    """One brief in one format. `current`: number of the version on show, 0 before the first; `ahead`: those that were
    undone, the next to be redone last; `words`: all that the library looks through, casefolded; `binned_at`: in the
    bin since then."""

    __table_args__ = (UniqueConstraint("brief_id", "format_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    brief_id: str = Field(foreign_key="brief.id", index=True)
    format_id: str
    current: int = 0
    ahead: list[int] = _json(list)
    words: str = Field(default="", sa_column=Column(Text, nullable=False))
    binned_at: datetime | None = _moment(default=None, index=True)
    changed_at: datetime = _moment(default_factory=now, index=True)
    created_at: datetime = _moment(default_factory=now, index=True)


class Version(SQLModel, table=True):
    """An immutable state of a banner. `parent`: number of the version that it was made from; `texts` by field id;
    `pictures` are picture ids by slot, `placements` where each stands in its slot (null: as the format says); `boxes`
    hold the ink's [x, y, width, height] by field id, `measures` (core.export_measures) what else the export gate asks
    for (empty in rows of before); `copy_record` tells how the copy came about, as JSON of
    core.copywriting.port.CopyRecord (of the copy that people then changed; empty in rows of before); `asset` is the
    rendered PNG, `thumbnail` a small JPEG of it (empty in rows of before there were any)."""

    __table_args__ = (UniqueConstraint("banner_id", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    banner_id: str = Field(foreign_key="banner.id", index=True)
    number: int
    cause: str
    author_id: str = Field(foreign_key="user_account.id")
    texts: dict[str, str] = _json(dict)
    copy_engine: str
    copy_record: dict[str, Any] = _json(dict)
    draft: bool = False
    pictures: list[str] = _json(list)
    placements: list[dict[str, float] | None] = _json(list)
    boxes: dict[str, list[int]] = _json(dict)
    measures: dict[str, Any] = _json(dict)
    asset: str = Field(foreign_key="asset.key")
    thumbnail: str = ""
    parent: int | None = None
    created_at: datetime = _moment(default_factory=now)


class Job(SQLModel, table=True):
    """One thing a person asked for: a brief's banners, or, where there is a `plan` (core.plans), a change of the banner
    `banner_id`. `error` is {code, message, values} of core.errors, or null."""

    __table_args__ = (UniqueConstraint("user_id", "idempotency_key"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    user_id: str = Field(foreign_key="user_account.id", index=True)
    brief_id: str = Field(foreign_key="brief.id", index=True)
    banner_id: str = Field(default="", index=True)
    plan: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    idempotency_key: str = Field(default_factory=new_id)
    status: str = Field(default=Status.QUEUED, index=True)
    cancel_requested: bool = False
    error: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    created_at: datetime = _moment(default_factory=now, index=True)
    started_at: datetime | None = _moment(default=None)
    finished_at: datetime | None = _moment(default=None)


class Task(SQLModel, table=True):
    """One stage of a job on one queue. `target` says which one of several alike: a format id, or a slot's number.

    A worker that claims the row gets a fresh `lease`; every later write of its names that lease, so that a worker
    which lost it changes nothing.
    """

    __table_args__ = (
        UniqueConstraint("job_id", "stage", "target"),
        Index("ix_task_claim", "queue", "status", "created_at"),
        Index("ix_task_served", "queue", "user_id", "started_at"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    job_id: str = Field(foreign_key="job.id", index=True)
    user_id: str = Field(foreign_key="user_account.id", index=True)
    stage: str
    target: str
    queue: str
    status: str = Field(default=Status.QUEUED, index=True)
    output: dict[str, Any] = _json(dict)
    progress: float = 0
    note: str = ""
    lease: str | None = Field(default=None, index=True)
    lease_until: datetime | None = _moment(default=None)
    worker: str | None = None
    #: Errors that may pass are tried again; crashes of the worker are counted apart.
    errors: int = 0
    crashes: int = 0
    error: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    traceback: str = Field(default="", sa_column=Column(Text, nullable=False))
    created_at: datetime = _moment(default_factory=now)
    #: Not claimed before this moment: the pause before another try.
    not_before: datetime = _moment(default_factory=now)
    started_at: datetime | None = _moment(default=None)
    finished_at: datetime | None = _moment(default=None)
    #: Work alone, without waiting, of the try that completed.
    seconds: float | None = None


class QueueState(SQLModel, table=True):
    """What an operator set for a queue."""

    __tablename__ = "queue_state"

    queue: str = Field(primary_key=True)
    paused: bool = False


class WorkerRow(SQLModel, table=True):
    """A worker process as it last reported. `engines` is {name: {ready, note}}."""

    __tablename__ = "worker"

    id: str = Field(primary_key=True)
    host: str
    pid: int
    queue: str
    device: str = "cpu"
    state: str = "starting"
    task_id: str | None = None
    engines: dict[str, Any] = _json(dict)
    started_at: datetime = _moment(default_factory=now)
    seen_at: datetime = _moment(default_factory=now)


class Lock(SQLModel, table=True):
    """A named lease that one process at a time holds (the reconciler)."""

    __tablename__ = "named_lock"

    name: str = Field(primary_key=True)
    holder: str
    until: datetime = _moment()


class Event(SQLModel, table=True):
    """One action of one person; immutable. The pilot's metrics are computed from these."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = _moment(default_factory=now, index=True)
    name: str = Field(index=True)
    user_id: str | None = Field(default=None, foreign_key="user_account.id", index=True)
    brief_id: str | None = Field(default=None, foreign_key="brief.id", index=True)
    banner_id: str | None = Field(default=None, foreign_key="banner.id")
    version_id: str | None = Field(default=None, foreign_key="version.id")
    job_id: str | None = Field(default=None, foreign_key="job.id")
    data: dict[str, Any] = _json(dict)


class Review(SQLModel, table=True):
    """A designer's verdict on a picture."""

    id: str = Field(default_factory=new_id, primary_key=True)
    picture_id: str = Field(foreign_key="picture.id", index=True)
    reviewer_id: str = Field(foreign_key="user_account.id")
    approved: bool
    reason: str = ""
    prompt_rating: int | None = None
    style_rating: int | None = None
    created_at: datetime = _moment(default_factory=now)
