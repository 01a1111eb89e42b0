"""The words of a brief that were not used, and why; said once."""

from collections.abc import Sequence

import streamlit as st

from pages.parts.session import _
from pages.parts.wording import excerpt, plain

#: Characters of a piece that are enough to know it again.
LENGTH = 120


def left_out_note(pieces: Sequence[str]) -> None:
    """Nothing where all was used."""
    if not pieces:
        return
    words = ", ".join(_("“{words}”", words=plain(excerpt(piece, LENGTH))) for piece in pieces)
    told = _("Not used, since it reads like an instruction to the program: {words}", words=words)
    st.caption(f":material/content_cut: {told}")
