"""From a brief to its banners with real rows: what is written, and what is not."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageDraw
from sqlalchemy import Engine
from sqlmodel import SQLModel, col, func, select

from core import submission
from core.accounts import create_first_accounts, find_user
from core.briefs import BriefInput
from core.config import settings
from core.copywriting.offline.engine import OfflineCopywriter
from core.db import read, write
from core.errors import BadInput, Busy, DoesNotFit, EngineFailed
from core.formats.brand import load_brand
from core.formats.catalogue import load_formats
from core.imagery.port import Picture, PictureRequest
from core.matting.white import WhiteMatter
from core.models import Brief, Campaign, CampaignMember, Event, Job, Part, Product, Status, Task, User
from core.ports import Checkpoint
from core.progress import JobView, view_job
from core.seeding import seed
from core.stages import Engines
from jobs.tasks import drain
from tests.fakes import FakeStore, FakeTaskQueue

FORMATS = load_formats()
BRIEF = BriefInput(
    product="debit-card", offer="Кэшбэк 10 % на всё до 31 мая", formats=("pilot-1080", "mobile-320x50"), seed=7
)


class Disc:
    """A picture source that draws a blue disc on white, or fails as it is told to."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error, self.calls = error, 0

    def obtain(self, request: PictureRequest, *, checkpoint: Checkpoint) -> Picture:
        self.calls += 1
        checkpoint(0.5, "Rendering")
        if self.error:
            raise self.error
        image = Image.new("RGB", (256, 256), "white")
        ImageDraw.Draw(image).ellipse((40, 40, 216, 216), "#4169E1")
        return Picture(image, "studio", "disc-1", request.prompt or "a blue disc", request.seed)


@pytest.fixture
def people(every_database: Engine) -> Engine:
    create_first_accounts("for-the-tests", every_database)
    seed(every_database)
    return every_database


@pytest.fixture
def user(people: Engine) -> User:
    found = find_user("marketer", people)
    assert found
    return found


class Desk:
    """One installation: rows, store, queue and engines of a test."""

    def __init__(self, database: Engine, user: User, source: Disc | None = None) -> None:
        self.database, self.user, self.store, self.queue = database, user, FakeStore(), FakeTaskQueue()
        self.source = source or Disc()

    def submit(self, brief: BriefInput = BRIEF, key: str | None = None) -> Job:
        return submission.submit(brief, user=self.user, formats=FORMATS, store=self.store, queue=self.queue,
                                 idempotency_key=key, database=self.database)  # fmt: skip

    def finish(self, job: Job) -> JobView:
        engines = Engines(store=self.store, brand=load_brand(), formats=FORMATS, copywriter=OfflineCopywriter(),
                          sources={"generate": self.source}, matter=WhiteMatter())  # fmt: skip
        drain(job.id, engines, self.database)
        return view_job(job.id, FORMATS, self.database)

    def count(self, table: type[SQLModel]) -> int:
        with read(self.database) as session:
            return session.exec(select(func.count()).select_from(table)).one()


@pytest.fixture
def desk(people: Engine, user: User) -> Desk:
    return Desk(people, user)


def test_a_brief_becomes_banners_in_their_exact_size(desk: Desk) -> None:
    view = desk.finish(desk.submit())
    assert view.status == Status.COMPLETED
    assert [banner.format_id for banner in view.banners] == list(BRIEF.formats)
    for banner in view.banners:
        assert banner.version
        image = Image.open(BytesIO(desk.store.get(banner.version.asset)))
        assert image.size == (FORMATS[banner.format_id].width, FORMATS[banner.format_id].height)
        assert banner.version.draft
        assert set(banner.version.texts) == {field.id for field in FORMATS[banner.format_id].ai_fields}
    assert len(view.banners[0].pictures) == 1
    assert view.banners[1].pictures == ()


def test_every_step_leaves_its_event(desk: Desk) -> None:
    desk.finish(desk.submit())
    with read(desk.database) as session:
        events = Counter(session.exec(select(Event.name).where(col(Event.job_id).is_not(None))))
    assert events == {"brief.submitted": 1, "copy.generated": 2, "picture.generated": 1, "banner.composed": 2,
                      "job.completed": 1}  # fmt: skip


def test_the_workers_are_woken_once_a_task(desk: Desk) -> None:
    desk.submit()
    assert desk.queue.calls == {"light": 2, "studio": 1}


def test_the_same_key_is_the_same_job(desk: Desk) -> None:
    first, second, other = desk.submit(key="click"), desk.submit(key="click"), desk.submit(key="again")
    assert first.id == second.id != other.id
    assert desk.count(Job) == 2


