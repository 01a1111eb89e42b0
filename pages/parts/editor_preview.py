"""The banner as it looks with what is typed, and what can be done with it as a whole."""

from dataclasses import replace
from functools import partial

import cv2
import numpy as np
import streamlit as st
from PIL import Image

import wiring
from core import accounts, db, editing, exporting, turning
from core.errors import DoesNotFit, NotAllowed
from core.export_files import MEDIA_TYPES
from core.export_measures import content_of, measures_of
from core.export_names import file_name
from core.export_standing import Kept, Standing, Subject, kept_of, stands, subject_of
from core.export_words import told
from core.formats.brand import load_brand
from core.formats.schema import FileType
from core.history import BannerView
from core.models import Cause, User, Version
from core.states import Change, apply
from core.storage.port import AssetKey
from pages.parts import editor_draft as draft
from pages.parts import look
from pages.parts.export_badge import badge
from pages.parts.export_choice import choice, choice_button, label
from pages.parts.session import CREATORS, _, acting, guarded, language

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
            stand = _standing(view, changed)
            badge(stand, view.shown.version.id, user, "editor.changed")
            choice_button()
            _download(view, stand, user, changed, disabled=faulty)


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
    st.session_state["editor.seen"] = state.texts, content_of(measures_of(made))
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


def look_up(view: BannerView) -> None:
    """Read what the rows know of the saved version's files: once for the whole screen, not for every letter."""
    assert view.shown is not None
    saved = _saved(view)
    with db.read() as session:
        st.session_state["editor.kept"] = kept_of(session, [saved])[saved.version_id]


def _saved(view: BannerView) -> Subject:
    assert view.shown is not None
    return subject_of(view.shown.version, view.sheet.layout, view.sheet.product.legal_share)


def _standing(view: BannerView, changed: Change) -> Standing:
    """How the file of what is seen stands; nothing is let through of what is not saved."""
    if changed and (seen := st.session_state.get("editor.seen")):
        texts, measures = seen
        return stands(replace(_saved(view), texts=texts, measures=measures), Kept(), *choice())
    return stands(_saved(view), st.session_state["editor.kept"], *choice())


def _download(view: BannerView, stand: Standing, user: User, changed: Change, *, disabled: bool) -> None:
    sheet, kind, scale = view.sheet, stand.file.kind, stand.file.scale
    reasons = [told(one, language()) for one in stand.open_red]
    st.download_button(
        label(kind, scale), partial(take, sheet.banner.id, draft.base(), changed, kind, user.username, scale=scale),
        key="take", file_name=file_name(sheet.product.slug, sheet.layout, sheet.banner.id, kind, scale),
        mime=MEDIA_TYPES[kind], icon=":material/download:", on_click="ignore", disabled=disabled or bool(reasons),
        help=reasons[0] if reasons else None,
    )  # fmt: skip


def take(
    banner_id: str, base: int, changed: Change, kind: FileType | None, username: str, *, scale: int = 1
) -> bytes:  # fmt: skip
    """The file of what is seen: what is not saved yet becomes a version first. Runs at the click, so what the person
    may do is looked up again, and how the file stands.

    Raises:
        NotAllowed: switched off meanwhile.
        BadInput, DoesNotFit: the change cannot be saved.
        ExportBlocked: the gate is red, and nobody has let the version through.
    """
    user = accounts.find_user(username)
    if user is None:
        raise NotAllowed("Sign in first.")
    accounts.require(user, *CREATORS)
    version = _version(banner_id, base, changed, user)
    return exporting.take(wiring.desk(), version, user, kind, scale).data


def _version(banner_id: str, base: int, changed: Change, user: User) -> Version:
    cause = Cause.TEXT_EDITED if changed.texts else Cause.MOVED
    return editing.save(wiring.desk(), banner_id, changed, base=base, cause=cause, user=user).version
