"""The campaign of a brief on the Create screen: who sees the field, what it offers, and what comes of it."""

from typing import Any

from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

from core import campaigns, db
from core.campaign_input import CampaignInput
from core.models import Brief, Campaign
from tests.pages.campaign_screen import begin, person
from tests.pages.conftest import SignIn
from tests.screens import another_tab, carry_out, fill_in, jobs, submit, words


def fields(app: AppTest) -> list[str]:
    return [box.label for box in app.selectbox]


def campaign(app: AppTest) -> Any:
    return next(box for box in app.selectbox if box.label == "Campaign")


def belongs() -> list[str]:
    """The ids of the campaigns of all briefs, in the order of their making."""
    with db.read() as session:
        return list(session.exec(select(Brief.campaign_id).order_by(col(Brief.created_at))))


def test_newcomers_see_no_more_fields_than_they_need(sign_in: SignIn) -> None:
    app = sign_in()
    begin(CampaignInput("Theirs", "taxi"), by="designer")
    assert fields(app.run()) == ["Product"]
    submit(fill_in(app))
    with db.read() as session:
        assert session.get_one(Campaign, belongs()[0]).personal_of == person("marketer").id


def test_a_brief_is_made_in_the_chosen_campaign(sign_in: SignIn) -> None:
    app = sign_in()
    spring = begin()
    fill_in(app.run())
    assert campaign(app).value == ""
    campaign(app).set_value(spring).run()
    submit(app)
    assert belongs() == [spring]


def test_the_chosen_product_decides_what_is_offered(sign_in: SignIn) -> None:
    app = sign_in()
    begin(CampaignInput("Card", "debit-card"))
    begin(CampaignInput("Ride", "taxi"))
    assert campaign(app.run()).options == ["Personal", "Card", "Ride"]
    app.selectbox[0].set_value("taxi").run()
    assert campaign(app).options == ["Personal", "Ride"]


def test_campaigns_of_one_name_can_be_told_apart(sign_in: SignIn) -> None:
    app = sign_in()
    for product in ("debit-card", "taxi", "taxi"):
        begin(CampaignInput("Spring", product))
    begin(CampaignInput("Personal", "taxi"))
    offered = campaign(app.run()).options
    assert len(set(offered)) == len(offered) == 5
    assert {"Personal", "Personal (2)", "Spring · Luarica Taxi", "Spring · Luarica Taxi (2)"} < set(offered)


def test_choosing_a_campaign_first_chooses_its_product(sign_in: SignIn) -> None:
    app = sign_in()
    spring = begin()
    app.run().text_area[0].set_value("5 % back").run()
    campaign(app).set_value(spring).run()
    assert app.selectbox[0].value == "debit-card"
    assert campaign(app).value == spring
    assert app.text_area[0].value == "5 % back"


def test_another_product_takes_the_brief_out_of_the_campaign(sign_in: SignIn) -> None:
    app = sign_in()
    spring = begin()
    fill_in(app.run())
    campaign(app).set_value(spring).run()
    app.selectbox[0].set_value("taxi").run()
    assert campaign(app).value == ""
    submit(app)
    assert spring not in belongs()
    assert len(jobs()) == 1


def test_the_link_of_a_campaign_presets_it_and_leaves_the_rest_as_it_was(sign_in: SignIn) -> None:
    app = sign_in()
    spring = begin()
    fill_in(app.run(), "Two pizzas for £9", "pizza-delivery")
    app.query_params["campaign"] = spring
    app.run()
    assert (app.selectbox[0].value, campaign(app).value) == ("debit-card", spring)
    assert app.text_area[0].value == "Two pizzas for £9"
    assert "campaign" not in app.query_params


def test_a_link_to_somebody_elses_campaign_changes_nothing(sign_in: SignIn) -> None:
    app = sign_in()
    theirs = begin(CampaignInput("Theirs", "taxi"), by="designer")
    fill_in(app)
    app.query_params["campaign"] = theirs
    app.run()
    assert app.selectbox[0].value == "debit-card"
    assert fields(app) == ["Product"]


def test_an_archive_meanwhile_is_told_beside_the_field(sign_in: SignIn) -> None:
    app = sign_in()
    spring = begin()
    begin(CampaignInput("Other", "debit-card"))
    fill_in(app.run())
    campaign(app).set_value(spring).run()
    campaigns.archive(spring, by=person("marketer"))
    assert "You are not in this campaign, or it is archived." in words(submit(app))
    assert not jobs()
    submit(app.run())
    assert spring not in belongs()
    assert len(jobs()) == 1


def test_the_choice_survives_a_new_session_and_using_the_brief_again(sign_in: SignIn) -> None:
    app = sign_in()
    spring = begin()
    fill_in(app.run())
    campaign(app).set_value(spring).run()
    assert campaign(another_tab("marketer")).value == spring
    submit(app)
    carry_out(jobs()[0].id)
    campaign(app.run()).set_value("").run()
    app.text_area[0].set_value("Something else").run()
    app.button(key="job-use").click().run()
    assert campaign(app).value == spring
