"""A person's own new password."""

import streamlit as st

from core import accounts
from core.errors import BadInput, SignInFailed
from pages.parts import session
from pages.parts.fields import fault, field
from pages.parts.session import _, acting, guarded


def password_form() -> None:
    """Current and new password. Both fields are empty again after a change, and stay as they are after a fault."""
    if st.session_state.pop("password.changed", False):
        st.toast(_("Your password is changed."), icon=":material/check_circle:")
    faults = st.session_state.get("password.faults", {})
    with st.form("password", border=False, enter_to_submit=True):
        with field("current"):
            st.text_input(_("Current password"), key=_key("current"), type="password", autocomplete="current-password")
            fault(faults, "current")
        with field("password"):
            st.text_input(_("New password, 8 characters or more"), key=_key("new"), type="password",
                          autocomplete="new-password")  # fmt: skip
            fault(faults, "password")
        st.form_submit_button(_("Change password"), icon=":material/key:", on_click=_change)


def _key(name: str) -> str:
    return f"password.{st.session_state.get('password.turn', 0)}.{name}"


@guarded
def _change() -> None:
    user = acting()
    typed = [st.session_state.get(_key(name)) or "" for name in ("current", "new")]
    try:
        accounts.change_password(user, *typed, address=session.address())
    except BadInput as error:
        st.session_state["password.faults"] = {"password": error}
    except SignInFailed as error:
        st.session_state["password.faults"] = {"current": error}
    else:
        st.session_state["password.turn"] = st.session_state.get("password.turn", 0) + 1
        st.session_state.update({"password.faults": {}, "password.changed": True})
