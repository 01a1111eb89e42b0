"""Pictures on the canvas: trimmed to what is visible, resized without fringes, standing on something.

A *layer* is a float32 array (height, width, 4), 0-255, colour premultiplied by alpha: the form in which resizing and
blending are plain sums.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from core.formats.schema import Box

Layer = NDArray[np.float32]
Anchor = Literal["centre", "bottom", "top", "left", "right"]

#: Alpha 0-255 up to which a pixel counts as nothing: the faint end of a shadow would make the picture small.
NOTHING = 7
#: A cut-out has a shadow of its own when this share of it is half transparent; smooth edges alone stay below.
SHADOW_SHARE = 0.05
#: A contact shadow's colour, and how much of the ground it takes away where it is deepest.
SHADOW_INK, SHADOW_DEPTH = (20, 32, 74, 0), 0.4
#: How small a picture may be made, as a share of the largest size that fits.
SMALLEST = 0.3
#: Corners of pictures that are not cut out, as a share of the shorter side.
ROUNDING = 0.06


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


@lru_cache(maxsize=64)
def pill(width: int, height: int, radius: float) -> Image.Image:
    """Mask of a rounded rectangle with smooth corners; a large radius makes a pill or a circle."""
    mask = Image.new("L", (width * 4, height * 4))
    ImageDraw.Draw(mask).rounded_rectangle(
        (0, 0, width * 4 - 1, height * 4 - 1), min(radius, width / 2, height / 2) * 4, fill=255
    )
    return mask.reduce(4)


def trim(image: Image.Image, threshold: int = NOTHING) -> tuple[Image.Image, Box]:
    """The RGBA picture without its transparent margins, and where the rest lay: `(x, y, width, height)`.

    A pixel is margin where its alpha is `threshold` (0-254) or less. A picture of nothing else comes back whole.
    """
    box = image.getchannel("A").point(lambda alpha: 255 if alpha > threshold else 0).getbbox()
    left, top, right, bottom = box or (0, 0, *image.size)
    return image.crop((left, top, right, bottom)), (left, top, right - left, bottom - top)


def premultiplied(image: Image.Image) -> Layer:
    """The RGBA picture as a layer."""
    layer = np.asarray(image, np.float32).copy()
    layer[..., :3] *= layer[..., 3:] / 255
    return layer


def fitted(image: Image.Image, room: tuple[int, int], share: float = 1.0) -> Layer:
    """The RGBA picture as a layer, as large as `room` (width, height) permits, or that `share` of it."""
    scale = min(room[0] / image.width, room[1] / image.height) * share
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.resize(premultiplied(image), size, interpolation=method).clip(0, 255).astype(np.float32)


def prepared(image: Image.Image) -> Image.Image:
    """What is put into a slot: trimmed; the faint end of its shadow faded out; a whole photo gets round corners and a
    cut-out without a shadow something to stand on."""
    trimmed, _ = trim(image.convert("RGBA"))
    alpha = np.asarray(trimmed.getchannel("A"))
    if alpha.min() > 250:
        return _rounded(trimmed)
    if _has_shadow(alpha):
        faded = (alpha.astype(np.float32) - NOTHING).clip(0) * (255 / (255 - NOTHING))
        trimmed.putalpha(Image.fromarray(np.rint(faded).astype(np.uint8)))
        return trimmed
    return _grounded(trimmed)


def _has_shadow(alpha: NDArray[np.uint8]) -> bool:
    soft = np.count_nonzero((alpha > NOTHING) & (alpha < 200))
    return bool(soft > SHADOW_SHARE * np.count_nonzero(alpha > NOTHING))


def _rounded(image: Image.Image) -> Image.Image:
    rounded = image.copy()
    rounded.putalpha(pill(image.width, image.height, ROUNDING * min(image.size)))
    return rounded


def _grounded(image: Image.Image) -> Image.Image:
    """With a soft contact shadow: what stands on the floor, flattened onto it, darkest where it touches."""
    alpha = np.asarray(image.getchannel("A"), np.float32) / 255
    height, width = alpha.shape
    deep, wide = 0.02 * max(width, height), 0.05 * width
    room, side = math.ceil(3 * deep), math.ceil(2 * wide)
    foot = np.pad(alpha[int(height * 0.9) :].max(axis=0), side)
    across = cv2.GaussianBlur(foot[None, :], (0, 0), wide)
    down = np.exp(-((np.arange(-room, room) / deep) ** 2) / 2)[:, None]
    canvas = Image.new("RGBA", (width + 2 * side, height + room), SHADOW_INK)
    shadow = np.zeros((height + room, width + 2 * side), np.float32)
    shadow[-2 * room :] = (down * across * SHADOW_DEPTH * 255)[-len(shadow) :]
    canvas.putalpha(Image.fromarray(np.rint(shadow).astype(np.uint8)))
    canvas.alpha_composite(image, (side, 0))
    return trim(canvas, 1)[0]


def place(layer: Layer, box: Box, anchor: Anchor, wanted: Placement | None = None) -> tuple[int, int]:
    """Where the layer's top left corner goes in its slot: where a person wanted it, else where the anchor says.

    Across the anchor's direction its optical centre, the mean of its alpha, comes to the middle, as far as the slot
    has room: a flower on a long stalk is not centred by its box.
    """
    height, width = layer.shape[:2]
    solid = layer[..., 3] ** 2
    wanted = wanted or Placement()
    across = {"left": 0.0, "right": 1.0}.get(anchor) if wanted.x is None else wanted.x
    down = {"top": 0.0, "bottom": 1.0}.get(anchor) if wanted.y is None else wanted.y
    x = _slide(solid.sum(axis=0), box[2], across)
    y = _slide(solid.sum(axis=1), box[3], down)
    return box[0] + min(max(x, 0), box[2] - width), box[1] + min(max(y, 0), box[3] - height)


def _slide(weight: NDArray[np.float32], room: int, end: float | None) -> int:
    if end is not None:
        return round((room - len(weight)) * end)
    centre = float(weight @ (np.arange(len(weight)) + 0.5)) / max(float(weight.sum()), 1e-6)
    return round(room / 2 - centre)


def put(canvas: Image.Image, layer: Layer, at: tuple[int, int]) -> None:
    """Blend a layer over the RGB canvas; it must lie inside it."""
    height, width = layer.shape[:2]
    area = (at[0], at[1], at[0] + width, at[1] + height)
    under = np.asarray(canvas.crop(area), np.float32)
    over = under * (1 - layer[..., 3:] / 255) + layer[..., :3]
    canvas.paste(Image.fromarray((over + 0.5).clip(0, 255).astype(np.uint8)), area[:2])
