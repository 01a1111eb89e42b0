"""The prompter's port: from what a marketer wishes to see to the prompt that a picture source works with."""

from dataclasses import dataclass, field
from typing import Literal, Protocol

from core.errors import Trouble
from core.formats.brand import Language
from core.llm.port import Usage
from core.ports import Checkpoint, unwatched


@dataclass(frozen=True)
class PromptRequest:
    """What a picture is wanted for. Wish, offer and product are untrusted; the first two as the guard left them.

    An empty `wish` means: think of something. `language` is the offer's; the wish may be in another. `house_style` is
    in English.
    """

    wish: str
    mode: Literal["generate", "search"]
    offer: str
    language: Language
    product_name: str
    product_description: str
    house_style: str
    #: The slot (from 0) among the brief's `slots`: each gets another subject.
    slot: int = 0
    slots: int = 1
    #: What the guard took out: no prompt may say it.
    removed: tuple[str, ...] = ()
    #: Another number gives another idea; the same number the same question.
    variant: int = 0
    #: Seconds of a model server's trouble that this job can still bear.
    patience: float = 45.0


@dataclass(frozen=True)
class PicturePrompt:
    """`wish` as it was requested ("" = thought up); `caption` what it was rewritten to, in the wish's own language;
    `prompt` what the picture source gets, in English where a model translated it. Where nothing was rewritten all
    three are the same; an empty `prompt` leaves it to the source to think of something.

    `version`: of the templates. `fallback`: the trouble for which the wish stayed as it is ("invalid" where the model's
    answers could not be used).
    """

    wish: str
    caption: str
    prompt: str
    engine: str
    version: str = ""
    usage: Usage = field(default_factory=Usage)
    fallback: Trouble | Literal[""] = ""


class Prompter(Protocol):
    """Puts a wish into the words that a picture source understands best."""

    #: As versions and events keep it.
    name: str

    def compose(self, request: PromptRequest, *, checkpoint: Checkpoint = unwatched) -> PicturePrompt:
        """Never fails for want of a model: the wish is the prompt then.

        Raises:
            Cancelled, LeaseLost: from the checkpoint.
        """
