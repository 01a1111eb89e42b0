"""One report of a bug as an administrator reads it: what, who, where, what went along, and the answer."""

import streamlit as st

from core import bug_reports
from core.bug_reports import ReportView
from core.desk_rows import BugReport
from core.errors import AdBannerError, BadInput
from core.models import UserRole
from pages.parts.bug_details import bug_details, lines, screen_name
from pages.parts.fields import fault, field
from pages.parts.session import _, acting, guarded
from pages.parts.wording import ago, plain


def bug_card(view: ReportView) -> None:
    """The report on the left, what went along on the right, the answer below."""
    row, reporter = view
    with st.container(border=True, key=f"card-report-{row.id}", gap="small"):
        said, attached = st.columns([3, 2], gap="medium")
        with said.container(gap="xxsmall"):
            st.markdown(f"**{plain(reporter.name)}** :gray[· {plain(screen_name(row.screen))} · {ago(row.created_at)}]")
            st.markdown(lines(row.text))
        with attached.container(gap="xsmall", key=f"report-details-{row.id}"):
            bug_details(row.details)
            if row.banner_id:
                st.page_link("pages/banner.py", label=_("Open the banner"), icon=":material/edit:",
                             query_params={"id": row.banner_id})  # fmt: skip
        if row.closed_at:
            _closed(row)
        else:
            _answer(row)


def _closed(row: BugReport) -> None:
    assert row.closed_at
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
        told = lines(row.answer) if row.answer else f":gray[{_('Closed without an answer')}]"
        st.markdown(f":material/reply: {told} :gray[· {ago(row.closed_at)}]", width="stretch")
        st.button(_("Reopen"), key=f"reopen-{row.id}", icon=":material/undo:", on_click=_reopen, args=(row.id,))


def _answer(row: BugReport) -> None:
    with field(f"answer-{row.id}"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.text_area(_("Answer"), row.answer, key=_key(row.id), height=80, persist_state="session",
                         placeholder=_("What the reporter reads on the Account screen"))  # fmt: skip
            st.button(_("Close"), key=f"close-{row.id}", icon=":material/check:", on_click=_close,
                      args=(row.id,))  # fmt: skip
        fault(_faults(row.id), "answer")


def _key(report_id: str) -> str:
    return f"answer.{report_id}"


def _faults(report_id: str) -> dict[str, AdBannerError]:
    found: dict[str, dict[str, AdBannerError]] = st.session_state.setdefault("reports.faults", {})
    return found.setdefault(report_id, {})


@guarded
def _close(report_id: str) -> None:
    admin = acting(UserRole.ADMIN)
    _faults(report_id).clear()
    try:
        bug_reports.close(report_id, st.session_state.get(_key(report_id)) or "", by=admin)
    except BadInput as error:
        _faults(report_id)[error.field] = error
        raise
    st.toast(_("The report is closed."), icon=":material/check_circle:")


@guarded
def _reopen(report_id: str) -> None:
    bug_reports.reopen(report_id, by=acting(UserRole.ADMIN))
