"""Two versions of a banner side by side."""

import streamlit as st

import wiring
from core.history import BannerView, Entry
from core.states import difference, state_of
from core.storage.port import AssetKey
from pages.parts.editor_words import cause, part_name
from pages.parts.session import _
from pages.parts.wording import ago, plain


def open_comparison(left: int, right: int) -> None:
    """Show these two in a dialog when the screen is drawn next."""
    st.session_state["editor.compare"] = (left, right)


def comparison(view: BannerView) -> None:
    """The dialog, while it is open."""
    if "editor.compare" in st.session_state:
        # The title is in the reader's language: the dialog is made anew for each.
        st.dialog(_("Two versions"), width="large", on_dismiss=_close)(_dialog)(view)


def _close() -> None:
    st.session_state.pop("editor.compare", None)


def _dialog(view: BannerView) -> None:
    numbers = [entry.version.number for entry in view.history]
    entries = {entry.version.number: entry for entry in view.history}
    chosen = []
    for column, side, begins in zip(st.columns(2), ("left", "right"), st.session_state["editor.compare"], strict=True):
        with column:
            at = numbers.index(begins) if begins in numbers else 0
            number = st.selectbox(
                _("Version"), numbers, index=at, key=f"compare-{side}", label_visibility="collapsed",
                format_func=lambda number: _("Version {number} · {cause}", number=number, cause=cause(entries[number])),
            )  # fmt: skip
            _side(entries[number], on_show=number == view.sheet.banner.current)
            chosen.append(entries[number])
    _differences(*chosen)


def _side(entry: Entry, *, on_show: bool) -> None:
    with st.container(horizontal_alignment="center"):
        st.image(wiring.store().get(AssetKey(entry.version.asset)), alt=" ".join(entry.version.texts.values()))
    told = f"{plain(entry.author)} · {ago(entry.version.created_at)}"
    st.caption(f"{told} · **{_('on show')}**" if on_show else told)


def _differences(left: Entry, right: Entry) -> None:
    change = difference(state_of(left.version), state_of(right.version))
    if not change:
        st.caption(_("They are the same."))
    for name in change.texts:
        st.markdown(f"**{part_name(name)}**")
        for column, entry in zip(st.columns(2), (left, right), strict=True):
            column.markdown(plain(entry.version.texts.get(name, "")) or "—")
    for slot in change.pictures:
        st.markdown(f"**{_('Picture')}**")
        for column, entry in zip(st.columns(2), (left, right), strict=True):
            for picture in [one for one in entry.pictures if one.slot == slot]:
                column.caption(f"{plain(picture.prompt) or '—'} · {_('Seed {seed}', seed=picture.seed)}")
