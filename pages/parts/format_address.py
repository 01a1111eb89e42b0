"""What the Formats screen shows, as an address: a link shows a colleague the same. Widgets begin with what it says and
write to it."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from core.format_samples import Kind
from core.formats.brand import Language
from core.i18n import LANGUAGES
from pages.parts.session import language

#: The names that the address uses. A screen of its own begins with each of the first two.
CHECK, FORMAT, FIND, NETWORK, TEXT, SPOKEN, GUIDES = "check", "format", "find", "network", "text", "in", "guides"
#: Characters of what is looked for.
LONGEST = 60


@dataclass(frozen=True)
class View:
    """What is looked for, or what is open; and how previews are looked at."""

    checking: bool
    format: str
    find: str
    network: str
    kind: Kind
    language: Language
    guides: bool


def read_address(params: Mapping[str, str], spoken: Language) -> View:
    """The view that an address names; what makes no sense in it is left out. `spoken`: the screen's language."""
    kind, wanted = params.get(TEXT, ""), params.get(SPOKEN, "")
    return View(
        checking=params.get(CHECK) == "1", format=params.get(FORMAT, ""), find=params.get(FIND, "")[:LONGEST],
        network=params.get(NETWORK, ""), kind=Kind(kind) if kind in {one.value for one in Kind} else Kind.REAL,
        language=next((one for one in LANGUAGES if one == wanted), spoken), guides=params.get(GUIDES) == "1",
    )  # fmt: skip


def begin() -> View:
    """At the start of a run: where the address is another than we left it, the widgets begin anew with what it says."""
    address = st.query_params.to_dict()
    if st.session_state.get("formats.address") != address:
        st.session_state["formats.turn"] = st.session_state.get("formats.turn", 0) + 1
        st.session_state["formats.address"] = address
        # A link within one page leaves the browser's own address as it was: a reload would go elsewhere.
        st.query_params.from_dict(address)
    return read_address(address, language())


def key(name: str) -> str:
    """The key of a widget that sets this part of the address."""
    return f"formats-{st.session_state.get('formats.turn', 0)}-{name}"


def told(name: str) -> None:
    """Somebody set a widget: the address says so from now on."""
    value = st.session_state[key(name)]
    go({name: "1" if value is True else "" if value is None or value is False else str(value)})


def go(changed: Mapping[str, str]) -> None:
    """Change the address by these names; what is empty leaves it."""
    address = {name: value for name, value in (st.query_params.to_dict() | dict(changed)).items() if value}
    st.query_params.from_dict(address)
    st.session_state["formats.address"] = address


def link_to(shown: View, **changed: str) -> dict[str, str]:
    """The address of another view that looks for the same."""
    kept = {FIND: shown.find, NETWORK: shown.network, **changed}
    return {name: value for name, value in kept.items() if value}
