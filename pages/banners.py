"""Banners: the library of everything made."""

import streamlit as st

from pages.parts.library_filters import begin, library_filters
from pages.parts.library_results import library_results
from pages.parts.session import CREATORS, require_role

user = require_role(*CREATORS)
if st.session_state.pop("library.leave", False):
    st.switch_page("pages/create.py")

library_filters(begin())
library_results(user)
