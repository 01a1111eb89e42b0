"""Reports of bugs: what goes along comes from the rows, and whoever wrote one reads the answer."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from core import bug_reports
from core.accounts import create_first_accounts, find_user
from core.bug_reports import PAGE, attached, close, open_count, reopen, report, reports, reports_of
from core.clock import now
from core.db import read, write
from core.errors import BadInput, NotFound
from core.models import Asset, Banner, Brief, Campaign, Event, Job, PictureRow, Product, User, Version
from core.version import app_version


@pytest.fixture
def people(every_database: Engine) -> Engine:
    create_first_accounts("a-test-password", every_database)
    return every_database


def person(database: Engine, name: str = "marketer") -> User:
    user = find_user(name, database)
    assert user
    return user


def events(database: Engine, name: str) -> list[Event]:
    with read(database) as session:
        return list(session.exec(select(Event).where(Event.name == name)))


@pytest.fixture
def banner(people: Engine) -> str:
    """A banner in its second version, with one picture, and a job of its own after the brief's."""
    user = person(people)
    with write(people) as session:
        product = Product(slug="umbrella", name={}, category="insurance", description={})
        campaign = Campaign(name="c")
        session.add_all([product, campaign, Asset(key="a", media_type="image/png", size=1)])
        session.flush()
        brief = Brief(user_id=user.id, product_id=product.id, campaign_id=campaign.id, offer="o", language="en",
                      formats=["pilot-1080"], mode="generate", seed=11)  # fmt: skip
        session.add(brief)
        session.flush()
        row = Banner(brief_id=brief.id, format_id="pilot-1080", current=2)
        picture = PictureRow(brief_id=brief.id, slot=0, wish="Зонт", prompt="An umbrella", seed=7, source="studio",
                             engine="studio-1", asset="a", cut_out="a", cut_out_engine="white")  # fmt: skip
        session.add_all([row, picture])
        session.flush()
        early = now() - timedelta(hours=1)
        for number in (1, 2):
            session.add(Version(banner_id=row.id, number=number, cause="generated", author_id=user.id,
                                copy_engine=f"offline-{number}", pictures=[picture.id], asset="a"))  # fmt: skip
        session.add(Job(id="of-the-brief", user_id=user.id, brief_id=brief.id, created_at=early))
        session.add(Job(id="of-another-banner", user_id=user.id, brief_id=brief.id, banner_id="another"))
        session.add(Job(id="of-this-banner", user_id=user.id, brief_id=brief.id, banner_id=row.id, status="failed",
                        created_at=early + timedelta(minutes=1)))  # fmt: skip
    return row.id


def test_a_report_on_no_banner_carries_the_version_of_adbanner(people: Engine) -> None:
    row = report(person(people), "create", "  The button\ndoes nothing  ", database=people)
    assert (row.text, row.screen) == ("The button\ndoes nothing", "create")
    assert row.details == {"app": app_version()}
    assert app_version().count(".") == 2
    (event,) = events(people, "bug.reported")
    assert event.data == {"report": row.id, "prompt": "", "seed": None}


def test_a_report_on_a_banner_carries_all_that_made_it(people: Engine, banner: str) -> None:
    row = report(person(people), "banner", "The handle is missing", banner, database=people)
    assert row.details == attached(banner, people) == {
        "app": app_version(), "product": "umbrella", "format": "pilot-1080", "mode": "generate", "seed": 11,
        "job": "of-this-banner", "job_status": "failed", "version": 2, "copy_engine": "offline-2",
        "pictures": [{"wish": "Зонт", "prompt": "An umbrella", "seed": 7, "engine": "studio-1",
                      "cut_out_engine": "white"}],
    }  # fmt: skip
    (event,) = events(people, "bug.reported")
    assert event.banner_id == banner
    assert event.data == {"report": row.id, "prompt": "An umbrella", "seed": 7}


def test_a_banner_that_is_not_made_yet_has_its_brief_s_seed(people: Engine, banner: str) -> None:
    with write(people) as session:
        session.get_one(Banner, banner).current = 0
    row = report(person(people), "banner", "It never comes", banner, database=people)
    assert (row.details["version"], row.details["copy_engine"], row.details["pictures"]) == (0, "", [])
    assert events(people, "bug.reported")[0].data["seed"] == 11


@pytest.mark.parametrize("text", ["", " \n\u200b ", "x " * 1001, "bell \x07", "a" * 300])
def test_a_text_that_cannot_be_is_refused_and_nothing_is_kept(people: Engine, text: str) -> None:
    with pytest.raises(BadInput) as caught:
        report(person(people), "create", text, database=people)
    assert caught.value.field == "text"
    assert reports(database=people) == (0, [])
    assert not events(people, "bug.reported")


def test_a_banner_that_is_not_there_is_told(people: Engine) -> None:
    with pytest.raises(NotFound, match="no such banner"):
        report(person(people), "banner", "Where is it?", "ghost", database=people)
    assert open_count(people) == 0


def test_an_answer_closes_a_report_and_reaches_its_reporter(people: Engine) -> None:
    user, admin = person(people), person(people, "admin")
    first = report(user, "create", "One", database=people)
    second = report(user, "create", "Two", database=people)
    close(first.id, " Mended. ", by=admin, database=people)
    assert open_count(people) == 1
    assert [view.row.id for view in reports(database=people).views] == [second.id]
    (done,) = reports(closed=True, database=people).views
    assert (done.row.answer, done.reporter.username) == ("Mended.", "marketer")
    assert {row.text: row.answer for row in reports_of(user, people)} == {"One": "Mended.", "Two": ""}
    assert reports_of(admin, people) == []
    assert events(people, "bug.closed")[0].user_id == admin.id


def test_of_two_who_close_a_report_the_second_is_told_and_the_first_answer_stays(people: Engine) -> None:
    admin = person(people, "admin")
    row = report(person(people), "create", "One", database=people)
    close(row.id, "Mended.", by=admin, database=people)
    with pytest.raises(BadInput, match="Somebody else has closed"):
        close(row.id, "Cannot be.", by=admin, database=people)
    assert reports(closed=True, database=people).views[0].row.answer == "Mended."


def test_a_report_can_be_taken_up_again_and_keeps_its_answer(people: Engine) -> None:
    admin = person(people, "admin")
    row = report(person(people), "create", "One", database=people)
    close(row.id, "Mended.", by=admin, database=people)
    reopen(row.id, by=admin, database=people)
    reopen(row.id, by=admin, database=people)
    assert reports(database=people).views[0].row.answer == "Mended."
    assert len(events(people, "bug.reopened")) == 1


def test_a_report_that_is_not_there_is_told(people: Engine) -> None:
    admin = person(people, "admin")
    with pytest.raises(NotFound, match="no such report"):
        close("ghost", "", by=admin, database=people)
    with pytest.raises(NotFound, match="no such report"):
        reopen("ghost", by=admin, database=people)


def test_reports_come_in_pages_the_newest_first(people: Engine) -> None:
    user = person(people)
    with write(people) as session:
        session.add_all(
            bug_reports.BugReport(user_id=user.id, screen="create", text=str(n), created_at=now() - timedelta(hours=n))
            for n in range(PAGE + 3)
        )
    first, second = reports(database=people), reports(page=2, database=people)
    assert first.total == second.total == PAGE + 3
    assert [view.row.text for view in (*first.views, *second.views)] == [str(n) for n in range(PAGE + 3)]
    assert reports(page=9, database=people) == second
