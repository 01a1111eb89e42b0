"""A format as a banner with sample texts and pictures; drawn for the screen, and kept nowhere else."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import streamlit as st

from core.compositing.encode import encode
from core.export_verdict import Finding, Level
from core.export_words import told
from core.format_check import preview
from core.format_samples import Kind
from core.formats.brand import Language, load_brand
from core.formats.schema import Format
from core.i18n import N_, translate
from core.rendering import thumbnail_of
from pages.parts.format_guides import guides
from pages.parts.session import _, language
from pages.parts.wording import plain

KINDS = {
    Kind.REAL: N_("Real text"),
    Kind.LONGEST: N_("Longest"),
    Kind.SHORTEST: N_("Shortest"),
    Kind.MISSING: N_("No text"),
}
MARKS = {Level.RED: ":red[:material/error:]", Level.AMBER: ":orange[:material/warning:]"}


class Drawn(NamedTuple):
    """A preview as the screen needs it: PNG, a small JPEG, findings; or the error as rows keep it."""

    picture: bytes
    small: bytes
    findings: tuple[Finding, ...]
    error: Mapping[str, Any] | None


def drawn(layout: Format, kind: Kind, spoken: Language) -> Drawn:
    """The preview; drawn once for all sessions."""
    return _drawn(layout.model_dump_json(), layout, kind, spoken)


@st.cache_data(max_entries=128, show_spinner=False)
def _drawn(content: str, _layout: Format, kind: Kind, spoken: Language) -> Drawn:
    """`content` tells formats apart: one that is being made changes under the same id."""
    made = preview(_layout, kind, spoken, load_brand())
    if made.image is None:
        return Drawn(b"", b"", (), made.error.as_json() if made.error else None)
    return Drawn(encode(made.image, "png"), thumbnail_of(made.image), made.findings, None)


@st.cache_data(max_entries=512, show_spinner=False)
def small(content: str, _layout: Format, spoken: Language) -> bytes:
    """The format with real text as a small JPEG; empty where it cannot be drawn."""
    made = preview(_layout, Kind.REAL, spoken, load_brand())
    return thumbnail_of(made.image) if made.image else b""


def stage(layout: Format, kind: Kind, spoken: Language, *, guided: bool, key: str = "stage") -> None:
    """The banner, with the format's lines on it if they are wanted, and what there is to say of it."""
    made = drawn(layout, kind, spoken)
    if made.picture:
        with st.container(key=f"format-{key}"):
            st.image(made.picture, width="content", alt=_(KINDS[kind]))
            if guided:
                st.image(guides(layout), width="content", alt="")
    for line in remarks(made, kind):
        st.markdown(f":small[{line}]")


def remarks(made: Drawn, kind: Kind) -> list[str]:
    """A line of Markdown for everything that is amber or red; what is left out on purpose is not said to be missing."""
    if made.error:
        reason = translate(made.error["message"], language(), **made.error["values"])
        return [f"{MARKS[Level.RED]} {plain(reason)}"]
    telling = [one for one in made.findings if kind != Kind.MISSING or one.level == Level.RED]
    return [f"{MARKS[one.level]} {plain(told(one, language()))}" for one in telling] or [
        f":green[:material/check_circle:] {_('All checks pass.')}"
    ]


def legend() -> None:
    """What the lines mean."""
    words = [
        f":blue[:material/text_fields:] {_('text and its most characters')}",
        f":green[:material/image:] {_('picture')}",
        f":orange[:material/sell:] {_('logo')}",
        f":violet[:material/crop_free:] {_('safe zone')}",
        f":red[:material/block:] {_('kept clear for the network')}",
    ]
    st.caption(" · ".join(words))
