"""The library's filters. The address holds what they are set to: widgets begin with what it says and write to it, so
that a link shows the same to everybody, and "back" goes back.

Streamlit's own binding would write labels in the screen's language into the address.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

import wiring
from core import library
from core.briefs import PROMPT_LIMIT, SEED_LIMIT
from core.formats.groups import in_families
from core.i18n import N_
from core.library import Choices
from core.library_filter import Filter, Order, State
from core.models import ImageMode, Status
from pages.parts.library_address import BIN, NAMES, ORDER, PAGE, View, asked, read_address, spelled
from pages.parts.session import _, language
from pages.parts.wording import MODES, STATUSES, format_labels

ORDERS = {
    Order.NEWEST: N_("Newest first"),
    Order.CHANGED: N_("Recently changed"),
    Order.OLDEST: N_("Oldest first"),
}
#: The state of a banner in the words, icons and colours of a job.
AS_JOB = {
    State.WORKING: Status.RUNNING,
    State.READY: Status.COMPLETED,
    State.FAILED: Status.FAILED,
    State.CANCELLED: Status.CANCELLED,
}
#: What a filter is called.
TITLES = {
    "text": N_("Text"),
    "product": N_("Product"),
    "campaign": N_("Campaign"),
    "format": N_("Format"),
    "mode": N_("Picture"),
    "state": N_("State"),
    "author": N_("Author"),
    "seed": N_("Seed"),
    "since": N_("From day"),
    "until": N_("Until day"),
}
#: Those that are chosen from a list, and those that are seldom needed, out of the way.
CHOSEN = ("product", "campaign", "format", "state", "author")
MORE = ("mode", "seed", "since", "until")


# --- the address -----------------------------------------------------------------------------------------------------


def view() -> View:
    """What the address asks for."""
    return read_address(st.query_params.to_dict(), _zone())


def begin() -> View:
    """At the start of a run: where the address is another than we left it, the widgets begin anew with what it says."""
    address = st.query_params.to_dict()
    if st.session_state.get("library.address") != address:
        st.session_state["library.turn"] = _turn() + 1
        st.session_state["library.address"] = address
    return view()


def go(told: Mapping[str, str]) -> None:
    """Change the address by these names; what is empty leaves it. Another view begins on its first page, with a
    pagination of its own."""
    kept = {name: value for name, value in st.query_params.to_dict().items() if name not in {PAGE, *told}}
    address = kept | {name: value for name, value in told.items() if value}
    st.query_params.from_dict(address)
    st.session_state["library.address"] = address
    if PAGE not in told:
        leap()


def leap() -> None:
    """The page changed, but not by its widget: a new one begins with where the view is now."""
    st.session_state["library.leap"] = st.session_state.get("library.leap", 0) + 1


def forget(*names: str) -> None:
    """Ask for these no longer; their widgets begin anew."""
    go(dict.fromkeys(names, ""))
    st.session_state["library.turn"] = _turn() + 1


def page_key(pages: int) -> str:
    """The key of the page's widget where there are that many."""
    return f"library-page-{_turn()}-{st.session_state.get('library.leap', 0)}-{pages}"


def _turn() -> int:
    return int(st.session_state.get("library.turn", 0))


def _key(name: str) -> str:
    return f"library-{_turn()}-{name}"


def _told(name: str) -> None:
    """Somebody set a widget; what it sends is read like any address: whatever makes no sense is left out."""
    value = spelled(st.session_state[_key(name)])
    go({name: "" if value == Order.NEWEST else value})


