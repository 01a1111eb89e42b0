"""A field of a form and what is wrong with it."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.errors import AdBannerError
from pages.parts.session import explain
from pages.parts.wording import plain


def field(name: str) -> DeltaGenerator:
    """Room for a field and its fault, which colours the field (look.css)."""
    return st.container(key=f"field-{name}", gap="xsmall")


def fault(faults: Mapping[str, AdBannerError], name: str) -> None:
    """What is wrong with that field, beside it; nothing where it is well."""
    if name in faults:
        with st.container(key=f"fault-{name}"):
            st.markdown(f":material/error: {plain(explain(faults[name]))}")
