"""The reports of bugs, open or closed ones, page by page."""

import streamlit as st

from core import bug_reports
from core.bug_reports import PAGE
from pages.parts.bug_card import bug_card
from pages.parts.session import _, ngettext

OPEN, CLOSED = "open", "closed"


def bug_list() -> None:
    """Which ones, how many wait, and a card each."""
    shown = _which()
    place = f"reports.page.{shown}"
    found = bug_reports.reports(closed=shown == CLOSED, page=st.session_state.get(place, 1))
    if not found.total:
        _nothing(shown)
    for view in found.views:
        bug_card(view)
    if found.total > PAGE:
        st.pagination(-(-found.total // PAGE), key=place)


def _which() -> str:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        shown = st.segmented_control(
            _("Reports"), [OPEN, CLOSED], default=OPEN, required=True, key="reports.shown", format_func=_label,
            label_visibility="collapsed",
        )  # fmt: skip
        waiting = bug_reports.open_count()
        words = ngettext("{n} open report", "{n} open reports", waiting)
        st.badge(words, icon=":material/bug_report:", color="orange" if waiting else "green")
    return shown


def _label(shown: str) -> str:
    return _("Closed ones") if shown == CLOSED else _("Open ones")


def _nothing(shown: str) -> None:
    with st.container(key="welcome", gap="xsmall"):
        if shown == CLOSED:
            st.subheader(_("No report has been closed yet"), anchor=False)
            st.caption(_("Answer an open one and close it: its reporter reads your answer on the Account screen."))
        else:
            st.subheader(_("Nobody waits for an answer"), anchor=False)
            st.caption(_("What people report on any screen appears here, with what is needed to see it again."))
