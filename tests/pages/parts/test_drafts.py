"""The brief's form holds what was typed, whatever happens to the server, and never breaks over what was kept."""

from typing import Any

import pytest
import streamlit as st
from sqlalchemy import event
from sqlmodel import select

from core import db, drafting
from core.formats.catalogue import load_formats
from core.models import Product, User
from pages.parts.drafts import first_choice, fitting
from tests.pages.conftest import SignIn
from tests.screens import another_tab, enter, fill_in, words

KNOWN = {"product": {"debit-card"}, "campaign": {"c1"}, "mode": ("generate", "search")}
WHOLE = {"product": "debit-card", "campaign": "c1", "offer": "7% back", "mode": "search", "held": "0" * 64,
         "prompt": "a card", "seed": 7, "audience": "students", "formats": ["pilot-1080"]}  # fmt: skip


def change(name: str, **columns: Any) -> str:
    """Change somebody's row as an administrator would. Returns their id."""
    with db.write() as session:
        user = session.exec(select(User).where(User.username == name)).one()
        for column, value in columns.items():
            setattr(user, column, value)
        return user.id


def test_a_whole_draft_is_taken_as_it_is() -> None:
    assert fitting(WHOLE, KNOWN, {"pilot-1080"}) == WHOLE


@pytest.mark.parametrize(
    ("name", "value"),
    [("product", "gone"), ("product", None), ("product", ["debit-card"]), ("campaign", "archived"), ("mode", "guess"),
     ("mode", {}), ("offer", 7), ("offer", "\ud800"), ("seed", "7"), ("seed", True), ("seed", -1), ("seed", 2**31),
     ("seed", 1.5), ("held", "../../etc/passwd"), ("held", None), ("formats", "pilot-1080"),
     ("formats", ["pilot-9999", []]), ("surprise", "!")],
)  # fmt: skip
def test_what_does_not_fit_is_left_out_and_nothing_else(name: str, value: Any) -> None:
    rest = {field: kept for field, kept in WHOLE.items() if field != name}
    assert fitting(rest | {name: value}, KNOWN, {"pilot-1080"}) == rest


@pytest.mark.parametrize(
    ("kept", "formats"),
    [
        ({"formats": ["b", "gone", "a"]}, ["b", "a"]),
        ({"formats": []}, []),
        ({"a": True, "b": False, "gone": True}, ["a"]),
    ],
)
def test_formats_that_are_gone_are_left_out_and_drafts_of_before_are_understood(
    kept: dict[str, Any], formats: list[str]
) -> None:
    assert fitting(kept, KNOWN, ("a", "b")) == {"formats": formats}


def test_a_draft_whose_formats_are_all_gone_begins_anew() -> None:
    assert fitting({"formats": ["gone"]}, KNOWN, ("a",)) == {}
    assert fitting({"gone": True}, KNOWN, ("a",)) == {}


def test_the_pilots_format_is_chosen_at_first() -> None:
    square = load_formats()["pilot-1080"]
    other = square.model_copy(update={"id": "a-square", "networks": ("meta",)})
    assert first_choice([other, square]) is square
    assert first_choice([load_formats()["story-1080x1920"], other]) is other


def test_a_new_server_finds_what_was_typed(sign_in: SignIn) -> None:
    app = fill_in(sign_in(), "Two pizzas for £9")
    app.multiselect(key="brief.0-0.formats").set_value(["landscape-1200x628"]).run()
    st.cache_data.clear()
    st.cache_resource.clear()
    again = another_tab("marketer")
    assert again.text_area(key="brief.0.offer").value == "Two pizzas for £9"
    assert again.multiselect(key="brief.0-0.formats").value == ["landscape-1200x628"]


def test_what_no_longer_fits_leaves_its_field_empty(sign_in: SignIn) -> None:
    app = sign_in("analyst")
    analyst = change("analyst", role="marketer")
    drafting.remember(analyst, "brief", {"product": "debit-card", "offer": "7% back", "mode": "no", "seed": []})
    with db.write() as session:
        for product in session.exec(select(Product)):
            product.archived = product.slug == "debit-card"
    app.run().switch_page("pages/create.py").run()
    assert not app.exception
    assert app.selectbox[0].value is None
    assert app.text_area(key="brief.0.offer").value == "7% back"


def test_looking_writes_nothing_and_typing_writes_once(sign_in: SignIn) -> None:
    app = sign_in()
    written: list[str] = []

    def listen(*told: Any) -> None:
        if "draft" in told[2] and not told[2].startswith("SELECT"):
            written.append(told[2])

    event.listen(db.engine(), "before_cursor_execute", listen)
    app.run()
    assert not written
    fill_in(app)
    assert 0 < len(written) <= 2, "one row is added and filled"
    written.clear()
    app.run()
    app.run()
    assert not written


def test_somebody_else_at_the_same_window_finds_a_form_of_their_own(sign_in: SignIn) -> None:
    app = fill_in(sign_in(), "Hers alone")
    first = change("marketer", active=False)
    app.run()
    enter(app, "designer")
    assert "Hers alone" not in words(app)
    assert app.text_area[0].value == ""
    assert drafting.recall(first, "brief")["offer"] == "Hers alone"
