"""The brief: what a marketer asks for, with every fault beside its field."""

import hashlib
import secrets
from typing import Literal

import streamlit as st

import wiring
from core import briefs, progress
from core.briefs import BriefInput
from core.campaigns import open_campaigns
from core.catalogue import load_categories
from core.errors import AdBannerError, Refused
from core.models import ImageMode, User
from core.products import active_products
from pages.parts import drafts
from pages.parts.campaign_select import campaign_select, chosen_campaign
from pages.parts.fields import fault, field
from pages.parts.format_choice import format_field
from pages.parts.picture_field import picture_field
from pages.parts.queue_badge import depth
from pages.parts.session import CREATORS, _, acting, guarded, language, ngettext
from pages.parts.uploading import uploaded
from pages.parts.wording import duration

#: Seconds of waiting that a person should know of before submitting.
LONG_WAIT = 30


def brief_form(user: User) -> None:
    """The form with its button. Nothing typed is lost by a reload, another screen or a fault."""
    drafts.restore(user)
    faults = _faults(user)
    with field("product"):
        _product()
        fault(faults, "product")
    if campaigns := open_campaigns(user):
        with field("campaign"):
            campaign_select(campaigns)
            fault(faults, "campaign")
    with field("offer"):
        _offer(faults)
    with field("formats"):
        format_field(faults)
    picture_field(faults)
    _audience(faults)
    _waiting_note()
    count = len(drafts.chosen())
    st.button(ngettext("Make {n} banner", "Make {n} banners", count) if count else _("Make banners"),
              key="brief-submit", type="primary", width="stretch", shortcut="Mod+Enter",
              icon=":material/auto_awesome:", on_click=_submit)  # fmt: skip
    if faults and st.session_state.get("brief.tried"):
        with st.container(key="fault-brief"):
            st.markdown(_("Something above needs your attention."))
    drafts.keep(user)


# --- fields -----------------------------------------------------------------------------------------------------------


def _product() -> None:
    categories, spoken = load_categories(), language()
    names = {
        product.slug: f"{product.name[spoken]} · {categories[product.category][spoken]}"
        for product in sorted(active_products(), key=lambda product: product.name[spoken])
    }
    slugs, chosen = list(names), drafts.default("product")
    st.selectbox(
        _("Product"), slugs, index=slugs.index(chosen) if chosen in names else None, key=drafts.key("product"),
        format_func=lambda slug: names.get(slug, slug), placeholder=_("Choose what you advertise"),
        persist_state="session",
    )  # fmt: skip


def _offer(faults: dict[str, AdBannerError]) -> None:
    st.text_area(
        _("Offer"), drafts.default("offer"), key=drafts.key("offer"), height=150, persist_state="session",
        placeholder=_("7% cashback in cafés all November. The card is free, and a courier brings it in 1–2 days."),
        help=_("Percents, prices, dates and promo codes are kept exactly as you write them. "
               "The copy comes in the language of the offer."),
    )  # fmt: skip
    length = len(briefs.clean(drafts.value("offer") or ""))
    count = f"{length:,} / {briefs.OFFER_LIMIT:,}".replace(",", "\u202f")
    beside: Literal["distribute", "right"] = "distribute" if "offer" in faults else "right"
    with st.container(horizontal=True, wrap=False, horizontal_alignment=beside, gap="small"):
        fault(faults, "offer")
        with st.container(key="offer-count", width="content"):
            st.caption(count)


def _audience(faults: dict[str, AdBannerError]) -> None:
    expanded = "audience" in faults
    with st.expander(_("Audience"), icon=":material/group:", expanded=expanded), field("audience"):
        st.text_input(_("Audience"), drafts.default("audience"), key=drafts.key("audience"), persist_state="session",
                      label_visibility="collapsed", placeholder=_("25–40, big cities, order food at work"))  # fmt: skip
        fault(faults, "audience")


def _waiting_note() -> None:
    ahead, seconds = _wait(drafts.value("mode") or ImageMode.GENERATE)
    if seconds >= LONG_WAIT:
        line = ngettext("{n} task is ahead of yours.", "{n} tasks are ahead of yours.", ahead)
        turn = _("Your turn comes in about {time}.", time=duration(seconds))
        st.info(f"{line} {turn}", icon=":material/hourglass_top:")


@st.cache_data(ttl=1, show_spinner=False)
def _wait(mode: str) -> tuple[int, float]:
    return progress.expected_wait(mode)


# --- submitting -------------------------------------------------------------------------------------------------------


def read_brief(user: User) -> BriefInput:
    """What the form holds; untrusted, like everything that comes from a browser."""
    mode = drafts.value("mode") or ""
    described = mode != ImageMode.UPLOAD  # else prompt and seed are not on the screen
    return BriefInput(
        product=drafts.value("product") or "", offer=drafts.value("offer") or "", mode=mode,
        formats=drafts.chosen(),
        prompt=(drafts.value("prompt") or "") if described else "", seed=drafts.value("seed") if described else None,
        picture=None if described else uploaded(), audience=drafts.value("audience") or "",
        campaign=chosen_campaign(open_campaigns(user)),
    )  # fmt: skip


def _faults(user: User) -> dict[str, AdBannerError]:
    """What is wrong, once somebody has tried to submit; an upload's fault is told at once.

    Runs on every rerun, so a picture that was kept, and therefore checked, is not read again before that.
    """
    tried = st.session_state.get("brief.tried")
    if not tried and (drafts.value("mode") != ImageMode.UPLOAD or drafts.value("held")):
        return {}
    brief = read_brief(user)
    products = {product.slug for product in active_products()}
    campaigns = {one.id: one.product for one in open_campaigns(user)}
    found = briefs.by_field(briefs.faults(brief, products=products, formats=wiring.formats(), campaigns=campaigns))
    if tried:
        return _refusals() | found
    return {field: fault for field, fault in found.items() if field == "picture" and brief.picture}


def _refusals() -> dict[str, AdBannerError]:
    """What the guard had to say of a text, as long as that stands there."""
    refused, words = st.session_state.get("brief.refused", (None, ""))
    return {refused.field: refused} if refused and words == _words_of(refused.field) else {}


def _words_of(name: str) -> str:
    return briefs.clean(drafts.value(name) or "")


@guarded
def _submit() -> None:
    user = acting(*CREATORS)
    st.session_state["brief.tried"] = True
    st.session_state.pop("brief.refused", None)
    if _faults(user):
        return
    brief = read_brief(user)
    try:
        job = wiring.submit(brief, user, idempotency_key=_once(brief))
    except Refused as refused:  # beside its field
        st.session_state["brief.refused"] = refused, _words_of(refused.field)
        return
    depth.clear()  # else the badge could miss this job, and not look again
    if st.query_params.get("job") == job.id:
        st.toast(_("This brief is already being made."), icon=":material/hourglass_top:")
    st.query_params["job"] = job.id
    st.session_state.update({"brief.tried": False, "sent": True})


def _once(brief: BriefInput) -> str:
    """One key for the same form until its job is done: a double click is one job."""
    nonce = st.session_state.setdefault("brief.nonce", secrets.token_hex(16))
    return hashlib.sha256(f"{nonce}{brief!r}".encode()).hexdigest()


def allow_again() -> None:
    """The job is done: the same form may be submitted once more."""
    st.session_state.pop("brief.nonce", None)
