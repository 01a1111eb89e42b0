"""The picture's port: from a prompt to a square picture, whatever makes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from PIL import Image

from core.ports import Checkpoint


@dataclass(frozen=True)
class PictureRequest:
    """What to show. An empty `prompt` means: think of something from offer and product.

    `upload` holds the marketer's own file where the source is "upload" (untrusted bytes).
    """

    prompt: str
    offer: str
    product_name: str
    product_description: str
    seed: int
    #: Edge of the square, px.
    size: int = 768
    upload: bytes | None = None
    #: The product's description by language.
    descriptions: Mapping[str, str] = field(default_factory=dict)
    #: The slot among the brief's; `seed` is the brief's own plus this.
    slot: int = 0
    #: The name of the one picture of a bank that is wanted (bank/name); empty: search with the prompt.
    origin: str = ""


@dataclass(frozen=True)
class Picture:
    """`image` is RGB on white, or RGBA where the source brought its own transparency.

    `source` is one of studio, diffusion, bank, upload; `prompt` the one that was used, never empty except for uploads.
    """

    image: Image.Image
    source: str
    engine: str
    prompt: str
    seed: int
    #: The picture's name where it comes from (bank/name); empty for pictures that did not exist before.
    origin: str = ""


class PictureSource(Protocol):
    """Makes or finds a picture."""

    def obtain(self, request: PictureRequest, *, checkpoint: Checkpoint) -> Picture:
        """Calls `checkpoint` at least once, and at least every two seconds of its own work.

        Raises:
            BadInput: the request cannot be served (field "picture" or "prompt").
            EngineFailed: trying again may help.
            Cancelled, LeaseLost: from the checkpoint, passed on.
        """