@pytest.mark.parametrize(
    "brief",
    [
        BriefInput(product="yacht", offer="5 %", formats=("pilot-1080",)),
        BriefInput(product="debit-card", offer="", formats=("pilot-1080",)),
        BriefInput(product="debit-card", offer="5 %", formats=("pilot-1080", "billboard")),
        BriefInput(product="debit-card", offer="5 %", formats=("pilot-1080",), mode="upload", picture=b"GIF89a"),
    ],
)
def test_a_bad_brief_writes_nothing(desk: Desk, brief: BriefInput) -> None:
    with pytest.raises(BadInput):
        desk.submit(brief)
    assert [desk.count(table) for table in (Job, Brief, Task)] == [0, 0, 0]
    assert not desk.store.objects
    assert not desk.queue.calls


@pytest.fixture
def spring(people: Engine, user: User) -> str:
    """The id of a campaign for the card, with the marketer in it."""
    with write(people) as session:
        product = session.exec(select(Product).where(Product.slug == "debit-card")).one()
        campaign = Campaign(name="Spring", product_id=product.id)
        session.add(campaign)
        session.flush()
        session.add(CampaignMember(campaign_id=campaign.id, user_id=user.id, part=Part.PERFORMER))
    return campaign.id


def test_a_brief_belongs_to_the_personal_campaign_or_to_the_chosen_one(desk: Desk, spring: str) -> None:
    chosen, personal = desk.submit(replace(BRIEF, campaign=spring)), desk.submit()
    with read(desk.database) as session:
        assert session.get_one(Brief, chosen.brief_id).campaign_id == spring
        own = session.get_one(Campaign, session.get_one(Brief, personal.brief_id).campaign_id)
    assert own.personal_of == desk.user.id


@pytest.mark.parametrize("name", ["designer", "analyst"])
def test_who_is_not_in_a_campaign_cannot_submit_to_it(people: Engine, spring: str, name: str) -> None:
    stranger = find_user(name, people)
    assert stranger
    desk = Desk(people, stranger)
    with pytest.raises(BadInput) as fault:
        desk.submit(replace(BRIEF, campaign=spring))
    assert fault.value.field == "campaign"
    assert desk.count(Job) == 0


def test_an_administrator_may_submit_to_any_campaign(people: Engine, spring: str) -> None:
    admin = find_user("admin", people)
    assert admin
    assert Desk(people, admin).submit(replace(BRIEF, campaign=spring))


@pytest.mark.parametrize(
    "change",
    [{"product": "taxi"}, {"campaign": "nowhere"}, {"campaign": "Spring"}, {"picture": b"GIF", "mode": "upload"}],
)
def test_a_campaign_that_does_not_fit_writes_nothing(desk: Desk, spring: str, change: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        desk.submit(replace(BRIEF, **({"campaign": spring} | change)))
    assert [desk.count(table) for table in (Job, Brief, Task)] == [0, 0, 0]
    assert not desk.store.objects


def test_an_archived_campaign_takes_no_briefs(desk: Desk, spring: str) -> None:
    with write(desk.database) as session:
        session.get_one(Campaign, spring).archived = True
    with pytest.raises(BadInput, match="archived"):
        desk.submit(replace(BRIEF, campaign=spring))


def test_past_the_hard_limit_new_work_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "queue_hard_limit", 3)
    desk.submit()
    with pytest.raises(Busy):
        desk.submit()
    assert desk.count(Job) == 1


def test_a_format_without_a_picture_is_delivered_when_the_picture_fails(people: Engine, user: User) -> None:
    desk = Desk(people, user, Disc(BadInput("No.", field="prompt")))
    view = desk.finish(desk.submit())
    assert view.status == Status.FAILED
    assert view.error == {"code": "bad_input", "message": "No.", "values": {}}
    assert [bool(banner.version) for banner in view.banners] == [False, True]


def test_text_that_cannot_be_set_fails_the_job_with_a_reason(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise DoesNotFit("The text of {field} does not fit.", field="headline")

    monkeypatch.setattr("core.rendering.compose", refuse)
    view = desk.finish(desk.submit())
    assert (view.status, view.error and view.error["code"]) == (Status.FAILED, "does_not_fit")


def test_an_error_that_may_pass_is_tried_again(people: Engine, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobs.leases.FIRST_PAUSE", timedelta())
    desk = Desk(people, user, Disc(EngineFailed("The light went out.")))
    assert desk.finish(desk.submit()).status == Status.FAILED
    assert desk.source.calls == 3


def test_the_same_seed_gives_the_same_bytes(desk: Desk) -> None:
    first, second = (desk.finish(desk.submit(key=key)) for key in ("a", "b"))
    assets = [[banner.version and banner.version.asset for banner in view.banners] for view in (first, second)]
    assert assets[0] == assets[1]


def test_another_seed_is_another_picture_of_the_same_best_copy(desk: Desk) -> None:
    views = [desk.finish(desk.submit(replace(BRIEF, seed=seed))) for seed in (1, 2)]
    texts = [[banner.version and banner.version.texts for banner in view.banners] for view in views]
    assert texts[0] == texts[1]
    assert views[0].banners[0].pictures[0].seed != views[1].banners[0].pictures[0].seed
