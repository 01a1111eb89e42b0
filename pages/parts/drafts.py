"""A brief in the making: survives a reload, a change of screens and a failed submit.

Widgets get their values as defaults, never through the session: a run that is interrupted would leave a browser with
other values than ours. Another brief therefore starts a new *generation* of widgets. What the form holds is kept in a
row (core.drafting), by user; of two windows, the one that was changed last.
"""

import math
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import streamlit as st

import wiring
from core import briefs, drafting
from core.campaigns import open_campaigns
from core.formats.schema import Format
from core.models import ImageMode, User
from core.products import active_products

#: What the address calls a picture of a bank (bank/name) and a campaign (its id) that a brief is to take.
PICTURE, CAMPAIGN = "picture", "campaign"

#: The network of the format that a new person begins with.
PILOT = "pilot"

#: The name of this form's draft.
DRAFT = "brief"

EMPTY: dict[str, Any] = {
    "product": None,
    "campaign": "",
    "offer": "",
    "formats": [],
    "mode": ImageMode.GENERATE.value,
    "held": None,  # key of an uploaded picture in the object store; no widget of its own
    "prompt": "",
    "seed": None,
    "audience": "",
}


def restore(user: User) -> None:
    """What the form begins with in this session."""
    if st.session_state.get("brief.of") == user.id:
        return
    first = {"formats": [first_choice(wiring.formats().values()).id]}
    known = {
        "product": {product.slug for product in active_products()},
        "campaign": {one.id for one in open_campaigns(user)},
        "mode": briefs.MODES,
    }
    kept = fitting(drafting.recall(user.id, DRAFT), known, wiring.formats())
    _begin(EMPTY | first | kept)
    st.session_state.update({"brief.of": user.id, "brief.kept": st.session_state["brief.defaults"]})


def first_choice(layouts: Iterable[Format]) -> Format:
    """What is chosen at first: the pilot's format, else the squarest."""
    return min(layouts, key=lambda layout: (PILOT not in layout.networks, abs(math.log(layout.width / layout.height))))


def fitting(kept: Mapping[str, Any], known: Mapping[str, Collection[str]], formats: Collection[str]) -> dict[str, Any]:
    """The fields of a kept draft that the form can still hold: the draft came from a browser, and products, campaigns
    and formats may have gone since then.

    Args:
        known: what those fields may hold that are chosen from a list, by field.
    """

    def fits(name: str, value: Any) -> bool:
        if name == "formats":
            return False  # below
        if name == "seed":
            return type(value) is int and 0 <= value < briefs.SEED_LIMIT
        if not isinstance(value, str) or re.search("[\ud800-\udfff]", value):  # half a character: no browser takes it
            return False
        if name in known:
            return value in known[name]
        return bool(re.fullmatch("[0-9a-f]{64}", value)) if name == "held" else name in EMPTY

    held = {name: value for name, value in kept.items() if fits(name, value)}
    return held | _fitting_formats(kept, formats)


def _fitting_formats(kept: Mapping[str, Any], formats: Collection[str]) -> dict[str, list[str]]:
    """Nothing where none of them is left; who had chosen none has none. Older drafts have a field for each format."""
    told = kept.get("formats", [name for name, ticked in kept.items() if ticked is True])
    if not isinstance(told, list):
        return {}
    there = [name for name in told if isinstance(name, str) and name in formats]
    return {"formats": there} if there or ("formats" in kept and not told) else {}


def keep(user: User) -> None:
    """Remember what the form holds now, where that has changed since this session looked last."""
    held = {name: value(name) for name in st.session_state["brief.defaults"]}
    if held != st.session_state.get("brief.kept"):
        drafting.remember(user.id, DRAFT, held)
        st.session_state["brief.kept"] = held


def key(name: str) -> str:
    """The key of a field's widget; the formats have a generation of their own."""
    turn = f"-{st.session_state.get('brief.choice', 0)}" if name == "formats" else ""
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


def chosen() -> tuple[str, ...]:
    """The formats that are chosen, in the catalogue's order."""
    held = set(value("formats"))
    return tuple(name for name in wiring.formats() if name in held)


def choose(formats: Collection[str]) -> None:
    """Choose these formats and no others."""
    chosen = {"formats": [name for name in wiring.formats() if name in formats]}
    st.session_state["brief.defaults"] = st.session_state["brief.defaults"] | chosen
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
    _begin(held | dict(told))


def fill(told: Mapping[str, Any], formats: Collection[str]) -> None:
    """Put another brief into the form; what it does not tell is empty."""
    _begin(EMPTY | dict(told) | {"formats": [name for name in wiring.formats() if name in formats]})
    st.session_state["brief.tried"] = False


def _begin(held: dict[str, Any]) -> None:
    """A new generation of widgets that begins with these values."""
    st.session_state["brief.defaults"] = held
    st.session_state["brief.generation"] = st.session_state.get("brief.generation", -1) + 1
