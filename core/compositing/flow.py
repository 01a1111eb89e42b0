"""Where set text and pictures come to stand: stacks flow, and what others leave free is taken over. Pure numbers."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.compositing.typeface import Typeface
from core.compositing.typeset import DESCENT, Setting, drop_of, height_of, ink_of, middle_of, rise_of
from core.formats.geometry import INSET, around
from core.formats.schema import Box, Format, PictureSlot, TextField

#: Between a plate's edge and the text on it, in sizes.
PLATE_INSET = 0.6


@dataclass(frozen=True)
class Block:
    """A field's text at its size, not placed yet. Width and height include the fill's padding (px); the height is the
    plate's where the text is to stand on one."""

    field: TextField
    face: Typeface
    setting: Setting
    width: float
    height: float
    plated: bool = False

    @property
    def align(self) -> str:
        """Where its lines stand: what begins at the left begins at the right where it is read from there."""
        return "right" if self.setting.rtl and self.field.align == "left" else self.field.align


@dataclass(frozen=True)
class Placed:
    """A block on the canvas: `x, y` is the left end of its first baseline, `box` what it covers, `plate` what is to be
    laid behind a legal text that would be too small by itself (then the two are the same)."""

    block: Block
    x: float
    y: float
    box: tuple[float, float, float, float]
    plate: Box | None = None


def block_of(field: TextField, face: Typeface, setting: Setting) -> Block:
    """The measures of a set text."""
    widths = [face.line(line, field.tracking, rtl=setting.rtl).width for line in setting.lines]
    width = max(widths) * setting.size + 2 * field.padding[0]
    return Block(field, face, setting, width, height_of(setting, field, face) + 2 * field.padding[1])


def place_blocks(layout: Format, blocks: Mapping[str, Block], legal_share: float = 0.0) -> dict[str, Placed]:
    """Every block in its place, by field id. Stacks that take over others' room come after those others.

    Args:
        legal_share: the part of the canvas (0-1) that a legal text must take at least; one that takes less gets a plate
            of that area, or as large as its box.
    """
    area = legal_share * layout.width * layout.height
    blocks = {name: _on_plate(one, area) if one.field.role == "legal" else one for name, one in blocks.items()}
    placed: dict[str, Placed] = {}
    for stack in sorted(layout.stacks, key=lambda stack: any(field.grows_over for field in stack)):
        shown = [blocks[field.id] for field in stack if field.id in blocks]
        room = around(field.box for field in stack)
        for field in stack:
            if field.grows_over:
                room = _grown(layout, room, field.grows_over, placed)
        y = _top(shown, room, stack[0].valign) if shown else 0.0
        for block in shown:
            y += block.field.gap if block is not shown[0] else 0.0
            placed[block.field.id] = _on_its_plate(block, y) if block.plated else _at(block, y)
            y += block.height
    return placed


def slot_box(layout: Format, slot: PictureSlot, placed: Mapping[str, Placed]) -> Box:
    """The slot's box with what the text around it has left free."""
    box = slot.box
    for name in slot.grows_over:
        box = _grown(layout, box, name, placed)
    return box


def _top(shown: Sequence[Block], room: Box, valign: str) -> float:
    """Where a stack begins."""
    height = sum(block.height for block in shown) + sum(block.field.gap for block in shown[1:])
    free, last = room[3] - 2 * INSET - height, shown[-1]
    slack = {"top": 0.0, "centre": _middle(free, 0.0 if last.plated else _under(last)), "bottom": free}[valign]
    return room[1] + max(0.0, min(INSET + slack, room[3] - height))


def _middle(free: float, under: float) -> float:
    """How much of the `free` room is above what is centred: what hangs under the last baseline counts half."""
    return min(free, (free + under) / 2)


def _under(block: Block) -> float:
    """What hangs under the last baseline (px): a text seems to end there, a fill ends where it ends."""
    return 0.0 if block.field.fill else drop_of(block.setting.lines[-1], block.setting, block.field, block.face)


def _at(block: Block, top: float) -> Placed:
    field = block.field
    slack = {"left": 0.0, "centre": 0.5, "right": 1.0}[block.align]
    left = field.box[0] + INSET + (field.box[2] - 2 * INSET - block.width) * slack
    baseline = top + field.padding[1] + rise_of(block.setting.lines[0], block.setting, field, block.face)
    if field.fill:
        baseline = _in_the_middle(block, top)
    return Placed(block, left + field.padding[0], baseline, (left, top, block.width, block.height))


def _in_the_middle(block: Block, top: float) -> float:
    """The first baseline of a text whose letters seem to stand in the middle of their fill, all inside it."""
    setting, face = block.setting, block.face
    between = (len(setting.lines) - 1) * block.field.leading * setting.size
    baseline = top + (block.height - between) / 2 + middle_of(setting, face) * setting.size
    (highest, _), (_, lowest) = ink_of(setting.lines[0], setting, face), ink_of(setting.lines[-1], setting, face)
    return min(max(baseline, top + highest), top + block.height - between - lowest)


def _on_plate(block: Block, area: float) -> Block:
    """The block with the height of a plate that is as wide as the field and covers `area` (px²), as far as the field's
    box has room; the block itself where its text covers as much. What is under its last baseline does not count for
    that: there may be no ink."""
    if block.width * (block.height - DESCENT * block.setting.size) >= area:
        return block
    wanted = max(area / block.field.box[2], block.height + block.setting.size * PLATE_INSET)
    return replace(block, height=min(math.ceil(wanted), block.field.box[3]), plated=True)


def _on_its_plate(block: Block, top: float) -> Placed:
    """The text in the middle of its plate's height, a little away from its sides where there is room."""
    field, size = block.field, block.setting.size
    plate = (field.box[0], math.floor(top), field.box[2], round(block.height))
    text = height_of(block.setting, field, block.face) + 2 * field.padding[1]
    placed = _at(replace(block, height=text), plate[1] + INSET + _middle(plate[3] - 2 * INSET - text, _under(block)))
    spare = min(size * PLATE_INSET, (plate[2] - 2 * INSET - block.width) / 2)
    inset = {"left": spare, "centre": 0.0, "right": -spare}[block.align]
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
