"""The copywriter's port: from an offer to the text of every AI-filled field of one format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from core.formats.brand import Language
from core.formats.schema import TextField


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
    #: Another number gives another variant; the same number the same copy.
    variant: int = 0


@dataclass(frozen=True)
class AdCopy:
    """Text of every field by field id, each within its limit. `draft` marks copy that a person should read first."""

    texts: Mapping[str, str]
    engine: str
    draft: bool = False
    notes: tuple[str, ...] = field(default=())


class Copywriter(Protocol):
    """Writes copy. Every returned text is non-empty, NFC, one paragraph and within its field's limit."""

    def write(self, request: CopyRequest) -> AdCopy:
        """All fields of one format.

        Raises:
            EngineFailed: no copy could be written; trying again may help.
        """

    def rewrite(self, request: CopyRequest, draft: AdCopy, field: str | None) -> AdCopy:
        """Another take of one field (the others kept), or of all where `field` is None. Differs from `draft`
        where the limits leave room for it.

        Raises:
            EngineFailed: as `write`.
            KeyError: `field` is not one of the request's fields.
        """
