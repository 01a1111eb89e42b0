"""Where a brief's pictures come from: the image mode, and a description, a picture of the bank, or a file."""

from collections.abc import Mapping

import streamlit as st

from core import banks, briefs
from core.errors import AdBannerError
from core.i18n import N_
from core.models import ImageMode
from pages.parts import drafts
from pages.parts.bank_card import in_language
from pages.parts.fields import fault, field
from pages.parts.picture_thumbnail import picture_thumbnail
from pages.parts.session import _
from pages.parts.uploading import upload_field
from pages.parts.wording import MODE_ICONS, MODES, excerpt, plain

#: What an empty prompt comes to, by image mode.
_PLACEHOLDERS = {
    ImageMode.GENERATE: N_("Leave it empty, and it is thought up from the offer"),
    ImageMode.SEARCH: N_("Leave it empty, and the bank is searched for what the offer is about"),
}


def picture_field(faults: Mapping[str, AdBannerError]) -> None:
    """Image mode, and what belongs to it."""
    st.segmented_control(
        _("Picture"), list(briefs.MODES), default=drafts.default("mode"), key=drafts.key("mode"), required=True,
        width="stretch", format_func=lambda mode: f"{MODE_ICONS[mode]} {_(MODES[mode])}", persist_state="session",
    )  # fmt: skip
    fault(faults, "mode")
    if drafts.value("mode") == ImageMode.UPLOAD:
        with field("picture"):
            inside = upload_field()
            fault({**faults, "picture": inside} if inside else faults, "picture")
        return
    searching = drafts.value("mode") == ImageMode.SEARCH
    expanded = bool({"prompt", "seed"} & faults.keys()) or (searching and bool(drafts.value("prompt")))
    with st.expander(_("Describe the picture"), icon=":material/draw:", expanded=expanded), field("prompt"):
        st.text_area(_("What it shows"), drafts.default("prompt"), key=drafts.key("prompt"), height=96,
                     placeholder=_(_PLACEHOLDERS.get(drafts.value("mode"), "")),
                     persist_state="session")  # fmt: skip
        fault(faults, "prompt")
        if searching:
            _bank_picture(drafts.value("prompt") or "")
        st.number_input(
            _("Seed"), value=drafts.default("seed"), key=drafts.key("seed"), min_value=0,
            max_value=briefs.SEED_LIMIT - 1, step=1, placeholder=_("Any"), persist_state="session",
            help=_("The same seed and the same brief give the same picture."),
        )  # fmt: skip
        fault(faults, "seed")


def _bank_picture(prompt: str) -> None:
    """The picture of the bank that the prompt names, or the way to the bank."""
    if named := banks.picture_named(prompt) if "/" in prompt else None:
        with st.container(border=True, horizontal=True, wrap=False, vertical_alignment="center", key="card-named"):
            st.image(picture_thumbnail(named.thumbnail, 84), width="content", alt="")
            st.markdown(f":small[{plain(excerpt(in_language(named.caption), 110))}]", width="stretch")
        return
    st.page_link("pages/bank.py", label=_("See what the bank has for it"), icon=":material/image_search:",
                 query_params={"find": prompt})  # fmt: skip
