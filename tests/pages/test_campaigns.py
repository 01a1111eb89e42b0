"""The screen of campaigns in all its states, for every role, on real rows."""

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core import campaigns, db
from core.campaign_input import CampaignInput
from core.events import record
from core.models import Banner, CampaignMember, Part
from core.submission import personal_campaign
from tests.pages.campaign_screen import SPRING, begin, brief_in, keys, labels, links, person, show, shown
from tests.pages.conftest import SignIn
from tests.screens import events, words

# --- the list ---------------------------------------------------------------------------------------------------------


def test_who_has_no_campaign_is_told_what_it_is_for(sign_in: SignIn) -> None:
    app = shown(sign_in)
    assert "A product's banners under one name" in words(app)
    assert {"campaign-new", "campaign-first"} <= keys(app)


def test_a_card_tells_name_product_channel_members_and_what_was_made(sign_in: SignIn) -> None:
    app = sign_in()
    spring = begin()
    brief_in(spring)
    seen = words(show(app))
    assert f"**{SPRING.name}**".replace("*sale*", r"\*sale\*") in labels(app)
    assert "Everyday debit card · VK" in seen
    assert "1 brief · 2 banners" in seen
    assert "Mara Marketer, manager · Dan Designer" in seen
    assert len(app.get("image")) == 2
    assert any(spring in link for link in links(app))


def test_a_personal_campaign_is_called_so_and_names_its_owner(sign_in: SignIn) -> None:
    app = sign_in()
    with db.write() as session:
        own = personal_campaign(session, person("marketer")).id
    seen = words(show(app))
    assert "**Personal**" in labels(app)
    assert "Mara Marketer · any product" in seen
    app.query_params["campaign"] = own
    app.run()
    assert "owner" in words(app)
    assert not {"campaign-edit", "campaign-archive"} & keys(app)
    assert "Make banners" in labels(app)


def test_archived_ones_stand_behind_a_switch(sign_in: SignIn) -> None:
    app = sign_in()
    campaigns.archive(begin(), by=person("marketer"))
    show(app)
    assert not any("Spring" in label for label in labels(app))
    app.toggle(key="archived").set_value(True).run()
    assert any("Spring" in label for label in labels(app))
    assert "campaign-first" not in keys(app)


def test_an_empty_archive_says_so(sign_in: SignIn) -> None:
    app = shown(sign_in)
    app.toggle(key="archived").set_value(True).run()
    assert "No campaign is archived." in words(app)


def test_a_long_list_has_pages(sign_in: SignIn) -> None:
    app = sign_in()
    for number in range(13):
        begin(CampaignInput(f"Number {number}", "taxi"))
    show(app)
    assert len([label for label in labels(app) if "Number" in label]) == 12
    app.get("pagination")[0].set_value(2).run()
    assert len([label for label in labels(app) if "Number" in label]) == 1


def test_everybody_sees_their_own_and_an_administrator_all(sign_in: SignIn) -> None:
    app = sign_in()
    begin(CampaignInput("Alone", "taxi"))
    begin()
    for name, seen in {"marketer": {"Alone", "Spring"}, "designer": {"Spring"}, "admin": {"Alone", "Spring"}}.items():
        app.session_state["username"] = name
        show(app)
        assert {word for word in ("Alone", "Spring") if any(word in label for label in labels(app))} == seen


# --- one campaign -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["marketer", "designer", "analyst", "admin"])
def test_what_each_role_may_do_there(sign_in: SignIn, name: str) -> None:
    app = sign_in(name)
    spring = begin()
    brief_in(spring)
    show(app, spring)
    manages, makes = name in {"marketer", "admin"}, name != "analyst"
    assert ({"campaign-edit", "campaign-archive"} <= keys(app)) is manages
    assert bool(app.metric) is (name != "designer")
    assert {"Make banners", "All banners"} <= labels(app) if makes else labels(app) == {"All campaigns"}


