"""The matter's port: from a picture to its cut-out."""

from typing import Protocol

from PIL import Image


class Matter(Protocol):
    """Cuts a picture out of its background."""

    #: Engine name and version, kept with the cut-out.
    name: str

    def cut_out(self, image: Image.Image) -> Image.Image:
        """RGBA (straight alpha) of the same size, natural shadow kept. A picture that already has transparency
        is returned as it is.

        Raises:
            EngineFailed: nothing could be cut out.
        """
