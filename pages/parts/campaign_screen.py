"""One campaign: what it is, what can be done with it, its figures, and what was made in it."""

import streamlit as st

from core import campaigns
from core.campaign_views import CampaignView, view_campaign
from core.errors import NotFound
from core.models import User, UserRole
from pages.parts.campaign_briefs import campaign_briefs
from pages.parts.campaign_figures import campaign_figures
from pages.parts.campaign_form import open_form
from pages.parts.campaign_list import about, part_word, title
from pages.parts.drafts import CAMPAIGN
from pages.parts.session import CREATORS, _, acting, explain, guarded
from pages.parts.wording import plain


def campaign_screen(campaign_id: str, user: User) -> None:
    """The campaign that the address names, or that there is none."""
    with st.container(key="campaign-back"):
        st.page_link("pages/campaigns.py", label=_("All campaigns"), icon=":material/arrow_back:")
    try:
        view = view_campaign(campaign_id, user)
    except NotFound as error:
        why = _("Or you are not one of its members.")
        st.info(f"{explain(error)} {why}", icon=":material/search_off:")
        return
    _head(view, user)
    if view.archived:
        _archived(view)
    if view.measurable and view.briefs:
        campaign_figures(view, user)
    wide, narrow = st.columns([7, 3], gap="large")
    with wide:
        campaign_briefs(view, user)
    with narrow:
        _members(view)


def _head(view: CampaignView, user: User) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="campaign-head"
    ):
        with st.container(gap=None, width="content"):
            st.subheader(plain(title(view)), anchor=False)
            st.markdown(f":gray[{about(view)}]")
        with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
            _actions(view, user)


def _actions(view: CampaignView, user: User) -> None:
    if view.changeable:
        st.button(_("Edit"), key="campaign-edit", icon=":material/edit:", on_click=open_form, args=(view.id,))
        if not view.archived:
            st.button(_("Archive"), key="campaign-archive", icon=":material/archive:", on_click=_archive,
                      args=(view.id,))  # fmt: skip
    if user.role == UserRole.ANALYST:
        return  # banners are not made, changed or taken by analysts
    if view.banners:
        st.page_link("pages/banners.py", label=_("All banners"), icon=":material/photo_library:",
                     query_params={CAMPAIGN: view.id})  # fmt: skip
    if view.open:
        with st.container(key="campaign-make", width="content"):
            st.page_link("pages/create.py", label=_("Make banners"), icon=":material/auto_awesome:",
                         query_params={CAMPAIGN: view.id} if view.product else None)  # fmt: skip


def _archived(view: CampaignView) -> None:
    """Said as long as it is so, with the way back: an archive by mistake is undone at one click."""
    with st.container(key="campaign-archived", horizontal=True, horizontal_alignment="distribute",
                      vertical_alignment="center"):  # fmt: skip
        words = _("This campaign is archived: it takes no new briefs, and its banners stay.")
        st.markdown(f":material/archive: {words}", width="content")
        if view.changeable:
            st.button(_("Take it up again"), key="campaign-unarchive", icon=":material/undo:", on_click=_unarchive,
                      args=(view.id,))  # fmt: skip


@guarded
def _archive(campaign_id: str) -> None:
    campaigns.archive(campaign_id, by=acting(*CREATORS))


@guarded
def _unarchive(campaign_id: str) -> None:
    campaigns.unarchive(campaign_id, by=acting(*CREATORS))


def _members(view: CampaignView) -> None:
    people = [(one.name, part_word(one.part)) for one in view.members] or [(view.owner, _("owner"))]
    with st.container(border=True, key="card-members", gap="small"):
        st.subheader(_("Members"), anchor=False)
        for name, part in people:
            st.markdown(f"{plain(name)}  \n:gray[:small[{part}]]")