def test_its_briefs_stand_with_their_banners_and_the_way_to_the_editor(sign_in: SignIn) -> None:
    app = sign_in()
    spring = begin()
    made, waiting = brief_in(spring), brief_in(spring, "designer", made=False)
    seen = words(show(app, spring))
    assert "Dan Designer" in seen
    assert "In the queue" in seen
    with db.read() as session:
        ids = {
            brief: session.exec(select(Banner.id).where(Banner.brief_id == brief)).all() for brief in (made, waiting)
        }
    assert all(any(banner in link for link in links(app)) for banner in ids[made])
    assert not any(banner in link for link in links(app) for banner in ids[waiting])


def test_a_brief_whose_banners_are_in_the_bin_says_so(sign_in: SignIn) -> None:
    app = sign_in()
    spring = begin()
    brief = brief_in(spring)
    with db.write() as session:
        for banner in session.exec(select(Banner).where(Banner.brief_id == brief)):
            banner.binned_at = banner.created_at
            session.add(banner)
    assert "All its banners are in the bin." in words(show(app, spring))


def test_the_figures_of_all_and_of_each(sign_in: SignIn) -> None:
    app = sign_in()
    spring = begin()
    brief = brief_in(spring)
    brief_in(spring, "designer", made=False)
    with db.write() as session:
        banner = session.exec(select(Banner.id).where(Banner.brief_id == brief)).first()
        record(session, "banner.downloaded", user_id=None, brief_id=brief, banner_id=banner)
        record(session, "picture.regenerated", user_id=None, brief_id=brief, slot=0, n=1)
    show(app, spring)
    told = {metric.label: metric.value for metric in app.metric}
    assert told["Briefs"] == "2"
    assert told["Banners made"] == "2"
    assert told["Downloaded"] == "1"
    assert told["Text edited"] == "0%"
    assert told["Pictures redrawn"] == "0.5"
    assert told["Jobs done"] == "100%"
    table = app.dataframe[0].value
    assert list(table["Performer"]) == ["Dan Designer", "Mara Marketer"]
    assert list(table["Text edited"]) == ["—", "0%"]


def test_a_new_campaign_says_that_nothing_was_made_yet(sign_in: SignIn) -> None:
    app = sign_in()
    seen = words(show(app, begin()))
    assert "Nothing was made in this campaign yet." in seen
    assert not app.metric
    assert "All banners" not in labels(app)


def test_an_archive_is_undone_at_one_click(sign_in: SignIn) -> None:
    app = sign_in()
    show(app, begin())
    app.button(key="campaign-archive").click().run()
    assert "This campaign is archived" in words(app)
    assert "Make banners" not in labels(app)
    app.button(key="campaign-unarchive").click().run()
    assert "This campaign is archived" not in words(app)
    assert [event.data["archived"] for event in events("campaign.archived")] == [True, False]


@pytest.mark.parametrize("campaign", ["nowhere", "theirs"])
def test_what_is_not_there_or_not_ones_own_is_said_with_the_way_back(sign_in: SignIn, campaign: str) -> None:
    app = sign_in("designer")
    theirs = begin(CampaignInput("Alone", "taxi"))
    show(app, theirs if campaign == "theirs" else campaign)
    assert "There is no such campaign." in words(app)
    assert "All campaigns" in labels(app)
    assert "Alone" not in words(app)


def test_nobody_sees_it_who_is_not_signed_in(cold_app: AppTest) -> None:
    theirs = begin()
    cold_app.switch_page("pages/campaigns.py")
    cold_app.query_params["campaign"] = theirs
    cold_app.run()
    assert "Spring" not in words(cold_app)


def test_whose_part_was_taken_away_changes_nothing(sign_in: SignIn) -> None:
    app = sign_in()
    spring = begin()
    show(app, spring)
    with db.write() as session:
        row = session.get_one(CampaignMember, (spring, person("marketer").id))
        row.part = Part.PERFORMER
        session.add(row)
    app.button(key="campaign-archive").click().run()
    assert "Only its managers can change this campaign." in words(app)
    assert events("campaign.archived") == []
    assert "campaign-archive" not in keys(app)
