"""What is selected in the library: it outlives a change of page, and is forgotten once something was done with it.

Checkboxes get their values as defaults; what ticks or clears several of them starts new ones.
"""

from collections.abc import Sequence

import streamlit as st

from core.library import Card
from pages.parts.session import _

SELECTED, TURN = "library.selected", "library.picks"


def selected() -> dict[str, str]:
    """The ids of the selected banners, each with its brief's id, in the order in which they were ticked."""
    held: dict[str, str] = st.session_state.setdefault(SELECTED, {})
    return held


def clear() -> None:
    """Select nothing."""
    st.session_state[SELECTED] = {}
    _anew()


def pick(card: Card) -> None:
    """The checkbox of one banner."""
    key = f"library-pick-{_turn()}-{card.id}"
    st.checkbox(_("Select"), card.id in selected(), key=key, label_visibility="collapsed", on_change=_picked,
                args=(key, card.id, card.brief_id))  # fmt: skip


def pick_all(cards: Sequence[Card]) -> None:
    """The checkbox of all banners on the page."""
    everything = all(card.id in selected() for card in cards)
    key = f"library-all-{_turn()}-{everything}-{cards[0].id}"
    st.checkbox(_("Select all"), everything, key=key, on_change=_picked_all, args=(key, cards))


def _picked(key: str, banner_id: str, brief_id: str) -> None:
    if st.session_state[key]:
        selected()[banner_id] = brief_id
    else:
        selected().pop(banner_id, None)


def _picked_all(key: str, cards: Sequence[Card]) -> None:
    if st.session_state[key]:
        selected().update({card.id: card.brief_id for card in cards})
    else:
        for card in cards:
            selected().pop(card.id, None)
    _anew()


def _turn() -> int:
    return int(st.session_state.get(TURN, 0))


def _anew() -> None:
    st.session_state[TURN] = _turn() + 1
