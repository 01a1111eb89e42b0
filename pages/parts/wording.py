"""Words for what the rows hold: stages, moments, durations."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from babel.dates import format_timedelta

from core.clock import now
from core.formats.brand import Language
from core.formats.schema import Format
from core.i18n import N_
from core.models import ImageMode, Stage, Status
from pages.parts.session import _, language

STAGES = {
    Stage.CHECK_BRIEF: N_("Check"),
    Stage.WRITE_COPY: N_("Copy"),
    Stage.WRITE_PROMPT: N_("Prompt"),
    Stage.MAKE_PICTURE: N_("Picture"),
    Stage.CUT_OUT: N_("Cut-out"),
    Stage.COMPOSE: N_("Banners"),
}
STATUSES = {
    Status.QUEUED: N_("In the queue"),
    Status.RUNNING: N_("Working"),
    Status.COMPLETED: N_("Ready"),
    Status.FAILED: N_("Failed"),
    Status.CANCELLED: N_("Cancelled"),
}
ICONS = {
    Status.QUEUED: ":material/schedule:",
    Status.RUNNING: ":material/autorenew:",
    Status.COMPLETED: ":material/check_circle:",
    Status.FAILED: ":material/error:",
    Status.CANCELLED: ":material/block:",
}
COLOURS = {
    Status.QUEUED: "gray",
    Status.RUNNING: "blue",
    Status.COMPLETED: "green",
    Status.FAILED: "red",
    Status.CANCELLED: "gray",
}
#: A job that failed because the guard makes no banner of its brief: nothing is broken.
REFUSED = "orange", ":material/front_hand:", N_("Refused")
MODES = {
    ImageMode.GENERATE: N_("New"),
    ImageMode.SEARCH: N_("From bank"),
    ImageMode.UPLOAD: N_("My own"),
}
MODE_ICONS = {
    ImageMode.GENERATE: ":material/auto_awesome:",
    ImageMode.SEARCH: ":material/image_search:",
    ImageMode.UPLOAD: ":material/upload:",
}
#: The flags that a picture of a bank may have; other words are shown as they are.
FLAGS = {
    "person": N_("Person"),
    "text": N_("Text"),
    "logo": N_("Logo"),
    "currency": N_("Currency"),
    "complex": N_("Complex"),
}

#: What the keyboard can do, by screen. Whatever a button listens to belongs here: these keys hand over what is being
#: typed before they act (shortcuts.js). Ctrl is ⌘ on a Mac, as Streamlit's "Mod" is.
KEYS: dict[str, dict[tuple[str, ...], str]] = {
    N_("Every screen"): {
        ("Alt", "K"): N_("this list of keys"),
    },
    N_("Create"): {
        ("Ctrl", "Enter"): N_("make the banners"),
        ("Alt", "N"): N_("new brief, when the banners are ready"),
    },
    N_("Banners"): {
        ("Alt", "PageDown"): N_("next page"),
        ("Alt", "PageUp"): N_("previous page"),
    },
    N_("Banner"): {
        ("Ctrl", "S"): N_("save"),
        ("Alt", "Z"): N_("undo"),
        ("Alt", "Shift", "Z"): N_("redo"),
        ("Alt", "G"): N_("take the next result as the picture"),
    },
    N_("Dialogs"): {
        ("Ctrl", "Enter"): N_("send or save"),
        ("Esc",): N_("close"),
    },
}


def standing(status: Status, *, refused: bool = False) -> tuple[str, str, str]:
    """Colour, icon and word (a msgid) for how a job stands; `refused`: it failed because it was refused."""
    return REFUSED if refused else (COLOURS[status], ICONS[status], STATUSES[status])


def duration(seconds: float) -> str:
    """`< 1 s`, `9 s`, `2 min 5 s`, `2 h 5 min`."""
    whole = max(0, round(seconds))
    if not whole:
        return _("< 1 s")
    if whole < 60:
        return _("{seconds} s", seconds=whole)
    if whole < 3600:
        return _("{minutes} min {seconds} s", minutes=whole // 60, seconds=whole % 60)
    return _("{hours} h {minutes} min", hours=whole // 3600, minutes=whole % 3600 // 60)


def ago(moment: datetime) -> str:
    """`5 minutes ago`, in the screen's language."""
    return format_timedelta(moment - now(), add_direction=True, locale=language())


def excerpt(text: str, length: int) -> str:
    """The beginning of a text on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length + 1].rsplit(" ", 1)[0][:length].rstrip(" ,.;:—–-") + "…"


def short_name(layout: Format, spoken: Language) -> str:
    """A format's name without its size, which screens show beside it, and without remarks."""
    return " ".join(re.sub(r"\(.*?\)|\b\d+(\s*[×x]\s*\d+)?\b", "", layout.name[spoken]).split())


def size_of(layout: Format) -> str:
    """`1080 × 1920`, never broken between lines."""
    return f"{layout.width}\u00a0×\u00a0{layout.height}"


def sized_name(layout: Format, spoken: Language) -> str:
    """A format's name where nothing else tells its size: `Story 1080 × 1920`."""
    return f"{short_name(layout, spoken)} {size_of(layout)}"


def format_labels(layouts: Iterable[Format], spoken: Language) -> dict[str, str]:
    """What each format is called in a list to choose from, by its id: its size as people type it, then its name.

    A list knows its options by their labels: those that would be the same are told apart by their ids.
    """
    labels = {one.id: f"{one.width}x{one.height} {short_name(one, spoken)}" for one in layouts}
    often = Counter(labels.values())
    return {name: label if often[label] == 1 else f"{label} · {name}" for name, label in labels.items()}


def plain(text: str) -> str:
    """A person's own text, safe inside Markdown: nothing in it becomes a link, a picture, an icon or formatting."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-!|~$]|:(?=\w))", r"\\\1", text)
