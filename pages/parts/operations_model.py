"""The language model: which one, how busy, and how well it has served."""

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlsplit

import streamlit as st

from core.clock import now
from core.config import Settings, settings
from core.copy_figures import CopyFigures, calls_now, figures_since
from core.i18n import N_
from pages.parts.copy_story import trouble
from pages.parts.numbers import NOTHING, amount, number, share
from pages.parts.operations_engines import health
from pages.parts.operations_words import told
from pages.parts.session import _
from pages.parts.wording import duration, plain

#: Hours that the figures are of.
SPANS = {24: N_("24 hours"), 7 * 24: N_("7 days")}
#: Why copy is not written by the model as it should be, by `Settings.copy_engine`.
OTHER_ENGINES = {
    "offline": N_("By the settings, rules write all copy (ADBANNER_COPY_ENGINE=offline)."),
    "baseline": N_("By the settings, copy is one answer of the model, cut at a word "
                   "(ADBANNER_COPY_ENGINE=baseline)."),
}  # fmt: skip


@st.cache_data(ttl=15, show_spinner=False)
def _figures(hours: int) -> CopyFigures:
    return figures_since(now() - timedelta(hours=hours))


@st.cache_data(ttl=2, show_spinner=False)
def _calls() -> int:
    return calls_now()


def model_section() -> None:
    """Figures of the chosen time; how to set a model up where there is none."""
    chosen = settings()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
        st.subheader(_("Language model"), anchor=False, width="content")
        hours = st.segmented_control(
            _("Time"), list(SPANS), default=24, required=True, key="operations.hours",
            format_func=lambda hours: _(SPANS[hours]), label_visibility="collapsed",
        ) or 24  # fmt: skip
    found = _figures(hours)
    with st.container(key="model-figures", gap="small"):
        if chosen.has_model:
            _server(chosen)
        if found.copies or found.refused:
            _told(found, chosen)
        elif chosen.has_model:
            st.caption(_("No copy was asked of it in this time."))
        else:
            _how_to()


def _server(chosen: Settings) -> None:
    """Which model on which server, what that can do, and how many calls run."""
    place, running = urlsplit(chosen.llm_base_url), _calls()
    server = place.hostname or ""
    at = f"{server}:{place.port}" if place.port else server
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
        st.markdown(_("**{model}** on {server}", model=plain(chosen.llm_model), server=plain(at)), width="content")
        st.badge(_("calls now: {running} of {most}", running=running, most=chosen.llm_calls),
                 icon=":material/sync:", color="orange" if running >= chosen.llm_calls else "blue")  # fmt: skip
    if note := health()["copy"].note.removeprefix(f"{chosen.llm_model}: "):
        st.caption(_("When its workers started: {note}", note=told(note)))
    if chosen.copy_engine in OTHER_ENGINES:
        st.caption(f":material/info: {_(OTHER_ENGINES[chosen.copy_engine])}")


def _how_to() -> None:
    with st.container(gap="xsmall"):
        st.markdown(f"**{_('No copy has been written by a language model yet')}**")
        st.caption(_("Rules write all copy, and it is marked as a draft. To have it written by your company's language "
                     "model, set LLM_BASE_URL, LLM_MODEL and, where the server wants one, LLM_API_KEY, and start "
                     "AdBanner again: docs/operations.md says more."))  # fmt: skip


def _told(found: CopyFigures, chosen: Settings) -> None:
    figures = _metrics(found, chosen)
    with st.grid("auto", min_column_width=150, gap="small"):
        for label, (value, help_) in figures.items():
            st.metric(label, value, help=help_)
    if found.troubles:
        lines = [f"{times} × {trouble(kind)}" for kind, times in found.troubles.items()]
        st.caption("  \n".join([_("Why rules wrote instead:"), *lines]))


def _metrics(found: CopyFigures, chosen: Settings) -> Mapping[str, tuple[str, str | None]]:
    """Value and meaning of each figure, by what it is called."""
    fallbacks = _("{part} of {whole} copies: a model was asked, and rules had to write.", part=found.fallbacks,
                  whole=found.copies)  # fmt: skip
    waiting = _("Of a copy, with waiting for a free slot and between tries.")
    alone = _("Of the copy; checks and picture prompts come on top.")
    costs = (
        {_("Cost, {currency}", currency=plain(chosen.llm_currency)): (amount(found.cost), alone)} if found.cost else {}
    )
    return {
        _("Copies"): (number(found.copies), _("Texts of one format, one of them anew, or a set of suggestions.")),
        _("Written by rules"): (share(found.fallback_rate), fallbacks),
        _("Corrections a copy"): (number(found.corrections), _("How often the model was sent back.")),
        _("Repaired"): (share(found.repaired), _("Share of the model's copies that had to be put right after that.")),
        _("Refused briefs"): (number(found.refused), _("By the model's check. What rules refuse is never sent off.")),
        _("Tokens"): (number(found.tokens), alone),
        **costs,
        _("Median time"): (_time(found.median), waiting),
        _("95 % within"): (_time(found.slowest), waiting),
    }  # fmt: skip


def _time(seconds: float | None) -> str:
    return NOTHING if seconds is None else duration(seconds)
