"""The keyboard: a list of what it can do, and what Streamlit's own shortcuts leave undone (shortcuts.js)."""

import json
from pathlib import Path

import streamlit as st

from pages.parts.session import _
from pages.parts.wording import KEYS

SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8")
#: Keys that belong to the browser or a single field: nothing has to be handed over.
_OWN = ("Esc",)


def listen() -> None:
    """On every run of the frame: keys take along what is being typed."""
    keys = ["+".join(one) for screen in KEYS.values() for one in screen if one != _OWN]
    st.html(f"<script>{{{SCRIPT}\nwindow.adbannerKeys = {json.dumps(keys)};}}</script>", unsafe_allow_javascript=True)


def shortcuts_button() -> None:
    """A small button that opens the list."""
    if st.button("", key="shortcuts", type="tertiary", icon=":material/keyboard:", shortcut="Alt+K",
                 help=_("Keys (Alt + K)")):  # fmt: skip
        # The title is in the reader's language: the dialog is made anew for each.
        st.dialog(_("Keys"), width="medium", icon=":material/keyboard:")(keys_table)()


def keys_table() -> None:
    """What the keyboard can do, screen by screen."""
    with st.container(key="keys", gap="medium"), st.grid(2, min_column_width=220, gap="medium"):
        for screen, keys in KEYS.items():
            with st.container(gap="xsmall"):
                st.markdown(f"**{_(screen)}**")
                for one, meaning in keys.items():
                    st.markdown(f"{' + '.join(f'`{key}`' for key in one)} &nbsp; {_(meaning)}")
    st.caption(_("On a Mac, ⌘ is Ctrl, and ⌥ is Alt."))
