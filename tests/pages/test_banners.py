"""The Banners screen in all its states, on real rows and files."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Checkbox

import wiring
from core import db
from core.binning import bin_banners
from core.errors import ExportBlocked, NotAllowed
from core.export_sets import Wanted
from core.models import Banner, Campaign, Status, Version
from pages.parts.library_actions import take_zip
from tests.core.library_rows import BEGIN, FORMATS, Shelf
from tests.pages.conftest import SignIn
from tests.pages.editor_screen import made
from tests.screens import end, events, jobs, png_of, words

Open = Callable[..., AppTest]


@pytest.fixture
def shelf(app: AppTest) -> Shelf:
    """Rows of an installation that has its first accounts and products; all banners look the same."""
    small = BytesIO()
    Image.open(BytesIO(png_of(60))).save(small, "JPEG")
    put = wiring.store().put
    return Shelf(db.engine(), put(png_of(80), media_type="image/png"),
                 put(small.getvalue(), media_type="image/jpeg"), "marketer")  # fmt: skip


@pytest.fixture
def open_library(sign_in: SignIn) -> Open:
    def opened(name: str = "marketer", locale: str = "en-GB", **address: str) -> AppTest:
        app = sign_in(name, locale)
        for key, value in address.items():
            app.query_params[key] = value
        app.switch_page("pages/banners.py").run()
        assert not app.exception
        return app

    return opened


def offers(app: AppTest) -> list[str]:
    """What stands on the cards, in their order."""
    return [link.proto.label for link in app.get("page_link") if link.proto.query_string.startswith("id=")]


def box_of(app: AppTest, banner: Banner) -> Checkbox:
    return next(box for box in app.checkbox if box.key.startswith("library-pick") and box.key.endswith(banner.id))


def tick(app: AppTest, *banners: Banner) -> AppTest:
    for banner in banners:
        box_of(app, banner).check()
    return app.run()


# --- what is shown ---------------------------------------------------------------------------------------------------


def test_before_the_first_banner_the_way_to_create_is_shown(open_library: Open) -> None:
    app = open_library()
    assert "Nothing has been made yet" in words(app)
    assert "Make the first one" in [link.proto.label for link in app.get("page_link")]
    assert not app.get("pagination")


def test_a_card_tells_what_it_is_and_leads_to_the_editor(shelf: Shelf, open_library: Open) -> None:
    (banner,) = shelf.add(author="designer", offer="7% *back*", number=3, formats=["pilot-1080"])
    app = open_library()
    (link,) = app.get("page_link")
    assert (link.proto.page, link.proto.query_string) == ("banner", f"id={banner.id}")
    assert link.proto.label == r"7% \*back\*"
    seen = words(app)
    for told in ("Everyday debit card · Square 1080\u00a0×\u00a01080", "Ready", "Version 3", "Dan Designer", "Autumn",
                 "1 banner"):  # fmt: skip
        assert told in seen
    assert len(app.get("image")) == 1


def test_a_card_with_a_thumbnail_reads_no_full_picture(
    shelf: Shelf, open_library: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add()
    store, read = wiring.store(), []
    monkeypatch.setattr(store, "get", lambda key, get=store.get: read.append(key) or get(key))
    open_library()
    assert read == [shelf.thumbnail]


def test_a_version_of_before_thumbnails_gets_one_of_its_picture(shelf: Shelf, open_library: Open) -> None:
    shelf.thumbnail = ""
    shelf.add()
    assert len(open_library().get("image")) == 1


def test_a_lost_file_takes_away_its_picture_and_nothing_else(shelf: Shelf, open_library: Open) -> None:
    shelf.thumbnail = "0" * 64
    shelf.add()
    shelf.thumbnail = ""
    shelf.add(formats=["a-format-that-went"])
    app = open_library()
    assert len(offers(app)) == 2
    assert "a\\-format\\-that\\-went" in words(app)


@pytest.mark.parametrize(
    ("status", "told"), [(Status.FAILED, "Failed"), (Status.CANCELLED, "Cancelled"), (Status.RUNNING, "Working")]
)
def test_a_banner_that_is_not_made_says_how_it_stands(
    shelf: Shelf, open_library: Open, status: Status, told: str
) -> None:
    shelf.add(number=0, status=status)
    assert f" {told}]" in words(open_library())


def test_a_banner_that_becomes_ready_is_shown_when_the_screen_looks_again(shelf: Shelf, open_library: Open) -> None:
    (banner,) = shelf.add(number=0, status=Status.RUNNING)
    app = open_library()
    assert app.session_state["library.working"]
    with db.write() as session:
        session.get_one(Banner, banner.id).current = 1
        session.add(Version(banner_id=banner.id, number=1, cause="generated", author_id=shelf.users[0].id, texts={},
                            copy_engine="offline-1", asset=shelf.picture, thumbnail=shelf.thumbnail))  # fmt: skip
    end(jobs()[0].id, Status.COMPLETED)
    assert "Ready]" in words(app.run())
    assert not app.session_state["library.working"]


# --- the address -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("locale", "product"), [("en-GB", "Porchlight mortgage"), ("ru-RU", "Ипотека «Свои ключи»")])
def test_a_link_shows_the_same_in_every_language(shelf: Shelf, open_library: Open, locale: str, product: str) -> None:
    told = {"product": 1, "mode": "search", "prompt": "Синий дом", "seed": 5, "formats": FORMATS[:2]}
    shelf.add(offer="a card")
    shelf.add(offer="old house", **told)
    shelf.add(offer="new house", **told, at=BEGIN + timedelta(days=1))
    shelf.add(offer="too new", **told, at=BEGIN + timedelta(days=9))
    app = open_library(
        locale=locale, product="mortgage", mode="search", text="СИНИЙ", seed="5", since="2026-03-01", order="oldest",
        until="2026-03-02", state="ready", author="marketer", format=FORMATS[1], campaign=shelf.campaigns[0].id,
    )  # fmt: skip
    assert offers(app) == ["old house", "new house"]
    (box,) = (one for one in app.selectbox if one.value == "mortgage")
    assert product in box.options


def test_an_address_that_makes_no_sense_is_left_out(shelf: Shelf, open_library: Open) -> None:
    shelf.add()
    app = open_library(mode="by magic", state="happy", seed="seven", since="yesterday", order="best", page="-3",
                       campaign="\x00")  # fmt: skip
    assert len(offers(app)) == 1


def test_what_is_chosen_goes_into_the_address_as_a_slug(shelf: Shelf, open_library: Open) -> None:
    shelf.add(author="marketer", offer="cards", product=0)
    shelf.add(author="marketer", offer="house", product=1)
    app = open_library(page="2")
    box = next(one for one in app.selectbox if one.label == "Product")
    box.set_value("mortgage").run()
    assert app.query_params == {"product": "mortgage"}
    assert offers(app) == ["house"]
    next(one for one in app.text_input if one.label == "Search").set_value("nothing like it").run()
    assert offers(app) == []
    app.button(key="library-clear").click().run()
    assert not app.query_params
    assert len(offers(app)) == 2
    assert all(one.value is None for one in app.selectbox if one.label != "Order")


def test_what_leaves_nothing_can_be_taken_back_alone(shelf: Shelf, open_library: Open) -> None:
    shelf.add(offer="cards")
    app = open_library(text="cards", format="pilot-1080", since="2026-02-01")
    seen = words(app)
    assert "No banner is like that" in seen
    assert "Format: **1080x1080 Square** :gray[· 1 banner]" in seen
    assert "From day: **01.02.2026** :gray[· 0 banners]" in seen
    app.button(key="library-without-format").click().run()
    assert offers(app) == ["cards"]
    assert set(app.query_params) == {"text", "since"}


def test_all_can_be_taken_back_at_once(shelf: Shelf, open_library: Open) -> None:
    shelf.add()
    app = open_library(product="nothing", author="nobody")
    app.button(key="library-clear-all").click().run()
    assert len(offers(app)) == 1


def test_pages_are_turned_by_widget_key_and_address(shelf: Shelf, open_library: Open) -> None:
    for number in range(27):
        shelf.add(offer=f"offer {number}", at=BEGIN + timedelta(hours=number))
    app = open_library(page="2")
    assert offers(app) == ["offer 2", "offer 1", "offer 0"]
    assert "27 banners" in words(app)
    app.get("pagination")[0].set_value(1).run()
    assert len(offers(app)) == 24
    assert not app.query_params
    app.button(key="library-next").click().run()
    assert app.query_params["page"] == "2"
    assert app.get("pagination")[0].value == 2
    next(one for one in app.selectbox if one.label == "Order").set_value("oldest").run()
    assert offers(app)[0] == "offer 0"
    assert app.get("pagination")[0].value == 1


def test_people_and_campaigns_of_one_name_can_be_told_apart(shelf: Shelf, open_library: Open) -> None:
    shelf.add()
    with db.write() as session:
        twin = Campaign(name=shelf.campaigns[0].name)
        session.add(twin)
    shelf.campaigns.append(twin)
    shelf.add(campaign=2)
    box = next(one for one in open_library().selectbox if one.label == "Campaign")
    assert len(set(box.options)) == len(box.options) == 2


# --- what is done with several ----------------------------------------------------------------------------------------


def test_the_bin_takes_what_is_selected_and_gives_it_back(shelf: Shelf, open_library: Open) -> None:
    first, second = shelf.add(formats=FORMATS[:2])
    app = tick(open_library(), first, second)
    assert "2 selected" in words(app)
    app.button(key="library-bin").click().run()
    assert "2 banners are in the bin now." in words(app)
    assert offers(app) == []
    app.button(key="library-undo").click().run()
    assert len(offers(app)) == 2
    assert [len(events(name)) for name in ("banner.binned", "banner.restored")] == [2, 2]


def test_in_the_bin_things_are_restored(shelf: Shelf, open_library: Open) -> None:
    first, second = shelf.add(formats=FORMATS[:2])
    bin_banners([first.id, second.id], shelf.user("marketer"))
    app = open_library(bin="1")
    tick(app, first).button(key="library-restore").click().run()
    assert len(offers(app)) == 1
    assert "1 banner is back in the library." in words(app)
    assert not any(box.value for box in app.checkbox)


def test_the_bin_is_empty_at_first(shelf: Shelf, open_library: Open) -> None:
    shelf.add()
    app = open_library(bin="1")
    assert "The bin is empty" in words(app)
    app.get("segmented_control")[0].set_value("").run()
    assert len(offers(app)) == 1


def test_somebody_elses_banner_stays_where_it_is(shelf: Shelf, open_library: Open) -> None:
    (own,), (others,) = shelf.add(), shelf.add(author="designer")
    app = tick(open_library(), own, others)
    app.button(key="library-bin").click().run()
    assert "You can move only banners of your own briefs" in words(app)
    assert len(offers(app)) == 2
    assert "2 selected" in words(app)


def test_a_selection_outlives_pages_but_not_the_way_into_the_bin(shelf: Shelf, open_library: Open) -> None:
    for _ in range(25):
        shelf.add()
    app = open_library()
    next(box for box in app.checkbox if box.label == "Select all").check().run()
    assert "24 selected" in words(app)
    app.button(key="library-next").click().run()
    assert not any(box.value for box in app.checkbox)
    app.button(key="library-previous").click().run()
    assert all(box.value for box in app.checkbox)
    app.button(key="library-none").click().run()
    assert not any(box.value for box in app.checkbox)
    next(box for box in app.checkbox if box.label == "Select all").check().run()
    app.get("segmented_control")[0].set_value("1").run()
    assert "selected" not in words(app)


def test_a_zip_holds_a_file_a_banner_and_each_is_noted(shelf: Shelf, open_library: Open) -> None:
    (blocked,) = shelf.add()  # its file is of another size than its format
    (waiting,) = shelf.add(number=0, status=Status.RUNNING)
    banner, *_ = made(formats=FORMATS[1:2])
    app = tick(open_library("designer"), blocked, waiting)
    assert not app.get("download_button")[0].disabled
    with ZipFile(BytesIO(take_zip([blocked.id, banner, waiting.id], "designer", Wanted(), "en"))) as bundle:
        assert bundle.namelist() == [f"debit-card-1080x1080-pilot-{banner[:6]}.png", "report.json", "report.html"]
        assert [one["banner"] for one in json.loads(bundle.read("report.json"))["left_out"]] == [blocked.id]
    assert {event.banner_id for event in events("banner.downloaded")} == {banner}
    with pytest.raises(ExportBlocked):
        take_zip([blocked.id], "designer", Wanted(), "en")


def test_a_zip_has_a_limit(shelf: Shelf, open_library: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.parts.library_actions.MOST", 1)
    first, second = shelf.add(formats=FORMATS[:2])
    app = tick(open_library(), first, second)
    assert app.get("download_button")[0].proto.disabled
    assert "At most 1 files fit" in app.get("download_button")[0].proto.help


@pytest.mark.parametrize("name", ["analyst", "nobody"])
def test_whoever_makes_no_banners_gets_no_zip(shelf: Shelf, name: str) -> None:
    (banner,) = shelf.add()
    with pytest.raises(NotAllowed):
        take_zip([banner.id], name, Wanted(), "en")
    assert not events("banner.downloaded")


def test_a_brief_is_used_again(shelf: Shelf, open_library: Open) -> None:
    first, second = shelf.add(offer="Again, please", mode="search", prompt="a vase", formats=FORMATS[:2])
    (other,) = shelf.add()
    app = tick(open_library(), first, other)
    assert app.button(key="library-duplicate").disabled
    box_of(app, other).uncheck().run()
    tick(app, second).button(key="library-duplicate").click().run()
    assert app.title[0].value == "Create"
    assert app.text_area[0].value == "Again, please"
    assert set(app.multiselect[0].value) == set(FORMATS[:2])
