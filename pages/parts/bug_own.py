"""A person's own reports of bugs, with the answers."""

import streamlit as st

from core import bug_reports
from core.desk_rows import BugReport
from core.models import User
from pages.parts.bug_details import lines, screen_name
from pages.parts.bug_report import bug_button
from pages.parts.session import _
from pages.parts.wording import ago, excerpt, plain


def own_reports(user: User) -> None:
    """What was reported, how it stands, and the way to report more."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(_("Your bug reports"), anchor=False, width="content")
        bug_button("account", key="own-bug")
    rows = bug_reports.reports_of(user)
    if not rows:
        st.caption(_("None yet. When something goes wrong, tell us here or at the top of any screen."))
    for row in rows:
        with st.container(gap=None, key=f"own-report-{row.id}"):
            _own(row)


def _own(row: BugReport) -> None:
    closed = _("Closed"), "green"
    words, colour = closed if row.closed_at else (_("Open"), "blue")
    st.markdown(f":{colour}-badge[{words}] {plain(excerpt(row.text, 160))}")
    st.caption(f"{plain(screen_name(row.screen))} · {ago(row.created_at)}")
    if row.answer:
        st.markdown(f":material/reply: {lines(row.answer)}")
