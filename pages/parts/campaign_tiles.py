"""Banners in small, side by side on tiles of one size whatever their formats."""

from collections.abc import Sequence

import streamlit as st

import wiring
from core.campaign_views import NEWEST, Shown
from core.errors import AdBannerError
from core.formats.brand import load_brand
from pages.parts.banner_thumbnail import thumbnail
from pages.parts.session import _
from pages.parts.sketches import sketch


def tiles(campaign_id: str, banners: Sequence[Shown]) -> None:
    """A row of a card: the newest banners, empty tiles where there are fewer."""
    with st.grid(NEWEST, min_column_width=40, wrap=False, gap="xsmall"):
        for place in range(NEWEST):
            with st.container(key=f"tile-{campaign_id}-{place}"):
                if place < len(banners):
                    picture(banners[place])


def picture(banner: Shown) -> None:
    """The banner in small; the drawing of its format while it is made, or where its file is gone: one lost file must
    not take the whole screen away."""
    layout = wiring.formats().get(banner.format_id)
    try:
        if banner.asset:
            st.image(thumbnail(banner.thumbnail, banner.asset), width="content", alt=_("Banner"))
            return
    except AdBannerError:
        pass
    if layout:
        st.image(sketch(layout, load_brand()), width="content", alt="")
