"""From a format, its texts and its pictures to a banner. Pure: the same input makes the same pixels."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from PIL import Image

from core.compositing import checks, paint
from core.compositing.cutouts import Placement, fitted, place, prepared, put
from core.compositing.encode import Media, encode
from core.compositing.flow import Placed, place_blocks, slot_box
from core.compositing.lettering import letter
from core.compositing.setting import set_fields
from core.formats.brand import Brand, Language
from core.formats.geometry import around, reach_of_stack, stack_with, widened
from core.formats.schema import Box, Format

__all__ = ["Composition", "Media", "Placement", "compose", "encode"]


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
class Composition:
    """A banner at its exact size times `scale` (RGB), and where things are, in px at 1x."""

    image: Image.Image
    type: Mapping[str, TypeMeasure]
    picture_boxes: tuple[Box, ...]
    logo_box: Box | None = None
    scale: int = 1

    @property
    def boxes(self) -> dict[str, Box]:
        """What each field that shows something covers: the ink, with the fill behind it."""
        return {name: one.covered for name, one in self.type.items()}


def compose(
    format: Format,  # noqa: A002 - the word of the design
    texts: Mapping[str, str],
    pictures: Sequence[Image.Image],
    *,
    brand: Brand,
    language: Language,
    placements: Sequence[Placement | None] = (),
    legal_share: float = 0.0,
) -> Composition:
    """Set the texts, fit the pictures into their slots, paint it all.

    Args:
        texts: by field id; a fixed field shows the format's own text unless it is named here. Fields without text
            show nothing.
        pictures: cut-outs (RGBA) or whole pictures, by slot; slots without a picture stay empty.
        placements: where a person wants them, by slot; None and what is missing are placed as the format says.
        legal_share: the part of the canvas (0-1) that the legal text must take at least, with a plate if need be.

    Raises:
        DoesNotFit: a text does not fit its box at its smallest size, or nothing of it can be drawn (value "field").
        NotReady: a font or the logo is missing.
    """
    placed = place_blocks(format, set_fields(format, texts, brand, language), legal_share)
    canvas = paint.ground(format.background, (format.width, format.height), brand)
    picture_boxes = _put_pictures(canvas, format, pictures, placements, placed)
    if format.logo:
        paint.paint_logo(canvas, format.logo, brand, language)
    measures = {}
    for name, one in placed.items():
        reach = reach_of_stack(format, stack_with(format, name))
        measures[name] = _draw(canvas, one, reach, brand)
        checks.check_place(name, measures[name].covered, reach, picture_boxes)
    return Composition(canvas, measures, picture_boxes, format.logo.box if format.logo else None)


def _put_pictures(
    canvas: Image.Image, layout: Format, pictures: Sequence[Image.Image], placements: Sequence[Placement | None],
    placed: Mapping[str, Placed],
) -> tuple[Box, ...]:  # fmt: skip
    boxes = []
    for slot, picture, placement in zip_longest(layout.pictures, pictures, placements):
        if slot is None or picture is None:
            break
        box = slot_box(layout, slot, placed)
        wanted = placement or Placement()
        layer = fitted(prepared(picture), (box[2], box[3]), wanted.scale)
        x, y = place(layer, box, slot.anchor, wanted)
        put(canvas, layer, (x, y))
        boxes.append((x, y, layer.shape[1], layer.shape[0]))
    return tuple(boxes)


def _draw(canvas: Image.Image, one: Placed, reach: Box, brand: Brand) -> TypeMeasure:
    """Paints one field within `reach`; returns what it covers."""
    field, setting = one.block.field, one.block.setting
    colour = brand.colour(field.colour)
    lettering = letter(one.block)
    mask = Image.fromarray(lettering.mask)
    x, y = math.floor(one.x + 0.5) + lettering.dx, math.floor(one.y + 0.5) + lettering.dy
    left, top, right, bottom = mask.getbbox() or (0, 0, 1, 1)
    ink = (x + left, y + top, right - left, bottom - top)
    covered = ink
    if field.fill:
        edges = [math.floor(edge + 0.5) for edge in one.box]
        fill = (edges[0], edges[1], edges[2], edges[3])
        paint.paint_pill(canvas, fill, field.radius, brand.colour(field.fill))
        covered = around((ink, fill))
    elif not checks.readable(checks.pixels(canvas, ink), colour, setting.size, bold=field.bold):
        covered = widened(ink, round(setting.size * 0.3), reach)
        paint.paint_pill(canvas, covered, setting.size * 0.2, checks.backing_for(colour, brand))
    contrast = checks.worst_contrast(checks.pixels(canvas, ink), colour)
    canvas.paste(colour, (x, y), mask)
    return TypeMeasure(ink, covered, setting.size, setting.lines, contrast)
