"""How versions and their parts are called."""

from core import export_words as words
from core.history import Entry
from core.i18n import N_
from core.models import Cause
from core.states import Change
from pages.parts.session import _, language
from pages.parts.wording import excerpt

CAUSES = {
    Cause.GENERATED: N_("made"),
    Cause.TEXT_EDITED: N_("text edited"),
    Cause.TEXT_REGENERATED: N_("text written anew"),
    Cause.TEXT_CHOSEN: N_("another text chosen"),
    Cause.PICTURE_REGENERATED: N_("new picture"),
    Cause.PICTURE_CHOSEN: N_("another picture chosen"),
    Cause.MOVED: N_("picture moved"),
    Cause.RESTORED: N_("brought back"),
}


def cause(entry: Entry) -> str:
    """Why a version exists."""
    return _(CAUSES[Cause(entry.version.cause)])


def part_name(name: str) -> str:
    """A field as people call it."""
    return words.part_name(name, language())


def summary(change: Change) -> str:
    """What a version changed, in a line."""
    return " · ".join(f"{part_name(name)}: {excerpt(text, 60) or '—'}" for name, text in change.texts.items())
