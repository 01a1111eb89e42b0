"""The banner's texts: what is typed is seen at once; a text, or all of them, written anew; others to choose from."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

import wiring
from core import editing
from core.copywriting.text import graphemes
from core.errors import AdBannerError
from core.formats.brand import load_brand
from core.formats.schema import TextField
from core.history import BannerView
from core.left_out import left_out
from core.models import Cause
from core.plans import TextPlan, VariantsPlan
from core.states import Change, apply, state_of
from pages.parts import editor_draft as draft
from pages.parts.copy_story import draft_reason
from pages.parts.editor_preview import changed_on_show, quick
from pages.parts.editor_words import part_name
from pages.parts.fields import fault, field
from pages.parts.left_out_note import left_out_note
from pages.parts.session import CREATORS, _, acting, guarded
from pages.parts.wording import excerpt, plain

#: Fields with a higher limit get several lines, and are drawn when they are left.
SINGLE_LINE = 60
#: How long a pause in typing is drawn after.
LIVE = "10ms"
#: The longer edge of a variant's picture, px.
SMALL = 320
#: Characters of the words that tell what sets a variant apart.
IDEA = 40


def text_panel(view: BannerView) -> None:
    """All fields, and what can be done with all of them at once."""
    faults = draft.faults(view)
    busy = {work.plan.field for work in view.work if isinstance(work.plan, TextPlan)}
    for one in view.sheet.layout.ai_fields:
        with field(one.id):
            _field(one, faults, busy=bool({one.id, None} & busy))
    _legal(view)
    with st.container(horizontal=True, gap="small"):
        st.button(_("Write all anew"), key="rewrite-all", icon=":material/refresh:", on_click=_rewrite, args=(None,),
                  disabled=bool(busy))  # fmt: skip
        writing = any(isinstance(work.plan, VariantsPlan) for work in view.work)
        st.button(_("Suggest others"), key="variants", icon=":material/lists:", on_click=_suggest, disabled=writing)
    if view.variants:
        _variants(view)
    _asked_for(view)


def _field(one: TextField, faults: Mapping[str, AdBannerError], *, busy: bool) -> None:
    name, text = part_name(one.role), draft.text_of(one.id)
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom", key=f"head-{one.id}"
    ):
        st.markdown(f":small[{name}]", width="content")
        with st.container(horizontal=True, width="content", gap="xsmall", vertical_alignment="center"):
            _count(one, text)
            st.button("", icon=":material/refresh:", key=f"rewrite-{one.id}", type="tertiary", disabled=busy,
                      help=_("Write this text anew"), on_click=_rewrite, args=(one.id,))  # fmt: skip
    key, begins = draft.key(one.id), draft.default(one.id, text)
    if (one.limit or 0) <= SINGLE_LINE:
        st.text_input(name, begins, key=key, live=LIVE, label_visibility="collapsed")
    else:
        st.text_area(name, begins, key=key, height=96, label_visibility="collapsed")
    fault(faults, one.id)


def _count(one: TextField, text: str) -> None:
    length, limit = graphemes(text), one.limit or 0
    with st.container(key=f"count-{one.id}{'-over' if length > limit else ''}", width="content"):
        st.caption(f"{length} / {limit}")


def _legal(view: BannerView) -> None:
    if view.sheet.legal and any(one.source == "legal" for one in view.sheet.layout.fields):
        st.caption(_("Legal text, from the product: {text}", text=plain(view.sheet.legal)))


def _asked_for(view: BannerView) -> None:
    """The brief, to compare the texts with."""
    brief = view.sheet.brief
    with st.container(border=True, key="card-asked", gap="xsmall"):
        st.markdown(f":gray[:small[{_('The offer')}]]")
        st.markdown(plain(brief.offer))
        if brief.audience:
            st.caption(_("For: {audience}", audience=plain(brief.audience)))
        left_out_note(_left_out(brief.id))
        if view.shown and view.shown.version.draft:
            st.caption(f":orange-badge[{_('Draft copy')}] {draft_reason(view.shown.version)}")


@st.cache_data(max_entries=500, show_spinner=False)
def _left_out(brief_id: str) -> tuple[str, ...]:
    """Of a brief whose banners are made it is settled, and typing reads no rows."""
    return left_out(brief_id)


def _variants(view: BannerView) -> None:
    """Each as it would look."""
    st.markdown(f"**{_('Choose one')}**")
    with st.grid("auto", min_column_width=150, gap="small"):
        for number, copy in enumerate(view.variants):
            with st.container(border=True, key=f"card-variant-{number}", gap="xsmall"):
                if idea := copy.get("idea"):
                    st.markdown(f":gray-badge[{plain(excerpt(idea, IDEA))}]")
                if picture := _small(view, copy["texts"]):
                    st.image(picture, alt=" ".join(copy["texts"].values()))
                else:
                    st.markdown(plain(" · ".join(copy["texts"].values())))
                st.button(_("Take this"), key=f"variant-{number}", on_click=_choose, args=(copy,),
                          width="stretch")  # fmt: skip


@st.cache_data(
    max_entries=200, show_spinner=False, hash_funcs={BannerView: lambda view: view.shown and view.shown.version.id}
)
def _small(view: BannerView, texts: Mapping[str, Any]) -> bytes | None:
    """A variant in small; None where it cannot be set."""
    assert view.shown is not None
    state = apply(state_of(view.shown.version), Change(texts=texts))
    cut_outs = [wiring.cut_out(one.cut_out) for one in view.shown.pictures]
    try:
        image = view.sheet.draw(state, cut_outs, load_brand()).image
    except AdBannerError:
        return None
    image.thumbnail((SMALL, SMALL))
    return quick(image)


# --- actions ----------------------------------------------------------------------------------------------------------


@guarded
def _rewrite(name: str | None) -> None:
    user = acting(*CREATORS)
    draft.settle(user)
    wiring.regenerate_text(draft.current().banner, name, user)
    changed_on_show()


@guarded
def _suggest() -> None:
    user = acting(*CREATORS)
    draft.settle(user)
    wiring.offer_variants(draft.current().banner, user)
    changed_on_show()


@guarded
def _choose(copy: Mapping[str, Any]) -> None:
    user = acting(*CREATORS)
    base = draft.settle(user)
    saved = editing.save(wiring.desk(), draft.current().banner, Change(texts=copy["texts"]), base=base,
                         cause=Cause.TEXT_CHOSEN, user=user, copy=copy)  # fmt: skip
    draft.tell(saved)
    changed_on_show()
