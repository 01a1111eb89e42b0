"""One banner on a card: as it looks, what it is, and its files."""

from collections.abc import Mapping
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import wiring
from core import accounts, exporting
from core.errors import NotAllowed
from core.exporting import FileType
from core.formats.brand import load_brand
from core.formats.schema import Format
from core.models import Status, Version
from core.progress import BannerView, JobView
from core.storage.port import AssetKey
from pages.parts.copy_story import story
from pages.parts.picture_words import about
from pages.parts.session import _, language
from pages.parts.sketches import sketch
from pages.parts.wording import plain, short_name

#: What a card takes besides its picture, as a share of its width.
FRAME = 0.3
#: Pixels of height that its buttons take.
BUTTONS = 37
#: Characters of a prompt that its details show: all of them.
WORDS = 4000
#: Width by height from which on a banner gets a row of its own.
WIDE = 2.5


def in_columns(banners: list[BannerView], columns: int) -> list[list[BannerView]]:
    """Banners dealt out so that the columns end at about the same height."""
    formats = wiring.formats()
    dealt: list[list[BannerView]] = [[] for _ in range(columns)]
    heights = [0.0] * columns
    for banner in banners:
        shortest = heights.index(min(heights))
        layout = formats[banner.format_id]
        dealt[shortest].append(banner)
        heights[shortest] += layout.height / layout.width + FRAME
    return dealt


def is_wide(banner: BannerView) -> bool:
    """Whether half a panel is too narrow for it."""
    layout = wiring.formats()[banner.format_id]
    return layout.width > WIDE * layout.height


def banner_card(banner: BannerView, view: JobView, username: str) -> None:
    """The banner, or the sketch of its format while it waits for its version: both stand in the same room."""
    layout, version = wiring.formats()[banner.format_id], banner.version
    with st.container(border=True, key=f"card-{banner.id}", gap="small"):
        _heading(layout, banner)
        shape = in_shape(layout, banner.id)
        if version is None:
            shape.image(sketch(layout, load_brand()), width="content", alt="")
            with st.container(key=f"pending-{banner.id}"):
                st.skeleton(height=BUTTONS)
            return
        picture = wiring.store().get(AssetKey(version.asset))
        shape.image(picture, width="content", alt=" ".join(version.texts.values()))
        with st.container(
            horizontal=True, wrap=False, gap="xsmall", vertical_alignment="center", key=f"do-{banner.id}"
        ):
            st.page_link("pages/banner.py", label=_("Edit"), icon=":material/edit:", query_params={"id": banner.id})
            for kind in FileType:
                _download(banner, kind, view, username)


def in_shape(layout: Format, name: str) -> DeltaGenerator:
    """Room for one picture of a format, which is there before the picture is (see look.py). `name` tells several apart
    on one screen."""
    return st.container(horizontal_alignment="center", key=f"shape-{layout.id}-{name}")


def _heading(layout: Format, banner: BannerView) -> None:
    version = banner.version
    with st.container(gap=None):
        with st.container(horizontal=True, wrap=False, gap="small", horizontal_alignment="distribute"):
            st.markdown(f"**{short_name(layout, language())}**")
            if version:
                with st.container(width="content", key=f"details-{banner.id}", horizontal_alignment="right"):
                    _details(banner)
        draft = _("Draft copy") if version and version.draft else ""
        mark = f" :orange-badge[{draft}]" if draft else ""
        st.markdown(f":gray[:small[{layout.width} × {layout.height}]]{mark}")


def _download(banner: BannerView, kind: FileType, view: JobView, username: str) -> None:
    assert banner.version is not None
    st.download_button(
        kind.upper(), partial(take_file, banner.version, kind, view.id, username), key=f"{kind}-{banner.version.id}",
        file_name=_name(banner, kind, view), mime=f"image/{'jpeg' if kind == FileType.JPG else kind}",
        icon=":material/download:", on_click="ignore", width="stretch",
    )  # fmt: skip


def download_all(view: JobView, username: str) -> None:
    """All files in one archive, where there are several."""
    versions = {_name(banner, FileType.PNG, view): banner.version for banner in view.banners if banner.version}
    if len(versions) < 2:
        return
    st.download_button(
        _("Download all"), partial(take_all, versions, view.id, username), key="download-all",
        type="primary" if view.status == Status.COMPLETED else "secondary",
        file_name=f"{view.product.slug}-{view.id[:6]}.zip", mime="application/zip",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _name(banner: BannerView, kind: FileType, view: JobView) -> str:
    return exporting.file_name(view.product.slug, banner.format_id, banner.id, kind)


def take_all(versions: Mapping[str, Version], job_id: str, username: str) -> bytes:
    """Versions by file name as PNG in one archive; each is noted as an event.

    Raises:
        NotAllowed, NotFound: as `take_file`.
    """
    return exporting.archive(
        {name: take_file(version, FileType.PNG, job_id, username) for name, version in versions.items()}
    )


def take_file(version: Version, kind: FileType, job_id: str, username: str) -> bytes:
    """The file for a person, noted as an event. Runs at the click, so what they may do is looked up again.

    Raises:
        NotAllowed, NotFound: switched off meanwhile, or not theirs.
    """
    user = accounts.find_user(username)
    if user is None:
        raise NotAllowed("Sign in first.")
    wiring.job(job_id, user)
    data = exporting.banner_file(version, kind, wiring.store())
    exporting.record_download(version, kind, user)
    return data


def _details(banner: BannerView) -> None:
    with st.popover("", icon=":material/info:", type="tertiary", help=_("Prompt, seed and engines")):
        for picture in banner.pictures:
            st.markdown("  \n".join(about(picture.wish, picture.prompt, picture.source, WORDS)))
            st.caption(_("Seed {seed} · {engine}", seed=picture.seed, engine=picture.engine))
            if picture.origin:
                st.caption(_("From the bank: {name}", name=plain(picture.origin)))
        assert banner.version is not None
        st.caption("  \n".join(story(banner.version)))
