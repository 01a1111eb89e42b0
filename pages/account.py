"""Account: who am I, the screen's language, signing out."""

import streamlit as st

from pages.parts import session
from pages.parts.session import _
from pages.parts.sign_in import language_switch

user = session.require_role(*session.UserRole)

ROLES = {
    session.UserRole.MARKETER: _("Marketer"),
    session.UserRole.DESIGNER: _("Designer"),
    session.UserRole.ANALYST: _("Pilot analyst"),
    session.UserRole.ADMIN: _("Administrator"),
}

with st.container(border=True, width=520, key="card-account"):
    st.subheader(user.name)
    st.caption(f"{user.username} · {ROLES[session.UserRole(user.role)]}")
    st.markdown(_("Language of the screens"))
    language_switch("account.language")
    st.caption(_("Banners are written in the language of the offer."))
    st.space("small")
    st.button(_("Sign out"), key="sign-out", icon=":material/logout:", on_click=session.sign_out)
