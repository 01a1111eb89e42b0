"""Account: who am I, the screen's language, my password, my reports of bugs, the keys, signing out."""

import streamlit as st

from core.models import UserRole
from pages.parts import session
from pages.parts.bug_own import own_reports
from pages.parts.session import _
from pages.parts.shortcuts import keys_table
from pages.parts.sign_in import language_switch
from pages.parts.user_password import password_form
from pages.parts.user_words import ROLES
from pages.parts.wording import plain

user = session.require_role(*UserRole)

with st.container(width=860):
    person, screens = st.columns(2, gap="small")
    with person.container(border=True, key="card-account", height="stretch"):
        with st.container(gap="xxsmall"):
            st.subheader(plain(user.name), anchor=False)
            st.markdown(_(ROLES[UserRole(user.role)]))
            st.caption(_("User name: {name}", name=plain(user.username)))
        st.space("stretch")
        st.button(_("Sign out"), key="sign-out", icon=":material/logout:", on_click=session.sign_out)

    with screens.container(border=True, key="card-screens", height="stretch", gap="small"):
        st.subheader(_("Language of the screens"), anchor=False)
        language_switch("account.language")
        st.caption(_("Banners are written in the language of the offer."))
        st.subheader(_("Light or dark"), anchor=False)
        st.caption(_("The screens follow your system. To choose yourself, open the menu ⋮ at the top right."))

    secret, bugs = st.columns(2, gap="small")
    with secret.container(border=True, key="card-password", height="stretch", gap="small"):
        st.subheader(_("Password"), anchor=False)
        password_form()
    with bugs.container(border=True, key="card-bugs", height="stretch", gap="small"):
        own_reports(user)

    with st.container(border=True, key="card-keys", gap="small"):
        st.subheader(_("Keys"), anchor=False)
        keys_table()
