"""A campaign's statistics, for those who answer for it."""

import streamlit as st

from core.campaign_statistics import Figures, statistics
from core.campaign_views import CampaignView
from core.models import User
from pages.parts.numbers import NOTHING, number, share
from pages.parts.session import _
from pages.parts.wording import duration


def campaign_figures(view: CampaignView, user: User) -> None:
    """The figures of all together, and those of each performer."""
    found = statistics(view.id, user)
    with st.container(key="figures", gap="small"):
        told = _told(found.total)
        with st.grid(len(told), min_column_width=130, gap="small"):
            for label, value, help_ in told:
                st.metric(label, value, help=help_)
        with st.expander(_("By performer"), icon=":material/group:"):
            st.dataframe(
                [{_("Performer"): one.name} | {label: value for label, value, _help in _told(one.figures)}
                 for one in found.people],
                hide_index=True,
            )  # fmt: skip


def _told(figures: Figures) -> list[tuple[str, str, str | None]]:
    """Each figure: what it is called, its value, and what it means."""
    return [
        (_("Briefs"), number(figures.briefs), None),
        (_("Banners made"), number(figures.made), None),
        (_("Downloaded"), number(figures.downloaded), _("Banners that were downloaded at least once.")),
        (_("Text edited"), share(figures.edited), _("Share of the banners made whose text somebody edited.")),
        (_("Pictures redrawn"), number(figures.redrawn), _("How often a picture was made anew, for each brief.")),
        (_("Until download"), NOTHING if figures.seconds is None else duration(figures.seconds),
         _("Median time from a brief to the first download of one of its banners.")),
        (_("Jobs done"), share(figures.success),
         _("Share of the finished jobs that succeeded; cancelled ones are left out.")),
    ]  # fmt: skip
