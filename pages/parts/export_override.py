"""The dialog in which a designer lets a blocked banner through, with a reason."""

import streamlit as st

import wiring
from core.errors import AdBannerError, BadInput
from core.export_overruling import MOST, overrule
from core.models import UserRole
from pages.parts.fields import fault, field
from pages.parts.session import _, acting, guarded

#: The version it is about; what is wrong with the reason; how often it was opened.
OPEN, FAULT, TURN = "overrule.open", "overrule.fault", "overrule.turn"


def open_for(version_id: str, changed: str) -> None:
    """Open the dialog. It belongs to the whole screen, not to the part that was clicked in: `changed` makes it run."""
    st.session_state.update({OPEN: version_id, FAULT: {}, changed: True})
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def override_dialog() -> None:
    """The dialog, while it is open."""
    if version_id := st.session_state.get(OPEN):
        st.dialog(_("Let the banner through"), icon=":material/verified_user:", on_dismiss=_shut)(_dialog)(version_id)


def _shut() -> None:
    st.session_state.pop(OPEN, None)


def _dialog(version_id: str) -> None:
    if OPEN not in st.session_state:  # done at this very click
        st.rerun()
    st.caption(_("The network may refuse it, and the law may forbid it. Your name and reason stand on the card and in "
                 "the report."))  # fmt: skip
    faults: dict[str, AdBannerError] = st.session_state.get(FAULT, {})
    with field("reason"):
        st.text_area(_("Why it may be used"), key=_key(), height=110, max_chars=MOST,
                     placeholder=_("For example: agreed with the legal department on 3 March"))  # fmt: skip
        fault(faults, "reason")
    st.button(_("Let through"), key="overrule-send", type="primary", icon=":material/check:", shortcut="Mod+Enter",
              on_click=_send, args=(version_id,))  # fmt: skip


def _key() -> str:
    return f"overrule.reason.{st.session_state[TURN]}"


@guarded
def _send(version_id: str) -> None:
    user = acting(UserRole.DESIGNER)
    try:
        overrule(wiring.desk(), version_id, st.session_state.get(_key()) or "", user)
    except BadInput as error:
        st.session_state[FAULT] = {error.field: error}
        return
    _shut()
