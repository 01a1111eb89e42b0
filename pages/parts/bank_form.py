"""What is looked for in which bank: every input is part of the address, so that a search can be passed on."""

from dataclasses import dataclass

import streamlit as st

from core import banks
from core.banks import BankSummary
from core.briefs import PROMPT_LIMIT, check_text
from core.errors import BadInput
from core.products import active_products
from pages.parts.fields import fault, field
from pages.parts.session import _, language
from pages.parts.wording import FLAGS


@dataclass(frozen=True)
class Wanted:
    """A search as the screen holds it. An empty `text`: the whole bank, page by page."""

    bank: BankSummary
    text: str
    product: dict[str, str]
    without: tuple[str, ...]
    only: tuple[str, ...]


def bank_form() -> Wanted | None:
    """The inputs in one row, and the flags below; None where there is nothing to look through."""
    known = _filled()
    if not known:
        _wait()
        return None
    with field("find"):
        chosen, text, product = _inputs(known)
        try:
            text = check_text(text, field="find", limit=PROMPT_LIMIT)
        except BadInput as error:
            fault({"find": error}, "find")
            return None
    without, only = _flags(chosen)
    return Wanted(chosen, text, product, without, only)


@st.cache_data(ttl=2, show_spinner=False)
def _filled() -> list[BankSummary]:
    """Banks with pictures; counting them reads every picture's flags, so all sessions share it."""
    return [one for one in banks.summaries() if one.pictures]


@st.fragment(run_every=2)
def _wait() -> None:
    """A fresh installation's bank fills while its workers start."""
    if _filled():
        st.rerun()
    st.info(_("There is no picture in the bank yet. It fills when a worker has started; your designers' own come "
              "in with `manage.py bank import`."), icon=":material/hourglass_top:")  # fmt: skip


def _inputs(known: list[BankSummary]) -> tuple[BankSummary, str, dict[str, str]]:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        text = st.text_input(
            _("What the picture shows, or what it is about"), key="find", bind="query-params", icon=":material/search:",
            placeholder=_("a house with keys · savings that grow"), type="search",
        )  # fmt: skip
        products = {product.slug: product for product in active_products()}
        slug = st.selectbox(
            _("For the product"), list(products), index=None, key="for", bind="query-params", width=280,
            placeholder=_("Any"), format_func=lambda slug: products[slug].name[language()],
        )  # fmt: skip
        by_name = {one.name: one for one in known}
        usual = banks.chosen_bank()
        name = usual if usual in by_name else known[0].name
        if len(by_name) > 1:
            name = st.selectbox(
                _("Bank"), list(by_name), index=list(by_name).index(name), key="bank", bind="query-params", width=200,
                format_func=lambda name: f"{name} · {by_name[name].pictures}",
            )  # fmt: skip
    return by_name[name], text or "", dict(products[slug].description) if slug in products else {}


def _flags(chosen: BankSummary) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Flags to leave out, and flags of which there must be one."""
    if not chosen.flags:
        return (), ()

    def named(flag: str) -> str:
        return _(FLAGS[flag]) if flag in FLAGS else flag

    flags = list(chosen.flags)
    with st.container(horizontal=True, gap="medium"):
        without = st.pills(_("Leave out"), flags, selection_mode="multi", key="without", bind="query-params",
                           format_func=named)  # fmt: skip
        only = st.pills(_("Only"), flags, selection_mode="multi", key="only", bind="query-params", format_func=named)
    return tuple(without), tuple(only)
