"""Engines and services: is each ready, and what does it say."""

import streamlit as st

import wiring
from core.health import EngineHealth
from pages.parts.operations_words import part_name, told
from pages.parts.session import _
from pages.parts.wording import plain

#: Cards in a row, where there is room.
COLUMNS = 4


@st.cache_data(ttl=3, show_spinner=False)
def health() -> dict[str, EngineHealth]:
    """Every engine and service, tried at most every three seconds for all sessions together."""
    return wiring.health()


def engines_section() -> None:
    """A card each."""
    found = health()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(_("Engines and services"), anchor=False, width="content")
        if all(one.ready for one in found.values()):
            st.badge(_("All ready"), icon=":material/check:", color="green")
        else:
            st.badge(_("Not everything is ready"), icon=":material/warning:", color="orange")
    with st.grid(COLUMNS, min_column_width=190, gap="small"):
        for part, one in found.items():
            with st.container(border=True, key=f"card-engine-{part}", height="stretch", gap=None):
                _card(part, one)


def _card(part: str, one: EngineHealth) -> None:
    """What an engine that is ready has to say stands in a section of its own, where there is one."""
    look = ":green[:material/check_circle:]" if one.ready else ":orange[:material/error:]"
    st.markdown(f"{look} **{part_name(part)}**")
    st.caption("  \n".join([plain(one.name), *([] if one.ready else [told(one.note)])]))
