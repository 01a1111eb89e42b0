"""How much work waits and runs, for everybody to see."""

from collections.abc import Callable

import streamlit as st

from core import progress
from core.models import Status
from pages.parts.session import _

#: Seconds between two looks while there is work.
EVERY = 2


@st.cache_data(ttl=1, show_spinner=False)
def depth() -> dict[str, int]:
    """Tasks by status: one query a second for all sessions together."""
    return progress.queue_depth()


def queue_badge(look_on: Callable[[], None]) -> None:
    """The badge, looking again by itself while anything is active. `look_on` is called at each look: one that is made
    for the badge serves whatever else waits for the end of work."""

    def look() -> None:
        _badge()
        look_on()

    st.fragment(look, run_every=EVERY if any(depth().values()) else None)()


def _badge() -> None:
    now = depth()
    running, waiting = now[Status.RUNNING], now[Status.QUEUED]
    if not running and not waiting:
        st.badge(_("Queue is free"), icon=":material/check:", color="green")
    else:
        st.badge(_("{running} running · {waiting} waiting", running=running, waiting=waiting),
                 icon=":material/hourglass_top:", color="blue")  # fmt: skip
