"""The formats of a brief: all that a network takes, all of a family, or one by one; drawings of what is chosen."""

import re
from collections.abc import Collection, Iterable, Mapping

import streamlit as st

import wiring
from core.errors import AdBannerError
from core.formats.brand import load_brand
from core.formats.groups import Group, by_family, by_network, in_families
from core.formats.networks import load_networks
from core.formats.schema import Format
from core.i18n import N_
from core.products import active_products
from pages.parts import drafts
from pages.parts.fields import fault
from pages.parts.session import _, language, ngettext
from pages.parts.sketches import shelf
from pages.parts.wording import format_labels, plain, sized_name

#: What the groups on offer are made by.
WAYS = {"network": N_("By network"), "family": N_("By family")}
#: Formats that a note names one by one.
NAMED = 3
#: A size as people write it: with a Latin or Russian x, a star or a cross.
_SIZE = re.compile(r"(\d{2,4})\s*[xXхХ*×]\s*(\d{2,4})")


def format_field(faults: Mapping[str, AdBannerError]) -> None:
    """What is chosen stands in the list, which finds formats by name and size; groups are added by one click."""
    layouts, chosen = wiring.formats(), drafts.chosen()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="formats-head"):
        st.markdown(
            f":small[{_('Formats')}]",
            width="stretch",
            help=_(
                "One click on a network takes everything that it takes, a second one leaves it out again. "
                "The list finds formats by name or size; several sizes can be pasted into it at once."
            ),
        )
        way = st.segmented_control(
            _("Choose formats"), list(WAYS), default="network", required=True, key="formats-way",
            format_func=lambda one: _(WAYS[one]), label_visibility="collapsed",
        )  # fmt: skip
    groups = by_family(layouts.values()) if way == "family" else by_network(layouts.values(), load_networks())
    with st.container(horizontal=True, gap="xsmall", key="formats-groups"):
        for group in groups:
            _group(group, chosen)
    _list(layouts)
    fault(faults, "formats")
    _chosen([layouts[name] for name in chosen])


def _group(group: Group, chosen: Collection[str]) -> None:
    """One click adds what is missing of it; where nothing is, it takes all of them away."""
    mine = {layout.id for layout in group.formats}
    held, name = len(mine & set(chosen)), group.name[language()]
    whole = held == len(mine)
    st.button(
        f"{name} :small[{held}/{len(mine)}]", key=f"formats-group-{group.id}", type="primary" if whole else "secondary",
        on_click=drafts.choose, args=(set(chosen) - mine if whole else set(chosen) | mine,),
    )  # fmt: skip


def _list(layouts: Mapping[str, Format]) -> None:
    labels = format_labels(in_families(layouts.values()), language())
    st.multiselect(
        _("Formats"), list(labels), default=drafts.default("formats"), key=drafts.key("formats"),
        format_func=lambda name: labels.get(name, name), placeholder=_("Add by name or size, such as 300x250"),
        label_visibility="collapsed", accept_new_options=True, select_all=False, on_change=_typed,
        persist_state="session",
    )  # fmt: skip


def _typed() -> None:
    """Sizes that were typed or pasted become formats, one for each; those that are chosen already stay."""
    held, layouts = drafts.value("formats"), wiring.formats()
    words = [name for name in held if name not in layouts]
    if not words:
        return
    found, unknown = of_sizes(" ".join(words), layouts.values())
    there = [layouts[name] for name in held if name in layouts]
    sizes = {(layout.width, layout.height) for layout in there}
    new = [layout for layout in simplest(found) if (layout.width, layout.height) not in sizes]
    drafts.choose({layout.id for layout in (*there, *new)})
    if unknown or not found:
        told = ", ".join(unknown) or plain(" ".join(words)[:60])
        st.toast(_("No format is found for: {words}", words=told), icon=":material/search_off:")


def of_sizes(text: str, layouts: Iterable[Format]) -> tuple[list[Format], list[str]]:
    """The formats of the sizes that a text names ("728x90, 300 × 250"), and the sizes that no format has."""
    known, found, unknown = list(layouts), [], []
    for width, height in _SIZE.findall(text):
        of_size = [one for one in known if (one.width, one.height) == (int(width), int(height))]
        found += of_size
        if not of_size:
            unknown.append(f"{width}×{height}")
    return found, unknown


def simplest(layouts: Iterable[Format]) -> list[Format]:
    """One format of each size: the one whose pictures are nearest to a single one."""
    nearest_last = sorted(layouts, key=lambda layout: -abs(len(layout.pictures) - 1))
    return list({(layout.width, layout.height): layout for layout in nearest_last}.values())


def _chosen(layouts: list[Format]) -> None:
    """What the formats look like, and what will be missing on them."""
    if not layouts:
        return
    grouped = in_families(layouts)
    names = ", ".join(sized_name(layout, language()) for layout in grouped)
    st.image(shelf(grouped, load_brand()), width="stretch", alt=names)
    if (most := max(len(layout.pictures) for layout in layouts)) > 1:
        told = ngettext(
            "Up to {n} picture is needed: it takes its time.",
            "Up to {n} pictures are needed: each takes its time.",
            most,
        )
        st.caption(f":material/imagesmode: {told}")
    lacking = [layout for layout in layouts if not any(field.source == "legal" for field in layout.fields)]
    if lacking and any(one.slug == drafts.value("product") and one.legal_share for one in active_products()):
        _lacking_note(lacking)


def _lacking_note(lacking: list[Format]) -> None:
    named = ", ".join(sized_name(layout, language()) for layout in lacking[:NAMED])
    if more := len(lacking) - NAMED:
        named += " " + _("and {n} more", n=more) if more > 0 else ""
    told = ngettext(
        "{n} format has no room for the legal text that this product needs, so its banner cannot be downloaded:",
        "{n} formats have no room for the legal text that this product needs, so their banners cannot be downloaded:",
        len(lacking),
    )
    with st.container(key="formats-lacking", gap="xxsmall"):
        st.caption(f":material/gavel: {told} {plain(named)}.")
        left = set(drafts.chosen()) - {layout.id for layout in lacking}
        st.button(_("Leave them out"), key="formats-leave-out", type="tertiary", on_click=drafts.choose, args=(left,))
