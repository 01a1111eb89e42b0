"""One banner on a card: as it looks, what it is, and its files."""

from functools import partial

import streamlit as st

import wiring
from core import accounts, exporting
from core.errors import NotAllowed
from core.exporting import FileType
from core.formats.brand import load_brand
from core.formats.schema import Format
from core.models import Version
from core.progress import BannerView
from core.storage.port import AssetKey
from pages.parts.session import _, language
from pages.parts.sketches import sketch
from pages.parts.wording import plain, short_name

#: What a card takes besides its picture, as a share of its width.
FRAME = 0.3


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


def banner_card(banner: BannerView, job_id: str, username: str, *, waiting: bool) -> None:
    """The banner, or the sketch of its format while it is `waiting` for its version: both stand in the same room."""
    layout, version = wiring.formats()[banner.format_id], banner.version
    with st.container(border=True, key=f"card-{banner.id}", gap="small"):
        with st.container(gap=None):
            st.markdown(f"**{short_name(layout, language())}**")
            st.caption(f"{layout.width} × {layout.height}{_draft_mark(version)}")
        if version is None:
            _placeholder(layout, banner.id, waiting=waiting)
            return
        st.image(wiring.store().get(AssetKey(version.asset)), width="content", alt=" ".join(version.texts.values()))
        with st.container(horizontal=True, gap="xsmall"):
            for kind in FileType:
                _download(version, kind, job_id, username)
            _details(banner)


def _draft_mark(version: Version | None) -> str:
    if version is None or not version.draft:
        return ""
    words = _("Draft copy")
    return f" :orange-badge[{words}]"


def _placeholder(layout: Format, banner_id: str, *, waiting: bool) -> None:
    with st.container(key=f"{'pending' if waiting else 'missing'}-{banner_id}"):
        st.image(sketch(layout, load_brand()), width="content", alt="")
    if waiting:
        st.skeleton(height=38)
    else:
        st.caption(_("Not made."))


def _download(version: Version, kind: FileType, job_id: str, username: str) -> None:
    st.download_button(
        kind.upper(), partial(take_file, version, kind, job_id, username), key=f"{kind}-{version.id}",
        file_name=exporting.file_name(version, kind), mime=f"image/{'jpeg' if kind == FileType.JPG else kind}",
        icon=":material/download:", on_click="ignore", type="primary" if kind == FileType.PNG else "secondary",
    )  # fmt: skip


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
            st.markdown(plain(picture.prompt) or "—")
            st.caption(_("Seed {seed} · {engine}", seed=picture.seed, engine=picture.engine))
        assert banner.version is not None
        st.caption(_("Copy: {engine}", engine=banner.version.copy_engine))
        if banner.version.draft:
            st.caption(_("The copy is a draft: written by rules, without a language model."))
