"""A banner's picture in small, without its background."""

import streamlit as st

import wiring
from core.rendering import webp

#: The edge, px.
EDGE = 168


@st.cache_data(max_entries=1000, show_spinner=False)
def picture_thumbnail(key: str) -> bytes:
    """A small WebP of the cut-out under `key`."""
    small = wiring.cut_out(key).copy()
    small.thumbnail((EDGE, EDGE))
    return webp(small)
