"""The guard's port: what people typed goes in, what may be used of it comes out, or a refusal with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from core.errors import Trouble
from core.formats.brand import Language
from core.llm.port import Usage
from core.ports import Checkpoint, unwatched

if TYPE_CHECKING:
    from core.guard.screening import Kind

#: Where a text stands in the form: `Refused.field`.
Where = Literal["offer", "prompt", "audience"]


@dataclass(frozen=True)
class Given:
    """The texts of one brief as they were typed; none of them is trusted. `prompts` one a picture slot, "" for a slot
    without one. `patience`: seconds of a model server's trouble that the check may bear."""

    offer: str
    prompts: tuple[str, ...] = ()
    audience: str = ""
    language: Language = "en"
    patience: float = 45.0


@dataclass(frozen=True)
class Checked:
    """What may be used: each text is exactly what was given, or that without an attack's clauses; as many prompts as
    were given.

    `removed`: the clauses that were cut out, word for word, so that no copy and no picture prompt says them.
    `doubtful`: clauses that stay, but may be meant for the writer: no copy repeats them word for word. `engine`
    names the guard; `fallback` is the trouble for which only its rules decided.
    """

    offer: str
    prompts: tuple[str, ...]
    audience: str
    removed: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    kinds: tuple["Kind", ...] = ()
    engine: str = ""
    prompts_version: str = ""
    usage: Usage = field(default_factory=Usage)
    fallback: Trouble | Literal[""] = ""


class Guard(Protocol):
    """Stands before any generation."""

    #: As jobs and events keep it.
    name: str

    def check(self, given: Given, *, checkpoint: Checkpoint = unwatched) -> Checked:
        """Never fails for want of a model: the rules alone decide then.

        Raises:
            Refused: no banner is made of this; `field` is "offer", "prompt" or "audience", and the message says what
                the marketer can change.
            Cancelled, LeaseLost: from the checkpoint.
        """


def texts_of(given: Given | Checked) -> Mapping[tuple[Where, int], str]:
    """Every text that says something, by where it stands and (of several prompts) which it is."""
    found: dict[tuple[Where, int], str] = {("offer", 0): given.offer}
    found |= {("prompt", slot): text for slot, text in enumerate(given.prompts)}
    found |= {("audience", 0): given.audience}
    return {place: text for place, text in found.items() if text.strip()}
