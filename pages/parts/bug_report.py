"""Report a bug: a button for any screen. What is typed outlives the dialog, a reload and a fault."""

from pathlib import Path

import streamlit as st

from core import bug_reports, drafting
from core.errors import BadInput
from pages.parts.bug_details import bug_details, screen_name
from pages.parts.fields import fault, field
from pages.parts.session import _, acting, explain, guarded
from pages.parts.wording import plain

#: Where the text waits until it is sent; one for all screens, since a person reports one bug at a time.
DRAFT = "bug"
SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8")


def bug_button(screen: str, banner_id: str = "", *, key: str = "bug", icon_only: bool = False) -> None:
    """A small button that opens the dialog. `screen` is the page's name in its address; `banner_id`: the banner whose
    details go along; `key` tells several buttons of one screen apart."""
    name, words = f"{key}-{screen}-{banner_id}", _("Report a bug")
    st.button("" if icon_only else words, key=name, type="tertiary", icon=":material/bug_report:",
              help=words if icon_only else None, on_click=_open, args=(name,))  # fmt: skip
    if st.session_state.pop("bug.sent", False):
        st.toast(_("Thank you. You find the answer on the Account screen."), icon=":material/favorite:")
    if st.session_state.get("bug.open") == name:
        # The title is in the reader's language: the dialog is made anew for each.
        st.dialog(_("Report a bug"), icon=":material/bug_report:", on_dismiss=_dismiss)(_dialog)(screen, banner_id)


@guarded
def _open(name: str) -> None:
    """Stays open until it is sent or dismissed, whatever else makes the screen run meanwhile."""
    typed = drafting.recall(acting().id, DRAFT).get("text")
    st.session_state.update({"bug.open": name, "bug.default": typed if isinstance(typed, str) else ""})
    st.session_state["bug.turn"] = st.session_state.get("bug.turn", 0) + 1
    st.session_state.pop("bug.fault", None)


def _dismiss() -> None:
    st.session_state.pop("bug.open", None)


def _dialog(screen: str, banner_id: str) -> None:
    if "bug.open" not in st.session_state:  # sent at this very click
        st.rerun()
    st.html(f"<script>{{{SCRIPT}}}</script>", unsafe_allow_javascript=True)
    faults = st.session_state.get("bug.fault", {})
    with field("text"):
        st.text_area(
            _("What went wrong?"), st.session_state["bug.default"], key=_key(), height=160, on_change=_keep,
            placeholder=_("What you did, what you saw, and what you had expected"),
        )  # fmt: skip
        fault(faults, "text")
    try:
        details = bug_reports.attached(banner_id)
    except BadInput as gone:
        st.error(explain(gone), icon=":material/error:")
        return
    with st.expander(_("This goes along"), icon=":material/attach_file:", expanded=True):
        st.markdown(f":small[:gray[{_('Screen')}] &nbsp;{plain(screen_name(screen))}]")
        bug_details(details)
    st.button(_("Send"), key="bug-send", type="primary", icon=":material/send:", shortcut="Mod+Enter",
              on_click=_send, args=(screen, banner_id))  # fmt: skip


def _key() -> str:
    return f"bug.text.{st.session_state['bug.turn']}"


def _typed() -> str:
    """What the field holds, as untrusted as everything that a browser sends."""
    return st.session_state.get(_key()) or ""


@guarded
def _keep() -> None:
    drafting.remember(acting().id, DRAFT, {"text": _typed()})


@guarded
def _send(screen: str, banner_id: str) -> None:
    user = acting()
    try:
        bug_reports.report(user, screen, _typed(), banner_id)
    except BadInput as error:
        _keep()
        st.session_state["bug.fault"] = {error.field: error}
        return
    drafting.forget(user.id, DRAFT)
    _dismiss()
    st.session_state["bug.sent"] = True
