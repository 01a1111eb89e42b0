"""Where set text and pictures come to stand: stacks flow, and what others leave free is taken over. Pure numbers."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from core.compositing.faces import Face
from core.compositing.typeset import DESCENT, Setting, height_of, rise_of
from core.formats.geometry import INSET, around
from core.formats.schema import Box, Format, PictureSlot, TextField


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
    """A block on the canvas: `x, y` is the left end of its first baseline, `box` what it covers."""

    block: Block
    x: float
    y: float
    box: tuple[float, float, float, float]


def block_of(field: TextField, face: Face, setting: Setting) -> Block:
    """The measures of a set text."""
    width = max(face.width(line, field.tracking) for line in setting.lines) * setting.size + 2 * field.padding[0]
    return Block(field, face, setting, width, height_of(setting, field, face) + 2 * field.padding[1])


def place_blocks(layout: Format, blocks: Mapping[str, Block]) -> dict[str, Placed]:
    """Every block in its place, by field id. Stacks that take over others' room come after those others."""
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
        free = room[3] - 2 * INSET - sum(block.height for block in shown) - sum(gaps)
        y = room[1] + INSET + {"top": 0.0, "centre": 0.5, "bottom": 1.0}[stack[0].valign] * free
        for block, gap in zip(shown, gaps, strict=True):
            placed[block.field.id] = _at(block, y + gap)
            y += gap + block.height
    return placed


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
