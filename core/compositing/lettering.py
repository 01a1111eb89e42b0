"""Set type as coverage: what of each pixel the letters cover. Nothing is painted here.

The rule, for whoever wants the same pixels in a simpler way: each glyph is drawn by itself at OVERSAMPLING times its
size (OVERSAMPLING_LARGE from LARGE px on), the pen at a whole oversampled pixel (`nearest`) and on a baseline at a
whole pixel of the canvas, and reduced by averages; then the coverages of all glyphs are added and cut at 255. So a
glyph at one of a few places between two pixels always looks the same, and need not be drawn again.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.compositing.canvas import Layer, Mask
from core.compositing.faces import Emoji, Face
from core.compositing.flow import Block
from core.compositing.typeface import Glyph, Typeface
from core.compositing.typeset import Setting
from core.formats.geometry import around

#: Type is drawn this much larger and reduced: exact positions between pixels, no hinting.
OVERSAMPLING, OVERSAMPLING_LARGE, LARGE = 4, 2, 40


@dataclass(frozen=True)
class Lettering:
    """A block's letters: coverage 0-255 (height, width), to be filled with the text's colour, and where pixel (0, 0)
    lies from the block's left edge and the first baseline. `coloured` are glyphs that bring their own colours (emoji):
    layers by their place in the mask."""

    mask: Mask
    dx: int
    dy: int
    coloured: tuple[tuple[Layer, int, int], ...] = ()


#: A picture and where its left top corner is, in whole px right of and under the pen or the block's first baseline.
Part = tuple[NDArray[Any], int, int]


def letter(block: Block, scale: int = 1) -> Lettering:
    """The block's letters at `scale` times its size (px); lines break and stand as they do at 1x."""
    return _letter(_Lines(block.setting, block.face, block.field.leading, block.field.tracking, block.align), scale)


class _Lines(NamedTuple):
    """All that says how a block's letters look, and nothing of where they are."""

    setting: Setting
    face: Typeface
    leading: float
    tracking: float
    align: str

    def pens(self, scale: int) -> Iterator[tuple[Glyph, float, int]]:
        """Every glyph with ink, its pen from the block's left edge and its baseline under the first one (px).

        Lines stand by their ink, so that large and small type share one optical edge.
        """
        size, slack = self.setting.size, {"left": 0.0, "centre": 0.5, "right": 1.0}[self.align]
        lines = [self.face.line(line, self.tracking, rtl=self.setting.rtl) for line in self.setting.lines]
        widest = max(line.width for line in lines)
        for row, line in enumerate(lines):
            left, baseline = (widest - line.width) * slack - line.left, nearest(row * size * self.leading)
            for glyph, pen in zip(line.glyphs, line.pens, strict=True):
                if glyph.inked:
                    yield glyph, (left + pen) * size * scale, baseline * scale


@lru_cache(maxsize=256)  # while a person edits one field, the others stay as they are
def _letter(lines: _Lines, scale: int) -> Lettering:
    """All glyphs, on a mask just as large as they need it."""
    size = lines.setting.size * scale
    drawn: list[tuple[Part, bool]] = []
    for glyph, pen, baseline in lines.pens(scale):
        (picture, right, down), x = _at(glyph, pen, size)
        drawn.append(((picture, x + right, baseline + down), glyph.way == "colour"))
    left, top, width, height = around((x, y, one.shape[1], one.shape[0]) for (one, x, y), _ in drawn)
    mask: Mask = np.zeros((height, width), np.uint8)
    for (one, x, y), coloured in drawn:
        if not coloured:
            under = mask[y - top : y - top + one.shape[0], x - left : x - left + one.shape[1]]
            cv2.add(under, one, dst=under)
    return Lettering(mask, left, top, tuple((one, x - left, y - top) for (one, x, y), coloured in drawn if coloured))


def nearest(number: float) -> int:
    """The whole number next to it; of two the larger one, wherever on the canvas it is."""
    return math.floor(number + 0.5)


def _at(glyph: Glyph, pen: float, size: float) -> tuple[Part, int]:
    """A glyph's picture by its pen, and the whole pixel that the pen stands in."""
    if isinstance(glyph.face, Emoji):
        return _emoji(glyph, size), nearest(pen)
    oversampling = OVERSAMPLING if size < LARGE else OVERSAMPLING_LARGE
    whole, phase = divmod(nearest(pen * oversampling), oversampling)
    return _covered(glyph, size, phase, oversampling), whole


@lru_cache(maxsize=4096)
def _covered(glyph: Glyph, size: float, phase: int, oversampling: int) -> Part:
    """The coverage of a glyph whose pen stands `phase` oversampled pixels right of a pixel's edge. Two pixels are kept
    clear around what was measured: at some sizes ink reaches a little further."""
    left, top = math.floor(glyph.left * size) - 2, -math.ceil(glyph.rise * size) - 2
    width, height = math.ceil(glyph.right * size) + 3 - left, math.ceil(glyph.drop * size) + 2 - top
    canvas = Image.new("L", (width * oversampling, height * oversampling))
    _draw(canvas, (phase - left * oversampling, -top * oversampling), glyph, size * oversampling)
    return np.asarray(canvas.reduce(oversampling)), left, top


def _draw(canvas: Image.Image, pen: tuple[int, int], glyph: Glyph, size: float) -> None:
    """Draws a glyph. Of what is laid out as a whole the advances are rounded at each size, so it is drawn elsewhere and
    brought to where it was measured."""
    assert isinstance(glyph.face, Face)
    assert glyph.way != "colour"
    if glyph.way == "plain":
        return glyph.face.draw(canvas, pen, glyph.text, size)
    spare = math.ceil(size)
    free = Image.new("L", (canvas.width + 2 * spare, canvas.height + 2 * spare))
    glyph.face.draw(free, (pen[0] + spare, pen[1] + spare), glyph.text, size, glyph.way)
    left, top = nearest(glyph.left * size), -nearest(glyph.rise * size)
    wanted = max(1, nearest(glyph.right * size) - left), max(1, nearest(glyph.drop * size) - top)
    if found := free.getbbox():
        canvas.paste(free.crop(found).resize(wanted, Image.Resampling.BILINEAR), (pen[0] + left, pen[1] + top))
    return None


@lru_cache(maxsize=32)
def _emoji(glyph: Glyph, size: float) -> Part:
    """An emoji as a layer."""
    assert isinstance(glyph.face, Emoji)
    bitmap = np.asarray(glyph.face.picture(glyph.text), np.float32).copy()
    bitmap[..., :3] *= bitmap[..., 3:] / 255
    room = (glyph.right - glyph.left) * size, (glyph.rise + glyph.drop) * size
    method = cv2.INTER_AREA if room[1] < len(bitmap) else cv2.INTER_CUBIC
    layer = cv2.resize(bitmap, (max(1, math.floor(room[0])), max(1, math.floor(room[1]))), interpolation=method)
    return layer.clip(0, 255).astype(np.float32), nearest(glyph.left * size), -nearest(glyph.rise * size)
