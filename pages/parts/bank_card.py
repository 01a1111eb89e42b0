"""One picture of a bank on a card: as it looks, why it was found, what is said of it."""

import streamlit as st

from core.bank_rows import BankPicture
from core.i18n import LANGUAGES, N_
from core.retrieval.ranking import Signal
from pages.parts import drafts
from pages.parts.bank_form import Wanted
from pages.parts.picture_thumbnail import picture_thumbnail
from pages.parts.session import _, language
from pages.parts.wording import FLAGS, excerpt, plain
from wiring import Hit

#: What met the query, as people read it.
SIGNALS = {
    Signal.CAPTION: N_("The whole caption"),
    Signal.SENTENCE: N_("A sentence"),
    Signal.SERVICE: N_("A service it suits"),
    Signal.WORDS: N_("The same words"),
    Signal.PRODUCT: N_("The product"),
}
#: Reasons that a card names, and how many pixels its picture is wide.
REASONS, WIDTH = 2, 170


def bank_grid(hits: list[Hit], wanted: Wanted) -> None:
    """Cards side by side, best first; their bars are as long as they are good beside the best."""
    best = max((hit.score for hit in hits), default=0) or 1
    with st.grid("auto", min_column_width=220, gap="small"):
        for rank, hit in enumerate(hits, 1):
            with st.container(border=True, key=f"card-bank-{hit.picture.id}", height="stretch", gap="xsmall"):
                _card(hit, rank, hit.score / best, wanted)


def _card(hit: Hit, rank: int, share: float, wanted: Wanted) -> None:
    picture = hit.picture
    caption = in_language(picture.caption)
    with st.container(key=f"bank-picture-{picture.id}", horizontal_alignment="center"):
        st.image(picture_thumbnail(picture.thumbnail, WIDTH), width="content", alt=caption)
    if wanted.text:
        st.progress(share, f"**{rank}** · {hit.score:.0%}")
        for reason in hit.reasons[:REASONS]:
            told = f": {plain(excerpt(reason.text, 90))}" if reason.text else ""
            st.markdown(f":small[{reason.share:.0%} **{_(SIGNALS[reason.signal])}**{told}]")
    st.markdown(f":gray[:small[{plain(excerpt(caption, 110))}]]")
    st.space("stretch")
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", wrap=False):
        with st.popover(_("About it"), icon=":material/info:", type="tertiary"):
            _about(picture)
        st.page_link("pages/create.py", label=_("Use it"), icon=":material/auto_awesome:",
                     query_params={drafts.PICTURE: f"{picture.bank}/{picture.name}"})  # fmt: skip


def _about(picture: BankPicture) -> None:
    """Captions and services in both languages, flags and name."""
    for spoken in sorted(LANGUAGES, key=lambda one: one != language()):
        if spoken in picture.caption:
            st.markdown(plain(picture.caption[spoken]))
        for service in picture.services.get(spoken, ()):
            st.markdown(f"- :small[{plain(service)}]")
    badges = " ".join(f":gray-badge[{plain(_(FLAGS[flag]) if flag in FLAGS else flag)}]" for flag in picture.flags)
    st.caption(f"{plain(picture.bank)} / {plain(picture.name)} {badges}")


def in_language(texts: dict[str, str]) -> str:
    """The text in the screen's language, or in the one that is there."""
    return texts.get(language()) or next(iter(texts.values()), "")
