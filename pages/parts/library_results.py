"""What the library found: a count or what can be done, the cards, and the way to other pages."""

import streamlit as st
from babel.numbers import format_decimal

from core import library
from core.library import Found
from core.library_filter import State
from core.models import User
from pages.parts.library_actions import actions, moved, refused
from pages.parts.library_address import PAGE, View
from pages.parts.library_card import library_card, standings_of
from pages.parts.library_empty import nothing_there
from pages.parts.library_filters import go, leap, page_key, view
from pages.parts.library_selection import pick_all, selected
from pages.parts.session import _, language, ngettext

#: Seconds between two looks while a banner on the page is being made.
EVERY = 2.0
#: Whether one is, as far as this session knows.
WORKING = "library.working"
#: The page's number makes each of them another script: the browser would not run the same one again.
TO_THE_TOP = """<script>
document.querySelector('[data-testid="stMain"]').scrollTo({{top: 0}}); // {page}
</script>"""


def library_results(user: User) -> None:
    """The banners that the address asks for. A click in here draws nothing but this anew, and while a banner on the
    page is being made, it looks again by itself."""
    st.fragment(_results, run_every=EVERY if st.session_state.get(WORKING) else None)(user)


def _results(user: User) -> None:
    # A click in here runs this alone; what it changes may be the whole screen's business.
    if st.session_state.get("library.leave") or st.session_state.pop("screen.changed", False):
        st.rerun()
    shown = view()
    found = library.find(shown.filter, shown.order, shown.page)
    _to_the_top()
    _bar(found, shown, user.username)
    refused()
    if found.cards:
        stand = standings_of(found.cards)
        with st.grid("auto", min_column_width=250, gap="small", key="library-grid"):
            for card in found.cards:
                library_card(card, stand.get(card.version))
        _pages(found)
    else:
        nothing_there(shown.filter)
    working = any(card.state == State.WORKING for card in found.cards)
    if working != st.session_state.get(WORKING, False):
        st.session_state[WORKING] = working
        st.rerun()


def _bar(found: Found, shown: View, username: str) -> None:
    """Always one row of the same height, whatever stands in it."""
    with st.container(key="library-bar", horizontal=True, vertical_alignment="center", gap="small"):
        if found.cards:
            pick_all(found.cards)
        if selected():
            actions(username, binned=shown.filter.binned)
            return
        if found.total:
            st.markdown(f":gray[:small[{counted(found.total)}]]", width="content")
        moved()


def counted(n: int) -> str:
    """`1,234 banners`, as the screen's language writes numbers."""
    return ngettext("{n} banner", "{n} banners", n).replace(str(n), format_decimal(n, locale=language()), 1)


def _pages(found: Found) -> None:
    pages = -(-found.total // library.PAGE)
    if pages < 2:
        return
    with st.container(key="library-pages", horizontal=True, horizontal_alignment="center"):
        key = page_key(pages)
        st.pagination(pages, default=found.page, key=key, on_change=_turned, args=(key,))
    with st.container(key="library-keys"):  # for the keyboard alone
        st.button(_("Next page"), key="library-next", shortcut="Alt+PageDown", on_click=_leap_to,
                  args=(min(pages, found.page + 1),))  # fmt: skip
        st.button(_("Previous page"), key="library-previous", shortcut="Alt+PageUp", on_click=_leap_to,
                  args=(max(1, found.page - 1),))  # fmt: skip


def _turned(key: str) -> None:
    _open(st.session_state[key])


def _leap_to(page: int) -> None:
    _open(page)
    leap()


def _open(page: int) -> None:
    go({PAGE: str(page) if page > 1 else ""})
    st.session_state["library.top"] = page


def _to_the_top() -> None:
    """Another page is read from its top; what comes and goes in here moves nothing else."""
    with st.container():
        if page := st.session_state.pop("library.top", None):
            st.html(TO_THE_TOP.format(page=page), unsafe_allow_javascript=True)
