"""What people see of campaigns: which ones, with which figures, in which order."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, event
from sqlmodel import select

from core.campaign_briefs import briefs_of
from core.campaign_input import CampaignInput
from core.campaign_views import Campaigns, CampaignView, campaigns_of, view_campaign
from core.campaigns import archive, create
from core.clock import now
from core.db import write
from core.errors import EngineFailed, NotFound, Refused
from core.models import Banner, Job, Status
from core.submission import personal_campaign
from tests.core.campaign_rows import add_brief, begin_spring, furnish, new_person, person, show

FORMATS = ("pilot-1080", "display-300x250")


@pytest.fixture
def rows(every_database: Engine) -> Engine:
    return furnish(every_database)


@pytest.fixture
def spring(rows: Engine) -> str:
    return begin_spring(rows)


def names(found: Campaigns) -> list[str]:
    return [one.owner or one.name for one in found.rows]


def seen(campaign_id: str, name: str, rows: Engine) -> CampaignView:
    return view_campaign(campaign_id, person(name, rows), rows)


def test_who_sees_which_campaigns(rows: Engine, spring: str) -> None:
    stranger = new_person("anna", "marketer", rows)
    with write(rows) as session:
        personal_campaign(session, stranger)
    everything = ["Spring", "anna"]
    expected = {"marketer": ["Spring"], "designer": ["Spring"], "anna": ["anna"], "admin": everything,
                "analyst": everything}  # fmt: skip
    for name, wanted in expected.items():
        found = campaigns_of(person(name, rows), database=rows)
        assert (found.total, names(found)) == (len(wanted), wanted)
    for name in ("anna", "nobody"):
        with pytest.raises(NotFound):
            view_campaign(spring if name == "anna" else name, stranger, rows)


@pytest.mark.parametrize(
    ("name", "may"),
    [("marketer", (True, True, True)), ("designer", (True, False, False)), ("analyst", (False, False, True)),
     ("admin", (True, True, True))],
)  # fmt: skip
def test_who_makes_banners_in_it_changes_it_and_sees_its_figures(
    rows: Engine, spring: str, name: str, may: tuple[bool, bool, bool]
) -> None:
    view = seen(spring, name, rows)
    assert (view.open, view.changeable, view.measurable) == may
    archive(spring, by=person("marketer", rows), database=rows)
    assert not seen(spring, name, rows).open


def test_a_personal_campaign_names_its_owner_has_no_product_and_cannot_be_changed(rows: Engine) -> None:
    marketer = person("marketer", rows)
    with write(rows) as session:
        own = personal_campaign(session, marketer).id
    for name in ("marketer", "admin"):
        view = seen(own, name, rows)
        assert (view.owner, view.product, view.changeable, view.measurable) == ("Mara Marketer", None, False, True)
        assert view.open is (name == "marketer")


def test_members_stand_with_their_parts_managers_first(rows: Engine, spring: str) -> None:
    assert [(one.username, one.name, one.part) for one in seen(spring, "designer", rows).members] == [
        ("marketer", "Mara Marketer", "manager"),
        ("designer", "Dan Designer", "performer"),
    ]


def test_a_campaign_without_briefs_is_counted_too(rows: Engine, spring: str) -> None:
    view = seen(spring, "marketer", rows)
    assert (view.briefs, view.banners, view.newest, view.active_at) == (0, 0, (), view.created_at)


def test_banners_are_counted_once_they_can_be_seen_and_as_long_as_they_are_not_in_the_bin(
    rows: Engine, spring: str
) -> None:
    marketer = person("marketer", rows)
    _waiting, made, binned = (add_brief(spring, marketer, rows, FORMATS) for _ in range(3))
    show(made, rows)
    show(binned, rows, binned=True)
    view = seen(spring, "marketer", rows)
    assert (view.briefs, view.banners) == (3, 2)
    assert {banner.thumbnail for banner in view.newest} == {"small"}
    assert view.active_at > view.created_at


def test_the_newest_four_banners_are_shown(rows: Engine, spring: str) -> None:
    marketer = person("marketer", rows)
    made = [show(add_brief(spring, marketer, rows, FORMATS), rows) for _ in range(3)]
    with write(rows) as session:
        for place, key in enumerate(key for pair in made for key in pair):
            session.get_one(Banner, key).created_at = now() + timedelta(seconds=place)
    assert [banner.id for banner in seen(spring, "marketer", rows).newest] == [*made[2][::-1], *made[1][::-1]]


def test_what_is_worked_on_comes_first_personal_ones_last(rows: Engine, spring: str) -> None:
    marketer = person("marketer", rows)
    with write(rows) as session:
        own = personal_campaign(session, marketer).id
    create(CampaignInput("Later", "taxi"), by=marketer, database=rows)
    assert names(campaigns_of(marketer, database=rows)) == ["Later", "Spring", "Mara Marketer"]
    add_brief(spring, marketer, rows)
    add_brief(own, marketer, rows)
    assert names(campaigns_of(marketer, database=rows)) == ["Spring", "Later", "Mara Marketer"]


def test_archived_ones_are_a_list_of_their_own(rows: Engine, spring: str) -> None:
    marketer = person("marketer", rows)
    archive(spring, by=marketer, database=rows)
    assert names(campaigns_of(marketer, database=rows)) == []
    assert names(campaigns_of(marketer, archived=True, database=rows)) == ["Spring"]


def test_a_long_list_comes_in_pages(rows: Engine) -> None:
    marketer = person("marketer", rows)
    for number in range(5):
        create(CampaignInput(f"Number {number}", "taxi"), by=marketer, database=rows)
    pages = [campaigns_of(marketer, page=page, size=2, database=rows) for page in (1, 2, 3, 4)]
    assert [len(page.rows) for page in pages] == [2, 2, 1, 0]
    assert {page.total for page in pages} == {5}
    assert len({name for page in pages for name in names(page)}) == 5


def test_the_number_of_statements_does_not_depend_on_how_much_there_is(rows: Engine, spring: str) -> None:
    marketer = person("marketer", rows)

    def statements() -> int:
        counted: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            counted.append(statement)

        event.listen(rows, "before_cursor_execute", note)
        try:
            campaigns_of(marketer, database=rows)
            briefs_of(spring, marketer, database=rows)
        finally:
            event.remove(rows, "before_cursor_execute", note)
        return len(counted)

    before = statements()
    for number in range(3):
        more = create(CampaignInput(f"Number {number}", "taxi"), by=marketer, database=rows)
        for campaign in (more.id, spring):
            show(add_brief(campaign, marketer, rows, FORMATS), rows)
    assert statements() == before


# --- briefs -----------------------------------------------------------------------------------------------------------


def test_briefs_come_newest_first_with_their_banners_in_the_order_asked_for(rows: Engine, spring: str) -> None:
    marketer, designer = person("marketer", rows), person("designer", rows)
    first = add_brief(spring, marketer, rows, FORMATS, Status.COMPLETED)
    second = add_brief(spring, designer, rows, status=Status.RUNNING)
    show(first, rows)
    with write(rows) as session:
        session.add(Job(user_id=designer.id, brief_id=first, status=Status.FAILED, plan={"change": 1}, banner_id="x"))
    found = briefs_of(spring, designer, database=rows)
    assert found.total == 2
    newest, oldest = found.rows
    assert (newest.brief.id, newest.author, newest.status) == (second, "Dan Designer", "running")
    assert [(banner.format_id, banner.asset) for banner in newest.banners] == [("pilot-1080", "")]
    assert (oldest.brief.id, oldest.author, oldest.status) == (first, "Mara Marketer", "completed")
    assert [(banner.format_id, banner.thumbnail) for banner in oldest.banners] == [
        ("pilot-1080", "small"), ("display-300x250", "small")]  # fmt: skip
    assert oldest.product.slug == "debit-card"


def test_a_brief_that_was_refused_is_told_from_one_that_failed(rows: Engine, spring: str) -> None:
    refused = Refused("This text is offensive. Put it in other words.", field="offer")
    for error in (refused, EngineFailed("The file could not be stored: {reason}", reason="full")):
        brief = add_brief(spring, person("marketer", rows), rows, status=Status.FAILED)
        with write(rows) as session:
            session.exec(select(Job).where(Job.brief_id == brief)).one().error = error.as_json()
    broken, stopped = briefs_of(spring, person("marketer", rows), database=rows).rows
    assert (broken.status, broken.refused) == ("failed", False)
    assert (stopped.status, stopped.refused) == ("failed", True)


def test_banners_in_the_bin_are_left_out_and_briefs_come_in_pages(rows: Engine, spring: str) -> None:
    marketer = person("marketer", rows)
    for _ in range(3):
        show(add_brief(spring, marketer, rows), rows, binned=True)
    pages = [briefs_of(spring, marketer, page=page, size=2, database=rows) for page in (1, 2)]
    assert [[one.banners for one in page.rows] for page in pages] == [[(), ()], [()]]


def test_a_stranger_sees_no_briefs(rows: Engine, spring: str) -> None:
    with pytest.raises(NotFound):
        briefs_of(spring, new_person("anna", "marketer", rows), database=rows)
