"""The sign-in screen."""

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
#: Canvas width that is drawn 150 px wide in the story.
LARGEST = 1200


def sign_in_screen() -> None:
    """What this is, name and password, and the language for those whose browser speaks another one."""
    story, entrance = st.columns([7, 5], gap="large", vertical_alignment="center")
    with story.container(key="story", gap="medium"):
        st.header(_("From an offer to finished banners in minutes"))
        st.markdown(_("Write what {company} offers. The copy, the picture and every format are made for you.",
                      company=load_brand().name[language()]))  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            for layout in wiring.formats().values():
                st.image(sketch(layout, load_brand()), width=round(layout.width / LARGEST * 150), alt="")
    with entrance:
        with st.form("sign-in", border=False):
            st.subheader(_("Sign in"))
            st.text_input(_("User name"), key="sign-in.name", autocomplete="username")
            st.text_input(_("Password"), key="sign-in.password", type="password", autocomplete="current-password")
            st.form_submit_button(_("Sign in"), type="primary", width="stretch", on_click=_enter)
        if fault := st.session_state.pop("sign-in.fault", None):
            st.error(session.explain(fault), icon=":material/lock:")
        language_switch("sign-in.language")


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
