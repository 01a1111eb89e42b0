"""Where set text and pictures come to stand: stacks flow, and what others leave free is taken over. Pure numbers."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.compositing.faces import Face
from core.compositing.typeset import DESCENT, Setting, height_of, rise_of
from core.formats.geometry import INSET, around
from core.formats.schema import Box, Format, PictureSlot, TextField

#: Between a plate's edge and the text on it, in sizes.
PLATE_INSET = 0.6


@dataclass(frozen=True)
class Block:
    """A field's text at its size, not placed yet. Width and height include the fill's padding (px)."""

    field: TextField
    face: Face
    setting: Setting
    width: float
    height: float


@dataclass(frozen=True)
class Placed:
    """A block on the canvas: `x, y` is the left end of its first baseline, `box` what it covers, `plate` what is to be
    laid behind a legal text that would be too small by itself (then the two are the same)."""

    block: Block
    x: float
    y: float
    box: tuple[float, float, float, float]
    plate: Box | None = None


def block_of(field: TextField, face: Face, setting: Setting) -> Block:
    """The measures of a set text."""
    width = max(face.width(line, field.tracking) for line in setting.lines) * setting.size + 2 * field.padding[0]
    return Block(field, face, setting, width, height_of(setting, field, face) + 2 * field.padding[1])


def place_blocks(layout: Format, blocks: Mapping[str, Block], legal_share: float = 0.0) -> dict[str, Placed]:
    """Every block in its place, by field id. Stacks that take over others' room come after those others.

    Args:
        legal_share: the part of the canvas (0-1) that a legal text must take at least; one that takes less gets a plate
            of that area, or as large as its box.
    """
    plates = {
        name: height
        for name, block in blocks.items()
        if block.field.role == "legal" and (height := plate_height(block, legal_share * layout.width * layout.height))
    }
    blocks = {name: replace(block, height=plates.get(name, block.height)) for name, block in blocks.items()}
    placed: dict[str, Placed] = {}
    for stack in sorted(layout.stacks, key=lambda stack: any(field.grows_over for field in stack)):
        shown = [blocks[field.id] for field in stack if field.id in blocks]
        if not shown:
            continue
        gaps = [block.field.gap if index else 0.0 for index, block in enumerate(shown)]
        room = around(field.box for field in stack)
        for field in stack:
            if field.grows_over:
                room = _grown(layout, room, field.grows_over, placed)
        height = sum(block.height for block in shown) + sum(gaps)
        slack = {"top": 0.0, "centre": 0.5, "bottom": 1.0}[stack[0].valign] * (room[3] - 2 * INSET - height)
        y = room[1] + max(0.0, min(INSET + slack, room[3] - height))
        for block, gap in zip(shown, gaps, strict=True):
            there = _on_plate(block, y + gap) if block.field.id in plates else _at(block, y + gap)
            placed[block.field.id] = there
            y += gap + block.height
    return placed


def plate_height(block: Block, area: float) -> int | None:
    """How high a plate as wide as the field must be to cover `area` (px²), the text on it included. None: the text
    covers as much by itself; what is under its last baseline does not count, for there may be no ink."""
    if block.width * (block.height - DESCENT * block.setting.size) >= area:
        return None
    wanted = max(area / block.field.box[2], block.height + block.setting.size * PLATE_INSET)
    return min(math.ceil(wanted), block.field.box[3])


def slot_box(layout: Format, slot: PictureSlot, placed: Mapping[str, Placed]) -> Box:
    """The slot's box with what the text around it has left free."""
    box = slot.box
    for name in slot.grows_over:
        box = _grown(layout, box, name, placed)
    return box


def _at(block: Block, top: float) -> Placed:
    field, face, lines = block.field, block.face, block.setting.lines
    slack = {"left": 0.0, "centre": 0.5, "right": 1.0}[field.align]
    left = field.box[0] + INSET + (field.box[2] - 2 * INSET - block.width) * slack
    rise = rise_of(lines[0], field, face) + (DESCENT / 2 if field.fill else 0)  # capitals in the middle of the fill
    baseline = top + field.padding[1] + rise * block.setting.size
    return Placed(block, left + field.padding[0], baseline, (left, top, block.width, block.height))


def _on_plate(block: Block, top: float) -> Placed:
    """The text in the middle of its plate's height, a little away from its sides where there is room."""
    field, size = block.field, block.setting.size
    x, _, width, _ = field.box
    y = math.floor(top)
    text = height_of(block.setting, field, block.face)
    placed = _at(replace(block, height=text), y + (block.height - text) / 2)
    spare = min(size * PLATE_INSET, (width - 2 * INSET - block.width) / 2)
    inset = {"left": spare, "centre": 0.0, "right": -spare}[field.align]
    plate = (x, y, width, round(block.height))
    return replace(placed, block=block, x=placed.x + inset, box=plate, plate=plate)


def _grown(layout: Format, box: Box, name: str, placed: Mapping[str, Placed]) -> Box:
    """`box` up to where the text of the field `name` really begins or ends; the distance that the format has between
    them is kept. A field without text leaves all its room."""
    field = next(field for field in layout.fields if field.id == name)
    used = placed[name].box if name in placed else None
    (_, start, _, height), top, bottom = field.box, box[1], box[1] + box[3]
    if start >= bottom:  # the field stands underneath
        lowest = math.floor(used[1]) - (start - bottom) if used else start + height
        return box[0], top, box[2], max(bottom, lowest) - top
    highest = math.ceil(used[1] + used[3]) + (top - start - height) if used else start
    return box[0], min(top, highest), box[2], bottom - min(top, highest)
