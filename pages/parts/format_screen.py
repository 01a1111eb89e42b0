"""One format: large, with every kind of text, and all that is to be known of it."""

import json
import re
from typing import Any

import streamlit as st

import wiring
from core.formats.groups import by_family
from core.formats.schema import Format
from core.i18n import LANGUAGES
from pages.parts.format_address import FORMAT, GUIDES, SPOKEN, TEXT, View, key, link_to, told
from pages.parts.format_facts import facts, networks, texts
from pages.parts.format_preview import KINDS, legend, stage
from pages.parts.session import _, language
from pages.parts.sign_in import NAMES
from pages.parts.wording import plain, size_of, sized_name

#: Width by height from which on a preview has a row of its own.
WIDE = 2.4


def format_screen(layout: Format, shown: View) -> None:
    """Preview on the left, facts on the right; a wide one has the screen's width, and the facts stand below."""
    _heading(layout, shown)
    if layout.width > WIDE * layout.height:
        _look(layout, shown)
        left, right = st.columns(2, gap="large")
        with left:
            facts(layout)
        with right:
            texts(layout)
            _content(layout)
    else:
        left, right = st.columns([11, 8], gap="large")
        with left:
            _look(layout, shown)
        with right:
            facts(layout)
            texts(layout)
            _content(layout)
    _family(layout, shown)


def _look(layout: Format, shown: View) -> None:
    how_to_look(shown)
    stage(layout, shown.kind, shown.language, guided=shown.guides)
    if shown.guides:
        legend()


def _content(layout: Format) -> None:
    with st.expander(_("As JSON"), icon=":material/data_object:"):
        st.code(pretty(layout.model_dump(mode="json", exclude_unset=True)), language="json", height=460)


def _heading(layout: Format, shown: View) -> None:
    back(shown)
    family = plain(layout.family.name[language()]) if layout.family else ""
    with st.container(gap=None):
        st.subheader(plain(sized_name(layout, language())), anchor=False)
        st.caption(" · ".join(part for part in (family, plain(networks(layout))) if part))


def back(shown: View) -> None:
    """The way to what was looked for."""
    with st.container(key="formats-back"):
        st.page_link("pages/formats.py", label=_("All formats"), icon=":material/arrow_back:",
                     query_params=link_to(shown))  # fmt: skip


def how_to_look(shown: View, *, kinds: bool = True) -> None:
    """Which text, in which language, with or without the lines."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="format-looks"):
        if kinds:
            st.segmented_control(
                _("Text"), list(KINDS), default=shown.kind, required=True, key=key(TEXT), on_change=told, args=(TEXT,),
                format_func=lambda kind: _(KINDS[kind]), label_visibility="collapsed",
            )  # fmt: skip
        st.segmented_control(
            _("Language"), LANGUAGES, default=shown.language, required=True, key=key(SPOKEN), on_change=told,
            args=(SPOKEN,), format_func=NAMES.__getitem__, label_visibility="collapsed",
        )  # fmt: skip
        st.toggle(_("Guides"), shown.guides, key=key(GUIDES), on_change=told, args=(GUIDES,))


def _family(layout: Format, shown: View) -> None:
    """The other formats that share its look."""
    group = next(one for one in by_family(wiring.formats().values()) if layout in one.formats)
    others = [one for one in group.formats if one is not layout]
    if not others:
        return
    st.markdown(f"**{_('The same look in other sizes')}**")
    with st.container(horizontal=True, gap="small", key="format-siblings"):
        for one in others:
            st.page_link("pages/formats.py", label=size_of(one), query_params=link_to(shown, **{FORMAT: one.id}))


def pretty(content: dict[str, Any]) -> str:
    """JSON as people write it: short lists on one line."""
    spread = json.dumps(content, ensure_ascii=False, indent=2)
    return re.sub(r"\[\s+([^\[\]{}]{1,120}?)\s+\]", lambda found: f"[{' '.join(found[1].split())}]", spread)
