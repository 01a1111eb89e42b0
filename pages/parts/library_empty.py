"""Where the library has nothing to show: why, and what to do."""

import streamlit as st

from core import library
from core.library_filter import Filter
from pages.parts.library_address import NAMES, asked, without
from pages.parts.library_filters import TITLES, all_options, forget
from pages.parts.session import _, ngettext
from pages.parts.wording import excerpt, plain


def nothing_there(wanted: Filter) -> None:
    """The empty state that fits."""
    with st.container(key="library-empty", horizontal_alignment="center", gap="small"):
        if names := asked(wanted):
            _nothing_found(wanted, names)
        elif wanted.binned:
            line = _("Banners that you put away wait here, for as long as you like.")
            _say(":material/delete:", _("The bin is empty"), line)
        else:
            line = _("Every banner that anybody makes stands here.")
            _say(":material/photo_library:", _("Nothing has been made yet"), line)
            st.page_link("pages/create.py", label=_("Make the first one"), icon=":material/auto_awesome:")


def _nothing_found(wanted: Filter, names: tuple[str, ...]) -> None:
    """Every filter with what there would be without it."""
    _say(":material/filter_alt_off:", _("No banner is like that"), _("Take back what may be wrong:"))
    with st.container(horizontal=True, horizontal_alignment="center", gap="small"):
        for name in names:
            left = library.count(without(wanted, name))
            found = ngettext("{n} banner", "{n} banners", left)
            label = f"{_(TITLES[name])}: **{plain(excerpt(_told(wanted, name), 40))}** :gray[· {found}]"
            st.button(label, key=f"library-without-{name}", icon=":material/close:", on_click=_forget, args=(name,))
    if len(names) > 1:
        st.button(_("Clear all filters"), key="library-clear-all", type="tertiary", on_click=_forget, args=NAMES)


def _say(icon: str, heading: str, line: str) -> None:
    st.markdown(f"## {icon}", text_alignment="center")
    st.subheader(heading, anchor=False, text_alignment="center")
    st.caption(line, text_alignment="center")


def _told(wanted: Filter, name: str) -> str:
    """What a filter is set to, as the screen calls it."""
    value = getattr(wanted, name)
    if name in ("since", "until"):
        return f"{value:%d.%m.%Y}"
    return all_options().get(name, {}).get(value, str(value))


def _forget(*names: str) -> None:
    forget(*names)
    st.session_state["screen.changed"] = True
