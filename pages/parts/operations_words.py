"""What the parts of an installation are called, and what they say of themselves."""

from core.i18n import N_
from pages.parts.session import _
from pages.parts.wording import plain

#: Engines and services by their part in making a banner (`wiring.health`).
PARTS = {
    "copy": N_("Copy"),
    "picture": N_("Pictures"),
    "cut_out": N_("Cut-out"),
    "encoder": N_("Text encoder"),
    "vectors": N_("Bank search"),
    "storage": N_("File storage"),
    "database": N_("Database"),
    "queue": N_("Queue"),
}
#: What a worker does (`WorkerRow.state`).
STATES = {"starting": N_("starting"), "idle": N_("free"), "busy": N_("working")}
#: What engines say of themselves; whatever else they say is shown as it is.
NOTES = (
    N_("no worker that has this engine is running"),
    N_("does not answer"),
    N_("It answers, and keeps to schemas."),
    N_("Too busy to be asked when this worker began."),
    N_("It answers, and refuses to keep to schemas: answers are read as they come."),
    N_("It answers, but does not keep to schemas although it takes them."),
    N_("It answers, but its answer was cut off."),
)


def part_name(part: str) -> str:
    """An engine or a service as people call it."""
    return _(PARTS[part]) if part in PARTS else part


def told(note: str) -> str:
    """A note in the screen's language, safe inside Markdown."""
    return plain(_(note))
