"""The sign-in screen."""

import math

import streamlit as st

import wiring
from core.errors import SignInFailed
from core.formats.brand import load_brand
from core.i18n import LANGUAGES
from pages.parts import session
from pages.parts.session import _, choose_language, language
from pages.parts.sketches import sketch

#: A language calls itself by its own name.
NAMES = {"en": "English", "ru": "Русский"}
#: The story's drawings: the formats that come nearest to these proportions (width by height), of at least so many px.
PROPORTIONS, SMALLEST = (9 / 16, 1, 1.9), 600


def sign_in_screen() -> None:
    """What this is, name and password, and the language for those whose browser speaks another one."""
    story, entrance = st.columns([7, 5], gap="large", vertical_alignment="center")
    with story.container(key="story", gap="large"):
        with st.container(gap="medium"):
            with st.container(key="eyebrow"):
                st.markdown("AdBanner")
            st.header(_("From an offer to finished banners in minutes"), anchor=False)
            st.markdown(_("Write what {company} offers. The copy, the picture and every format are made for you.",
                          company=load_brand().name[language()]))  # fmt: skip
        _shelf()
    with entrance.container(key="entrance"):
        with st.form("sign-in", border=False):
            st.subheader(_("Sign in"), anchor=False)
            st.text_input(_("User name"), key="sign-in.name", autocomplete="username")
            st.text_input(_("Password"), key="sign-in.password", type="password", autocomplete="current-password")
            st.form_submit_button(_("Sign in"), type="primary", width="stretch", on_click=_enter)
        if fault := st.session_state.pop("sign-in.fault", None):
            st.error(session.explain(fault), icon=":material/lock:")
        language_switch("sign-in.language")


def _shelf() -> None:
    """Formats beside each other, standing on the story's lower edge: an upright, a square and a wide one."""
    known = wiring.formats().values()
    large = [one for one in known if min(one.width, one.height) >= SMALLEST and len(one.pictures) == 1]
    with st.container(horizontal=True, wrap=False, vertical_alignment="bottom", gap="small", key="shelf"):
        for wanted in PROPORTIONS if large else ():
            nearest = min(large, key=lambda one: abs(math.log(one.width / one.height / wanted)))
            st.image(sketch(nearest, load_brand()), width="stretch", alt="")


def language_switch(key: str) -> None:
    """Choose the language of the screens."""
    st.segmented_control(
        _("Language"), LANGUAGES, default=language(), format_func=NAMES.__getitem__, key=key, required=True,
        on_change=_speak, args=(key,), label_visibility="collapsed",
    )  # fmt: skip


def _speak(key: str) -> None:
    # Absent where signing out emptied the session between the click and its run.
    if (chosen := st.session_state.get(key)) in LANGUAGES:
        choose_language(chosen)


def _enter() -> None:
    name, password = st.session_state["sign-in.name"], st.session_state["sign-in.password"]
    try:
        session.sign_in(name, password)
    except SignInFailed as fault:
        st.session_state["sign-in.fault"] = fault
