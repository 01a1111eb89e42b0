"""A banner in small, for cards and strips."""

from io import BytesIO

import streamlit as st
from PIL import Image

import wiring
from core.rendering import THUMBNAIL, webp
from core.storage.port import AssetKey


@st.cache_data(max_entries=2000, show_spinner=False)
def thumbnail(small: str, whole: str) -> bytes:
    """The WebP under the key `small`, or one made of the PNG `whole` where a version of before has none. What is stored
    under a key never changes."""
    if small:
        return wiring.store().get(AssetKey(small))
    image = Image.open(BytesIO(wiring.store().get(AssetKey(whole))), formats=("PNG",)).convert("RGB")
    image.thumbnail((THUMBNAIL, THUMBNAIL), Image.Resampling.LANCZOS)
    return webp(image)
