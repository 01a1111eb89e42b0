"""Something to stand on: a soft contact shadow for cut-outs that bring none."""

import math
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from core.formats.schema import Box

#: Alpha 0-255 up to which a pixel counts as nothing: the faint end of a shadow would make the picture small.
NOTHING = 7
#: A cut-out has a shadow of its own when this share of it is half transparent; smooth edges alone stay below.
SHARE = 0.05
#: A shadow's colour (sRGB).
INK = (20, 32, 74)


class Cast(NamedTuple):
    """What the lowest part of a thing casts on the floor. `part` is a share of its height; `across` and `down` are how
    far the shadow is spread (standard deviation, shares of width and of the longer side), `depth` what it takes of the
    floor's light where it is deepest."""

    part: float
    across: float
    down: float
    depth: float


#: The nearer to the floor, the sharper and the deeper.
CASTS = (Cast(0.03, 0.008, 0.006, 0.5), Cast(0.15, 0.025, 0.016, 0.34), Cast(0.6, 0.045, 0.034, 0.22))
#: The floor is seen a little from above: the shadow's middle lies this many standard deviations above the lowest edge.
BEHIND = 0.5


def visible(alpha: NDArray[np.uint8], threshold: int = NOTHING) -> Box:
    """Where a picture is more opaque than the threshold; the whole of it where it is nowhere."""
    x, y, width, height = cv2.boundingRect((alpha > threshold).astype(np.uint8))
    return (x, y, width, height) if width else (0, 0, alpha.shape[1], alpha.shape[0])


def has_shadow(alpha: NDArray[np.uint8]) -> bool:
    """Whether a cut-out with that alpha (height, width) brings a shadow of its own."""
    soft = cv2.countNonZero(cv2.inRange(alpha, NOTHING + 1, 199))
    return soft > SHARE * cv2.countNonZero(cv2.inRange(alpha, NOTHING + 1, 255))


def standing(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The RGBA picture (height, width, 4) on its shadow, as much larger as the shadow needs."""
    height, width = pixels.shape[:2]
    room = math.ceil(3 * max(cast.down for cast in CASTS) * max(height, width))
    side = math.ceil(2.5 * max(cast.across for cast in CASTS) * width)
    whole = np.pad(pixels, ((0, room), (side, side), (0, 0)))
    top = max(0, height - room)
    shadow = _shadow(pixels[..., 3], side, len(whole) - top, room)
    whole[top:] = _over(whole[top:], shadow)
    x, y, width, height = visible(whole[..., 3], 1)
    return whole[y : y + height, x : x + width]


def _shadow(alpha: NDArray[np.uint8], side: int, rows: int, room: int) -> NDArray[np.float32]:
    """What is taken of the floor's light (0-1), in the lowest `rows` above and `room` below the thing's lower edge."""
    height, width = alpha.shape
    below = np.arange(rows, dtype=np.float32) + 0.5 - (rows - room)
    left = np.ones((rows, width + 2 * side), np.float32)
    for cast in CASTS:
        foot = alpha[height - math.ceil(height * cast.part) :].mean(axis=0, dtype=np.float32) / 255
        spread = cv2.GaussianBlur(np.pad(foot, side)[None, :], (0, 0), cast.across * width)
        down = np.exp(-((below / (cast.down * max(height, width)) + BEHIND) ** 2) / 2)
        left *= np.float32(1) - cast.depth * down[:, None] * spread
    return np.asarray(1 - left, np.float32)


def _over(pixels: NDArray[np.uint8], shadow: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The picture over the shadow."""
    alpha = pixels[..., 3:].astype(np.float32) / 255
    below = shadow[..., None] * (1 - alpha)
    both = alpha + below
    colour = (pixels[..., :3] * alpha + np.array(INK, np.float32) * below) / np.maximum(both, 1e-6)
    return np.asarray(np.rint(np.concatenate([colour, both * 255], axis=2)), np.uint8)
