"""The form of a campaign: what it takes, what it tells, and that nothing typed is lost."""

from sqlmodel import select

from core import db
from core.models import Product, User
from tests.core.campaign_rows import parts
from tests.pages.campaign_screen import SPRING, begin, brief_in, field, keys, show, shown
from tests.pages.conftest import SignIn
from tests.screens import events, words


def test_a_new_campaign_is_made_and_shown(sign_in: SignIn) -> None:
    app = shown(sign_in)
    app.button(key="campaign-new").click().run()
    field(app, "text_input", "name").set_value("  Autumn  rides ")
    field(app, "selectbox", "product").set_value("taxi")
    field(app, "selectbox", "channel").set_value("Telegram")
    field(app, "multiselect", "performers").set_value(["designer", "admin"])
    app.run()
    app.button(key="campaign-save").click().run()
    (event,) = events("campaign.created")
    made = event.data["campaign"]
    assert app.query_params["campaign"] in (made, [made])
    assert "Autumn rides" in words(app)
    assert "Luarica Taxi · Telegram" in words(app)
    assert parts(made, db.engine()) == {"marketer": "manager", "designer": "performer", "admin": "performer"}
    assert "campaign-save" not in keys(app)


def test_every_fault_stands_beside_its_field_and_nothing_typed_is_lost(sign_in: SignIn) -> None:
    app = shown(sign_in)
    app.button(key="campaign-new").click().run()
    field(app, "text_input", "name").set_value("n" * 81)
    field(app, "selectbox", "channel").set_value("Telegram")
    field(app, "multiselect", "managers").set_value([])
    field(app, "multiselect", "performers").set_value(["designer"])
    app.run()
    assert "At most 80" not in words(app)
    app.button(key="campaign-save").click().run()
    seen = words(app)
    assert "At most 80 characters" in seen
    assert "Choose a product." in seen
    assert field(app, "text_input", "name").value == "n" * 81
    assert field(app, "selectbox", "channel").value == "Telegram"
    assert field(app, "multiselect", "performers").value == ["designer"]
    assert events("campaign.created") == []
    field(app, "text_input", "name").set_value("Short").run()
    assert "At most 80" not in words(app)


def test_a_performer_who_is_a_manager_too_is_told(sign_in: SignIn) -> None:
    app = shown(sign_in)
    app.button(key="campaign-new").click().run()
    field(app, "text_input", "name").set_value("Autumn")
    field(app, "selectbox", "product").set_value("taxi")
    field(app, "multiselect", "performers").set_value(["marketer"])
    app.run()
    app.button(key="campaign-save").click().run()
    assert "marketer is a manager already." in words(app)
    assert events("campaign.created") == []


def test_a_campaign_is_changed(sign_in: SignIn) -> None:
    app = sign_in()
    show(app, begin())
    app.button(key="campaign-edit").click().run()
    assert field(app, "text_input", "name").value == SPRING.name
    assert field(app, "multiselect", "managers").value == ["marketer"]
    field(app, "text_input", "name").set_value("Summer").run()
    app.button(key="campaign-save").click().run()
    assert "Summer" in words(app)
    (event,) = events("campaign.changed")
    assert event.data["changed"] == {"name": [SPRING.name, "Summer"]}


def test_the_product_cannot_be_chosen_anew_once_there_are_briefs(sign_in: SignIn) -> None:
    app = sign_in()
    spring = begin()
    show(app, spring).button(key="campaign-edit").click().run()
    field(app, "selectbox", "product").set_value("taxi").run()
    brief_in(spring)  # by somebody else, meanwhile
    app.button(key="campaign-save").click().run()
    assert "the product stays" in words(app)
    assert events("campaign.changed") == []
    field(app, "selectbox", "product").set_value("debit-card").run()
    app.button(key="campaign-save").click().run()
    assert "campaign-save" not in keys(app)
    app.button(key="campaign-edit").click().run()
    assert field(app, "selectbox", "product").disabled


def test_who_is_switched_off_meanwhile_is_no_longer_in_the_form(sign_in: SignIn) -> None:
    app = sign_in()
    show(app, begin()).button(key="campaign-edit").click().run()
    with db.write() as session:
        session.exec(select(User).where(User.username == "designer")).one().active = False
    app.run()
    assert not app.exception
    assert field(app, "multiselect", "performers").value == []


def test_an_archived_product_keeps_its_name_in_the_form(sign_in: SignIn) -> None:
    app = sign_in()
    spring = begin()
    with db.write() as session:
        session.exec(select(Product).where(Product.slug == "debit-card")).one().archived = True
    show(app, spring).button(key="campaign-edit").click().run()
    assert field(app, "selectbox", "product").value == "debit-card"
    app.button(key="campaign-save").click().run()
    assert "campaign-save" not in keys(app)
