"""The frame around every screen: sign-in, navigation by role, news, queue badge, keys. `make run` starts it."""

from functools import partial

import streamlit as st

from pages.parts import garbage, look, navigation, news, queue_badge, session, shortcuts, sign_in
from pages.parts.bug_report import bug_button

st.set_page_config(page_title="AdBanner", page_icon=look.MARK, layout="wide")
look.dress()
with st.container(key="unseen-frame"):  # what comes and goes in here moves nothing (look.css)
    user = session.begin()
    shortcuts.listen()

place = navigation.navigate(user)
if user is None:
    sign_in.sign_in_screen()
    st.stop()

frame = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="frame")
frame.title(place.page.title, anchor=False, width="content")
with frame.container(
    horizontal=True, wrap=False, vertical_alignment="center", gap="xsmall", width="content", key="tools"
):
    queue_badge.queue_badge(partial(news.tell_news, user, place.name))
    edited = st.query_params.get("id", "") if place.name == "banner" else ""
    bug_button(place.name, edited, key="frame", icon_only=True)
    shortcuts.shortcuts_button()
navigation.show(place)
garbage.settle(place.name)
