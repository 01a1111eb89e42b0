"""A product's texts in the form: what they are called, and how much of their room they take."""

from collections.abc import Mapping

import streamlit as st

from core.catalogue import load_categories
from core.errors import AdBannerError
from core.formats.brand import Language
from core.i18n import N_
from core.product_input import FEWEST_SENTENCES, MOST_SENTENCES, TEXTS, sentences
from pages.parts.fields import fault, field
from pages.parts.product_draft import ProductDraft
from pages.parts.session import _, language, ngettext
from pages.parts.sign_in import NAMES
from pages.parts.wording import plain

FIELDS = {
    "category": N_("Category"),
    "name": N_("Name"),
    "description": N_("Description"),
    "legal": N_("Legal text"),
    "legal_share": N_("Share of the legal text"),
}
#: Pixels of a field that is more than a line high.
HEIGHTS = {"description": 250, "legal": 90}


def field_name(name: str) -> str:
    """A field as the form calls it: "Name · English"."""
    kind, _dot, spoken = name.partition(".")
    return f"{_(FIELDS[kind])} · {NAMES[spoken]}" if spoken else _(FIELDS[kind])


def text_field(draft: ProductDraft, kind: str, spoken: Language, faults: Mapping[str, AdBannerError]) -> None:
    """One text in one language, with its counter, its fault, and somebody else's text where there is one."""
    name = f"{kind}.{spoken}"
    with field(name):
        if kind in HEIGHTS:
            st.text_area(field_name(name), draft.begun[name], key=draft.key(name), height=HEIGHTS[kind],
                         persist_state="session")  # fmt: skip
        else:
            st.text_input(field_name(name), draft.begun[name], key=draft.key(name), live=True,
                          persist_state="session")  # fmt: skip
        with st.container(horizontal=True, wrap=False, gap="small", key=f"count-{name}",
                          horizontal_alignment="distribute" if name in faults else "right"):  # fmt: skip
            fault(faults, name)
            st.caption(_count(kind, draft.value(name) or ""), width="content")
        other_text(draft, name)


def _count(kind: str, text: str) -> str:
    """`7 sentences · 612 / 2 000`; what is outside its bounds is coloured."""
    length, limit = len(text.strip()), TEXTS[kind]
    told = f"{length:,} / {limit:,}".replace(",", "\u202f")
    told = f":orange[{told}]" if length > limit else told
    if kind != "description":
        return told
    count = sentences(text)
    words = ngettext("{n} sentence", "{n} sentences", count)
    wrong = text.strip() and not FEWEST_SENTENCES <= count <= MOST_SENTENCES
    return f"{f':orange[{words}]' if wrong else words} · {told}"


def other_text(draft: ProductDraft, name: str) -> None:
    """What somebody else wrote there meanwhile."""
    if name not in draft.theirs:
        return
    theirs = draft.theirs[name]
    if name == "category":
        theirs = load_categories().get(theirs, {}).get(language(), theirs)
    elif name == "legal_share" and theirs is not None:
        theirs = f"{theirs:.0%}"
    with st.container(key=f"theirs-{name}"):
        st.markdown(_("The other text: {text}", text=plain(theirs) if theirs else "—"))
