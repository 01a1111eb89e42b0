"""A fake of the picture's port, and checkpoints to watch or stop work with."""

from PIL import Image

from core.errors import Cancelled
from core.imagery.port import Checkpoint, Picture, PictureRequest


class FakePictureSource:
    """A `PictureSource` that paints a square in a colour of the seed."""

    def obtain(self, request: PictureRequest, *, checkpoint: Checkpoint) -> Picture:
        checkpoint(0.0, "Painting")
        image = Image.new("RGB", (request.size, request.size), "white")
        colour = (request.seed * 37 % 200, request.seed * 91 % 200, request.seed * 53 % 200)
        quarter = request.size // 4
        image.paste(colour, (quarter, quarter, 3 * quarter, 3 * quarter))
        checkpoint(1.0, "Painting")
        return Picture(image, source="studio", engine="fake", prompt=request.prompt or "a square", seed=request.seed)


class Progress:
    """A `Checkpoint` that remembers what it was told, and cancels after `patience` calls."""

    def __init__(self, patience: int = 10**6) -> None:
        self.fractions: list[float] = []
        self.notes: list[str] = []
        self._patience = patience

    def __call__(self, fraction: float, note: str) -> None:
        if len(self.fractions) >= self._patience:
            raise Cancelled
        self.fractions.append(fraction)
        self.notes.append(note)


def wish(
    prompt: str = "", *, offer: str = "", product: str = "", description: str = "", seed: int = 1, size: int = 96
) -> PictureRequest:
    """A picture request as tests need it."""
    return PictureRequest(prompt, offer, product, description, seed, size)
