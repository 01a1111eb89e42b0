"""The list of people: search, role, a row each; a dialog adds one or changes one."""

import streamlit as st

from core import people
from core.models import User, UserRole
from core.people import PAGE, Person
from pages.parts.session import _, ngettext
from pages.parts.user_dialogs import open_new, open_person, user_dialog
from pages.parts.user_words import ROLES
from pages.parts.wording import ago, plain

#: Widths of a row: name, role, last sign-in, briefs, button.
WIDTHS = (8, 5, 5, 3, 2)


def user_list(admin: User) -> None:
    """Filters, the rows of a page, the way to the other pages, and the dialog where one is open."""
    text, role = _filters()
    found = people.people(text, role, st.session_state.get("users.page", 1))
    st.caption(ngettext("{n} person", "{n} people", found.total))
    if found.total:
        with st.container(border=True, key="rows-users", gap=None):
            for person in found.persons:
                _row(person)
    else:
        with st.container(key="welcome", gap="xsmall"):
            st.subheader(_("Nobody is called that"), anchor=False)
            st.caption(_("Write less in the search, or choose any role."))
    if found.total > PAGE:
        st.pagination(-(-found.total // PAGE), key="users.page")
    user_dialog(admin)


def _filters() -> tuple[str, str]:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        text = st.text_input(
            _("Search"), key="users.find", type="search", icon=":material/search:", live=True,
            placeholder=_("Name or user name"), persist_state="session", on_change=_first,
        )  # fmt: skip
        role = st.selectbox(
            _("Role"), list(UserRole), index=None, key="users.role", placeholder=_("All roles"), width=220,
            format_func=lambda role: _(ROLES[role]), persist_state="session", on_change=_first,
        )  # fmt: skip
        st.button(_("New user"), key="user-add", type="primary", icon=":material/person_add:", on_click=open_new)
    return text or "", role or ""


def _first() -> None:
    """Other filters begin on their first page."""
    st.session_state.pop("users.page", None)


def _row(person: Person) -> None:
    user = person.user
    with st.container(key=f"row-user-{user.username}"):
        name, role, last, briefs, button = st.columns(WIDTHS, vertical_alignment="center", gap="small")
        with name.container(gap=None):
            st.markdown(f"**{plain(user.name)}**{_badges(person)}")
            st.caption(plain(user.username))
        role.markdown(_(ROLES[UserRole(user.role)]))
        last.markdown(f":gray[{ago(person.last_sign_in) if person.last_sign_in else _('never signed in')}]")
        briefs.markdown(f":gray[{ngettext('{n} brief', '{n} briefs', person.briefs)}]")
        with button.container(horizontal=True, horizontal_alignment="right"):
            st.button("", key=f"user-{user.username}", icon=":material/manage_accounts:", type="tertiary",
                      help=_("Change"), on_click=open_person, args=(user.username,))  # fmt: skip


def _badges(person: Person) -> str:
    off = "" if person.user.active else f" :gray-badge[{_('Switched off')}]"
    return off + (f" :orange-badge[{_('Locked out')}]" if person.locked else "")
