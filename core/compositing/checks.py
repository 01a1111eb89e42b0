"""What must hold for every banner, looked at in its pixels."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.errors import DoesNotFit
from core.formats.brand import Brand, Colour
from core.formats.colour import contrast, luminance, needed_contrast, rgb
from core.formats.geometry import inside, meet
from core.formats.schema import Box

#: The part of the pixels under a text that may read worse than the rest: single pixels don't make it unreadable.
TOLERATED = 0.02


def worst_contrast(under: NDArray[np.uint8], colour: Colour) -> float:
    """The contrast (1-21) of text of that colour on the pixels (height, width, 3) under it, where it is worst but for
    single pixels; every second row and column is looked at."""
    ratios = contrast(
        luminance(under[::2, ::2].reshape(-1, 3).astype(np.float64)), luminance(np.array(rgb(colour), float))
    )
    return float(np.quantile(ratios, TOLERATED))


def readable(under: NDArray[np.uint8], colour: Colour, size: float, *, bold: bool) -> bool:
    """Whether text of that colour and size (px) reads on the pixels (height, width, 3) under it."""
    return worst_contrast(under, colour) >= needed_contrast(size, bold=bold)


def backing_for(colour: Colour, brand: Brand) -> Colour:
    """What to lay behind text of that colour where its ground does not let it be read: the brand's ink or paper."""
    ink = luminance(np.array(rgb(colour), float))
    return max(
        (brand.palette["paper"], brand.palette["ink"]),
        key=lambda ground: float(contrast(ink, luminance(np.array(rgb(ground), float)))),
    )


def pixels(canvas: Image.Image, box: Box) -> NDArray[np.uint8]:
    """The (height, width, 3) pixels of a box."""
    return np.asarray(canvas.crop((box[0], box[1], box[0] + box[2], box[1] + box[3])))


def check_place(name: str, ink: Box, reach: Box, pictures: tuple[Box, ...]) -> None:
    """The ink of a field lies within its reach, and on no picture.

    Raises:
        DoesNotFit: it does not.
    """
    if not inside(ink, reach):
        raise DoesNotFit("The text of {field} leaves its box.", field=name)
    if any(meet(ink, picture) for picture in pictures):
        raise DoesNotFit("The text of {field} lies on a picture.", field=name)
