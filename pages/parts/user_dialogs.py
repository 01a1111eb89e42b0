"""The dialogs of the Users screen: a new person, one person, and a password that is shown once."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from core import people
from core.accounts import NewAccount
from core.errors import AdBannerError, BadInput, NotFound
from core.models import User, UserRole
from core.people import Person
from pages.parts.fields import fault, field
from pages.parts.session import _, acting, explain, guarded, require_role
from pages.parts.user_words import ROLES
from pages.parts.wording import ago, plain

#: What is open: NEW, or a user name; and the account whose password is shown.
_OPEN, _PASSWORD = "users.open", "users.password"
#: No user name: it would begin with a letter.
NEW = "+"


def open_new() -> None:
    """Show the form of a new person."""
    st.session_state[_OPEN] = NEW
    _begin()


def open_person(username: str) -> None:
    """Show one person."""
    st.session_state[_OPEN] = username
    _begin()


def _begin() -> None:
    st.session_state["users.turn"] = st.session_state.get("users.turn", 0) + 1
    st.session_state["users.faults"] = {}


def _shut() -> None:
    for name in (_OPEN, _PASSWORD):
        st.session_state.pop(name, None)


def user_dialog(admin: User) -> None:
    """The dialog that is open, if one is; it stays open whatever else makes the screen run."""
    if _PASSWORD in st.session_state:
        st.dialog(_("The new password"), icon=":material/key:", on_dismiss=_shut)(_password)()
    elif (shown := st.session_state.get(_OPEN)) == NEW:
        st.dialog(_("New user"), icon=":material/person_add:", on_dismiss=_shut)(_new)()
    elif shown:
        try:
            person = people.person(shown)
        except NotFound as gone:
            _shut()
            st.toast(explain(gone), icon=":material/error:")
            return
        st.dialog(plain(person.user.name), icon=":material/manage_accounts:", on_dismiss=_shut)(_person)(shown, admin)


def _go_on() -> None:
    """A click in a dialog runs the dialog alone: the role is looked at again, and what is behind the dialog, or comes
    next, needs the whole screen."""
    require_role(UserRole.ADMIN)
    if st.session_state.pop("users.done", False):
        st.rerun()


def _key(name: str) -> str:
    return f"users.{st.session_state['users.turn']}.{name}"


def _faults() -> dict[str, AdBannerError]:
    found: dict[str, AdBannerError] = st.session_state["users.faults"]
    return found


# --- a password, once -------------------------------------------------------------------------------------------------


def _password() -> None:
    account: NewAccount | None = st.session_state.get(_PASSWORD)
    if account is None:
        st.rerun()
    st.markdown(_("The password of **{user}**. It is shown only now: copy it and pass it on safely.",
                  user=plain(account.username)))  # fmt: skip
    st.code(account.password, language=None)
    st.caption(_("The person changes it on the Account screen."))
    st.button(_("I have copied it"), key="password-copied", type="primary", on_click=_shut)


def _show(account: NewAccount) -> None:
    st.session_state.pop(_OPEN, None)
    st.session_state.update({_PASSWORD: account, "users.done": True})


# --- a new person -----------------------------------------------------------------------------------------------------


def _new() -> None:
    _go_on()
    faults = _faults()
    with field("name"):
        st.text_input(_("Full name"), key=_key("name"), placeholder=_("Anna Pavlova"))
        fault(faults, "name")
    with field("username"):
        st.text_input(_("User name"), key=_key("username"), placeholder="anna.pavlova",
                      help=_("What the person types to sign in. It cannot be changed later."))  # fmt: skip
        fault(faults, "username")
    with field("role"):
        st.selectbox(_("Role"), list(UserRole), key=_key("role"), format_func=lambda role: _(ROLES[role]))
        fault(faults, "role")
    st.button(_("Add"), key="user-create", type="primary", icon=":material/check:", shortcut="Mod+Enter",
              on_click=_create)  # fmt: skip


@guarded
def _create() -> None:
    admin = acting(UserRole.ADMIN)
    typed = {name: st.session_state.get(_key(name)) or "" for name in ("username", "role", "name")}
    try:
        _show(people.create_user(typed["username"].strip(), typed["role"], typed["name"], by=admin))
    except BadInput as error:
        st.session_state["users.faults"] = {error.field: error}


# --- one person -------------------------------------------------------------------------------------------------------


def _person(username: str, admin: User) -> None:
    _go_on()
    person = people.person(username)
    user, faults = person.user, _faults()
    signed_in = ago(person.last_sign_in) if person.last_sign_in else _("never")
    st.caption(_("User name: {name}", name=plain(username)) + " · " + _("Last sign-in: {when}", when=signed_in))
    with field("role"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            chosen = st.selectbox(_("Role"), list(UserRole), index=list(UserRole).index(UserRole(user.role)),
                                  key=_key("role"), format_func=lambda role: _(ROLES[role]))  # fmt: skip
            st.button(_("Change role"), key="user-role", on_click=_set_role, args=(username,),
                      disabled=chosen == user.role)  # fmt: skip
        fault(faults, "role")
    if person.locked:
        _locked(username)
    with st.container(horizontal=True, gap="small"):
        _switch(person, admin)
        st.button(_("New password"), key="user-reset", icon=":material/key:", on_click=_reset, args=(username,),
                  help=_("The old one no longer works then."))  # fmt: skip
    fault(faults, "active")


def _switch(person: Person, admin: User) -> None:
    user = person.user
    if user.active:
        own = user.id == admin.id
        st.button(_("Switch off"), key="user-disable", icon=":material/block:", on_click=_do,
                  args=(people.disable, user.username), disabled=own,
                  help=_("This is your own account.") if own else _("Counts from that person's next click."),
                  )  # fmt: skip
    else:
        st.button(_("Switch on"), key="user-enable", icon=":material/check:", type="primary", on_click=_do,
                  args=(people.enable, user.username))  # fmt: skip


def _locked(username: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        st.markdown(f":orange[:material/lock_clock:] {_('Locked out after wrong passwords')}", width="content")
        st.button(_("Let in again"), key="user-unlock", icon=":material/lock_open:", on_click=_do,
                  args=(people.unlock, username))  # fmt: skip


@guarded
def _set_role(username: str) -> None:
    wanted = st.session_state.get(_key("role")) or ""
    _do(partial(people.change_role, role=wanted), username)


@guarded
def _do(change: Callable[..., None], username: str) -> None:
    admin = acting(UserRole.ADMIN)
    st.session_state["users.faults"] = {}
    try:
        change(username, by=admin)
    except NotFound:
        raise
    except BadInput as error:
        st.session_state["users.faults"] = {error.field: error}
    else:
        st.session_state["users.done"] = True


@guarded
def _reset(username: str) -> None:
    _show(people.reset_password(username, by=acting(UserRole.ADMIN)))
