"""Putting things on the canvas: ground, shapes, logo, pills."""

import math
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.compositing.cutouts import fitted, pill, put
from core.errors import NotReady
from core.formats.brand import DATA, Brand, Colour, Language
from core.formats.colour import rgb
from core.formats.schema import Background, Box, Logo, Shape

#: Colours of a gradient's look-up table: more than 8-bit steps, so that dithering has something to round.
STEPS = 2048
#: Standard deviation of a wide blur on its coarser grid (cells).
BLUR_CELLS = 8


def ground(background: Background, size: tuple[int, int], brand: Brand) -> Image.Image:
    """A fresh RGB canvas with background and shapes."""
    palette = tuple(sorted(brand.palette.items()))
    return Image.fromarray(_ground(background, size, palette).copy())


@lru_cache(maxsize=16)
def _ground(
    background: Background, size: tuple[int, int], palette: tuple[tuple[str, Colour], ...]
) -> NDArray[np.uint8]:
    colours = dict(palette)
    first = rgb(colours.get(background.colour, background.colour))
    last = rgb(colours.get(background.colour_to, background.colour_to)) if background.colour_to else first
    table = np.linspace(first, last, STEPS, dtype=np.float32)
    x, y = np.arange(size[0], dtype=np.float64) + 0.5, np.arange(size[1], dtype=np.float64)[:, None] + 0.5
    place = np.rint(background.position(x, y, size) * (STEPS - 1)).astype(np.intp)
    canvas = table[np.broadcast_to(place, (size[1], size[0]))]
    for shape in background.shapes:
        ink = np.array(rgb(colours.get(shape.colour, shape.colour)), np.float32)
        canvas += (ink - canvas) * _cover(shape, size)[..., None]
    return np.asarray(np.floor(canvas + _dither(size)[..., None]).clip(0, 255), np.uint8)


def _cover(shape: Shape, size: tuple[int, int]) -> NDArray[np.float32]:
    """How much of each pixel a shape covers, 0-1. A soft one is blurred on a coarser grid, where nothing of it is lost:
    a wide blur of a whole canvas takes more than a second."""
    coarse = max(1, int(shape.blur / BLUR_CELLS))
    across, down = (math.ceil(side / coarse) for side in size)
    centres = [(np.arange(cells, dtype=np.float64) + 0.5) * coarse for cells in (across, down)]
    x, y = centres[0], centres[1][:, None]
    cover = (0.5 - shape.distance(x, y) / coarse).clip(0, 1).astype(np.float32) * shape.opacity
    if shape.blur:
        cover = np.asarray(cv2.GaussianBlur(cover, (0, 0), shape.blur / coarse), np.float32)
    if coarse > 1:
        whole = cv2.resize(cover, (across * coarse, down * coarse), interpolation=cv2.INTER_CUBIC)
        cover = np.asarray(whole[: size[1], : size[0]].clip(0, 1), np.float32)
    return cover


def _dither(size: tuple[int, int]) -> NDArray[np.float32]:
    """Thresholds 0-1 of an 8x8 ordered dither (Bayer, 1973): no bands, and it still packs well."""
    pattern: NDArray[np.float32] = np.zeros((1, 1), np.float32)
    for _ in range(3):
        pattern = np.asarray(np.block([[4 * pattern, 4 * pattern + 2], [4 * pattern + 3, 4 * pattern + 1]]), np.float32)
    tiles = (math.ceil(size[1] / 8), math.ceil(size[0] / 8))
    return np.asarray(np.tile((pattern + 0.5) / 64, tiles)[: size[1], : size[0]], np.float32)


def paint_pill(canvas: Image.Image, box: Box, radius: float, colour: Colour) -> None:
    canvas.paste(rgb(colour), (box[0], box[1]), pill(box[2], box[3], radius))


def paint_logo(canvas: Image.Image, logo: Logo, brand: Brand, language: Language) -> None:
    """The brand's logo at the left of its box, centred from top to bottom.

    Raises:
        NotReady: the file is missing or no picture.
    """
    x, y, width, height = logo.box
    drawn = _logo(brand.logos[logo.variant][language], width, height)
    put(canvas, drawn, (x, y + (height - drawn.shape[0]) // 2))


@lru_cache(maxsize=32)
def _logo(file: str, width: int, height: int) -> NDArray[np.float32]:
    path = DATA / "logo" / file
    try:
        with Image.open(path, formats=("PNG",)) as image:
            return fitted(image.convert("RGBA"), (width, height))
    except OSError as error:
        raise NotReady("The logo {file} is missing or cannot be read.", file=str(path)) from error
