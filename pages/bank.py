"""Bank: search the designers' pictures as the image mode does, and see why each was found."""

import streamlit as st

from pages.parts.bank_card import bank_grid
from pages.parts.bank_form import bank_form
from pages.parts.bank_results import found, page_of
from pages.parts.session import CREATORS, require_role

require_role(*CREATORS)

wanted = bank_form()
if wanted is None:
    st.stop()
bank_grid(found(wanted) if wanted.text else page_of(wanted), wanted)
