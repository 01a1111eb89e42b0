"""The frame around every screen: sign-in, navigation by role, queue badge. `make run` starts it."""

import streamlit as st

from core.models import UserRole
from pages.parts import look, queue_badge, session, sign_in
from pages.parts.session import _

st.set_page_config(page_title="AdBanner", page_icon=look.MARK, layout="wide")
with st.container():  # the cookie's component comes and goes: a place of its own keeps everything else where it is
    user = session.begin()
look.dress()

pages = {"": [st.Page("pages/account.py", title=_("Account"), icon=":material/person:")]}
if user is None or user.role in (*session.CREATORS, UserRole.ADMIN):
    pages[""][:0] = [
        st.Page("pages/create.py", title=_("Create"), icon=":material/auto_awesome:", default=True),
        st.Page("pages/banners.py", title=_("Banners"), icon=":material/photo_library:"),
        st.Page("pages/banner.py", title=_("Banner"), icon=":material/edit:", visibility="hidden"),
        st.Page("pages/bank.py", title=_("Bank"), icon=":material/image_search:"),
        st.Page("pages/campaigns.py", title=_("Campaigns"), icon=":material/campaign:"),
    ]
if user is None or user.role == UserRole.ADMIN:
    pages[_("Administration")] = [
        st.Page("pages/products.py", title=_("Products"), icon=":material/inventory_2:"),
        st.Page("pages/users.py", title=_("Users"), icon=":material/group:"),
        st.Page("pages/reports.py", title=_("Reports"), icon=":material/bug_report:"),
    ]

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
