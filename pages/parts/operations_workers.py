"""The worker processes that are alive, on all hosts."""

from collections.abc import Mapping

import streamlit as st

from core.health import live_workers
from core.models import WorkerRow
from pages.parts.operations_words import STATES
from pages.parts.session import _
from pages.parts.wording import ago


@st.cache_data(ttl=3, show_spinner=False)
def _workers() -> list[WorkerRow]:
    return live_workers()


def workers_section() -> None:
    """A row each, by queue."""
    st.subheader(_("Workers"), anchor=False)
    found = _workers()
    if not found:
        st.warning(_("No worker is running: nothing that people ask for is made."), icon=":material/warning:")
        return
    st.dataframe([_row(one) for one in found], hide_index=True)


def _row(one: WorkerRow) -> Mapping[str, object]:
    return {
        _("Queue"): one.queue,
        _("State"): _(STATES.get(one.state, one.state)),
        _("Task"): (one.task_id or "")[:8],
        _("Host"): one.host,
        _("Process"): str(one.pid),
        _("Device"): one.device,
        _("Started"): ago(one.started_at),
    }
