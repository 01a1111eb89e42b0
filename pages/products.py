"""Products: what can be advertised; for the administrator."""

import streamlit as st

from core.models import UserRole
from pages.parts.product_draft import ADD, EDIT
from pages.parts.product_form import product_form
from pages.parts.product_list import product_list
from pages.parts.session import require_role

user = require_role(UserRole.ADMIN)

if ADD in st.query_params or EDIT in st.query_params:
    product_form(user, "" if ADD in st.query_params else st.query_params[EDIT])
else:
    product_list()
