"""A banner in small, for cards and strips."""

from io import BytesIO

import streamlit as st
from PIL import Image

import wiring
from core.rendering import thumbnail_of
from core.storage.port import AssetKey


@st.cache_data(max_entries=2000, show_spinner=False)
def thumbnail(small: str, whole: str) -> bytes:
    """The JPEG under the key `small`, or one made of the PNG `whole` where a version of before has none. What is stored
    under a key never changes.

    Raises:
        NotFound: the file is gone.
    """
    if small:
        return wiring.store().get(AssetKey(small))
    return thumbnail_of(Image.open(BytesIO(wiring.store().get(AssetKey(whole))), formats=("PNG",)))
