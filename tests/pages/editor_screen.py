"""A real banner for the editor, and what a person does there."""

from streamlit.testing.v1 import AppTest

import wiring
from core import accounts
from core.briefs import BriefInput
from core.copywriting.offline.engine import OfflineCopywriter
from core.formats.brand import load_brand
from core.history import BannerView, view_banner
from core.imagery.bank import BankSource
from core.imagery.upload import UploadSource
from core.models import User
from core.stages import Engines
from jobs.tasks import drain
from tests.fakes import FakeMatter, FakePictureBank, FakePictureSource
from tests.screens import another_tab, jobs

OFFER = "7% cashback in cafés until 30 November. The card is free."
FORMATS = ("pilot-1080", "display-300x250")


def person(name: str = "marketer") -> User:
    found = accounts.find_user(name)
    assert found
    return found


def engines() -> Engines:
    """What the workers would have; pictures are squares in a colour of the seed."""
    sources = {"generate": FakePictureSource(), "search": BankSource(FakePictureBank()), "upload": UploadSource()}
    return Engines(store=wiring.store(), brand=load_brand(), formats=wiring.formats(), copywriter=OfflineCopywriter(),
                   sources=sources, matter=FakeMatter())  # fmt: skip


def work_off() -> None:
    """What the workers would do with everything that waits."""
    for job in jobs():
        drain(job.id, engines())


def made(
    name: str = "marketer", formats: tuple[str, ...] = FORMATS, mode: str = "generate", offer: str = OFFER
) -> list[str]:
    """A finished brief of that person: its banners' ids, in the order of the formats."""
    brief = BriefInput(product="debit-card", offer=offer, formats=formats, mode=mode, prompt="a blue square", seed=7)
    job = wiring.submit(brief, person(name))
    drain(job.id, engines())
    return [banner.id for banner in wiring.job(job.id, person(name)).banners]


def look(banner_id: str) -> BannerView:
    """The banner as the rows have it."""
    return view_banner(wiring.desk(), banner_id)


def texts(banner_id: str) -> dict[str, str]:
    """What is on show."""
    shown = look(banner_id).shown
    assert shown
    return dict(shown.version.texts)


def edit(banner_id: str, name: str = "marketer") -> AppTest:
    """That person's editor, in a tab of its own."""
    app = another_tab(name)
    app.query_params["id"] = banner_id
    app.switch_page("pages/banner.py").run()
    assert not app.exception
    return app


def field(app: AppTest, name: str):
    """A text's input."""
    inputs = [one for one in (*app.text_input, *app.text_area) if f".{name}." in (one.key or "")]
    return inputs[0]


def write(app: AppTest, name: str, text: str) -> AppTest:
    """Type into a field."""
    return field(app, name).set_value(text).run()


def open_panel(app: AppTest, name: str) -> AppTest:
    """Turn to another panel. AppTest has no tabs to click on: the widget's state is what a click sets."""
    app.session_state["panel"] = name
    return app.run()


def click(app: AppTest, key: str) -> AppTest:
    """Press the button of that key."""
    app.button(key=key).click().run()
    assert not app.exception
    return app
