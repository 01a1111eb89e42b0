"""One field on the canvas: what lies behind its letters, then the letters; and what can be said of them."""

import math
from dataclasses import dataclass

import cv2

from core.compositing import checks
from core.compositing.canvas import Canvas, Layer, Mask, ink, put
from core.compositing.flow import Placed
from core.compositing.lettering import letter
from core.compositing.paint import paint_pill
from core.formats.brand import Brand
from core.formats.colour import needed_contrast
from core.formats.geometry import around, widened
from core.formats.schema import Box

#: A backing reaches this much further than the letters; its corners, and a plate's, are this round (in sizes).
BACKING, BACKING_RADIUS, PLATE_RADIUS = 0.3, 0.2, 0.5


@dataclass(frozen=True)
class TypeMeasure:
    """What can be said of a field as it was painted. All lengths are px of the canvas at 1x.

    `ink` is what the letters cover, `covered` that with the fill or plate behind it; `contrast` (1-21) is the worst
    that the ground under the glyphs leaves, a few single pixels aside (`checks.TOLERATED`).
    """

    ink: Box
    covered: Box
    size: float
    lines: tuple[str, ...]
    contrast: float


@dataclass(frozen=True)
class _Letters:
    """A field's letters where they stand: the mask without margins, `at` its left top pixel, layers with theirs."""

    mask: Mask
    at: tuple[int, int]
    coloured: tuple[tuple[Layer, tuple[int, int]], ...]

    def box(self, scale: int) -> Box:
        """What they cover, in whole px at 1x."""
        parts = [(*at, layer.shape[1], layer.shape[0]) for layer, at in self.coloured]
        if self.mask.size or not parts:
            parts.append((*self.at, max(1, self.mask.shape[1]), max(1, self.mask.shape[0])))
        x, y, width, height = around(parts)
        left, top = x // scale, y // scale
        return left, top, -(-(x + width) // scale) - left, -(-(y + height) // scale) - top


def draw(
    canvas: Canvas, name: str, one: Placed, *, reach: Box, pictures: tuple[Box, ...], brand: Brand, scale: int
) -> TypeMeasure:
    """Paint a field within `reach` (px at 1x), on a canvas of `scale` times as many pixels.

    Raises:
        DoesNotFit: it leaves its reach or lies on a picture.
    """
    field, setting = one.block.field, one.block.setting
    letters, colour = _letters(one, scale), brand.colour(field.colour)
    inked = letters.box(scale)
    behind = _rounded(one.box) if field.fill else one.plate
    covered = around((inked, behind)) if behind else inked
    checks.check_place(name, covered, reach, pictures)
    if behind:
        _paint_behind(canvas, one, behind, brand, scale)
    contrast = checks.worst_contrast(canvas, letters.mask, letters.at, colour)
    if not behind and contrast < needed_contrast(setting.size, bold=field.bold):
        covered = widened(inked, round(setting.size * BACKING), reach)
        checks.check_place(name, covered, reach, pictures)
        paint_pill(canvas, covered, setting.size * BACKING_RADIUS, checks.backing_for(colour, brand), scale)
        contrast = checks.worst_contrast(canvas, letters.mask, letters.at, colour)
    ink(canvas, letters.mask, letters.at, colour)
    for layer, at in letters.coloured:
        put(canvas, layer, at)
    return TypeMeasure(inked, covered, setting.size, setting.lines, contrast)


def _paint_behind(canvas: Canvas, one: Placed, box: Box, brand: Brand, scale: int) -> None:
    """The field's fill, or the plate of a legal text."""
    field, size = one.block.field, one.block.setting.size
    if field.fill:
        paint_pill(canvas, box, field.radius, brand.colour(field.fill), scale)
        return
    x, y, width, height = (side * scale for side in box)
    needed = needed_contrast(size, bold=field.bold)
    plate = checks.plate_for(brand.colour(field.colour), needed, canvas[y : y + height, x : x + width], brand)
    paint_pill(canvas, box, size * PLATE_RADIUS, plate, scale)


def _letters(one: Placed, scale: int) -> _Letters:
    lettering = letter(one.block, scale)
    x, y = math.floor(one.x + 0.5) * scale + lettering.dx, math.floor(one.y + 0.5) * scale + lettering.dy
    left, top, width, height = cv2.boundingRect(lettering.mask)
    mask = lettering.mask[top : top + height, left : left + width]
    coloured = tuple((layer, (x + right, y + down)) for layer, right, down in lettering.coloured)
    return _Letters(mask, (x + left, y + top), coloured)


def _rounded(box: tuple[float, float, float, float]) -> Box:
    x, y, width, height = (math.floor(side + 0.5) for side in box)
    return x, y, width, height
