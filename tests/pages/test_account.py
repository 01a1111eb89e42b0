"""The Account screen: one's own password, one's own reports of bugs."""

from pathlib import Path

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core import accounts, bug_reports, db, drafting
from core.desk_rows import BugReport
from core.errors import NotAllowed
from core.lockout import ATTEMPTS
from core.models import Banner, User
from pages.parts import bug_report, user_password
from tests.pages.conftest import SignIn
from tests.screens import PASSWORD, another_tab, carry_out, enter, events, fill_in, jobs, submit, words

NEW = "a-new-password"


def person(name: str) -> User:
    user = accounts.find_user(name)
    assert user
    return user


def opened_by(sign_in: SignIn, name: str = "marketer", locale: str = "en-GB") -> AppTest:
    return sign_in(name, locale).switch_page("pages/account.py").run()


# --- the password -----------------------------------------------------------------------------------------------------


def change_password(app: AppTest, current: str, wanted: str, turn: int = 0) -> AppTest:
    app.text_input(key=f"password.{turn}.current").set_value(current)
    app.text_input(key=f"password.{turn}.new").set_value(wanted)
    return app.form_submit_button[0].click().run()


def test_everybody_finds_their_own_account(sign_in: SignIn) -> None:
    seen = words(opened_by(sign_in, "analyst", "ru"))
    assert "Аналитик пилота" in seen
    assert "Ana Analyst" in seen


def test_a_new_password_counts_from_the_next_sign_in(sign_in: SignIn) -> None:
    app = change_password(opened_by(sign_in), PASSWORD, NEW)
    assert "Your password is changed." in words(app)
    assert app.text_input(key="password.1.current").value == ""
    app.button(key="sign-out").click().run()
    assert "wrong" in enter(app, "marketer").error[0].value
    assert enter(app, "marketer", NEW).title[0].value == "Account"
    assert len(events("user.password_changed")) == 1


@pytest.mark.parametrize(
    ("current", "wanted", "fault"),
    [(PASSWORD, "short", "8 characters or more"), ("not this one", NEW, "not your current password")],
)
def test_a_fault_is_told_beside_its_field_and_what_was_typed_stays(
    sign_in: SignIn, current: str, wanted: str, fault: str
) -> None:
    app = change_password(opened_by(sign_in), current, wanted)
    assert fault in words(app)
    assert app.text_input(key="password.0.new").value == wanted
    assert "is changed" in words(change_password(app, PASSWORD, NEW))
    assert fault not in words(app)


def test_guessing_the_current_password_locks_the_account(sign_in: SignIn) -> None:
    app = opened_by(sign_in)
    for _ in range(ATTEMPTS):
        change_password(app, "not this one", NEW)
    assert "Too many failed attempts" in words(change_password(app, PASSWORD, NEW))


def test_a_person_who_was_switched_off_meanwhile_changes_no_password(installation: Path) -> None:
    assert installation
    with pytest.raises(NotAllowed):
        user_password._change.__wrapped__()


# --- reporting a bug --------------------------------------------------------------------------------------------------


def report(app: AppTest, text: str, turn: int = 1) -> AppTest:
    app.button(key="own-bug-account-").click().run()
    app.text_area(key=f"bug.text.{turn}").set_value(text).run()
    return app.button(key="bug-send").click().run()


def test_before_the_first_report_it_says_how(sign_in: SignIn) -> None:
    assert "None yet." in words(opened_by(sign_in))


@pytest.mark.parametrize("name", ["marketer", "designer", "analyst", "admin"])
def test_everybody_reports_a_bug_and_sees_it(sign_in: SignIn, name: str) -> None:
    app = report(opened_by(sign_in, name), "The *button* does nothing")
    seen = words(app)
    assert "Thank you." in seen
    assert r"The \*button\* does nothing" in seen
    assert not app.text_area
    assert "Thank you." not in words(app.run())
    (row,) = bug_reports.reports_of(person(name))
    assert (row.screen, row.details.keys()) == ("account", {"app"})


def test_what_goes_along_is_shown_before(sign_in: SignIn) -> None:
    app = opened_by(sign_in, locale="ru")
    app.button(key="own-bug-account-").click().run()
    seen = words(app)
    assert "AdBanner" in seen
    assert "Профиль" in seen


def test_an_empty_report_is_refused_beside_its_field_and_the_dialog_stays(sign_in: SignIn) -> None:
    app = report(opened_by(sign_in), "  ")
    assert "Write what went wrong." in words(app)
    assert app.text_area(key="bug.text.1")
    app.text_area(key="bug.text.1").set_value("It blinks").run()
    assert "Thank you." in words(app.button(key="bug-send").click().run())


def test_what_was_typed_outlives_the_dialog_and_the_session(sign_in: SignIn) -> None:
    app = opened_by(sign_in)
    app.button(key="own-bug-account-").click().run()
    app.text_area(key="bug.text.1").set_value("Half a sen").run()
    again = another_tab("marketer").switch_page("pages/account.py").run()
    again.button(key="own-bug-account-").click().run()
    assert again.text_area(key="bug.text.1").value == "Half a sen"
    again.button(key="bug-send").click().run()
    assert drafting.recall(person("marketer").id, "bug") == {}


def test_a_draft_of_another_kind_is_dropped(sign_in: SignIn) -> None:
    app = opened_by(sign_in)
    drafting.remember(person("marketer").id, "bug", {"text": ["not", "a", "text"]})
    app.button(key="own-bug-account-").click().run()
    assert app.text_area(key="bug.text.1").value == ""


def test_the_answer_reaches_the_reporter_and_nobody_else(sign_in: SignIn) -> None:
    app = report(opened_by(sign_in), "It blinks")
    (row,) = bug_reports.reports_of(person("marketer"))
    bug_reports.close(row.id, "Mended in *0.2*.", by=person("admin"))
    seen = words(app.run())
    assert "Closed" in seen
    assert r"Mended in \*0.2\*." in seen
    other = another_tab("designer").switch_page("pages/account.py").run()
    assert "It blinks" not in words(other)


def test_a_report_on_a_banner_shows_and_keeps_what_made_it(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    app = submit(fill_in(sign_in()))
    carry_out(jobs()[0].id)
    with db.read() as session:
        banner = session.exec(select(Banner)).one().id
    monkeypatch.setattr("pages.parts.bug_own.bug_button", lambda *_, **__: bug_report.bug_button("banner", banner))
    app.switch_page("pages/account.py").run()
    app.button(key=f"bug-banner-{banner}").click().run()
    seen = words(app)
    assert r"A \*card\*" in seen
    assert "Everyday debit card" in seen
    assert "studio\\-1, white" in seen
    app.text_area(key="bug.text.1").set_value("No card").run()
    app.button(key="bug-send").click().run()
    (row,) = bug_reports.reports_of(person("marketer"))
    assert (row.banner_id, row.details["pictures"][0]["seed"]) == (banner, 7)


def test_nobody_reports_without_being_signed_in(installation: Path) -> None:
    assert installation
    for callback, arguments in ((bug_report._open, ["x"]), (bug_report._keep, []), (bug_report._send, ["x", ""])):
        with pytest.raises(NotAllowed):
            callback.__wrapped__(*arguments)
    with db.read() as session:
        assert not session.exec(select(BugReport)).all()
