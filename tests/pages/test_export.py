"""The export gate on the screens: what a card says, who may let a banner through, and what a click may not do."""

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

import wiring
from core import accounts, db
from core.errors import ExportBlocked
from core.export_rows import Override
from core.models import Product, Version
from pages.parts.banner_card import take_file
from pages.parts.editor_preview import take
from tests.pages.conftest import SignIn
from tests.pages.editor_screen import edit, look, made, write
from tests.screens import another_tab, carry_out, events, fill_in, jobs, submit, words


def needs_legal(slug: str = "debit-card") -> None:
    """From now on the product needs legal text, which its banners do not have."""
    with db.write() as session:
        session.exec(select(Product).where(Product.slug == slug)).one().legal_share = 0.1


def blocked(app: AppTest) -> tuple[AppTest, str, Version]:
    """A finished job whose banner is blocked: the app, the job's id, the version."""
    submit(fill_in(app))
    (job,) = jobs()
    carry_out(job.id)
    needs_legal()
    person = accounts.find_user(app.session_state["username"])
    assert person
    version = wiring.job(job.id, person).banners[0].version
    assert version
    return app.run(), job.id, version


def reasons(app: AppTest, version_id: str) -> AppTest:
    """Open what is behind the card's word."""
    app.session_state[f"gate-open-{version_id}"] = True
    return app.run()


def let_through(app: AppTest, version_id: str, reason: str) -> AppTest:
    reasons(app, version_id).button(key=f"overrule-{version_id}").click().run()
    next(one for one in app.text_area if (one.key or "").startswith("overrule.reason")).set_value(reason).run()
    return app.button(key="overrule-send").click().run()


def test_a_blocked_banner_says_why_and_whom_to_ask(sign_in: SignIn) -> None:
    app, job_id, version = blocked(sign_in("marketer"))
    (button,) = app.get("download_button")
    assert button.proto.disabled
    assert "The legal text is missing" in button.proto.help
    seen = words(reasons(app, version.id))
    assert "The legal text is missing; the product needs it on 10 % of the area" in seen.replace("\\", "")
    assert "A designer can let it through: Dan Designer." in seen.replace("\\", "")
    with pytest.raises(ExportBlocked):
        take_file(version, "png", job_id, "marketer")
    assert not events("banner.downloaded")


def test_a_designer_lets_it_through_and_all_see_who_did(sign_in: SignIn) -> None:
    app, job_id, version = blocked(sign_in("designer"))
    let_through(app, version.id, "no")
    assert "Say why this may be used." in words(app)
    next(one for one in app.text_area if (one.key or "").startswith("overrule.reason")).set_value("Agreed").run()
    app.button(key="overrule-send").click().run()
    assert not app.exception
    assert not app.get("download_button")[0].proto.disabled
    assert "Let through by Dan Designer" in words(reasons(app, version.id))
    assert take_file(version, "png", job_id, "designer").startswith(b"\x89PNG")
    assert [event.data["reason"] for event in events("export.overruled")] == ["Agreed"]
    assert [event.data["level"] for event in events("banner.downloaded")] == ["red"]


def test_who_is_no_designer_any_more_lets_nothing_through(sign_in: SignIn) -> None:
    from core import people

    app, _job, version = blocked(sign_in("designer"))
    reasons(app, version.id).button(key=f"overrule-{version.id}").click().run()
    next(one for one in app.text_area if (one.key or "").startswith("overrule.reason")).set_value("Agreed").run()
    people.change_role("designer", "marketer", by=accounts.find_user("admin"))
    app.button(key="overrule-send").click().run()
    with db.read() as session:
        assert not session.exec(select(Override)).all()


def test_a_version_of_before_the_gate_is_checked_when_it_is_taken(sign_in: SignIn) -> None:
    app = submit(fill_in(sign_in("designer", locale="ru")))
    (job,) = jobs()
    carry_out(job.id, checked=False)
    designer = accounts.find_user("designer")
    assert designer
    version = wiring.job(job.id, designer).banners[0].version
    assert version
    assert "старше проверок" in words(reasons(app.run(), version.id))
    take_file(version, None, job.id, "designer")
    again = reasons(another_tab("designer", job.id), version.id)
    assert "Message is empty" in words(again)


def test_the_editor_judges_what_is_typed_and_hands_out_nothing_red(app: AppTest) -> None:
    banner, *_ = made(formats=("pilot-1080",))
    version = look(banner).shown.version
    screen = write(edit(banner), "message", "")
    assert "Message is empty" in words(reasons(screen, version.id))
    needs_legal()
    again = edit(banner)
    assert again.get("download_button")[0].proto.disabled
    from core.states import Change

    with pytest.raises(ExportBlocked):
        take(banner, version.number, Change(texts={"headline": "9% back"}), "png", "marketer")
    assert look(banner).shown.version.number == 2, "what was typed is saved all the same"
    assert not events("banner.downloaded")
