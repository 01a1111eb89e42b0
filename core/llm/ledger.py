"""What one task has had with the language model so far."""

from dataclasses import dataclass, field

from core.errors import Trouble
from core.llm.port import Usage


@dataclass
class Ledger:
    """Kept by whoever asks several questions for one task, and handed to each.

    `patience`: seconds left for trouble, that is, for failed calls and the pauses after them. Slow answers that can be
    used take none of it, nor do corrections of what an answer says, nor waiting for a slot.
    """

    patience: float = 45.0
    usage: Usage = field(default_factory=Usage)
    troubles: list[Trouble] = field(default_factory=list)

    def lose_patience(self, seconds: float) -> None:
        """Trouble took `seconds`; patience ends at 0."""
        self.patience = max(0.0, self.patience - seconds)
        self.usage += Usage(trouble=seconds)
