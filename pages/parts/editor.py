"""The editor: the banner on the left, its texts, pictures and versions on the right."""

import streamlit as st

import wiring
from core.errors import NotFound
from core.history import BannerView, version_on_show, view_banner
from core.models import User
from pages.parts import editor_draft as draft
from pages.parts.banner_thumbnail import thumbnail
from pages.parts.editor_compare import comparison
from pages.parts.editor_history import history_panel
from pages.parts.editor_picture import picture_panel
from pages.parts.editor_preview import draw, look_up, preview, toolbar
from pages.parts.editor_text import text_panel
from pages.parts.editor_work import announce, notices, pace, progress_of, work_strip
from pages.parts.export_override import override_dialog
from pages.parts.session import _, explain, language
from pages.parts.wording import excerpt, plain, sized_name

#: Seconds between two looks at whether somebody else has changed the banner.
EVERY = 4


def opened() -> BannerView | None:
    """The banner that the address names; None, said on the screen, where there is none."""
    banner_id = st.query_params.get("id", "")
    st.session_state["editing"] = banner_id
    try:
        if not banner_id:
            raise NotFound("There is no such banner.", field="banner")
        return view_banner(wiring.desk(), banner_id)
    except NotFound as gone:
        with st.container(key="welcome", gap="small"):
            st.subheader(explain(gone), anchor=False)
            st.caption(_("Open one from the library: everything that was made is there."))
            st.page_link("pages/banners.py", label=_("To the banners"), icon=":material/photo_library:")
        return None


def editor(view: BannerView, user: User) -> None:
    """The whole screen for one banner."""
    draft.begin(view, user)
    _heading(view)
    if view.shown is None:
        st.info(_("This banner is not ready yet."), icon=":material/hourglass_top:")
        return
    announce(view)
    look_up(view)
    st.fragment(_desk, run_every=pace(view))(view, user)
    override_dialog()
    _siblings(view)
    st.fragment(_watch, run_every=EVERY)(view.sheet.banner.id, view.shown.version.number)


def _heading(view: BannerView) -> None:
    sheet, layout = view.sheet, view.sheet.layout
    told = [sized_name(layout, language()), view.author.name]
    if not view.sheet.brief.campaign_id or view.campaign != view.author.name:
        told.insert(0, view.campaign)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="about"):
        with st.container(gap=None, width="stretch"):
            st.subheader(sheet.product.name[language()], anchor=False)
            st.caption(f"{plain(excerpt(sheet.brief.offer, 110))} · {plain(' · '.join(told))}")
        st.page_link("pages/banners.py", label=_("All banners"), icon=":material/photo_library:")


def _desk(view: BannerView, user: User) -> None:
    """Runs by itself while somebody types: it reads no rows for that."""
    if st.session_state.pop("editor.changed", False):
        st.rerun()
    work = progress_of(view)
    draft.gather()
    picture = draw(view)
    left, right = st.columns([11, 9], gap="large")
    # The left side comes first: the picture is on its way while the rest is put together.
    with left, st.container(key="stage", gap="small"):
        toolbar(view, user)
        preview(view, picture)
        work_strip(view, work)
    with right:
        _panels(view, user)
    comparison(view)
    draft.keep(view, user)


def _panels(view: BannerView, user: User) -> None:
    notices(view)
    names = [_("Text"), _("Picture"), _("Versions")]
    if not view.sheet.layout.pictures:
        names.remove(_("Picture"))
    for tab, name in zip(st.tabs(names, key="panel", on_change="rerun"), names, strict=True):
        if not tab.open:
            if name == names[0]:
                draft.renew(one.id for one in view.sheet.layout.ai_fields)
            continue
        with tab:
            if name == names[0]:
                text_panel(view)
            elif name == names[-1]:
                history_panel(view)
            else:
                picture_panel(view)


def _siblings(view: BannerView) -> None:
    """The brief's other banners, a click away."""
    if not view.siblings:
        return
    st.subheader(_("The same brief in other formats"), anchor=False)
    with st.grid("auto", min_column_width=170, gap="small"):
        for banner, version in view.siblings:
            layout = wiring.formats().get(banner.format_id)
            if layout is None:
                continue
            with st.container(border=True, key=f"card-sibling-{banner.id}", gap="xsmall"):
                with st.container(height=150, border=False, horizontal_alignment="center", vertical_alignment="center"):
                    st.image(thumbnail(version.thumbnail, version.asset), alt="")
                st.page_link("pages/banner.py", label=sized_name(layout, language()), query_params={"id": banner.id})


def _watch(banner_id: str, number: int) -> None:
    """Somebody else may change the banner, or a job that was started elsewhere."""
    if version_on_show(banner_id) != number:
        st.rerun()
