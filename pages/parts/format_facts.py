"""What is to be known of a format, in words."""

from collections.abc import Iterator

import streamlit as st
from babel.numbers import format_decimal

from core.export_words import part_name
from core.formats.networks import Rule, load_networks
from core.formats.schema import Format, TextField
from core.i18n import N_
from pages.parts.session import _, language, ngettext
from pages.parts.wording import plain, size_of

#: Where a field's words come from.
SOURCES = {"ai": N_("written"), "fixed": N_("always the same"), "legal": N_("from the product")}


def facts(layout: Format) -> None:
    """What its file says of the whole, and what its networks want."""
    rows = [f"| {name} | {value} |" for name, value in _rows(layout)]
    with st.container(key="format-facts"):
        st.markdown("\n".join(["| | |", "|---|---|", *rows]))


def texts(layout: Format) -> None:
    """What its file says of every text, but for the looks."""
    with st.container(key="format-facts-texts"):
        st.markdown("\n".join([*_head(), *(_text(field) for field in layout.fields)]))


def brief_facts(layout: Format) -> list[str]:
    """The same in a few lines of Markdown: what a card has room for."""
    limits = [f"{part_name(field.id, language())}\u00a0{field.limit}" for field in layout.ai_fields]
    pictures = len(layout.pictures)
    drawn = ngettext("{n} picture", "{n} pictures", pictures) if pictures else _("no picture")
    zone = _("safe zone {margins}", margins=margins(layout)) if any(layout.safe_zone) else ""
    return [f"{drawn} · {files(layout)}", " · ".join(limits), zone]


def networks(layout: Format) -> str:
    """The names of the networks that take it."""
    known = load_networks()
    return ", ".join(known[name].name[language()] for name in layout.networks if name in known)


def files(layout: Format) -> str:
    """`PNG, JPG ≤ 150 KB`"""
    return _files(layout.file_types, layout.weight_limit_kb)


def margins(layout: Format) -> str:
    """Left, top, right, bottom; one figure where all are the same."""
    return " ".join(map(str, dict.fromkeys(layout.safe_zone) if len(set(layout.safe_zone)) == 1 else layout.safe_zone))


def _files(kinds: tuple[str, ...], limit: int | None) -> str:
    most = f" ≤ {format_decimal(limit, locale=language())} {_('KB')}" if limit else ""
    return f"{', '.join(kinds).upper()}{most}"


def _rows(layout: Format) -> Iterator[tuple[str, str]]:
    yield _("Size"), f"{size_of(layout)} px"
    yield _("Files"), files(layout)
    yield _("Pictures"), str(len(layout.pictures))
    yield _("Smallest type"), f"{layout.smallest_type:g} px"
    if any(layout.safe_zone):
        yield _("Safe zone"), _("{margins} px: left, top, right, bottom", margins=" ".join(map(str, layout.safe_zone)))
    for x, y, width, height in layout.keep_clear:
        yield _("Kept clear"), _("{width} × {height} px at {x}, {y}", width=width, height=height, x=x, y=y)
    if share := _legal_share(layout):
        yield _("Legal text"), _("up to {share} % of the area", share=share)
    for name in layout.networks:
        network = load_networks()[name]
        rule = network.rule_for(layout.width, layout.height)
        yield plain(network.name[language()]), _rule(rule) if rule else ""


def _rule(rule: Rule) -> str:
    """What a network wants of this size."""
    told = [_files(rule.file_types, rule.weight_limit_kb)]
    if rule.smallest_type:
        told.append(_("type from {size} px", size=f"{rule.smallest_type:g}"))
    if rule.logo_width:
        told.append(_("logo up to {share} % of the width", share=round(100 * rule.logo_width)))
    if any(rule.safe_zone):
        told.append(_("margins of {shares} %", shares=", ".join(f"{100 * share:g}" for share in rule.safe_zone)))
    if rule.secondary_source:
        told.append(f":gray[{_('not from its own pages: check again')}]")
    return " · ".join(told)


def _legal_share(layout: Format) -> int:
    """The largest share of the area that legal text can take, in whole percents."""
    boxes = [field.box for field in layout.fields if field.source == "legal"]
    return int(100 * sum(box[2] * box[3] for box in boxes) / (layout.width * layout.height))


def _head() -> list[str]:
    return [
        f"| {_('Texts')} | {_('Words')} | {_('Characters')} | {_('Type, px')} | {_('Lines')} |",
        "|---|---|---:|---:|---:|",
    ]


def _text(field: TextField) -> str:
    low, high = (f"{size:g}" for size in field.size)
    size = low if low == high else f"{low}–{high}"
    name = plain(part_name(field.id, language()))
    return f"| {name} | {_(SOURCES[field.source])} | {field.limit or '–'} | {size} | {field.lines} |"
