"""The banner as it looks with what is typed, and what can be done with it as a whole."""

from functools import partial

import cv2
import numpy as np
import streamlit as st
from PIL import Image

import wiring
from core import accounts, editing, exporting, turning
from core.errors import DoesNotFit, NotAllowed
from core.exporting import FileType
from core.formats.brand import load_brand
from core.history import BannerView
from core.models import Cause, User, Version
from core.states import Change, apply
from core.storage.port import AssetKey
from pages.parts import editor_draft as draft
from pages.parts import look
from pages.parts.session import CREATORS, _, acting, guarded

#: Quality of the picture while something is typed: it is drawn anew for every letter.
QUALITY = 92


def toolbar(view: BannerView, user: User) -> None:
    """Save, back and forth, files."""
    assert view.shown is not None
    changed = draft.change()
    dirty, faulty = bool(changed), bool(draft.faults(view))
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="editor-tools"
    ):
        with st.container(horizontal=True, width="content", gap="xsmall", vertical_alignment="center"):
            st.button("", icon=":material/undo:", help=_("Undo"), key="undo", shortcut="Alt+Z", on_click=_undo,
                      disabled=not (view.can_undo or dirty))  # fmt: skip
            st.button("", icon=":material/redo:", help=_("Redo"), key="redo", shortcut="Alt+Shift+Z", on_click=_redo,
                      disabled=dirty or not view.can_redo)  # fmt: skip
            if dirty:
                st.button(_("Save"), key="save", type="primary", icon=":material/check:", shortcut="Mod+S",
                          on_click=_save, disabled=faulty)  # fmt: skip
                st.button(_("Discard"), key="discard", type="tertiary", on_click=_discard)
            else:
                st.caption(_("Version {number}", number=view.shown.version.number))
        with st.container(horizontal=True, width="content", gap="xsmall"):
            for kind in FileType:
                _download(view, kind, user, changed, disabled=faulty)


def preview(view: BannerView, picture: bytes) -> None:
    """What is saved, or what it will be."""
    assert view.shown is not None
    layout = view.sheet.layout
    with st.container(key="preview", horizontal_alignment="center"):
        shape = f"aspect-ratio: {layout.width} / {layout.height};"  # the room is there before the picture is
        look.style(f".st-key-preview img {{ {shape} }}", "preview")
        st.image(picture, width=layout.width, alt=" ".join(view.shown.version.texts.values()))


def draw(view: BannerView) -> bytes:
    """The saved PNG; while something is changed, a picture drawn at once, and while that is impossible, the last one
    that could be drawn."""
    assert view.shown is not None
    held, changed = draft.current(), draft.change()
    held.fault = None
    if not changed:
        saved = st.session_state["editor.last"] = wiring.store().get(AssetKey(view.shown.version.asset))
        return saved
    state = apply(held.saved, changed)
    pictures = {one.id: one.cut_out for slot in view.pictures.values() for one in slot}
    try:
        made = view.sheet.draw(state, [wiring.cut_out(pictures[one]) for one in state.pictures], load_brand())
    except DoesNotFit as fault:
        held.fault = fault
        return bytes(st.session_state.get("editor.last") or wiring.store().get(AssetKey(view.shown.version.asset)))
    drawn = st.session_state["editor.last"] = quick(made.image)
    return drawn


def quick(image: Image.Image) -> bytes:
    """A JPEG for the screen, as fast as it can be had."""
    written, data = cv2.imencode(".jpg", np.asarray(image)[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    assert written
    return data.tobytes()


# --- actions ----------------------------------------------------------------------------------------------------------


@guarded
def _save() -> None:
    draft.save(acting(*CREATORS))
    changed_on_show()


def _discard() -> None:
    draft.drop()


@guarded
def _undo() -> None:
    """What is typed becomes a version first: redo brings it back."""
    user = acting(*CREATORS)
    base = draft.settle(user)
    turning.undo(wiring.desk(), draft.current().banner, base, user)
    changed_on_show()


@guarded
def _redo() -> None:
    turning.redo(wiring.desk(), draft.current().banner, draft.base(), acting(*CREATORS))
    changed_on_show()


def changed_on_show() -> None:
    """What the whole screen was made of has changed, not only this part of it."""
    st.session_state["editor.changed"] = True


def _download(view: BannerView, kind: FileType, user: User, changed: Change, *, disabled: bool) -> None:
    sheet = view.sheet
    st.download_button(
        kind.upper(), partial(take, sheet.banner.id, draft.base(), changed, kind, user.username),
        key=f"take-{kind}", file_name=exporting.file_name(sheet.product.slug, sheet.layout.id, sheet.banner.id, kind),
        mime=f"image/{'jpeg' if kind == FileType.JPG else kind}", icon=":material/download:", on_click="ignore",
        disabled=disabled,
    )  # fmt: skip


def take(banner_id: str, base: int, changed: Change, kind: FileType, username: str) -> bytes:
    """The file of what is seen: what is not saved yet becomes a version first. Runs at the click, so what the person
    may do is looked up again.

    Raises:
        NotAllowed: switched off meanwhile.
        BadInput, DoesNotFit: the change cannot be saved.
    """
    user = accounts.find_user(username)
    if user is None:
        raise NotAllowed("Sign in first.")
    accounts.require(user, *CREATORS)
    version = _version(banner_id, base, changed, user)
    data = exporting.banner_file(version, kind, wiring.store())
    exporting.record_download(version, kind, user)
    return data


def _version(banner_id: str, base: int, changed: Change, user: User) -> Version:
    cause = Cause.TEXT_EDITED if changed.texts else Cause.MOVED
    return editing.save(wiring.desk(), banner_id, changed, base=base, cause=cause, user=user).version
