"""The frame around every screen: sign-in, navigation by role, queue badge. `make run` starts it."""

import streamlit as st

from core.models import UserRole
from pages.parts import look, queue_badge, session, sign_in
from pages.parts.session import _

st.set_page_config(page_title="AdBanner", page_icon=look.MARK, layout="wide")
with st.container():  # the cookie's component comes and goes: a place of its own keeps everything else where it is
    user = session.begin()
look.dress()

pages = [st.Page("pages/account.py", title=_("Account"), icon=":material/person:")]
if user is None or user.role in (*session.CREATORS, UserRole.ADMIN):
    create = st.Page("pages/create.py", title=_("Create"), icon=":material/auto_awesome:", default=True)
    bank = st.Page("pages/bank.py", title=_("Bank"), icon=":material/image_search:")
    pages[:0] = [create, bank]

# A signed-out reader keeps the address, and lands there after signing in.
page = st.navigation(pages, position="top" if user else "hidden")
if user is None:
    sign_in.sign_in_screen()
    st.stop()

frame = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="frame")
frame.title(page.title, anchor=False, width="content")
with frame.container(width="content"):
    queue_badge.queue_badge()
page.run()
