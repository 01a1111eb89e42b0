"""The Operations screen: one section below the other, looking again by itself while somebody looks on.

A section is a function without arguments that reads what it shows through a cache, so that several administrators ask
once.
"""

import streamlit as st

from pages.parts.operations_engines import engines_section
from pages.parts.operations_model import model_section
from pages.parts.operations_workers import workers_section

#: Seconds between two looks.
EVERY = 5
SECTIONS = (engines_section, model_section, workers_section)


def operations() -> None:
    """All sections."""
    st.fragment(_sections, run_every=EVERY)()


def _sections() -> None:
    with st.container(gap="medium"):
        for section in SECTIONS:
            with st.container(gap="small"):
                section()
