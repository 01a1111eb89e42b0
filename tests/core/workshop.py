"""An installation in which banners are edited: small formats, quick engines, a brief whose banners are made."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw
from sqlalchemy import Engine
from sqlmodel import SQLModel, col, func, select

from core import editing, regenerating, turning
from core.briefs import BriefInput
from core.copywriting.port import Copywriter
from core.db import read, write
from core.editing import Saved
from core.formats.brand import load_brand
from core.formats.schema import Format
from core.history import BannerView, view_banner
from core.imagery.bank import BankSource
from core.imagery.port import Picture, PictureRequest
from core.imagery.upload import UploadSource
from core.models import Banner, Cause, Event, Job, PictureRow, Product, Task, User, Version
from core.ports import Checkpoint
from core.regenerating import PictureWish
from core.sheets import Desk
from core.stages import Engines
from core.states import Change, State, state_of
from core.submission import submit
from jobs import leases
from jobs.tasks import carry, drain
from tests.fakes import FakeCopywriter, FakeMatter, FakePictureBank, FakeStore, FakeTaskQueue


def _layout(name: str, width: int, slots: int) -> Format:
    """Two texts that are written and one that is fixed on top, the slots side by side underneath."""
    field: dict[str, Any] = {"family": "text", "size": [8, 14], "lines": 2}
    own = {"id": "label", "role": "label", "source": "fixed", "text": {"en": "Only here", "ru": "Только тут"}}
    return Format.model_validate(
        {
            "id": name, "name": {"en": name, "ru": name}, "width": width, "height": 240,
            "background": {"colour": "paper"},
            "fields": [
                field | {"id": "headline", "role": "headline", "source": "ai", "limit": 20, "box": [10, 10, 180, 36]},
                field | {"id": "message", "role": "message", "source": "ai", "limit": 30, "box": [10, 50, 180, 36]},
                field | own | {"box": [10, 90, 180, 20]},
            ],
            "pictures": [{"box": [10 + 90 * slot, 120, 80, 100], "anchor": "bottom"} for slot in range(slots)],
        }
    )  # fmt: skip


#: "pair" has two pictures, "single" one, "plain" none.
FORMATS: Mapping[str, Format] = {
    "pair": _layout("pair", 200, 2), "single": _layout("single", 220, 1), "plain": _layout("plain", 240, 0)
}  # fmt: skip
BRIEF = BriefInput(product="card", offer="Seven percent back on coffee", formats=tuple(FORMATS), prompt="a cup", seed=7)


class Painter:
    """A picture source that paints a disc in a colour of the seed; `requests` remembers what it was asked for. `error`:
    what goes wrong the next time."""

    def __init__(self) -> None:
        self.requests: list[PictureRequest] = []
        self.error: Exception | None = None

    def obtain(self, request: PictureRequest, *, checkpoint: Checkpoint) -> Picture:
        self.requests.append(request)
        checkpoint(0.5, "Painting")
        if self.error:
            error, self.error = self.error, None
            raise error
        image = Image.new("RGB", (96, 96), "white")
        colour = (request.seed * 37 % 200, request.seed * 91 % 200, request.seed * 53 % 200)
        ImageDraw.Draw(image).ellipse((16, 16, 80, 80), colour)
        return Picture(image, "studio", "painter-1", request.prompt or "a disc", request.seed)


class Workshop:
    """One installation and what its people do with its banners. `ann` and `bob` make banners; `eve` only reads."""

    def __init__(self, database: Engine, copywriter: Copywriter | None = None) -> None:
        self.database, self.store, self.queue = database, FakeStore(), FakeTaskQueue()
        self.painter, self.copywriter = Painter(), copywriter or FakeCopywriter()
        self.desk = Desk(self.store, load_brand(), FORMATS, database)
        sources = {"generate": self.painter, "search": BankSource(FakePictureBank()), "upload": UploadSource()}
        self.engines = Engines(self.store, self.desk.brand, FORMATS, self.copywriter, sources, FakeMatter())
        roles = {"ann": "marketer", "bob": "designer", "eve": "analyst"}
        people = {name: User(username=name, name=name.title(), role=roles[name], password_hash="-") for name in roles}
        self.ann, self.bob, self.eve = people.values()
        with write(database) as session:
            text = {"en": "Card", "ru": "Карта"}
            session.add_all([*people.values(), Product(slug="card", category="test", name=text, description=text)])

    # --- making -------------------------------------------------------------------------------------------------------

    def submit(self, **changes: Any) -> Job:
        """A brief's job that waits."""
        return submit(replace(BRIEF, **changes), user=self.ann, formats=FORMATS, store=self.store, queue=self.queue,
                      database=self.database)  # fmt: skip

    def make(self, **changes: Any) -> dict[str, str]:
        """A brief's banners, made: ids by format."""
        job = self.finish(self.submit(**changes))
        with read(self.database) as session:
            rows = session.exec(select(Banner.format_id, Banner.id).where(Banner.brief_id == job.brief_id)).all()
        return dict(rows)

    def finish(self, job: Job) -> Job:
        """What the workers do, to the job's end."""
        drain(job.id, self.engines, self.database)
        with read(self.database) as session:
            return session.get_one(Job, job.id)

    def step(self, job: Job, stage: str = "") -> Task:
        """What a worker does next for a job, and what has become of it. `stage`: go on until one of these is done."""
        while True:
            task = leases.claim(None, "w1", job_id=job.id, database=self.database)
            assert task is not None, "nothing is left to do"
            carry(task, self.engines, self.database)
            if task.stage == (stage or task.stage):
                return next(one for one in self.tasks(job) if one.id == task.id)

    # --- changing -----------------------------------------------------------------------------------------------------

    def save(self, banner: str, change: Change, base: int | None = None, *, cause: Cause = Cause.TEXT_EDITED,
             user: User | None = None, copy: Mapping[str, Any] | None = None) -> Saved:  # fmt: skip
        """As `editing.save`; `base` is what is on show unless another one is named, `user` is Ann."""
        base = self.shown(banner).number if base is None else base
        return editing.save(self.desk, banner, change, base=base, cause=cause, user=user or self.ann,
                            copy=copy)  # fmt: skip

    def write(self, banner: str, base: int | None = None, user: User | None = None, **texts: str) -> Saved:
        """Change texts."""
        return self.save(banner, Change(texts=texts), base, user=user)

    def undo(self, banner: str) -> Version:
        return turning.undo(self.desk, banner, self.shown(banner).number, self.ann)

    def redo(self, banner: str) -> Version:
        return turning.redo(self.desk, banner, self.shown(banner).number, self.ann)

    def rewrite(self, banner: str, field: str | None = None, user: User | None = None) -> Job:
        """A job that writes texts anew."""
        return regenerating.regenerate_text(self.desk, banner, field, user=user or self.ann, queue=self.queue)

    def variants(self, banner: str) -> Job:
        """A job that writes texts to choose from."""
        return regenerating.offer_variants(self.desk, banner, user=self.ann, queue=self.queue)

    def repaint(self, banner: str, slot: int = 0, mode: str = "generate", **wish: Any) -> Job:
        """A job that makes a picture anew."""
        wanted = PictureWish(slot, mode, **wish)
        return regenerating.regenerate_picture(self.desk, banner, wanted, user=self.ann, queue=self.queue)

    # --- looking ------------------------------------------------------------------------------------------------------

    def view(self, banner: str) -> BannerView:
        return view_banner(self.desk, banner)

    def banner(self, banner: str) -> Banner:
        with read(self.database) as session:
            return session.get_one(Banner, banner)

    def versions(self, banner: str) -> list[Version]:
        """Oldest first."""
        with read(self.database) as session:
            wanted = select(Version).where(Version.banner_id == banner).order_by(col(Version.number))
            return list(session.exec(wanted))

    def shown(self, banner: str) -> Version:
        """The version on show."""
        current = self.banner(banner).current
        return next(version for version in self.versions(banner) if version.number == current)

    def state(self, banner: str) -> State:
        """What is on show."""
        return state_of(self.shown(banner))

    def picture(self, key: str) -> PictureRow:
        with read(self.database) as session:
            return session.get_one(PictureRow, key)

    def image(self, asset: str) -> Image.Image:
        """A stored picture, decoded."""
        return Image.open(BytesIO(self.store.objects[asset]))

    def tasks(self, job: Job) -> list[Task]:
        with read(self.database) as session:
            return list(session.exec(select(Task).where(Task.job_id == job.id).order_by(col(Task.created_at))))

    def events(self, *names: str) -> list[Event]:
        """Those of these names, oldest first."""
        with read(self.database) as session:
            return list(session.exec(select(Event).where(col(Event.name).in_(names)).order_by(col(Event.id))))

    def count(self, *tables: type[SQLModel]) -> list[int]:
        """How many rows each table has."""
        with read(self.database) as session:
            return [session.exec(select(func.count()).select_from(table)).one() for table in tables]
