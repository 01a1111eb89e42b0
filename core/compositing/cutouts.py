"""Pictures on the canvas: trimmed to what is visible, resized in light without fringes, standing on something."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.compositing.canvas import bands, pill, plane
from core.compositing.light import Light, light_of
from core.compositing.shadow import NOTHING, has_shadow, standing, visible
from core.formats.schema import Box

Anchor = Literal["centre", "bottom", "top", "left", "right"]

#: How small a picture may be made, as a share of the largest size that fits.
SMALLEST = 0.3
#: Corners of pictures that are not cut out, as a share of the shorter side.
ROUNDING = 0.06
#: Alpha from which on every pixel must be for a picture to be a whole photo.
WHOLE = 251
#: The faint end of a shadow is faded out: what alpha 0-255 becomes.
_FADED = np.rint((np.arange(256) - NOTHING).clip(0) * (255 / (255 - NOTHING))).astype(np.uint8)


class Cutout(NamedTuple):
    """A picture as it goes into a slot: RGBA `pixels` (height, width, 4), whose colours are not premultiplied and whose
    own alpha no longer counts, and `alpha` (height, width)."""

    pixels: NDArray[np.uint8]
    alpha: NDArray[np.uint8]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.alpha.shape[1], self.alpha.shape[0]


@dataclass(frozen=True)
class Placement:
    """Where a person wants a picture in its slot: `scale` (SMALLEST-1) of the largest size that fits; `x` and `y` (0-1)
    of the free room that is left on the left and above, None where the format decides. So it never leaves the slot.

    Raises:
        ValueError: a number out of its range.
    """

    scale: float = 1.0
    x: float | None = None
    y: float | None = None

    def __post_init__(self) -> None:
        if not SMALLEST <= self.scale <= 1 or any(at is not None and not 0 <= at <= 1 for at in (self.x, self.y)):
            raise ValueError("a placement's numbers are shares of its slot")


def prepared(image: Image.Image) -> Cutout:
    """What is put into a slot: trimmed; the faint end of its shadow faded out; a whole photo gets round corners and a
    cut-out without a shadow something to stand on."""
    pixels = np.asarray(image if image.mode == "RGBA" else image.convert("RGBA"))
    alpha = plane(pixels, 3)
    x, y, width, height = visible(alpha)
    pixels, alpha = pixels[y : y + height, x : x + width], alpha[y : y + height, x : x + width]
    if alpha.min() >= WHOLE:
        return Cutout(pixels, pill(width, height, ROUNDING * min(width, height)))
    if has_shadow(alpha):
        return Cutout(pixels, np.asarray(cv2.LUT(alpha, _FADED), np.uint8))
    stood = standing(pixels)
    return Cutout(stood, plane(stood, 3))


def size_in(room: tuple[int, int], size: tuple[int, int], share: float = 1.0) -> tuple[int, int]:
    """Width and height of something of that `size`, as large as `room` permits, or that `share` of it (px)."""
    scale = min(room[0] / size[0], room[1] / size[1]) * share
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def fitted(cutout: Cutout, size: tuple[int, int]) -> Light:
    """The picture at that width and height (px): as much light arrives as was there, none of what is unseen."""
    light = np.empty((*cutout.alpha.shape, 4), np.uint16)
    for rows in bands(len(light)):
        light[rows] = light_of(cutout.pixels[rows], cutout.alpha[rows])
    smaller = size[0] < light.shape[1] or size[1] < light.shape[0]
    return np.asarray(cv2.resize(light, size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC), np.uint16)


def place(cutout: Cutout, size: tuple[int, int], box: Box, anchor: Anchor, wanted: Placement) -> tuple[int, int]:
    """Where the left top corner of the picture goes in its slot (px) when it has that size: where a person wanted it,
    else where the anchor says.

    Across the anchor's direction its optical centre, the mean of its alpha, comes to the middle, as far as the slot
    has room: a flower on a long stalk is not centred by its box.
    """
    across = {"left": 0.0, "right": 1.0}.get(anchor) if wanted.x is None else wanted.x
    down = {"top": 0.0, "bottom": 1.0}.get(anchor) if wanted.y is None else wanted.y
    x = _slide(cutout.alpha, 0, size[0], box[2], across)
    y = _slide(cutout.alpha, 1, size[1], box[3], down)
    return box[0] + x, box[1] + y


def _slide(alpha: NDArray[np.uint8], axis: int, length: int, room: int, share: float | None) -> int:
    """How far into the room something of that length goes: its share of what is left, or its optical centre (`axis` 0
    is across, 1 is down) to the room's middle."""
    if share is not None:
        return round((room - length) * share)
    weight = np.asarray(cv2.reduce(alpha, axis, cv2.REDUCE_SUM2, dtype=cv2.CV_64F), np.float64).ravel()
    centre = float(weight @ (np.arange(len(weight)) + 0.5)) / max(float(weight.sum()), 1e-6) / len(weight)
    return min(max(round(room / 2 - centre * length), 0), room - length)
