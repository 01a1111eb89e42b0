"""The bin: who may use it, and that nothing is done by halves or lost."""

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from core.binning import bin_banners, restore_banners
from core.db import read, write
from core.errors import NotAllowed, NotFound
from core.models import Banner, CampaignMember, Event, Part, Version
from tests.core.library_rows import FORMATS, Shelf


@pytest.fixture
def shelf(every_database: Engine) -> Shelf:
    return Shelf(every_database)


def binned(shelf: Shelf) -> set[str]:
    with read(shelf.database) as session:
        return {row.id for row in session.exec(select(Banner)) if row.binned_at}


def events(shelf: Shelf) -> list[tuple[str, str | None, str | None]]:
    with read(shelf.database) as session:
        return [(one.name, one.user_id, one.banner_id) for one in session.exec(select(Event).order_by(Event.id))]


@pytest.mark.parametrize("name", ["mara", "ada"])
def test_author_and_administrator_put_away_and_take_back(shelf: Shelf, name: str) -> None:
    first, second = shelf.add(author="mara", formats=FORMATS[:2])
    user = shelf.user(name)
    bin_banners([first.id, second.id], user, shelf.database)
    assert binned(shelf) == {first.id, second.id}
    restore_banners([first.id], user, shelf.database)
    assert binned(shelf) == {second.id}
    told = events(shelf)
    assert {one[0] for one in told[:2]} == {"banner.binned"}
    assert told[2] == ("banner.restored", user.id, first.id)


def test_a_campaigns_manager_may_and_a_performer_may_not(shelf: Shelf) -> None:
    (banner,) = shelf.add(author="mara", campaign=0)
    member = CampaignMember(campaign_id=shelf.campaigns[0].id, user_id=shelf.user("dan").id, part=Part.PERFORMER)
    with write(shelf.database) as session:
        session.add(member)
    with pytest.raises(NotAllowed):
        bin_banners([banner.id], shelf.user("dan"), shelf.database)
    with write(shelf.database) as session:
        member.part = Part.MANAGER
        session.add(member)
    bin_banners([banner.id], shelf.user("dan"), shelf.database)
    assert binned(shelf) == {banner.id}


@pytest.mark.parametrize("move", [bin_banners, restore_banners])
def test_one_that_is_somebody_elses_stops_them_all(shelf: Shelf, move) -> None:
    (own,), (others,) = shelf.add(author="dan"), shelf.add(author="mara")
    before = set()
    if move is restore_banners:
        bin_banners([own.id, others.id], shelf.user("ada"), shelf.database)
        before = {own.id, others.id}
    told = len(events(shelf))
    with pytest.raises(NotAllowed):
        move([own.id, others.id], shelf.user("dan"), shelf.database)
    assert binned(shelf) == before
    assert len(events(shelf)) == told


def test_one_that_does_not_exist_stops_them_all(shelf: Shelf) -> None:
    (own,) = shelf.add(author="mara")
    with pytest.raises(NotFound):
        bin_banners([own.id, "nobody"], shelf.user("mara"), shelf.database)
    assert binned(shelf) == set()


def test_doing_it_again_changes_nothing(shelf: Shelf) -> None:
    (banner,) = shelf.add()
    for _ in range(2):
        bin_banners([banner.id, banner.id], shelf.user("mara"), shelf.database)
    for _ in range(2):
        restore_banners([banner.id], shelf.user("mara"), shelf.database)
    assert [one[0] for one in events(shelf)] == ["banner.binned", "banner.restored"]


def test_nothing_is_deleted(shelf: Shelf) -> None:
    (banner,) = shelf.add(number=2)
    bin_banners([banner.id], shelf.user("mara"), shelf.database)
    with read(shelf.database) as session:
        assert len(session.exec(select(Version).where(Version.banner_id == banner.id)).all()) == 2
