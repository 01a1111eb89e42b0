"""Set type as coverage: what of each pixel the letters cover. Nothing is painted here."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from core.compositing.canvas import Layer
from core.compositing.faces import Face
from core.compositing.flow import Block

#: Type is drawn this much larger and reduced: exact positions between pixels, no hinting.
OVERSAMPLING, OVERSAMPLING_LARGE, LARGE = 4, 2, 40


@dataclass(frozen=True)
class Lettering:
    """A block's letters: coverage 0-255 (height, width), to be filled with the text's colour, and where pixel (0, 0)
    lies from the block's left edge and the first baseline. `coloured` are glyphs that bring their own colours (emoji):
    layers by their place in the mask."""

    mask: NDArray[np.uint8]
    dx: int
    dy: int
    coloured: tuple[tuple[Layer, int, int], ...] = ()


def letter(block: Block, scale: int = 1) -> Lettering:
    """The block's letters at `scale` times its size (px); lines break as they were set."""
    field, setting = block.field, block.setting
    size = setting.size * scale
    return _letter(setting.lines, size, block.face, leading=field.leading, tracking=field.tracking, align=field.align)


@lru_cache(maxsize=256)  # while a person edits one field, the others stay as they are
def _letter(
    lines: tuple[str, ...], size: float, face: Face, *, leading: float, tracking: float, align: str
) -> Lettering:
    """Lines stand by their ink, so that large and small type share one optical edge."""
    scale = OVERSAMPLING if size < LARGE else OVERSAMPLING_LARGE
    margin = math.ceil(size * 0.3) + 1
    widths = [face.width(line, tracking) * size for line in lines]
    across = math.ceil(max(widths)) + 2 * margin
    above, below = math.ceil(size * 1.1), math.ceil(size * ((len(lines) - 1) * leading + 0.4))
    mask = Image.new("L", (across * scale, (above + below) * scale))
    draw, font = ImageDraw.Draw(mask), face.at(size * scale)
    slack = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
    for row, (line, width) in enumerate(zip(lines, widths, strict=True)):
        left = margin + (max(widths) - width) * slack - face.extent(line[0]).left * size
        baseline = round((above + row * size * leading) * scale)
        for character, pen in zip(line, face.pens(line, tracking), strict=False):
            draw.text((round((left + pen * size) * scale), baseline), character, 255, font, anchor="ls")
    return Lettering(np.asarray(mask.reduce(scale)), -margin, -above)
