"""The frame around the screens: news, keys, and addresses that lead nowhere."""

import re
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.errors import EngineFailed
from core.models import Status
from pages.parts import navigation, wording
from tests.pages.conftest import SignIn
from tests.screens import HOME, another_tab, carry_out, end, fill_in, jobs, submit, words

PAGES = Path(HOME).with_name("pages")


def toasts(app: AppTest) -> list[str]:
    return [str(toast.value) for toast in app.get("toast")]


def look_again(app: AppTest) -> AppTest:
    """Run again, a second later as far as shared queries are concerned."""
    st.cache_data.clear()
    return app.run()


# --- news -------------------------------------------------------------------------------------------------------------


def test_banners_that_are_ready_are_told_once_on_another_screen(sign_in: SignIn) -> None:
    app = submit(fill_in(sign_in(), "Two pizzas *for* £9"))
    app.switch_page("pages/account.py").run()
    carry_out(jobs()[0].id)
    (told,) = toasts(look_again(app))
    assert "Everyday debit card" in told
    assert r"“Two pizzas \*for\* £9”: the banners are ready." in told
    assert not toasts(look_again(app))


def test_a_failure_is_told_in_the_readers_language(sign_in: SignIn) -> None:
    app = submit(fill_in(sign_in(locale="ru-RU")))
    app.switch_page("pages/account.py").run()
    end(jobs()[0].id, Status.FAILED, EngineFailed("The file could not be stored: {reason}", reason="full"))
    (told,) = toasts(look_again(app))
    assert "Будни" in told


def test_what_the_screen_shows_and_what_ended_before_signing_in_is_not_told(sign_in: SignIn) -> None:
    app = submit(fill_in(sign_in()))
    carry_out(jobs()[0].id)
    assert [told for told in toasts(look_again(app)) if "pizzas" in told or "7%" in told] == []
    app.switch_page("pages/account.py")
    assert not toasts(look_again(app))
    assert not toasts(another_tab("marketer"))


def test_others_jobs_are_not_told(sign_in: SignIn) -> None:
    submit(fill_in(sign_in("designer")))
    other = another_tab("marketer")
    carry_out(jobs()[0].id)
    assert not toasts(look_again(other))


# --- keys -------------------------------------------------------------------------------------------------------------


def test_a_button_lists_the_keys_of_every_screen(sign_in: SignIn) -> None:
    app = sign_in()
    app.button(key="shortcuts").click().run()
    seen = words(app)
    for screen, keys in wording.KEYS.items():
        assert screen in seen
        assert all(meaning in seen for meaning in keys.values())


def test_every_shortcut_of_a_button_is_in_the_list() -> None:
    """Else it would act on the text of before (shortcuts.js)."""
    listed = {"+".join(keys) for screen in wording.KEYS.values() for keys in screen}
    for path in PAGES.rglob("*.py"):
        for shortcut in re.findall(r'shortcut="([^"]+)"', path.read_text("utf-8")):
            assert shortcut.replace("Mod", "Ctrl") in listed, f"{path.name}: {shortcut}"


# --- addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "page"), [("marketer", "users"), ("analyst", "create"), ("designer", "reports")])
def test_a_screen_of_another_role_says_so_and_leads_back(sign_in: SignIn, name: str, page: str) -> None:
    app = sign_in(name)
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    assert "not part of your role" in words(app)
    assert not app.text_input
    (back,) = app.get("page_link")
    assert back.proto.label == f"Back to “{'Account' if name == 'analyst' else 'Create'}”"


@pytest.mark.parametrize(
    ("url", "asked"),
    [("http://here/nowhere", "nowhere"), ("http://here/", ""), ("http://here/a%20b", ""), ("http://here/a/b", ""),
     (None, "")],
)  # fmt: skip
def test_what_an_address_names(url: str | None, asked: str) -> None:
    assert navigation.named_in(url) == asked


def test_every_page_is_a_screen_with_roles() -> None:
    assert {path.stem for path in PAGES.glob("*.py")} == set(navigation.SCREENS)
