"""What is laid on a canvas: layers, and shapes of one colour. A canvas is a uint8 array (height, width, 3), sRGB."""

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.compositing.light import Light, pixels_of
from core.formats.brand import Colour
from core.formats.colour import rgb

Canvas = NDArray[np.uint8]
#: A float32 array (height, width, 4), 0-255: sRGB premultiplied by alpha, so that blending is a plain sum.
Layer = NDArray[np.float32]
#: A uint8 array (height, width): how much of each pixel is covered.
Mask = NDArray[np.uint8]
#: A round corner is measured in this many parts of each row.
SUBROWS = 16
#: Rows of a band; a multiple of the dither's eight.
BAND = 64


def put(canvas: Canvas, layer: Layer, at: tuple[int, int]) -> None:
    """Blend a layer over the canvas, its left top pixel `at` (x, y); it must lie inside."""
    alpha = layer[..., 3:] / np.float32(255)
    area = _area(canvas, layer.shape, at)
    area[:] = np.rint(area * (1 - alpha) + layer[..., :3])


def put_light(canvas: Canvas, light: Light, at: tuple[int, int]) -> None:
    """The same for light.

    It is blended in sRGB, as browsers and drawing programs do: the alphas of cut-outs were found under the same rule.
    """
    area = _area(canvas, light.shape, at)
    for rows in bands(len(light)):
        colour, alpha = pixels_of(light[rows])
        under = cv2.multiply(area[rows], 1 - alpha, dtype=cv2.CV_32F)
        area[rows] = cv2.add(under, colour * alpha, dtype=cv2.CV_8U)


def ink(canvas: Canvas, mask: Mask, at: tuple[int, int], colour: Colour) -> None:
    """Lay one colour on the canvas where the mask covers it, rounded exactly (x / 255 in integers)."""
    area = _area(canvas, mask.shape, at)
    for rows in bands(len(mask)):
        cover = mask[rows].astype(np.uint16)
        through = 255 - cover
        for channel, value in enumerate(rgb(colour)):
            mixed = area[rows, :, channel] * through + (cover * value + 128)
            area[rows, :, channel] = (mixed + (mixed >> 8)) >> 8


def plane(pixels: NDArray[Any], channel: int) -> NDArray[Any]:
    """One channel (height, width) of pixels, by itself in memory."""
    return np.asarray(cv2.extractChannel(pixels, channel), pixels.dtype)


def bands(rows: int) -> Iterator[slice]:
    """All rows in a few at a time: what is done pixel by pixel then stays in the processor's cache, and asks for no
    memory that the system would have to clear first."""
    return (slice(start, start + BAND) for start in range(0, rows, BAND))


@lru_cache(maxsize=128)
def pill(width: int, height: int, radius: float) -> Mask:
    """A rounded rectangle with smooth corners; a large radius makes a pill or a circle."""
    radius = min(radius, width / 2, height / 2)
    side = math.ceil(radius)
    depth = np.maximum(radius - (np.arange(side * SUBROWS) + 0.5) / SUBROWS, 0)
    edge = radius - np.sqrt(radius**2 - depth**2)  # where the circle begins in each part of a row
    cover = (np.arange(side) + 1 - edge[:, None]).clip(0, 1).reshape(side, SUBROWS, side).mean(axis=1)
    corner = np.rint((1 - cover) * 255).astype(np.int16)
    mask = np.full((height, width), 255, np.int16)
    for turned in (mask, mask[::-1], mask[:, ::-1], mask[::-1, ::-1]):
        turned[:side, :side] -= corner
    return mask.clip(0).astype(np.uint8)


def _area(canvas: Canvas, shape: tuple[int, ...], at: tuple[int, int]) -> Canvas:
    return canvas[at[1] : at[1] + shape[0], at[0] : at[0] + shape[1]]
