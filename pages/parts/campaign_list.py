"""The campaigns that a person sees, each on a card."""

import streamlit as st

from core.campaign_views import PAGE, CampaignView, campaigns_of
from core.models import Part, User, UserRole
from pages.parts.campaign_form import new_button
from pages.parts.campaign_tiles import tiles
from pages.parts.drafts import CAMPAIGN
from pages.parts.session import _, language, ngettext
from pages.parts.wording import ago, plain

#: Members that a card names.
NAMED = 3


def campaign_list(user: User) -> None:
    """The list or its archive, page by page."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        archived = st.toggle(_("Archived"), key="archived", bind="query-params")
        if user.role != UserRole.ANALYST:
            new_button("campaign-new")
    found, place = campaigns_of(user, archived=archived), st.container()
    if found.total > PAGE and (page := st.pagination(-(-found.total // PAGE), key="page", bind="query-params")) > 1:
        found = campaigns_of(user, archived=archived, page=page)
    with place:
        _cards(found.rows, user, archived=archived)


def _cards(rows: tuple[CampaignView, ...], user: User, *, archived: bool) -> None:
    if not archived and all(one.owner for one in rows) and user.role != UserRole.ANALYST:
        _invitation()
    elif not rows:
        st.info(_("No campaign is archived.") if archived else _("There are no campaigns yet."),
                icon=":material/campaign:")  # fmt: skip
    with st.grid("auto", min_column_width=330, gap="small"):
        for one in rows:
            with st.container(border=True, key=f"card-campaign-{one.id}", height="stretch", gap="small"):
                _card(one)


def _invitation() -> None:
    """What stands where nobody has begun a campaign yet."""
    with st.container(key="campaign-invitation", gap="small"):
        st.subheader(_("A product's banners under one name"), anchor=False)
        st.markdown(_("Begin a campaign for a product and choose who works on it. Its banners then stand together, "
                      "and its managers see how the work goes."))  # fmt: skip
        new_button("campaign-first")


def _card(view: CampaignView) -> None:
    with st.container(gap="xxsmall"):
        st.page_link("pages/campaigns.py", label=f"**{plain(title(view))}**", query_params={CAMPAIGN: view.id})
        st.markdown(f":gray[:small[{about(view)}]]")
    if view.newest:
        tiles(view.id, view.newest)
    else:
        st.caption(_("No banners yet."))
    st.space("stretch")
    with st.container(gap="xxsmall"):
        st.markdown(f":small[{counts(view)} · :gray[{ago(view.active_at)}]]")
        st.markdown(f":gray[:small[{_people(view)}]]")


def title(view: CampaignView) -> str:
    """What a campaign is called on the screens."""
    return _("Personal") if view.owner else view.name


def about(view: CampaignView) -> str:
    """Product and channel, or whose personal campaign it is; as Markdown."""
    if view.product is None:
        parts = [view.owner, _("any product")]
    else:
        parts = [view.product.name[language()], *([view.channel] if view.channel else [])]
    return " · ".join(plain(part) for part in parts)


def counts(view: CampaignView) -> str:
    """`3 briefs · 12 banners`"""
    briefs = ngettext("{n} brief", "{n} briefs", view.briefs)
    banners = ngettext("{n} banner", "{n} banners", view.banners)
    return f"{briefs} · {banners}"


def _people(view: CampaignView) -> str:
    named = [f"{plain(one.name)}, {part_word(one.part)}" if one.part == Part.MANAGER else plain(one.name)
             for one in view.members[:NAMED]]  # fmt: skip
    if (more := len(view.members) - NAMED) > 0:
        named.append(_("and {n} more", n=more))
    return " · ".join(named) or "\u00a0"


def part_word(part: Part) -> str:
    """What a member does, in the screen's language."""
    return _("manager") if part == Part.MANAGER else _("performer")
