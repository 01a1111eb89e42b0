"""Boxes, and how far the parts of a format can reach when they move."""

from collections.abc import Iterable

from core.formats.schema import Box, Format, PictureSlot, TextField

#: Kept clear inside every text's box (px): what rounding to whole pixels may move type by.
INSET = 1


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them; at least one is needed."""
    lefts, tops, rights, bottoms = zip(*((x, y, x + width, y + height) for x, y, width, height in boxes), strict=True)
    return min(lefts), min(tops), max(rights) - min(lefts), max(bottoms) - min(tops)


def meet(first: Box, second: Box) -> bool:
    """Whether the two share at least one pixel."""
    return (
        first[0] < second[0] + second[2]
        and second[0] < first[0] + first[2]
        and first[1] < second[1] + second[3]
        and second[1] < first[1] + first[3]
    )


def inside(box: Box, frame: Box) -> bool:
    """Whether no pixel of `box` is outside `frame`."""
    return around((box, frame)) == frame


def widened(box: Box, by: int, frame: Box) -> Box:
    """The box, larger by `by` px on each side as far as `frame` has room."""
    left, top = max(box[0] - by, frame[0]), max(box[1] - by, frame[1])
    right = min(box[0] + box[2] + by, frame[0] + frame[2])
    bottom = min(box[1] + box[3] + by, frame[1] + frame[3])
    return left, top, right - left, bottom - top


def stack_with(layout: Format, name: str) -> tuple[TextField, ...]:
    """The stack that a field belongs to.

    Raises:
        StopIteration: no such field.
    """
    return next(stack for stack in layout.stacks if name in {field.id for field in stack})


def reach_of_stack(layout: Format, stack: tuple[TextField, ...]) -> Box:
    """All the room that the fields of a stack can ever take, with what they take over from others."""
    own = around(field.box for field in stack)
    taken_over = {field.grows_over for field in stack if field.grows_over}
    return around([own, *(_beside(own, field.box) for field in layout.fields if field.id in taken_over)])


def reach_of_slot(layout: Format, slot: PictureSlot) -> Box:
    """All the room that a picture can ever take while the text next to it is at its largest or missing."""
    reach = slot.box
    for name in slot.grows_over:
        stack = stack_with(layout, name)
        field = next(field for field in stack if field.id == name)
        highest = min(one.box[1] for one in stack)  # the field may come to stand where the others of its stack are not
        reach = around([reach, _beside(reach, (field.box[0], highest, 1, field.box[1] + field.box[3] - highest))])
    return reach


def _beside(box: Box, other: Box) -> Box:
    """What `box` gains from `other`: boxes grow up and down, never sideways."""
    return box[0], other[1], box[2], other[3]