def _zone() -> tzinfo:
    """Days are counted where the reader is."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):  # a browser may send anything
        return UTC


# --- the widgets -----------------------------------------------------------------------------------------------------


def library_filters(shown: View) -> None:
    """Two rows: what is remembered of a banner, and where it belongs."""
    with st.container(key="library-filters", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _text(shown.filter)
            _order(shown)
            _bin(shown.filter)
        with st.container(key="library-choices", horizontal=True, vertical_alignment="center", gap="small"):
            options = all_options()
            for name in CHOSEN:
                _choice(name, options[name], getattr(shown.filter, name))
            _more(shown.filter, options["mode"])
            st.button("", key="library-clear", icon=":material/filter_alt_off:", type="tertiary", on_click=forget,
                      help=_("Clear filters"), disabled=not asked(shown.filter), args=NAMES)  # fmt: skip


def _text(wanted: Filter) -> None:
    st.text_input(
        _("Search"), wanted.text, key=_key("text"), type="search", icon=":material/search:", max_chars=PROMPT_LIMIT,
        placeholder=_("Words of the offer, the copy or the prompt"), label_visibility="collapsed", on_change=_told,
        args=("text",),
    )  # fmt: skip


def _order(shown: View) -> None:
    orders = list(ORDERS)
    st.selectbox(
        _("Order"), orders, index=orders.index(shown.order), key=_key(ORDER), format_func=lambda one: _(ORDERS[one]),
        label_visibility="collapsed", width=190, on_change=_told, args=(ORDER,),
    )  # fmt: skip


def _bin(wanted: Filter) -> None:
    names = {"": _("Library"), "1": _("Bin")}
    st.segmented_control(
        _("Where to look"), list(names), default="1" if wanted.binned else "", required=True, key=_key(BIN),
        format_func=names.__getitem__, label_visibility="collapsed", on_change=_into_bin,
    )  # fmt: skip


def _into_bin() -> None:
    """What was selected on the other side is out of sight, so nothing may be done to it."""
    st.session_state.pop("library.selected", None)
    _told(BIN)


def _choice(name: str, names: Mapping[str, str], chosen: str) -> None:
    keys = list(names)
    title = _(TITLES[name])
    st.selectbox(
        title, keys, index=keys.index(chosen) if chosen in names else None, key=_key(name), placeholder=title,
        format_func=lambda one: names.get(one, one), label_visibility="collapsed", on_change=_told, args=(name,),
    )  # fmt: skip


def _more(wanted: Filter, modes: Mapping[str, str]) -> None:
    used = len(set(MORE) & set(asked(wanted)))
    title = _("More")
    with st.popover(f"{title} · {used}" if used else title, key="library-more"):
        _choice("mode", modes, wanted.mode)
        st.number_input(_("Seed"), 0, SEED_LIMIT - 1, wanted.seed, 1, key=_key("seed"), placeholder=_("Any"),
                        on_change=_told, args=("seed",))  # fmt: skip
        for name in ("since", "until"):
            st.date_input(_(TITLES[name]), getattr(wanted, name), key=_key(name), format="DD.MM.YYYY", on_change=_told,
                          args=(name,))  # fmt: skip


# --- what can be chosen ----------------------------------------------------------------------------------------------


@st.cache_data(ttl=5, show_spinner=False)
def _choices() -> Choices:
    """Shared by all sessions."""
    return library.choices()


def all_options() -> dict[str, dict[str, str]]:
    """What each filter can be set to: names by slug or id, in the order in which they are offered."""
    there, spoken = _choices(), language()
    personal = {key: _("{name} (personal)", name=name) for key, name in there.personal.items()}
    return {
        "product": _sorted({slug: name.get(spoken) or slug for slug, name in there.products.items()}),
        "campaign": _sorted(dict(there.campaigns)) | _sorted(personal),
        "format": format_labels(in_families(wiring.formats().values()), spoken),
        "state": {state: _(STATUSES[status]) for state, status in AS_JOB.items()},
        "author": _sorted(dict(there.authors)),
        "mode": {mode: _(MODES[mode]) for mode in ImageMode},
    }  # fmt: skip


def _sorted(names: dict[str, str]) -> dict[str, str]:
    """By name. Names that several have are told apart by the beginning of their key: a select box knows its options
    by their labels."""
    often = Counter(names.values())
    told = {key: name if often[name] == 1 else f"{name} · {key[:6]}" for key, name in names.items()}
    return dict(sorted(told.items(), key=lambda item: item[1].casefold()))
