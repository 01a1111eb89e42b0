"""All formats by their families, each as it looks; found by name, size and network."""

from collections.abc import Iterable

import streamlit as st

import wiring
from core.formats.groups import Group, by_family, by_network
from core.formats.networks import load_networks
from core.formats.schema import Format
from pages.parts.format_address import CHECK, FIND, FORMAT, NETWORK, View, key, link_to, told
from pages.parts.format_choice import of_sizes
from pages.parts.format_facts import brief_facts, networks
from pages.parts.format_preview import small
from pages.parts.session import _, language, ngettext
from pages.parts.wording import plain, short_name, size_of

#: Pixels: a card's picture is so high, a card so wide, and so far from the next one.
HEIGHT, CARD, GAP = 168, 246, 16
#: Cards of a row; a family of as many has it for itself.
ROW = 5


def format_gallery(shown: View) -> None:
    """The filters, and what they leave."""
    found = matching(wiring.formats().values(), shown.find, shown.network)
    _filters(shown, len(found))
    if not found:
        st.info(_("No format is found. Another word or network may find one."), icon=":material/search_off:")
    with st.container(horizontal=True, gap="medium", key="format-families"):
        for family in by_family(found):
            _family(family, shown)


def matching(layouts: Iterable[Format], find: str, network: str = "") -> list[Format]:
    """The formats of a network (all where it is empty) whose names, sizes or families have every word that is looked
    for; a size finds its formats however it is written."""
    taken = [layout for layout in layouts if not network or network in layout.networks]
    of_size, unknown = of_sizes(find, taken)
    if of_size or unknown:
        return of_size
    words = find.casefold().split()
    return [layout for layout in taken if all(word in _words(layout) for word in words)]


def _words(layout: Format) -> str:
    names = [*layout.name.values(), *(layout.family.name.values() if layout.family else ())]
    return " ".join([*names, layout.id, f"{layout.width}x{layout.height}"]).casefold()


def _filters(shown: View, count: int) -> None:
    groups = {group.id: group.name[language()] for group in by_network(wiring.formats().values(), load_networks())}
    ids = list(groups)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="formats-filters"):
        st.text_input(
            _("Search"), shown.find, key=key(FIND), type="search", icon=":material/search:", on_change=told,
            placeholder=_("Name or size"), label_visibility="collapsed", args=(FIND,), width=280,
        )  # fmt: skip
        st.selectbox(
            _("Network"), ids, index=ids.index(shown.network) if shown.network in groups else None, key=key(NETWORK),
            format_func=lambda name: groups.get(name, name), placeholder=_("Network"), label_visibility="collapsed",
            on_change=told, args=(NETWORK,), width=280,
        )  # fmt: skip
        counted = ngettext("{n} format", "{n} formats", count)
        st.markdown(f":gray[:small[{counted}]]", width="stretch")
        st.page_link("pages/formats.py", label=_("Check a file"), icon=":material/fact_check:",
                     query_params={CHECK: "1"})  # fmt: skip


def _family(family: Group, shown: View) -> None:
    """As wide as its cards, so that small families stand beside each other."""
    cards = len(family.formats)
    small_one = cards < ROW
    with st.container(width=cards * (CARD + GAP) - GAP if small_one else "stretch", gap="xsmall",
                      key=f"format-family-{family.id}{'' if small_one else '-row'}"):  # fmt: skip
        st.subheader(plain(family.name[language()]), anchor=False)
        with st.grid("auto", min_column_width=CARD - GAP, gap="small"):
            for layout in family.formats:
                with st.container(border=True, key=f"card-format-{layout.id}", height="stretch", gap="xsmall"):
                    _card(layout, shown)


def _card(layout: Format, shown: View) -> None:
    with st.container(key=f"tile-format-{layout.id}", height=HEIGHT, border=False, horizontal_alignment="center",
                      vertical_alignment="center"):  # fmt: skip
        if picture := small(layout.model_dump_json(), layout, language()):
            st.image(picture, width="content", alt="")
    name = f"**{size_of(layout)}** {plain(short_name(layout, language()))}"
    st.page_link("pages/formats.py", label=name, query_params=link_to(shown, **{FORMAT: layout.id}))
    lines = [*brief_facts(layout), networks(layout)]
    st.markdown("\n\n".join(f":gray[:small[{plain(line)}]]" for line in lines if line))
