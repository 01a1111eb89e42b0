"""The Users screen in all its states."""

import pytest
from streamlit.testing.v1 import AppTest

from core import accounts, people
from core.accounts import NewAccount
from core.db import write
from core.errors import NotAllowed, SignInFailed
from core.lockout import ATTEMPTS
from core.models import SignInAttempt, User
from core.people import PAGE
from pages.parts import user_dialogs
from tests.pages.conftest import SignIn
from tests.screens import PASSWORD, events, words


def person(name: str) -> User:
    user = accounts.find_user(name)
    assert user
    return user


def passwords(app: AppTest) -> list[str]:
    return [str(block.value) for block in app.code]


@pytest.fixture
def users(sign_in: SignIn) -> AppTest:
    """The screen, with an administrator before it."""
    return sign_in("admin").switch_page("pages/users.py").run()


# --- the list ---------------------------------------------------------------------------------------------------------


def test_everybody_is_listed_with_role_and_last_sign_in(users: AppTest) -> None:
    seen = words(users)
    assert "4 people" in seen
    for told in ("Mara Marketer", "Pilot analyst", "never signed in", " ago", "0 briefs"):
        assert told in seen


def test_people_are_searched_by_name_and_role(users: AppTest) -> None:
    users.text_input(key="users.find").set_value("mARA").run()
    assert "1 person" in words(users)
    users.selectbox(key="users.role").set_value("admin").run()
    assert "Nobody is called that" in words(users)
    users.text_input(key="users.find").set_value("").run()
    assert "Ada Admin" in words(users)


def test_many_people_come_in_pages_and_a_search_begins_on_its_first(users: AppTest) -> None:
    for number in range(PAGE):
        people.create_user(f"person{number:02}", "marketer")
    users.run()
    users.get("pagination")[0].set_value(2).run()
    assert users.button(key="user-person19")
    users.text_input(key="users.find").set_value("person").run()
    assert users.button(key="user-person00")


# --- a new person -----------------------------------------------------------------------------------------------------


def add(app: AppTest, username: str, name: str = "Анна Павлова", turn: int = 1) -> AppTest:
    app.text_input(key=f"users.{turn}.name").set_value(name)
    app.text_input(key=f"users.{turn}.username").set_value(username)
    app.selectbox(key=f"users.{turn}.role").set_value("designer")
    return app.button(key="user-create").click().run()


def test_a_new_person_s_password_is_shown_once_and_works(users: AppTest) -> None:
    add(users.button(key="user-add").click().run(), " anna ")
    (password,) = passwords(users)
    assert accounts.sign_in("anna", password, address="a").role == "designer"
    users.button(key="password-copied").click().run()
    assert not passwords(users)
    assert "Анна Павлова" in words(users)
    assert events("user.created")[0].user_id == person("admin").id


def test_a_taken_name_is_told_beside_its_field_and_what_was_typed_stays(users: AppTest) -> None:
    add(users.button(key="user-add").click().run(), "marketer")
    assert "is taken" in words(users)
    assert users.text_input(key="users.1.name").value == "Анна Павлова"
    add(users, "anna")
    assert passwords(users)


# --- one person -------------------------------------------------------------------------------------------------------


def shown(app: AppTest, name: str) -> AppTest:
    return app.button(key=f"user-{name}").click().run()


def test_a_role_is_changed(users: AppTest) -> None:
    shown(users, "marketer")
    assert users.button(key="user-role").disabled
    users.selectbox(key="users.1.role").set_value("analyst").run()
    users.button(key="user-role").click().run()
    assert person("marketer").role == "analyst"


def test_somebody_is_switched_off_and_on_again(users: AppTest) -> None:
    shown(users, "marketer").button(key="user-disable").click().run()
    assert accounts.find_user("marketer") is None
    assert "Switched off" in words(users)
    users.button(key="user-enable").click().run()
    assert person("marketer")


def test_the_last_administrator_can_be_neither_demoted_nor_switched_off(users: AppTest) -> None:
    shown(users, "admin")
    assert users.button(key="user-disable").disabled
    users.selectbox(key="users.1.role").set_value("analyst").run()
    users.button(key="user-role").click().run()
    assert "This is the last active administrator." in words(users)
    assert person("admin").role == "admin"


def test_a_new_password_replaces_the_old_one(users: AppTest) -> None:
    shown(users, "marketer").button(key="user-reset").click().run()
    (password,) = passwords(users)
    assert accounts.sign_in("marketer", password, address="a")
    with pytest.raises(SignInFailed):
        accounts.sign_in("marketer", PASSWORD, address="a")


def test_a_lockout_is_shown_and_cleared(users: AppTest) -> None:
    with write() as session:
        session.add_all(SignInAttempt(username="marketer", address="a", succeeded=False) for _ in range(ATTEMPTS))
    assert "Locked out" in words(users.run())
    shown(users, "marketer").button(key="user-unlock").click().run()
    assert "Locked out" not in words(users)
    assert accounts.sign_in("marketer", PASSWORD, address="a")


def test_an_administrator_who_steps_down_is_out_at_once(users: AppTest) -> None:
    people.create_user("second", "admin")
    shown(users, "admin").selectbox(key="users.1.role").set_value("marketer").run()
    users.button(key="user-role").click().run()
    assert "Mara Marketer" not in words(users)
    assert person("admin").role == "marketer"


# --- nobody else ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["marketer", "designer", "analyst"])
def test_nobody_else_sees_or_changes_people(sign_in: SignIn, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = sign_in(name).switch_page("pages/users.py").run()
    assert "Ada Admin" not in words(app)
    monkeypatch.setattr("pages.parts.session.current_user", lambda: person(name))
    calls = [(user_dialogs._create, ()), (user_dialogs._reset, ("admin",))]
    calls += [(user_dialogs._do, (change, "admin")) for change in (people.disable, people.enable, people.unlock)]
    for callback, arguments in calls:
        with pytest.raises(NotAllowed):
            callback.__wrapped__(*arguments)
    assert accounts.sign_in("admin", PASSWORD, address="a")
    assert not events("user.created")


def test_no_password_is_kept_in_an_event(users: AppTest) -> None:
    account: NewAccount = people.reset_password("marketer", by=person("admin"))
    told = [event.data for name in ("user.password_reset", "user.created") for event in events(name)]
    assert account.password not in str(told)
    assert users
