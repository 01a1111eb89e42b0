"""Which screens there are, who may see them, and what stands at an address where there is none."""

import re
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

import streamlit as st

from core.i18n import N_
from core.models import User, UserRole
from pages.parts.session import CREATORS, _

#: Screen that stands where there is none.
LOST = ""


class Screen(NamedTuple):
    """A page of pages/. `group`: what it is listed under; not listed where that is None."""

    title: str
    icon: str
    roles: tuple[UserRole, ...]
    group: str | None = ""


_MAKERS = (*CREATORS, UserRole.ADMIN)
_KEEPING = N_("Administration")
#: The screens by their names, in the order of the navigation.
SCREENS = {
    "create": Screen(N_("Create"), "auto_awesome", _MAKERS),
    "banners": Screen(N_("Banners"), "photo_library", _MAKERS),
    "banner": Screen(N_("Banner"), "edit", _MAKERS, None),
    "bank": Screen(N_("Bank"), "image_search", _MAKERS),
    "formats": Screen(N_("Formats"), "aspect_ratio", _MAKERS),
    "campaigns": Screen(N_("Campaigns"), "campaign", (*_MAKERS, UserRole.ANALYST)),
    "account": Screen(N_("Account"), "person", tuple(UserRole)),
    "products": Screen(N_("Products"), "inventory_2", (UserRole.ADMIN,), _KEEPING),
    "users": Screen(N_("Users"), "group", (UserRole.ADMIN,), _KEEPING),
    "operations": Screen(N_("Operations"), "monitor_heart", (UserRole.ADMIN,), _KEEPING),
    "reports": Screen(N_("Reports"), "bug_report", (UserRole.ADMIN,), _KEEPING),
}

#: Where people begin: the first of these that they may see. It has the empty address, so a screen that all roles send
#: each other links to must not be among them.
BEGINNINGS = ("create", "account")


class Place(NamedTuple):
    """Where a person is: the screen's name, its page, the screen where they begin, and whether this one is open to
    them."""

    name: str
    page: st.Page
    first: st.Page
    open: bool


def navigate(user: User | None) -> Place:
    """Show the navigation of a role. A signed-out reader gets none, but keeps the address for after signing in.

    All screens are always there, listed or not: who may not see one is told so, and not that there is none.
    """
    may = {name: user is not None and user.role in screen.roles for name, screen in SCREENS.items()}
    first = next((name for name in BEGINNINGS if may[name]), LOST)
    pages = {name: _page(name, listed=may[name], default=name == first) for name in SCREENS}
    groups: dict[str, list[st.Page]] = {}
    for name, page in pages.items():
        group = SCREENS[name].group if may[name] else None
        groups.setdefault(_(group) if group else "", []).append(page)
    asked = named_in(st.context.url)
    if first == LOST:  # a page that nobody has who is signed in: from there they come to their own first one
        pages[LOST] = st.Page(_nothing, url_path="entrance", default=True, visibility="hidden")
        groups[""].append(pages[LOST])
    if asked and asked not in pages:
        groups[""].append(st.Page(_nothing, title=_("Nothing here"), url_path=asked, visibility="hidden"))
    page = st.navigation(groups, position="top" if user else "hidden")
    name = next((name for name, one in pages.items() if one is page), LOST)
    return Place(name, page, pages[first], open=may.get(name, True))


def _page(name: str, *, listed: bool, default: bool) -> st.Page:
    screen = SCREENS[name]
    visibility: Literal["visible", "hidden"] = "visible" if listed and screen.group is not None else "hidden"
    return st.Page(f"pages/{name}.py", title=_(screen.title), icon=f":material/{screen.icon}:", default=default,
                   visibility=visibility)  # fmt: skip


def named_in(url: str | None) -> str:
    """The screen that an address names, there or not; empty where that is no name, or none at all."""
    path = urlsplit(url or "").path.strip("/")
    return path if re.fullmatch(r"[\w-]+", path) else ""


def _nothing() -> None:
    """What stands at an address that leads nowhere."""
    st.markdown(_("There is no screen at this address. It may be misspelt, or come from an older version."))


def show(place: Place) -> None:
    """Run the screen, or tell why there is none, with a way back."""
    if place.open:
        place.page.run()
    else:
        st.markdown(_("This screen is not part of your role. An administrator can change that."))
    if place.name == LOST or not place.open:
        st.page_link(place.first, label=_("Back to “{screen}”", screen=place.first.title), icon=":material/arrow_back:")
