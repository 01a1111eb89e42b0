"""What a search of the bank gives, and the bank page by page."""

import streamlit as st

import wiring
from core import banks
from core.bank_search import Question
from core.errors import AdBannerError
from pages.parts.bank_form import Wanted
from pages.parts.session import _, explain, ngettext
from wiring import Hit

#: Pictures that a search shows, and pictures of a page.
SHOWN, PAGE = 24, 24


def found(wanted: Wanted) -> list[Hit]:
    """The best pictures for the text; an empty list, said on the screen, where nobody can search now."""
    question = Question(
        text=wanted.text, product=wanted.product, bank=wanted.bank.name, limit=SHOWN, without=list(wanted.without),
        only=list(wanted.only),
    )  # fmt: skip
    try:
        with st.spinner(_("Searching …"), show_time=True):
            hits = asked(question.model_dump_json())
    except AdBannerError as error:
        st.error(explain(error), icon=":material/error:")
        st.button(_("Try again"), icon=":material/refresh:")
        return []
    if not hits:
        st.info(_("No picture is left. Take back a filter."), icon=":material/filter_alt_off:")
    return hits


@st.cache_data(ttl=60, show_spinner=False, max_entries=500)
def asked(question: str) -> list[Hit]:
    """Shared by all sessions: a rerun asks nothing again."""
    return wiring.search_bank(Question.model_validate_json(question))


def page_of(wanted: Wanted) -> list[Hit]:
    """A page of the bank by name, and the way to its other pages."""
    ids = banks.ids_of(wanted.bank.name, without=wanted.without, only=wanted.only)
    if not ids:
        st.info(_("No picture is left. Take back a filter."), icon=":material/filter_alt_off:")
        return []
    pages = -(-len(ids) // PAGE)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(ngettext("{n} picture", "{n} pictures", len(ids)))
        page = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1
    start = (min(page, pages) - 1) * PAGE
    return [Hit(row, 0, ()) for row in banks.pictures_by_id(ids[start : start + PAGE])]
