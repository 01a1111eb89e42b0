"""From a format, its texts and its pictures to a banner. Pure: the same input makes the same pixels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, repeat

from PIL import Image

from core.compositing import paint
from core.compositing.canvas import Canvas, put_light
from core.compositing.cutouts import Anchor, Placement, fitted, place, prepared, size_in
from core.compositing.encode import Media, encode
from core.compositing.flow import place_blocks, slot_box
from core.compositing.inking import TypeMeasure, draw
from core.compositing.setting import set_fields
from core.formats.brand import Brand, Language
from core.formats.geometry import reach_of_stack, stack_with
from core.formats.schema import Box, Format

__all__ = ["Composition", "Media", "Placement", "TypeMeasure", "compose", "encode"]


@dataclass(frozen=True, eq=False)
class Composition:
    """A banner's pixels (height, width, 3) at its exact size times `scale`, and where things are, in px at 1x."""

    pixels: Canvas
    type: Mapping[str, TypeMeasure]
    picture_boxes: tuple[Box, ...]
    logo_box: Box | None = None
    scale: int = 1

    @cached_property
    def image(self) -> Image.Image:
        return Image.fromarray(self.pixels)

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
    scale: int = 1,
) -> Composition:
    """Set the texts, fit the pictures into their slots, paint it all.

    Args:
        texts: by field id; a fixed field shows the format's own text unless it is named here. Fields without text
            show nothing.
        pictures: cut-outs (RGBA) or whole pictures, by slot; slots without a picture stay empty.
        placements: where a person wants them, by slot; None and what is missing are placed as the format says.
        legal_share: the part of the canvas (0-1) that the legal text must take at least, with a plate if need be.
        scale: 2 paints the same banner with twice the pixels; it is set and placed as at 1x, so lines break the same.

    Raises:
        DoesNotFit: a text does not fit its box at its smallest size, or nothing of it can be drawn (value "field").
        NotReady: a font or the logo is missing.
    """
    placed = place_blocks(format, set_fields(format, texts, brand, language), legal_share)
    canvas = paint.ground(format.background, (format.width, format.height), brand, scale)
    picture_boxes = tuple(
        _put_picture(canvas, picture, slot_box(format, slot, placed), slot.anchor, wanted or Placement(), scale=scale)
        for slot, picture, wanted in zip(format.pictures, pictures, chain(placements, repeat(None)), strict=False)
    )
    if format.logo:
        paint.paint_logo(canvas, format.logo, brand, language, scale)
    measures = {}
    for name, one in placed.items():
        reach = reach_of_stack(format, stack_with(format, name))
        measures[name] = draw(canvas, name, one, reach=reach, pictures=picture_boxes, brand=brand, scale=scale)
    return Composition(canvas, measures, picture_boxes, format.logo.box if format.logo else None, scale)


def _put_picture(
    canvas: Canvas, picture: Image.Image, slot: Box, anchor: Anchor, wanted: Placement, *, scale: int
) -> Box:
    """Paint a picture into its slot; returns where it is (px at 1x)."""
    cutout = prepared(picture)
    width, height = size_in((slot[2], slot[3]), cutout.size, wanted.scale)
    x, y = place(cutout, (width, height), slot, anchor, wanted)
    put_light(canvas, fitted(cutout, (width * scale, height * scale)), (x * scale, y * scale))
    return x, y, width, height
