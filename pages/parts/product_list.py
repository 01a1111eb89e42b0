"""The list of products: search, category, archived or not; a row each."""

import streamlit as st

from core import product_editing, products
from core.catalogue import load_categories
from core.models import UserRole
from core.products import PAGE, Listed
from pages.parts.product_draft import ADD, EDIT
from pages.parts.session import _, acting, guarded, language, ngettext
from pages.parts.wording import plain

#: Widths of a row: name, category, briefs, buttons.
WIDTHS = (9, 5, 3, 3)


def product_list() -> None:
    """Filters, the rows of a page, and the way to the other pages."""
    text, category, archived = _filters()
    found = products.listing(text, category, archived=archived, spoken=language(),
                             page=st.session_state.get("products.page", 1))  # fmt: skip
    if not found.total:
        _nothing(archived)
        return
    st.caption(ngettext("{n} product", "{n} products", found.total))
    with st.container(border=True, key="rows-products", gap=None):
        for listed in found.products:
            _row(listed)
    if found.total > PAGE:
        st.pagination(-(-found.total // PAGE), key="products.page")


def _filters() -> tuple[str, str, bool]:
    categories = load_categories()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        text = st.text_input(
            _("Search"), key="products.find", type="search", icon=":material/search:", live=True,
            placeholder=_("Name or category, in any language"), persist_state="session", on_change=_first,
        )  # fmt: skip
        category = st.selectbox(
            _("Category"), list(categories), index=None, key="products.category", placeholder=_("All categories"),
            format_func=lambda name: categories[name][language()], persist_state="session", on_change=_first, width=220,
        )  # fmt: skip
        with st.container(width="content", height=38, vertical_alignment="center"):
            archived = st.toggle(_("Archived ones"), key="products.archived", persist_state="session", on_change=_first)
        st.button(_("New product"), key="product-add", type="primary", icon=":material/add:", on_click=_add)
    return text or "", category or "", archived


def _first() -> None:
    """Other filters begin on their first page."""
    st.session_state.pop("products.page", None)


def _nothing(archived: bool) -> None:
    with st.container(key="welcome", gap="xsmall"):
        narrowed = any(st.session_state.get(f"products.{name}") for name in ("find", "category"))
        if narrowed:
            st.subheader(_("No product is like that"), anchor=False)
            st.caption(_("Write less in the search, or choose any category."))
        elif archived:
            st.subheader(_("No product is archived"), anchor=False)
            st.caption(_("An archived product is no longer on the Create screen; its briefs and banners stay."))
        else:
            st.subheader(_("There is no product yet"), anchor=False)
            st.caption(_("Add the first one: a name, a category and 5 to 10 sentences in both languages."))


def _row(listed: Listed) -> None:
    row, spoken = listed.product, language()
    category = load_categories().get(row.category, {}).get(spoken, row.category)
    with st.container(key=f"row-product-{row.slug}"):
        name, kind, used, buttons = st.columns(WIDTHS, vertical_alignment="center", gap="small")
        with name.container(gap=None):
            legal = f" :gray-badge[{_('Legal text')}]" if row.legal else ""
            st.markdown(f"**{plain(row.name[spoken])}**{legal}")
            st.caption(row.slug)
        kind.markdown(category)
        used.markdown(f":gray[{ngettext('{n} brief', '{n} briefs', listed.briefs)}]")
        with buttons.container(horizontal=True, horizontal_alignment="right", gap="xxsmall"):
            st.button("", key=f"edit-{row.slug}", icon=":material/edit:", type="tertiary", help=_("Change"),
                      on_click=_edit, args=(row.slug,))  # fmt: skip
            icon, words = ("unarchive", _("Put back")) if row.archived else ("archive", _("Archive"))
            st.button("", key=f"archive-{row.slug}", icon=f":material/{icon}:", type="tertiary", help=words,
                      on_click=_archive, args=(row.slug, not row.archived))  # fmt: skip


def _add() -> None:
    st.query_params.from_dict({ADD: "product"})


def _edit(slug: str) -> None:
    st.query_params.from_dict({EDIT: slug})


@guarded
def _archive(slug: str, archived: bool) -> None:
    product_editing.archive(slug, archived, by=acting(UserRole.ADMIN))
    name = plain(products.names()[slug][language()])
    if archived:
        st.toast(_("“{name}” is archived. Its briefs and banners stay.", name=name), icon=":material/archive:")
    else:
        st.toast(_("“{name}” can be advertised again.", name=name), icon=":material/unarchive:")
