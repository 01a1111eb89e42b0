"""Who gets in, and what they find."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core import accounts, people
from core.lockout import ATTEMPTS
from tests.pages.conftest import SignIn
from tests.screens import enter, events, words

PAGES = sorted(path.name for path in (Path(__file__).resolve().parents[2] / "pages").glob("*.py"))


def test_nothing_but_the_sign_in_is_shown_to_strangers(app: AppTest) -> None:
    app.run()
    assert [field.label for field in app.text_input] == ["User name", "Password"]
    assert not app.text_area
    assert not app.selectbox


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opened_before_the_frame_shows_nothing_of_itself(cold_app: AppTest, page: str) -> None:
    cold_app.run()
    cold_app.switch_page(f"pages/{page}").run()
    assert not cold_app.exception
    assert not cold_app.text_area
    assert not cold_app.selectbox
    assert {button.key for button in cold_app.button} <= {None, "FormSubmitter:sign-in-Sign in"}


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(app: AppTest) -> None:
    wrong = enter(app, "marketer", "not this one").error[0].value
    unknown = enter(app, "nobody", "not this one").error[0].value
    assert wrong == unknown
    assert "wrong" in wrong


def test_five_failures_lock_the_name(app: AppTest) -> None:
    for _ in range(ATTEMPTS):
        enter(app, "marketer", "not this one")
    assert "Too many failed attempts" in enter(app, "marketer").error[0].value
    assert len(events("user.locked")) == 1


@pytest.mark.parametrize(
    ("name", "title"), [("marketer", "Create"), ("designer", "Create"), ("admin", "Create"), ("analyst", "Account")]
)
def test_everybody_begins_on_a_screen_of_their_own(sign_in: SignIn, name: str, title: str) -> None:
    app = sign_in(name)
    assert app.title[0].value == title
    assert len(events("user.signed_in")) == 1


def test_an_account_that_is_switched_off_is_out_at_the_next_click(sign_in: SignIn) -> None:
    app = sign_in("marketer")
    people.disable("marketer")
    app.run()
    assert [field.label for field in app.text_input] == ["User name", "Password"]


def test_a_role_that_was_taken_away_takes_the_screen_with_it(sign_in: SignIn) -> None:
    app = sign_in("marketer")
    admin = accounts.find_user("admin")
    assert admin
    people.change_role("marketer", "analyst", by=admin)
    app.run()
    assert not app.text_area


def test_signing_out_leaves_nothing_behind(sign_in: SignIn) -> None:
    app = sign_in("analyst").switch_page("pages/account.py").run()
    app.button(key="sign-out").click().run()
    assert app.session_state["username"] is None
    assert "Ana Analyst" not in words(app)


def test_the_browser_chooses_the_language_and_a_person_another_one(sign_in: SignIn) -> None:
    app = sign_in("analyst", locale="ru-RU").switch_page("pages/account.py").run()
    assert app.title[0].value == "Профиль"
    app.get("segmented_control")[0].set_value("en").run()
    assert app.title[0].value == "Account"
    user = accounts.find_user("analyst")
    assert user
    assert user.language == "en"


def test_a_chosen_language_comes_back_at_the_next_sign_in(sign_in: SignIn) -> None:
    user = accounts.find_user("analyst")
    assert user is None or user.language is None
    app = sign_in("analyst").switch_page("pages/account.py").run()
    app.get("segmented_control")[0].set_value("ru").run()
    app.button(key="sign-out").click().run()
    app.session_state["language"] = "en"
    assert enter(app, "analyst").title[0].value == "Профиль"
