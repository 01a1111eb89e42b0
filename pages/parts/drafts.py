"""A brief in the making: survives a reload, a change of screens and a failed submit.

Widgets get their values as defaults, never through the session: a run that is interrupted would leave a browser with
other values than ours. Another brief therefore starts a new *generation* of widgets. Drafts live in this process'
memory, by user; a new server starts with empty forms.
"""

import math
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

import streamlit as st

import wiring
from core.campaigns import open_campaigns
from core.models import ImageMode, User

#: What the address calls a picture of a bank (bank/name) and a campaign (its id) that a brief is to take.
PICTURE, CAMPAIGN = "picture", "campaign"

EMPTY: dict[str, Any] = {
    "product": None,
    "campaign": "",
    "offer": "",
    "mode": ImageMode.GENERATE.value,
    "held": None,  # key of an uploaded picture in the object store; no widget of its own
    "prompt": "",
    "seed": None,
    "audience": "",
}


@st.cache_resource(ttl=timedelta(days=1), max_entries=1000, show_spinner=False)
def _draft(user_id: str) -> dict[str, Any]:
    return {}


def restore(user: User) -> None:
    """What the form begins with in this session. The squarest format is chosen at first."""
    if "brief.defaults" not in st.session_state:
        layouts = wiring.formats().values()
        squarest = min(layouts, key=lambda layout: abs(math.log(layout.width / layout.height)))
        first = {layout.id: layout is squarest for layout in layouts}
        st.session_state["brief.defaults"] = EMPTY | first | _draft(user.id)


def keep(user: User) -> None:
    """Remember what the form holds now."""
    _draft(user.id).update({name: value(name) for name in st.session_state["brief.defaults"]})


def key(name: str) -> str:
    """The key of a field's widget; formats are fields by their id, and a generation of their own."""
    turn = f"-{st.session_state.get('brief.choice', 0)}" if name in wiring.formats() else ""
    return f"brief.{st.session_state.get('brief.generation', 0)}{turn}.{name}"


def default(name: str) -> Any:
    """What a field's widget begins with."""
    return st.session_state["brief.defaults"][name]


def value(name: str) -> Any:
    """What a field holds now; as untrusted as everything that a browser sends."""
    return st.session_state.get(key(name), default(name))


def note(name: str, content: Any) -> None:
    """Set a field that has no widget."""
    st.session_state[key(name)] = content


def choose(formats: Collection[str]) -> None:
    """Tick these formats and no others."""
    st.session_state["brief.defaults"] |= {name: name in formats for name in wiring.formats()}
    st.session_state["brief.choice"] = st.session_state.get("brief.choice", 0) + 1


def accept_picture(user: User) -> None:
    """The Bank screen's link names a picture in the address: the brief takes it, and stays as it is otherwise."""
    named = st.query_params.pop(PICTURE, None)
    if named is None:
        return
    restore(user)
    change({"mode": ImageMode.SEARCH.value, "prompt": named})
    keep(user)


def accept_campaign(user: User) -> None:
    """A campaign's link names it in the address: the brief takes it with its product, and stays as it is otherwise."""
    named = st.query_params.pop(CAMPAIGN, None)
    if named is None:
        return
    restore(user)
    products = {one.id: one.product for one in open_campaigns(user)}
    if named in products:
        change({"campaign": named, "product": products[named]})
        keep(user)


def change(told: Mapping[str, Any]) -> None:
    """Put these values into the form; all others stay as they are."""
    held = {name: value(name) for name in st.session_state["brief.defaults"]}
    st.session_state["brief.defaults"] = held | dict(told)
    st.session_state["brief.generation"] = st.session_state.get("brief.generation", 0) + 1


def fill(told: Mapping[str, Any], formats: Collection[str]) -> None:
    """Put another brief into the form; what it does not tell is empty."""
    chosen = {name: name in formats for name in wiring.formats()}
    st.session_state["brief.defaults"] = EMPTY | dict(told) | chosen
    st.session_state["brief.generation"] = st.session_state.get("brief.generation", 0) + 1
    st.session_state["brief.tried"] = False
