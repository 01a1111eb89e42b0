"""News: a note where something ended that was started on another screen, in another window, or with another banner."""

import streamlit as st

from core.i18n import N_
from core.models import Status, User
from core.news import Ending, fresh_endings, untold
from pages.parts.session import _, language
from pages.parts.wording import excerpt, plain, standing

#: What is told of a brief's banners, and of a change of one banner by its kind; well done and failed.
WORDS = {
    "": (N_("“{offer}”: the banners are ready."), N_("“{offer}”: the banners could not be made.")),
    "text": (N_("“{offer}”: the new text is ready."), N_("“{offer}”: the text could not be written anew.")),
    "variants": (N_("“{offer}”: other texts are ready."), N_("“{offer}”: other texts could not be written.")),
    "picture": (N_("“{offer}”: the new picture is ready."), N_("“{offer}”: the new picture could not be made.")),
}
#: What is told where no banner or no picture is made of such a text.
REFUSED = N_("“{offer}”: refused. Open it to see why.")
#: Characters of an offer that are enough to know it again.
LENGTH = 48


@st.cache_data(ttl=1, show_spinner=False)
def _endings() -> list[Ending]:
    """One query a second for all sessions together."""
    return fresh_endings()


def tell_news(user: User, screen: str) -> None:
    """Tell what ended since this session looked last; at its first look everything is old. `screen`: where the person
    is (navigation.SCREENS)."""
    endings = _endings()
    told = st.session_state.get("news.told")
    if told is not None:
        for ending in untold(endings, user.id, told, _on_screen(screen)):
            _tell(ending)
    st.session_state["news.told"] = {ending.key for ending in endings}


def _on_screen(screen: str) -> set[str]:
    """Ids of the job or the banner that a screen shows now: it speaks for itself."""
    match screen:
        case "create":
            shown = st.session_state.get("shown"), st.query_params.get("job")
        case "banner":
            shown = st.session_state.get("editing"), st.query_params.get("id")
        case _:
            return set()
    return {one for one in shown if one}


def _tell(ending: Ending) -> None:
    done, failed = WORDS.get(ending.change, WORDS[""])
    well = ending.status == Status.COMPLETED
    said = done if well else REFUSED if ending.refused else failed
    line = _(said, offer=plain(excerpt(ending.offer, LENGTH)))
    icon = ":material/check_circle:" if well else standing(ending.status, refused=ending.refused)[1]
    st.toast(f"**{plain(ending.product[language()])}**  \n{line}", icon=icon, duration="long")
