"""Create: the brief on the left, its banners on the right."""

import streamlit as st

from pages.parts import drafts
from pages.parts.brief_form import brief_form
from pages.parts.job_progress import announce, job_panel, shown_job
from pages.parts.session import CREATORS, require_role
from pages.parts.welcome import recent, welcome

user = require_role(*CREATORS)
drafts.accept_picture(user)
drafts.accept_campaign(user)
announce()

left, right = st.columns([10, 15], gap="large")
with left:
    brief_form(user)
with right:
    # Each has a place of its own: while one takes the other's turn, nothing is drawn into the other (look.css).
    result, invitation = st.container(), st.container()
    job_id = shown_job()
    with result:
        shown = bool(job_id and job_panel(job_id, user))
    with invitation:
        if not shown:
            welcome()
    recent(user, shown=job_id if shown else None)
