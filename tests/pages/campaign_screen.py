"""What a person does on the screen of campaigns, and sees there."""

from typing import Any

from streamlit.testing.v1 import AppTest

from core import accounts, campaigns, db
from core.campaign_input import CampaignInput
from core.models import User
from tests.core.campaign_rows import add_brief
from tests.pages.conftest import SignIn
from tests.screens import carry_out, jobs

SPRING = CampaignInput("Spring *sale*", "debit-card", "VK", performers=("designer",))


def person(name: str) -> User:
    user = accounts.find_user(name)
    assert user
    return user


def begin(entered: CampaignInput = SPRING, by: str = "marketer") -> str:
    return campaigns.create(entered, by=person(by)).id


def shown(sign_in: SignIn) -> AppTest:
    """The marketer's list."""
    return show(sign_in())


def show(app: AppTest, campaign: str = "") -> AppTest:
    app.switch_page("pages/campaigns.py")
    if campaign:
        app.query_params["campaign"] = campaign
    app.run()
    assert not app.exception
    return app


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def links(app: AppTest) -> list[str]:
    return [str(link.proto) for link in app.get("page_link")]


def labels(app: AppTest) -> set[str]:
    return {str(link.proto.label) for link in app.get("page_link")}


def field(app: AppTest, kind: str, name: str) -> Any:
    return next(one for one in app.get(kind) if str(one.key).endswith(f".{name}") and one.key.startswith("campaign."))


def brief_in(campaign: str, name: str = "marketer", *, made: bool = True) -> str:
    """A brief in two formats. Returns: its id."""
    brief = add_brief(campaign, person(name), db.engine(), ("pilot-1080", "display-300x250"))
    if made:
        carry_out(next(job.id for job in jobs() if job.brief_id == brief))
    return brief
