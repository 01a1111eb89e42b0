"""The banner's pictures: moved and scaled in their slots, made anew, found in the bank, or one of before."""

import streamlit as st

import wiring
from core import editing
from core.compositing.cutouts import SMALLEST, Placement
from core.formats.schema import PictureSlot
from core.history import BannerView
from core.models import Cause, PictureRow
from core.plans import PicturePlan
from core.states import Change
from pages.parts import editor_draft as draft
from pages.parts.editor_preview import changed_on_show
from pages.parts.editor_source import source
from pages.parts.picture_thumbnail import picture_thumbnail
from pages.parts.picture_words import about
from pages.parts.session import CREATORS, _, acting, guarded
from pages.parts.wording import excerpt, plain

#: Where a picture stands by itself, in percent of the free room, by the slot's anchor.
ACROSS = {"left": 0, "right": 100}
DOWN = {"top": 0, "bottom": 100}
#: Pixels that a picture is wide in the panel.
SMALL = 84
#: Characters of a prompt that the panel shows.
WORDS = 150
#: Earlier pictures that are offered.
EARLIER = 12


def picture_panel(view: BannerView) -> None:
    """One slot after the other, or the one that was chosen."""
    assert view.shown is not None
    slots = range(min(len(view.sheet.layout.pictures), len(view.shown.version.pictures)))
    slot = 0
    if len(slots) > 1:
        slot = st.segmented_control(
            _("Picture"), list(slots), default=0, required=True, key="slot", label_visibility="collapsed",
            format_func=lambda number: _("Picture {number}", number=number + 1),
        ) or 0  # fmt: skip
    picture = next((one for one in view.shown.pictures if one.slot == slot), None)
    if picture is None:
        st.caption(_("There is no picture here."))
        return
    _current(picture)
    _place(view.sheet.layout.pictures[slot], slot)
    busy = any(isinstance(one.plan, PicturePlan) and one.plan.slot == slot for one in view.work)
    source(view, picture, busy=busy)
    _earlier(view, picture)


def _current(picture: PictureRow) -> None:
    """What it is and where it comes from."""
    with st.container(horizontal=True, wrap=False, gap="small", vertical_alignment="center", key="current-picture"):
        st.image(picture_thumbnail(picture.cut_out, SMALL), width="content", alt="")
        with st.container(gap=None, width="stretch"):
            st.markdown("  \n".join(about(picture.wish, picture.prompt, picture.source, WORDS)))
            told = [_("Seed {seed} · {engine}", seed=picture.seed, engine=picture.engine)]
            if picture.origin:
                told.append(_("From the bank: {name}", name=plain(picture.origin)))
            st.caption(" · ".join(told))


# --- place ------------------------------------------------------------------------------------------------------------


def _place(box: PictureSlot, slot: int) -> None:
    """Size and place as sliders; the banner follows at once."""
    part, now = f"place {slot}", draft.place_of(slot)
    begins = draft.default(part, now) or Placement()
    key = draft.key(part)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom", key="placing"):
        st.slider(_("Size"), round(100 * SMALLEST), 100, round(100 * begins.scale), format="%d %%", key=f"{key}.scale",
                  on_change=_moved, args=(slot, key))  # fmt: skip
        st.slider(_("Across"), 0, 100, _percent(begins.x, ACROSS.get(box.anchor, 50)), format="%d %%", key=f"{key}.x",
                  on_change=_moved, args=(slot, key))  # fmt: skip
        st.slider(_("Down"), 0, 100, _percent(begins.y, DOWN.get(box.anchor, 50)), format="%d %%", key=f"{key}.y",
                  on_change=_moved, args=(slot, key))  # fmt: skip
        st.button("", icon=":material/restart_alt:", key="place-reset", help=_("As the format places it"),
                  disabled=now is None, on_click=_reset, args=(slot,), type="tertiary")  # fmt: skip


def _percent(share: float | None, otherwise: int) -> int:
    return otherwise if share is None else round(100 * share)


def _moved(slot: int, key: str) -> None:
    """Sliders that nobody touched leave it to the format where the picture stands."""
    before = draft.place_of(slot) or Placement()
    scale, x, y = (st.session_state[f"{key}.{name}"] / 100 for name in ("scale", "x", "y"))
    begun = draft.current().defaults.get(key) or Placement()
    touched = st.session_state.setdefault("editor.touched", {}).setdefault(key, {})
    for name, value in (("x", x), ("y", y)):
        touched.setdefault(name, value)
    draft.note_place(slot, Placement(
        scale=min(1.0, max(SMALLEST, scale)),
        x=x if before.x is not None or begun.x is not None or x != touched["x"] else None,
        y=y if before.y is not None or begun.y is not None or y != touched["y"] else None,
    ))  # fmt: skip


def _reset(slot: int) -> None:
    draft.note_place(slot, None)
    draft.renew([f"place {slot}"])


# --- earlier ----------------------------------------------------------------------------------------------------------


def _earlier(view: BannerView, now: PictureRow) -> None:
    """All pictures that this brief has had in the slot: none is ever lost."""
    earlier = [one for one in view.pictures.get(now.slot, ()) if one.id != now.id][:EARLIER]
    if not earlier:
        return
    st.markdown(f"**{_('Earlier pictures')}**")
    with st.grid("auto", min_column_width=84, gap="xsmall", key="earlier"):
        for one in earlier:
            with st.container(key=f"pick-{one.id}", horizontal_alignment="center"):
                st.image(picture_thumbnail(one.cut_out, SMALL), width="content", alt="")
                st.button(_("Take this picture"), key=f"earlier-{one.id}", on_click=_take, args=(now.slot, one.id),
                          help=plain(excerpt(one.prompt, 120)) or None)  # fmt: skip


@guarded
def _take(slot: int, picture: str) -> None:
    user = acting(*CREATORS)
    base = draft.settle(user)
    saved = editing.save(wiring.desk(), draft.current().banner, Change(pictures={slot: picture}), base=base,
                         cause=Cause.PICTURE_CHOSEN, user=user)  # fmt: skip
    draft.tell(saved)
    changed_on_show()
