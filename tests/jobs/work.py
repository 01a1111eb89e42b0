"""Small jobs for these tests: real rows and the real graph of stages, with a stand-in for the work itself."""

import os
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Engine
from sqlmodel import select

from core.db import read, write
from core.errors import EngineFailed
from core.graphs import brief_graph, ready_steps
from core.models import Banner, Brief, Campaign, Job, Product, Stage, Task, User, new_id
from core.ports import Checkpoint
from core.production import add_tasks
from core.stages import Engines

#: Formats as the graph sees them: how many pictures each has.
FORMATS: Any = {"square": SimpleNamespace(pictures=("slot",)), "text": SimpleNamespace(pictures=())}
ENGINES = Engines(store=None, brand=None, formats=FORMATS)  # type: ignore[arg-type]  the stand-in needs neither


def submit(database: Engine, *formats: str, user: str = "ann", offer: str = "normal") -> str:
    """A job as `core.submission` writes it. Returns its id."""
    formats = formats or ("square",)
    with write(database) as session:
        person = session.exec(select(User).where(User.username == user)).first() or User(
            username=user, name=user, role="marketer", password_hash="-"
        )
        product = Product(slug=new_id(), category="test")
        campaign = Campaign(name="test")
        session.add_all([person, product, campaign])
        session.flush()
        brief = Brief(user_id=person.id, product_id=product.id, campaign_id=campaign.id, offer=offer, language="en",
                      formats=list(formats), mode="generate", prompts=[""], seed=1)  # fmt: skip
        session.add(brief)
        session.flush()
        job = Job(user_id=person.id, brief_id=brief.id)
        session.add_all([job, *(Banner(brief_id=brief.id, format_id=name) for name in formats)])
        session.flush()
        graph = brief_graph({name: len(FORMATS[name].pictures) for name in formats})
        add_tasks(session, job, brief, ready_steps(graph))
        return job.id


def job_of(database: Engine, job_id: str) -> Job:
    """The job as it stands."""
    with read(database) as session:
        return session.get_one(Job, job_id)


def tasks_of(database: Engine, job_id: str) -> list[Task]:
    """Its tasks as they stand."""
    with read(database) as session:
        return list(session.exec(select(Task).where(Task.job_id == job_id)))


def task_of(database: Engine, job_id: str, stage: Stage) -> Task:
    """Its one task of a stage."""
    (task,) = (task for task in tasks_of(database, job_id) if task.stage == stage)
    return task


def result(task: Task) -> dict[str, Any]:
    """What a stage would have made."""
    stored = {"asset": f"{task.stage}-{new_id()}", "media_type": "image/png", "size": 1}
    match Stage(task.stage):
        case Stage.WRITE_COPY:
            return {"texts": {"heading": "Hello"}, "engine": "stand-in", "draft": False, "notes": []}
        case Stage.MAKE_PICTURE:
            return stored | {"source": "studio", "engine": "stand-in", "prompt": "a gift", "seed": 1}
        case Stage.CUT_OUT:
            return stored | {"engine": "stand-in"}
        case Stage.COMPOSE:
            state = {"texts": {"heading": "Hello"}, "pictures": [], "placements": []}
            return stored | {"boxes": {}, "thumbnail": "", "state": state, "on": 0, "copy_engine": "stand-in",
                             "draft": False}  # fmt: skip


def run_stage(
    task: Task, *, engines: Engines, checkpoint: Checkpoint, database: Engine | None = None
) -> dict[str, Any]:
    """Stands in for `core.production.run_stage`. The brief's offer says how the picture misbehaves."""
    with read(database) as session:
        offer = session.exec(select(Brief.offer).join(Job).where(Job.id == task.job_id)).one()
    checkpoint(0, "Working")
    if task.stage == Stage.MAKE_PICTURE and offer != "normal":
        kind, _, argument = offer.partition(" ")
        MISCHIEF[kind](argument, checkpoint)
    return result(task)


def _slow(seconds: str, checkpoint: Checkpoint) -> None:
    steps = int(float(seconds) / 0.05)
    for step in range(steps):
        time.sleep(0.05)
        checkpoint(step / steps, "Working")


def _hang_once(marker: str, checkpoint: Checkpoint) -> None:
    if first(marker):
        time.sleep(600)


def _fail(_: str, checkpoint: Checkpoint) -> None:
    raise EngineFailed("The engine is out of {what}.", what="paint")


def _break(_: str, checkpoint: Checkpoint) -> None:
    raise ZeroDivisionError("not foreseen")


def _abort(_: str, checkpoint: Checkpoint) -> None:
    os.abort()


def first(marker: str) -> bool:
    """True for the first who asks, in whatever process."""
    try:
        Path(marker).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


MISCHIEF = {"slow": _slow, "hang-once": _hang_once, "abort": _abort, "fail": _fail, "break": _break}
