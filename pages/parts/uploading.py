"""The marketer's own picture. It is kept in the object store at once, so that a reload does not lose it."""

from io import BytesIO

import streamlit as st

import wiring
from core.errors import AdBannerError, BadInput, NotFound
from core.imagery.upload import check_upload, decode_upload
from core.storage.port import AssetKey
from pages.parts import drafts
from pages.parts.session import CREATORS, _, acting, guarded

#: Pixels of the larger side of what the form shows.
PREVIEW = 88


def upload_field() -> AdBannerError | None:
    """The uploader with a look at what it holds.

    Returns: what is wrong inside the file, where its header told nothing.
    """
    st.file_uploader(_("Picture to upload"), type=["png", "jpg", "jpeg", "webp"], key=drafts.key("picture"),
                     label_visibility="collapsed", on_change=_hold)  # fmt: skip
    st.caption(_("PNG, JPEG or WebP, up to 20 MB. A plain white ground is cut out best."))
    if not (key := drafts.value("held")):
        return None
    try:
        preview = _preview(key)
    except BadInput as fault:
        return fault
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="card-upload", border=True):
        st.image(preview, width="content", alt=_("Your picture"))
        st.markdown(_("Your picture"))
        if st.session_state.get(drafts.key("picture")) is None:  # else the uploader has a button of its own
            st.button(_("Remove"), key="upload-remove", icon=":material/close:", type="tertiary", on_click=_let_go)
    return None


def uploaded() -> bytes | None:
    """The file's bytes: what was uploaded just now, else what was kept."""
    if file := st.session_state.get(drafts.key("picture")):
        return bytes(file.getvalue())
    return _kept(key) if (key := drafts.value("held")) else None


def _kept(key: str) -> bytes | None:
    try:
        return wiring.store().get(AssetKey(key))
    except NotFound:  # the store was emptied meanwhile
        return None


@st.cache_data(max_entries=50, show_spinner=False)
def _preview(key: str) -> bytes:
    """A small PNG of a kept file.

    Raises:
        BadInput: it is damaged.
    """
    image = decode_upload(wiring.store().get(AssetKey(key)))
    image.thumbnail((PREVIEW, PREVIEW))
    small = BytesIO()
    image.save(small, "PNG")
    return small.getvalue()


@guarded
def _hold() -> None:
    """Keep the file, unless it is none that we take: the form says why."""
    acting(*CREATORS)
    drafts.note("held", None)
    file = st.session_state.get(drafts.key("picture"))
    if file is None:
        return
    data = bytes(file.getvalue())
    try:
        check_upload(data)
    except BadInput:
        return
    drafts.note("held", wiring.store().put(data, media_type="application/octet-stream"))


def _let_go() -> None:
    drafts.note("held", None)
