"""The administrator's list of bug reports in all its states."""

import pytest
from streamlit.testing.v1 import AppTest

from core import accounts, bug_reports, db
from core.bug_reports import PAGE
from core.desk_rows import BugReport
from core.errors import NotAllowed
from core.models import User
from pages.parts import bug_card
from tests.pages.conftest import SignIn
from tests.screens import carry_out, fill_in, jobs, submit, words


def person(name: str) -> User:
    user = accounts.find_user(name)
    assert user
    return user


def open_reports(sign_in: SignIn) -> AppTest:
    return sign_in("admin").switch_page("pages/reports.py").run()


def reported(text: str = "The *button* blinks", banner_id: str = "") -> str:
    return bug_reports.report(person("marketer"), "create", text, banner_id).id


def test_where_there_is_no_report_it_says_what_comes_here(sign_in: SignIn) -> None:
    app = open_reports(sign_in)
    assert "Nobody waits for an answer" in words(app)
    app.get("segmented_control")[0].set_value("closed").run()
    assert "No report has been closed yet" in words(app)


def test_an_open_report_shows_who_where_what_and_what_goes_along(sign_in: SignIn) -> None:
    app = sign_in("admin")
    reported("The *button* blinks\nall day")
    seen = words(app.switch_page("pages/reports.py").run())
    assert "Mara Marketer" in seen
    assert "Create" in seen
    assert "The \\*button\\* blinks  \nall day" in seen
    assert "AdBanner" in seen
    assert "1 open report" in seen
    assert not app.get("page_link")


def test_a_report_on_a_banner_leads_to_its_editor(sign_in: SignIn) -> None:
    app = submit(fill_in(sign_in("admin")))
    carry_out(jobs()[0].id)
    with db.read() as session:
        banner = session.exec(bug_reports.select(bug_reports.Banner)).one().id
    reported("No card", banner)
    app.switch_page("pages/reports.py").run()
    seen = words(app)
    assert "A \\*card\\*" in seen
    assert "studio\\-1" in seen
    assert any(banner in str(link.proto) for link in app.get("page_link"))


def test_an_answer_closes_a_report_and_reopening_keeps_it(sign_in: SignIn) -> None:
    app = sign_in("admin")
    one = reported()
    app.switch_page("pages/reports.py").run()
    app.text_area(key=f"answer.{one}").set_value("Mended.")
    app.button(key=f"close-{one}").click().run()
    seen = words(app)
    assert "The report is closed." in seen
    assert "Nobody waits for an answer" in seen
    app.get("segmented_control")[0].set_value("closed").run()
    assert "Mended." in words(app)
    app.button(key=f"reopen-{one}").click().run()
    app.get("segmented_control")[0].set_value("open").run()
    assert app.text_area(key=f"answer.{one}").value == "Mended."


def test_a_report_may_be_closed_without_an_answer(sign_in: SignIn) -> None:
    app = sign_in("admin")
    one = reported()
    app.switch_page("pages/reports.py").run()
    app.button(key=f"close-{one}").click().run()
    app.get("segmented_control")[0].set_value("closed").run()
    assert "Closed without an answer" in words(app)


def test_an_answer_that_is_too_long_is_told_beside_it_and_kept(sign_in: SignIn) -> None:
    app = sign_in("admin")
    one = reported()
    app.switch_page("pages/reports.py").run()
    app.text_area(key=f"answer.{one}").set_value("so " * 700)
    app.button(key=f"close-{one}").click().run()
    assert "At most 2000 characters" in words(app)
    assert app.text_area(key=f"answer.{one}").value == "so " * 700


def test_the_second_of_two_administrators_is_told(sign_in: SignIn) -> None:
    app = sign_in("admin")
    one = reported()
    app.switch_page("pages/reports.py").run()
    bug_reports.close(one, "Mended.", by=person("admin"))
    app.text_area(key=f"answer.{one}").set_value("Cannot be.")
    app.button(key=f"close-{one}").click().run()
    assert "Somebody else has closed this report meanwhile." in words(app)
    assert bug_reports.reports(closed=True).views[0].row.answer == "Mended."


def test_many_reports_come_in_pages_and_closing_the_last_of_a_page_shows_the_one_before(sign_in: SignIn) -> None:
    app = sign_in("admin")
    keys = [reported(f"Bug {number}") for number in range(PAGE + 1)]
    app.switch_page("pages/reports.py").run()
    assert len(app.text_area) == PAGE
    app.get("pagination")[0].set_value(2).run()
    assert "Bug 0" in words(app)
    app.button(key=f"close-{keys[0]}").click().run()
    assert len(app.text_area) == PAGE
    assert not app.get("pagination")


@pytest.mark.parametrize("name", ["marketer", "designer", "analyst"])
def test_nobody_else_reads_closes_or_reopens_reports(
    sign_in: SignIn, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = sign_in(name)
    one = reported()
    app.switch_page("pages/reports.py").run()
    assert "The \\*button\\* blinks" not in words(app)
    assert not app.text_area
    monkeypatch.setattr("pages.parts.session.current_user", lambda: person(name))
    for callback in (bug_card._close, bug_card._reopen):
        with pytest.raises(NotAllowed):
            callback.__wrapped__(one)
    with db.read() as session:
        assert session.get_one(BugReport, one).closed_at is None
