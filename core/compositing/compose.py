"""From a format, its texts and its pictures to a banner. Pure: the same input makes the same pixels."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from PIL import Image

from core.compositing import checks, paint
from core.compositing.cutouts import Placement, fitted, place, prepared, put
from core.compositing.encode import Media, encode
from core.compositing.faces import face_of
from core.compositing.flow import Block, Placed, block_of, place_blocks, slot_box
from core.compositing.typeset import drawable, set_text
from core.errors import DoesNotFit
from core.formats.brand import Brand, Language
from core.formats.geometry import INSET, around, reach_of_stack, stack_with, widened
from core.formats.schema import Box, Format, TextField

__all__ = ["Composition", "Media", "Placement", "compose", "encode"]


@dataclass(frozen=True)
class Composition:
    """A banner at its exact size (RGB), where its text is and where its pictures are.

    `boxes` has an entry for each field that shows something: the ink, with the fill behind it.
    """

    image: Image.Image
    boxes: Mapping[str, Box]
    picture_boxes: tuple[Box, ...]


def compose(
    format: Format,  # noqa: A002 - the word of the design
    texts: Mapping[str, str],
    pictures: Sequence[Image.Image],
    *,
    brand: Brand,
    language: Language,
    placements: Sequence[Placement | None] = (),
) -> Composition:
    """Set the texts, fit the pictures into their slots, paint it all.

    Args:
        texts: by field id; a fixed field shows the format's own text unless it is named here. Fields without text
            show nothing.
        pictures: cut-outs (RGBA) or whole pictures, by slot; slots without a picture stay empty.
        placements: where a person wants them, by slot; None and what is missing are placed as the format says.

    Raises:
        DoesNotFit: a text does not fit its box at its smallest size, or nothing of it can be drawn (value "field").
        NotReady: a font or the logo is missing.
    """
    blocks = _set(format, texts, brand, language)
    placed = place_blocks(format, blocks)
    canvas = paint.ground(format.background, (format.width, format.height), brand)
    picture_boxes = _put_pictures(canvas, format, pictures, placements, placed)
    if format.logo:
        paint.paint_logo(canvas, format.logo, brand, language)
    boxes = {}
    for name, one in placed.items():
        reach = reach_of_stack(format, stack_with(format, name))
        boxes[name] = _draw(canvas, one, reach, brand)
        checks.check_place(name, boxes[name], reach, picture_boxes)
    return Composition(canvas, boxes, picture_boxes)


def _set(layout: Format, texts: Mapping[str, str], brand: Brand, language: Language) -> dict[str, Block]:
    blocks = {}
    for field in layout.fields:
        given = texts.get(field.id, (field.text or {}).get(language, ""))
        if given.strip():
            blocks[field.id] = _block(field, given, brand)
    return blocks


def _block(field: TextField, given: str, brand: Brand) -> Block:
    face = face_of(brand, field.family, bold=field.bold)
    text = drawable(given, face)
    if not text:
        raise DoesNotFit("Nothing in the text of {field} can be drawn with the brand's font.", field=field.id)
    room = field.box[2] - 2 * field.padding[0] - 2 * INSET, field.box[3] - 2 * field.padding[1] - 2 * INSET
    setting = set_text(text, field, face, room)
    if setting is None:
        raise DoesNotFit("The text of {field} does not fit: shorten it.", field=field.id)
    return block_of(field, face, setting)


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


def _draw(canvas: Image.Image, one: Placed, reach: Box, brand: Brand) -> Box:
    """Paints one field within `reach`; returns what it covers."""
    field, setting = one.block.field, one.block.setting
    colour = brand.colour(field.colour)
    mask, dx, dy = paint.type_mask(
        setting.lines,
        setting.size,
        one.block.face,
        leading=field.leading,
        tracking=field.tracking,
        align=field.align,
    )
    x, y = math.floor(one.x + 0.5) + dx, math.floor(one.y + 0.5) + dy
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
    canvas.paste(colour, (x, y), mask)
    return covered
