"""Which file a person wants of a banner: its type and its pixels. One choice for all of their screens."""

from typing import NamedTuple

import streamlit as st

from core.export_sets import Wanted
from core.exporting import SCALES, TYPES
from core.formats.schema import FileType
from pages.parts.session import _

#: As each format's networks want it.
AUTO = "auto"
KIND, SCALE, FOLDERS = "export.kind", "export.scale", "export.folders"


class Choice(NamedTuple):
    """`kind` None: as the format prefers."""

    kind: FileType | None = None
    scale: int = 1


def choice() -> Choice:
    """What was chosen last; a browser may say anything."""
    kind, scale = st.session_state.get(KIND), st.session_state.get(SCALE)
    return Choice(next((one for one in TYPES if one == kind), None), scale if scale in SCALES else 1)


def wanted() -> Wanted:
    """The same for several files at once."""
    kind, scale = choice()
    return Wanted(kind, scale, bool(st.session_state.get(FOLDERS)))


def label(kind: FileType, scale: int) -> str:
    """`PNG`, `JPG 2×`"""
    return kind.upper() + (" 2×" if scale == 2 else "")


def choice_button(*, several: bool = False) -> None:
    """A small button that opens the choice; `several`: files come in one archive."""
    words = _("File type and size")
    with st.popover("", icon=":material/tune:", help=words, key="export-choice", width="content"):
        st.segmented_control(
            _("File type"), [AUTO, *TYPES], default=AUTO, key=KIND, required=True, persist_state="session",
            format_func=lambda one: _("As the network wants it") if one == AUTO else one.upper(),
        )  # fmt: skip
        st.segmented_control(
            _("Size"), SCALES, default=1, key=SCALE, required=True, persist_state="session",
            format_func=lambda one: _("As the format says") if one == 1 else _("Double"),
        )  # fmt: skip
        if choice().scale == 2:
            st.caption(_("Twice the pixels, for sharp screens. The networks' limits of weight are about single size."))
        if several:
            st.toggle(_("A folder for each network"), key=FOLDERS, persist_state="session")
