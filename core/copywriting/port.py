"""The copywriter's port: from an offer to the text of every AI-filled field of one format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from core.errors import Trouble
from core.formats.brand import Language
from core.formats.schema import TextField
from core.llm.port import Usage
from core.ports import Checkpoint, unwatched


@dataclass(frozen=True)
class CopyRequest:
    """What to write. `offer` is trimmed, NFC, 1-4,000 characters and untrusted; `fields` are one format's AI fields."""

    offer: str
    language: Language
    fields: tuple[TextField, ...]
    product_name: str
    product_description: str
    format_id: str = ""
    audience: str = ""
    #: Where the campaign runs, as its manager put it.
    channel: str = ""
    #: Another number gives another variant; the same number the same copy.
    variant: int = 0
    #: What the guard took out of the offer: no text may say it.
    removed: tuple[str, ...] = ()
    #: Clauses of the offer that may be meant for the writer: no text repeats them word for word.
    doubtful: tuple[str, ...] = ()
    #: Seconds of a model server's trouble that this job can still bear.
    patience: float = 45.0


#: What may be done to a text: cut at its end, rebuilt from the offer, a fact corrected in place, a part dropped.
What = Literal["cut", "rebuilt", "corrected", "dropped"]


@dataclass(frozen=True)
class Repair:
    """What Python did to a text that the model would not put right. `facts` are those that it was done for."""

    field: str
    what: What
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class CopyRecord:
    """How a copy came about. `prompts`: version of the templates; `corrections`: how often the model was sent back;
    `fallback`: the trouble for which the offline engine wrote instead."""

    prompts: str = ""
    model: str = ""
    corrections: int = 0
    repairs: tuple[Repair, ...] = ()
    fallback: Trouble | Literal[""] = ""
    usage: Usage = field(default_factory=Usage)


@dataclass(frozen=True)
class AdCopy:
    """Text of every field by field id, each within its limit. `draft` marks copy that a person should read first.
    `idea` says in a word what sets a variant apart."""

    texts: Mapping[str, str]
    engine: str
    draft: bool = False
    idea: str = ""
    record: CopyRecord = field(default_factory=CopyRecord)


class Copywriter(Protocol):
    """Writes copy. Every returned text is non-empty, NFC, one paragraph and within its field's limit."""

    def write(self, request: CopyRequest, *, checkpoint: Checkpoint = unwatched) -> AdCopy:
        """All fields of one format.

        Raises:
            EngineFailed: no copy could be written; trying again may help.
            Cancelled, LeaseLost: from the checkpoint.
        """

    def rewrite(
        self, request: CopyRequest, draft: AdCopy, field: str | None, *, checkpoint: Checkpoint = unwatched
    ) -> AdCopy:
        """Another take of one field (the others kept), or of all where `field` is None. Differs from `draft`
        where the limits leave room for it.

        Raises:
            EngineFailed, Cancelled, LeaseLost: as `write`.
            KeyError: `field` is not one of the request's fields.
        """

    def variants(
        self, request: CopyRequest, draft: AdCopy, count: int, *, checkpoint: Checkpoint = unwatched
    ) -> list[AdCopy]:
        """At most `count` (1-8) takes of all fields that differ from `draft` and from each other; fewer where the offer
        has no more to say.

        Raises:
            EngineFailed, Cancelled, LeaseLost: as `write`.
        """
