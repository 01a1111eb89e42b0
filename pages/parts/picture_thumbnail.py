"""A picture in small, without its background: of a banner, or of a bank."""

from io import BytesIO

import streamlit as st
from PIL import Image

import wiring
from core.storage.port import AssetKey


@st.cache_data(max_entries=2000, show_spinner=False)
def picture_thumbnail(key: str, width: int) -> bytes:
    """The stored picture as a PNG, at most `width` px wide. What is stored under a key never changes, and Streamlit
    passes this on as it is: anything else it would shrink and encode anew at every run."""
    with Image.open(BytesIO(wiring.store().get(AssetKey(key))), formats=("WEBP", "PNG")) as image:
        small = image.convert("RGBA")
    small.thumbnail((width, 4 * width), Image.Resampling.LANCZOS)
    png = BytesIO()
    small.save(png, "PNG")
    return png.getvalue()
