"""One banner in the library: as it looks, what it says, where it belongs. The whole card leads to the editor."""

from collections.abc import Sequence

import streamlit as st

import wiring
from core.errors import AdBannerError
from core.export_standing import Standing, Subject, standings
from core.formats.brand import load_brand
from core.library import Card
from core.library_filter import State
from core.models import ImageMode
from pages.parts.banner_thumbnail import thumbnail
from pages.parts.export_badge import mark
from pages.parts.library_filters import AS_JOB
from pages.parts.library_selection import pick
from pages.parts.session import _, language
from pages.parts.sketches import sketch
from pages.parts.wording import MODE_ICONS, ago, excerpt, plain, sized_name, standing

#: Pixels that a card's picture is high.
HEIGHT = 190
#: Characters of the offer that two lines hold.
OFFER = 70


def standings_of(cards: Sequence[Card]) -> dict[str, Standing]:
    """How the cards' files stand at the export gate, by the version's id; those of before the gate are left out, and
    those whose format is gone."""
    formats = wiring.formats()
    return standings(
        [
            Subject(card.version, card.asset, card.texts, card.measures, formats[card.format_id], card.legal_share)
            for card in cards
            if card.measures and card.format_id in formats
        ]
    )


def library_card(card: Card, stands: Standing | None = None) -> None:
    """The card; while its banner is made, the sketch of its format stands for the picture."""
    with st.container(border=True, key=f"card-banner-{card.id}", height="stretch", gap="xsmall"):
        waiting = "pending" if card.state == State.WORKING else "library-picture"
        with st.container(key=f"{waiting}-{card.id}", height=HEIGHT, border=False, horizontal_alignment="center",
                          vertical_alignment="center"):  # fmt: skip
            _picture(card)
        pick(card)
        st.page_link("pages/banner.py", label=plain(excerpt(card.offer, OFFER)), query_params={"id": card.id})
        st.markdown(_about(card, stands))


def _picture(card: Card) -> None:
    layout = wiring.formats().get(card.format_id)
    if picture := _small(card):
        st.image(picture, width="content", alt=" ".join(card.texts.values()) or card.offer)
    elif layout:
        st.image(sketch(layout, load_brand()), width="content", alt="")


def _small(card: Card) -> bytes | None:
    """A small picture of the banner; None where there is none, or it cannot be read: one lost file must not take the
    whole library away."""
    try:
        return thumbnail(card.thumbnail, card.asset) if card.asset else None
    except AdBannerError:
        return None


def _about(card: Card, stands: Standing | None) -> str:
    """Product and format; state, and the gate's word where not all is well; author, age and campaign: a line each."""
    layout, status = wiring.formats().get(card.format_id), AS_JOB[card.state]
    product = card.product_name.get(language()) or card.product
    form = sized_name(layout, language()) if layout else card.format_id
    colour, icon, word = standing(status, refused=card.refused)
    state = f":{colour}-badge[{icon} {_(word)}]"
    version = " " + _("Version {n}", n=card.number) if card.number > 1 else ""
    gate = f" :small[{mark(stands)}]" if stands and stands.verdict and stands.verdict.reasons else ""
    belongs = [card.author_name, ago(card.created_at), *([] if card.personal else [card.campaign])]
    return (
        f":small[{plain(product)} · {plain(form)}]\n\n"
        f"{state} :gray[:small[{MODE_ICONS[ImageMode(card.mode)]}{version}]]{gate}\n\n"
        f":gray[:small[{' · '.join(plain(one) for one in belongs)}]]"
    )
