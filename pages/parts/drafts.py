"""A brief in the making: survives a reload, a change of screens and a failed submit.

It lives in this process' memory, by user; a new server starts with empty forms.
"""

import math
from datetime import timedelta
from typing import Any

import streamlit as st

from core.catalogue import ExampleBrief
from core.formats.schema import Format
from core.models import ImageMode, User

#: What a form begins with, by the keys of its widgets.
EMPTY: dict[str, Any] = {
    "brief.product": None,
    "brief.offer": "",
    "brief.mode": ImageMode.GENERATE,
    "brief.prompt": "",
    "brief.seed": None,
    "brief.audience": "",
}


@st.cache_resource(ttl=timedelta(days=1), max_entries=1000, show_spinner=False)
def _draft(user_id: str) -> dict[str, Any]:
    return {}


def format_key(format_id: str) -> str:
    """The widget that chooses a format."""
    return f"brief.format.{format_id}"


def restore(user: User, formats: list[Format]) -> None:
    """Give every widget its value, before any is drawn. The squarest format is chosen at first."""
    squarest = min(formats, key=lambda layout: abs(math.log(layout.width / layout.height)))
    first = {format_key(layout.id): layout is squarest for layout in formats}
    for key, value in (EMPTY | first | _draft(user.id)).items():
        st.session_state.setdefault(key, value)


def keep(user: User, formats: list[Format]) -> None:
    """Remember what the widgets hold now."""
    keys = [*EMPTY, *(format_key(layout.id) for layout in formats)]
    _draft(user.id).update({key: st.session_state[key] for key in keys})


def fill(example: ExampleBrief, format_ids: list[str]) -> None:
    """Put an example into the form; a callback's work, since widgets take values only before they are drawn."""
    st.session_state.update(
        EMPTY
        | {
            "brief.product": example.product,
            "brief.offer": example.offer,
            "brief.mode": example.mode,
            "brief.prompt": example.prompt,
            "brief.audience": example.audience,
            "brief.tried": False,
        }
    )
    for format_id in format_ids:
        st.session_state[format_key(format_id)] = format_id in example.formats
