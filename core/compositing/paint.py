"""The ground of a banner, and what of the brand is painted on it: shapes, pills, the logo."""

import math
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.compositing.canvas import Canvas, bands, ink, pill, put_light
from core.compositing.cutouts import Cutout, fitted, size_in
from core.compositing.light import Light
from core.errors import NotReady
from core.formats.brand import DATA, Brand, Colour, Language
from core.formats.colour import rgb
from core.formats.schema import Background, Box, Logo, Shape

#: Colours of a gradient's look-up table: more than 8-bit steps, so that dithering has something to round.
STEPS = 2048
#: Standard deviation of a wide blur on its coarser grid (cells).
BLUR_CELLS = 8


def ground(background: Background, size: tuple[int, int], brand: Brand, scale: int = 1) -> Canvas:
    """A fresh canvas of `size` (px at 1x) times `scale` with background and shapes."""
    _keep_memory()
    palette = tuple(sorted(brand.palette.items()))
    if scale > 1:
        return paint_ground(background, size, palette, scale)
    return _kept_ground(background, size, palette).copy()


def paint_ground(
    background: Background, size: tuple[int, int], palette: tuple[tuple[str, Colour], ...], scale: int = 1
) -> Canvas:
    """Background and shapes in the palette's colours, dithered, so that no gradient shows bands."""
    colours = dict(palette)
    first = rgb(colours.get(background.colour, background.colour))
    last = rgb(colours.get(background.colour_to, background.colour_to)) if background.colour_to else first
    table = np.linspace(first, last, STEPS, dtype=np.float32)
    inks = [np.array(rgb(colours.get(shape.colour, shape.colour)), np.float32) for shape in background.shapes]
    covers = [cover_of(shape, size, scale) for shape in background.shapes]
    x, y = _middles(size[0] * scale, 1 / scale), _middles(size[1] * scale, 1 / scale)[:, None]
    canvas = np.empty((len(y), len(x), 3), np.uint8)
    for rows in bands(len(canvas)):
        place = np.rint(background.position(x, y[rows], size) * (STEPS - 1)).astype(np.intp)
        band = table[np.broadcast_to(place, canvas[rows].shape[:2])]
        for colour, cover in zip(inks, covers, strict=True):
            band += (colour - band) * cover[rows, :, None]
        canvas[rows] = np.floor(band + dither_of(band.shape)[..., None]).clip(0, 255)
    return canvas


#: As many as there are formats: a set for all networks asks for each of them, and the next set again. Larger ones are
#: exported once, and would take too much room.
_kept_ground = lru_cache(maxsize=64)(paint_ground)


@lru_cache(maxsize=1)
def _keep_memory() -> None:
    """Teaches the C library to keep what a banner has used for the next one. GNU's gives everything back that is more
    than twice the largest block it has seen freed (at most 32 MB), and the system must clear it again each time, which
    took a third of a banner's time. A block that nobody writes to costs nothing."""
    np.empty(31 * 2**20, np.uint8)


def _middles(pixels: int, step: float) -> NDArray[np.float64]:
    """Where the middles of so many pixels lie that are `step` apart."""
    return (np.arange(pixels, dtype=np.float64) + 0.5) * step


def cover_of(shape: Shape, size: tuple[int, int], scale: int) -> NDArray[np.float32]:
    """How much of each pixel a shape covers, 0-1. A soft one is blurred on a coarser grid, where nothing of it is lost:
    a wide blur of a whole canvas takes more than a second."""
    coarse = max(1, int(shape.blur * scale / BLUR_CELLS))
    step = coarse / scale
    across, down = (math.ceil(side / step) for side in size)
    distance = shape.distance(_middles(across, step), _middles(down, step)[:, None])
    cover = (0.5 - distance / step).clip(0, 1).astype(np.float32) * shape.opacity
    if shape.blur:
        cover = np.asarray(cv2.GaussianBlur(cover, (0, 0), shape.blur / step), np.float32)
    if coarse > 1:
        whole = cv2.resize(cover, (across * coarse, down * coarse), interpolation=cv2.INTER_CUBIC)
        cover = np.asarray(whole[: size[1] * scale, : size[0] * scale].clip(0, 1), np.float32)
    return cover


def dither_of(shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Thresholds 0-1 of an 8x8 ordered dither (Bayer, 1973): no bands, and it still packs well."""
    pattern: NDArray[np.float32] = np.zeros((1, 1), np.float32)
    for _ in range(3):
        pattern = np.asarray(np.block([[4 * pattern, 4 * pattern + 2], [4 * pattern + 3, 4 * pattern + 1]]), np.float32)
    tiles = (math.ceil(shape[0] / 8), math.ceil(shape[1] / 8))
    return np.asarray(np.tile((pattern + 0.5) / 64, tiles)[: shape[0], : shape[1]], np.float32)


def paint_pill(canvas: Canvas, box: Box, radius: float, colour: Colour, scale: int = 1) -> None:
    """A rounded rectangle of one colour; `box` and `radius` in px at 1x."""
    x, y, width, height = (side * scale for side in box)
    ink(canvas, pill(width, height, radius * scale), (x, y), colour)


def paint_logo(canvas: Canvas, logo: Logo, brand: Brand, language: Language, scale: int = 1) -> None:
    """The brand's logo at the left of its box, centred from top to bottom.

    Raises:
        NotReady: the file is missing or no picture.
    """
    x, y, width, height = (side * scale for side in logo.box)
    drawn = _logo(brand.logos[logo.variant][language], width, height)
    put_light(canvas, drawn, (x, y + (height - drawn.shape[0]) // 2))


@lru_cache(maxsize=64)
def _logo(file: str, width: int, height: int) -> Light:
    path = DATA / "logo" / file
    try:
        with Image.open(path, formats=("PNG",)) as image:
            drawn = np.asarray(image.convert("RGBA"))
    except OSError as error:
        raise NotReady("The logo {file} is missing or cannot be read.", file=str(path)) from error
    return fitted(Cutout(drawn, drawn[..., 3]), size_in((width, height), image.size))
