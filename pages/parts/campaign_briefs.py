"""The briefs of a campaign, newest first, each with its banners in small; every banner leads to its editor."""

import streamlit as st

import wiring
from core.campaign_briefs import PAGE, BriefView, briefs_of
from core.campaign_views import CampaignView, Shown
from core.models import Status, User, UserRole
from pages.parts.campaign_tiles import picture
from pages.parts.session import _, language
from pages.parts.wording import ago, excerpt, plain, sized_name, standing

#: Characters of an offer that a brief begins with.
OFFER = 120


def campaign_briefs(view: CampaignView, user: User) -> None:
    """A page of them, or how to begin."""
    st.subheader(_("Briefs"), anchor=False)
    found, place = briefs_of(view.id, user), st.container(gap="small")
    if found.total > PAGE and (page := st.pagination(-(-found.total // PAGE), key="briefs", bind="query-params")) > 1:
        found = briefs_of(view.id, user, page=page)
    with place:
        if not found.rows:
            st.info(_("Nothing was made in this campaign yet."), icon=":material/photo_library:")
        for one in found.rows:
            with st.container(border=True, key=f"card-brief-{one.brief.id}", gap="small"):
                _brief(one, named=view.product is None, linked=user.role != UserRole.ANALYST)


def _brief(one: BriefView, *, named: bool, linked: bool) -> None:
    """`named`: with its product, where a campaign has several; `linked`: with the way to the editor."""
    product = f"**{plain(one.product.name[language()])}** · " if named else ""
    status = Status(one.status)
    done = status == Status.COMPLETED
    colour, icon, word = standing(status, refused=one.refused)
    state = "" if done else f":{colour}[{icon} {_(word)}] · "
    with st.container(gap="xxsmall"):
        st.markdown(f"{product}{plain(excerpt(one.brief.offer, OFFER))}")
        st.markdown(f":small[{state}:gray[{plain(one.author)} · {ago(one.brief.created_at)}]]")
    if not one.banners:
        st.caption(_("All its banners are in the bin."))
        return
    with st.grid("auto", min_column_width=120, gap="small"):
        for banner in one.banners:
            with st.container(gap="xxsmall", key=f"campaign-banner-{banner.id}"):
                _banner(banner, linked=linked)


def _banner(banner: Shown, *, linked: bool) -> None:
    with st.container(key=f"tile-{banner.id}"):
        picture(banner)
    layout = wiring.formats().get(banner.format_id)
    name = sized_name(layout, language()) if layout else banner.format_id
    if linked and banner.asset:
        st.page_link("pages/banner.py", label=f":small[{plain(name)}]", query_params={"id": banner.id})
    else:
        st.markdown(f":gray[:small[{plain(name)}]]")
