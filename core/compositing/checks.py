"""What must hold for every banner, looked at in its pixels."""

import math

import numpy as np
from numpy.typing import NDArray

from core.compositing.canvas import Canvas, Mask
from core.compositing.light import luminance_of
from core.errors import DoesNotFit
from core.formats.brand import Brand, Colour
from core.formats.colour import contrast, luminance, rgb
from core.formats.geometry import inside, meet
from core.formats.schema import Box

#: The part of the pixels under a text that may read worse than the rest: single pixels don't make it unreadable.
TOLERATED = 0.02
#: Pixels of a text's mask that are looked at, about.
LOOKED_AT = 16_000
#: The mean difference (0-255) from which on two grounds can be told apart.
_SEEN = 4.0


def worst_contrast(canvas: Canvas, mask: Mask, at: tuple[int, int], colour: Colour) -> float:
    """The contrast (1-21) of letters of that colour on the pixels under them, where it is worst but for single pixels.

    Args:
        mask: what the letters cover (height, width), its left top pixel `at` (x, y); of large ones every few rows and
            columns are looked at. Nothing covered: 21.
    """
    step = max(1, round(math.sqrt(mask.size / LOOKED_AT)))
    under = canvas[at[1] : at[1] + len(mask) : step, at[0] : at[0] + mask.shape[1] : step]
    seen = mask[::step, ::step]
    below = under[seen > seen.max(initial=0) // 2]
    if not len(below):
        return 21.0
    ratios = contrast(luminance_of(below), _luminance(colour))
    tolerated = int(TOLERATED * len(ratios))
    return float(np.partition(ratios, tolerated)[tolerated])


def backing_for(colour: Colour, brand: Brand) -> Colour:
    """What to lay behind text of that colour where its ground does not let it be read: the brand's ink or paper."""
    return max((brand.palette["paper"], brand.palette["ink"]), key=lambda ground: _contrast(colour, ground))


def plate_for(colour: Colour, needed: float, under: NDArray[np.uint8], brand: Brand) -> Colour:
    """What to lay on the pixels (height, width, 3) as a plate for text of that colour: of the brand's quiet colours on
    which it reads (contrast `needed`), the one that is least different from them and can still be told from them."""
    ground = under.mean(axis=(0, 1))
    far = {
        plate: float(np.abs(ground - rgb(plate)).mean())
        for plate in (brand.palette[role] for role in ("paper", "mist", "deep", "ink"))
        if _contrast(colour, plate) >= needed
    }
    return min((plate for plate in far if far[plate] >= _SEEN), key=far.__getitem__, default=backing_for(colour, brand))


def check_place(name: str, ink: Box, reach: Box, pictures: tuple[Box, ...]) -> None:
    """The ink of a field lies within its reach, and on no picture.

    Raises:
        DoesNotFit: it does not.
    """
    if not inside(ink, reach):
        raise DoesNotFit("The text of {field} leaves its box.", field=name)
    if any(meet(ink, picture) for picture in pictures):
        raise DoesNotFit("The text of {field} lies on a picture.", field=name)


def _luminance(colour: Colour) -> NDArray[np.float64]:
    return luminance(np.array(rgb(colour), float))


def _contrast(first: Colour, second: Colour) -> float:
    return float(contrast(_luminance(first), _luminance(second)))
