"""The brief's campaign: a field that only those see who have a campaign to choose."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from core.campaigns import OpenCampaign
from core.products import active_products
from pages.parts import drafts
from pages.parts.session import _, guarded, language


def campaign_select(campaigns: Sequence[OpenCampaign]) -> None:
    """The personal campaign, and those for the chosen product; all of them as long as none is chosen."""
    product, names = drafts.value("product"), {"": _("Personal")} | _names(campaigns)
    ids = ["", *(one.id for one in campaigns if not product or one.product == product)]
    chosen = drafts.default("campaign")
    st.selectbox(
        _("Campaign"), ids, index=ids.index(chosen) if chosen in ids else 0, key=drafts.key("campaign"),
        format_func=lambda one: names.get(one, one), on_change=_take_product, args=(tuple(campaigns),),
        persist_state="session",
    )  # fmt: skip


def chosen_campaign(campaigns: Sequence[OpenCampaign]) -> str:
    """The id that the field holds: none once another product was chosen, which takes it out of the field."""
    chosen, product = drafts.value("campaign") or "", drafts.value("product")
    taken_out = any(one.id == chosen and product and one.product != product for one in campaigns)
    return "" if taken_out or not campaigns else str(chosen)


def _names(campaigns: Sequence[OpenCampaign]) -> dict[str, str]:
    """What tells them apart, by id: behind a name that occurs twice stands its product, and then a number. The browser
    sends them back, so they do not depend on what is chosen."""
    products = {product.slug: product.name[language()] for product in active_products()}
    alike, seen = Counter(one.name for one in campaigns), Counter({_("Personal"): 1})
    names = {}
    for one in campaigns:
        name = one.name if alike[one.name] == 1 else f"{one.name} · {products.get(one.product, one.product)}"
        seen[name] += 1
        names[one.id] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return names


@guarded
def _take_product(campaigns: tuple[OpenCampaign, ...]) -> None:
    """Who chooses a campaign first has chosen its product too."""
    chosen = chosen_campaign(campaigns)
    if not drafts.value("product") and (found := [one.product for one in campaigns if one.id == chosen]):
        drafts.change({"product": found[0]})
