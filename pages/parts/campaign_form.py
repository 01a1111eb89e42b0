"""A campaign's form in a dialog: what was typed stays through faults, and where somebody closes it by mistake."""

import streamlit as st

from core import campaigns
from core.briefs import by_field
from core.campaign_input import CHANNELS, CampaignInput, faults
from core.campaign_views import CampaignView, view_campaign
from core.errors import AdBannerError, BadInput
from core.models import Part
from core.products import active_products
from pages.parts.drafts import CAMPAIGN
from pages.parts.fields import fault, field
from pages.parts.session import CREATORS, _, acting, guarded, language

#: What the session holds: whose form is open ("" for a new campaign), what it began with, whether its product had
#: briefs then, whether somebody tried to save, what the use case did not take, and the generation of its widgets.
OPEN, BEGUN, SETTLED, TRIED, REFUSED, TURN = (
    f"campaign.{name}" for name in ("open", "begun", "settled", "tried", "refused", "turn")
)


def new_button(key: str) -> None:
    """Opens the form of a new campaign."""
    st.button(_("New campaign"), key=key, type="primary", icon=":material/add:", on_click=open_form)


@guarded
def open_form(campaign_id: str = "") -> None:
    """Open the form; that of a new campaign holds what was typed before."""
    user = acting(*CREATORS)
    if campaign_id:
        view = view_campaign(campaign_id, user)
        _begin(_as_input(view), settled=view.briefs > 0)
    elif st.session_state.get(BEGUN) is None:
        _begin(CampaignInput("", "", "", (user.username,)))
    st.session_state[OPEN] = campaign_id


def _as_input(view: CampaignView) -> CampaignInput:
    people = campaigns.people()
    managers, performers = (
        tuple(one.username for one in view.members if one.part == part and one.username in people)
        for part in (Part.MANAGER, Part.PERFORMER)
    )
    return CampaignInput(view.name, view.product.slug if view.product else "", view.channel, managers, performers)


def _begin(begun: CampaignInput | None, *, settled: bool = False) -> None:
    """Other widgets for another form; None: the next one begins empty."""
    st.session_state.update({BEGUN: begun, SETTLED: settled, TRIED: False, REFUSED: None})
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def campaign_form() -> None:
    """The dialog, where it is open."""
    if (campaign_id := st.session_state.get(OPEN)) is not None:
        # The title is in the reader's language: the dialog is made anew for each.
        title = _("Edit the campaign") if campaign_id else _("New campaign")
        st.dialog(title, icon=":material/campaign:", on_dismiss=_close)(_form)(campaign_id)


def _close() -> None:
    if st.session_state.pop(OPEN, None):
        _begin(None)  # a change that was begun long ago would undo what others changed since


# --- fields -----------------------------------------------------------------------------------------------------------


def _form(campaign_id: str) -> None:
    if OPEN not in st.session_state:  # saved at this very click
        st.rerun()
    begun: CampaignInput = st.session_state[BEGUN]
    found = _faults()
    with field("name"):
        st.text_input(_("Name"), begun.name, key=_key("name"), placeholder=_("Spring cashback"),
                      persist_state="session")  # fmt: skip
        fault(found, "name")
    with field("product"):
        _product(begun)
        fault(found, "product")
    with field("channel"):
        _channel(begun)
        fault(found, "channel")
    with field("managers"):
        _people("managers", begun.managers, _("Managers"), _("They change the campaign and see its figures."))
        fault(found, "managers")
    with field("performers"):
        _people("performers", begun.performers, _("Performers"), _("They make its banners."))
        fault(found, "performers")
    st.button(_("Save") if campaign_id else _("Create the campaign"), key="campaign-save", type="primary",
              width="stretch", shortcut="Mod+Enter", on_click=_save, args=(campaign_id,))  # fmt: skip


def _product(begun: CampaignInput) -> None:
    settled = st.session_state[SETTLED]
    names = {product.slug: product.name[language()] for product in active_products()}
    slugs = sorted(names | {begun.product: ""} if begun.product else names, key=lambda slug: names.get(slug, slug))
    st.selectbox(
        _("Product"), slugs, index=slugs.index(begun.product) if begun.product else None, key=_key("product"),
        format_func=lambda slug: names.get(slug, slug), placeholder=_("Choose what you advertise"), disabled=settled,
        help=_("It stays as it is once there are briefs.") if settled else None, persist_state="session",
    )  # fmt: skip


def _channel(begun: CampaignInput) -> None:
    known = [_(channel) for channel in CHANNELS]
    channels = known if begun.channel in ("", *known) else [begun.channel, *known]
    st.selectbox(
        _("Channel"), channels, index=channels.index(begun.channel) if begun.channel else None, key=_key("channel"),
        accept_new_options=True, placeholder=_("Where the banners will be shown; choose or type"),
        persist_state="session",
    )  # fmt: skip


def _people(part: str, begun: tuple[str, ...], label: str, meaning: str) -> None:
    people = campaigns.people()
    st.multiselect(
        label, list(people), [name for name in begun if name in people], key=_key(part), help=meaning,
        format_func=lambda name: f"{people[name]} ({name})" if name in people else name,
        placeholder=_("Choose people"), select_all=False, persist_state="session",
    )  # fmt: skip


def _key(name: str) -> str:
    return f"campaign.{st.session_state[TURN]}.{name}"


def _entered() -> CampaignInput:
    """What the form holds; untrusted, like everything that comes from a browser."""
    begun = st.session_state[BEGUN]
    held = {name: st.session_state.get(_key(name), getattr(begun, name)) for name in vars(begun)}
    return CampaignInput(held["name"] or "", held["product"] or "", held["channel"] or "",
                         tuple(held["managers"]), tuple(held["performers"]))  # fmt: skip


# --- saving -----------------------------------------------------------------------------------------------------------


def _faults() -> dict[str, AdBannerError]:
    """What is wrong, once somebody has tried to save."""
    if not st.session_state[TRIED]:
        return {}
    products = {product.slug for product in active_products()} | {st.session_state[BEGUN].product}
    found = by_field(faults(_entered(), products=products - {""}, people=campaigns.people()))
    refused: BadInput | None = st.session_state[REFUSED]
    return found or ({refused.field: refused} if refused else {})


@guarded
def _save(campaign_id: str) -> None:
    user = acting(*CREATORS)
    st.session_state.update({TRIED: True, REFUSED: None})
    try:
        if campaign_id:
            campaigns.change(campaign_id, _entered(), by=user)
        else:
            st.query_params[CAMPAIGN] = campaigns.create(_entered(), by=user).id
    except BadInput as error:
        st.session_state[REFUSED] = error
        return
    del st.session_state[OPEN]
    _begin(None)
