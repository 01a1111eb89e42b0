"""Campaigns: a product's banners under one name, with the people who work on them. One of them where the address names
it, else the list."""

import streamlit as st

from core.models import UserRole
from pages.parts.campaign_form import campaign_form
from pages.parts.campaign_list import campaign_list
from pages.parts.campaign_screen import campaign_screen
from pages.parts.drafts import CAMPAIGN
from pages.parts.session import CREATORS, require_role

user = require_role(*CREATORS, UserRole.ANALYST)

campaign_form()
named = st.query_params.get(CAMPAIGN)
if st.session_state.get("campaign.shown") != named:
    # A link within one page changes what the address says, and leaves the browser's own as it was: a reload would go
    # elsewhere.
    st.session_state["campaign.shown"] = named
    st.query_params.from_dict(st.query_params.to_dict())
if named:
    campaign_screen(named, user)
else:
    campaign_list(user)
