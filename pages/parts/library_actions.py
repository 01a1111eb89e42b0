"""What can be done with the selected banners: take files away, move them to the bin or back, use their brief again."""

from collections.abc import Callable, Collection
from functools import partial, wraps
from typing import Any

import streamlit as st

import wiring
from core import accounts, library
from core.binning import bin_banners, restore_banners
from core.campaigns import open_campaigns
from core.errors import AdBannerError, NotAllowed
from core.export_sets import Wanted, take_set
from core.formats.brand import Language
from core.models import User
from core.products import active_products
from pages.parts import drafts
from pages.parts.export_choice import choice_button, wanted
from pages.parts.library_selection import clear, selected
from pages.parts.session import CREATORS, _, acting, explain, language, ngettext
from pages.parts.wording import plain

#: Files of one archive.
MOST = 200
#: What was moved last, so that it can be taken back: banner ids, and whether they went into the bin.
MOVED = "library.moved"
FAULT = "library.fault"


def actions(username: str, *, binned: bool) -> None:
    """The buttons for what is selected."""
    chosen = selected()
    told = ngettext("{n} selected", "{n} selected", len(chosen))
    st.markdown(f":small[**{told}**]", width="content")
    _zip(list(chosen), username)
    if binned:
        st.button(_("Restore"), key="library-restore", icon=":material/restore_from_trash:", on_click=_move,
                  args=(list(chosen), False))  # fmt: skip
    else:
        briefs = set(chosen.values())
        st.button(_("Use this brief"), key="library-duplicate", icon=":material/edit_note:", disabled=len(briefs) > 1,
                  help=_("Select banners of one brief.") if len(briefs) > 1 else None, on_click=_duplicate,
                  args=(next(iter(briefs)),))  # fmt: skip
        st.button(_("Move to the bin"), key="library-bin", icon=":material/delete:", on_click=_move,
                  args=(list(chosen), True))  # fmt: skip
    st.button(_("Clear"), key="library-none", type="tertiary", on_click=clear)


def moved() -> None:
    """What was moved just now, and the way back."""
    ids, binned = st.session_state.get(MOVED, ((), False))
    if not ids:
        return
    told = (
        ngettext("{n} banner is in the bin now.", "{n} banners are in the bin now.", len(ids))
        if binned
        else ngettext("{n} banner is back in the library.", "{n} banners are back in the library.", len(ids))
    )
    st.markdown(f":small[:material/check: {told}]", width="content")
    st.button(_("Undo"), key="library-undo", icon=":material/undo:", type="tertiary", on_click=_undo)


def refused() -> None:
    """Why the last click did nothing, beside the button."""
    if told := st.session_state.pop(FAULT, None):
        with st.container(key="fault-library"):
            st.markdown(f":material/error: {plain(told)}")


def _beside(callback: Callable[..., None]) -> Callable[..., None]:
    """A callback whose errors are told in the bar. (Not by a toast as elsewhere: Streamlit 1.67 puts a toast of a
    fragment's callback where the frame's style stands, which is gone then.)"""

    @wraps(callback)
    def run(*args: Any) -> None:
        try:
            callback(*args)
        except AdBannerError as error:
            st.session_state[FAULT] = explain(error)

    return run


# --- files -----------------------------------------------------------------------------------------------------------


def _zip(ids: Collection[str], username: str) -> None:
    files = library.made(ids)
    too_many = _("At most {limit} files fit into one archive.", limit=MOST) if files > MOST else None
    st.download_button(
        _("Download ZIP"), partial(take_zip, ids, username, wanted(), language()), key="library-zip",
        file_name="banners.zip", mime="application/zip", icon=":material/download:", type="primary",
        on_click="ignore", disabled=not 0 < files <= MOST, help=too_many,
    )  # fmt: skip
    choice_button(several=True)


def take_zip(ids: Collection[str], username: str, wants: Wanted, spoken: Language) -> bytes:
    """The files of the banners' versions on show in one archive with their report; each is noted as an event. Runs at
    the click, so what the person may do is looked up again, and how each file stands.

    Raises:
        NotAllowed: switched off meanwhile, or no role that makes banners.
        ExportBlocked: none of them may be handed out.
        EngineFailed: a file cannot be read; nothing is noted.
    """
    user = accounts.find_user(username)
    if user is None:
        raise NotAllowed("Sign in first.")
    accounts.require(user, *CREATORS)
    return take_set(wiring.desk(), library.downloads(ids)[:MOST], user, wants, spoken)


# --- moving and starting again ----------------------------------------------------------------------------------------


@_beside
def _move(ids: list[str], into_bin: bool) -> None:
    _moving(into_bin)(ids, acting(*CREATORS))
    st.session_state[MOVED] = (ids, into_bin)
    clear()


@_beside
def _undo() -> None:
    ids, binned = st.session_state.pop(MOVED)
    _moving(not binned)(ids, acting(*CREATORS))


def _moving(into_bin: bool) -> Callable[[Collection[str], User], None]:
    return bin_banners if into_bin else restore_banners


@_beside
def _duplicate(brief_id: str) -> None:
    """Put the brief into the form and go there; a product or campaign that is closed by now has to be chosen anew."""
    user = acting(*CREATORS)
    brief, product = library.brief_of(brief_id)
    drafts.restore(user)
    told = {
        "product": product if product in {one.slug for one in active_products()} else None,
        "campaign": brief.campaign_id if brief.campaign_id in {one.id for one in open_campaigns(user)} else "",
        "offer": brief.offer, "mode": brief.mode, "prompt": brief.prompts[0] if brief.prompts else "",
        "audience": brief.audience, "held": brief.uploads[0] if brief.uploads else None,
    }  # fmt: skip
    drafts.fill(told, brief.formats)
    drafts.keep(user)
    clear()
    st.session_state.pop("shown", None)
    st.session_state["library.leave"] = True
