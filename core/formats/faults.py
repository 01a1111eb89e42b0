"""What makes a well-formed format unusable, said so that a person can mend it. Pure: values in, faults out."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from core.formats.brand import Brand, Language
from core.formats.colour import contrast, luminance, needed_contrast, rgb
from core.formats.geometry import INSET, inside, meet, reach_of_slot, reach_of_stack
from core.formats.schema import Box, Format, TextField

#: What one line needs, in sizes: capitals and descenders.
LINE = 0.91
#: Points a side at which a ground is looked at.
GRID = 17
#: (path in the file, reason)
Fault = tuple[str, str]


def faults_of(layout: Format, brand: Brand) -> list[Fault]:
    """Everything that is wrong with a format; empty where it can be used.

    Colours are looked at only where all of them are known, and stacks only where all references hold: one mistake
    should not be reported twice.
    """
    faults = [*_unspoken(layout), *_references(layout), *_boxes(layout)]
    if not any(path.endswith(("below", "grows_over", "id")) for path, _ in faults):
        faults += [*_too_low(layout), *_meetings(layout)]
    unknown = list(_unknown_colours(layout, brand))
    return faults + (unknown or list(_unreadable(layout, brand)))


def fault_of(detail: Any) -> Fault:
    """One of pydantic's error details (`ValidationError.errors()`), its path as a person reads it."""
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in detail["loc"])
    return path.lstrip(".") or "format", detail["msg"].removeprefix("Value error, ")


def _unspoken(layout: Format) -> Iterator[Fault]:
    told = [("name", layout.name), *([("family.name", layout.family.name)] if layout.family else [])]
    told += [(f"fields[{index}].text", field.text) for index, field in enumerate(layout.fields) if field.text]
    for path, texts in told:
        for language in get_args(Language):
            if not texts.get(language, "").strip():
                yield path, f'has no text in "{language}"'


def _field(layout: Format, name: str) -> TextField:
    return next(field for field in layout.fields if field.id == name)


def _references(layout: Format) -> Iterator[Fault]:
    names = [field.id for field in layout.fields]
    for name, times in Counter(names).items():
        if times > 1:
            yield f"fields[{names.index(name)}].id", f'"{name}" is there {times} times'
    followed: set[str] = set()
    for index, field in enumerate(layout.fields):
        if field.below is not None and (field.below not in names[:index] or field.below in followed):
            yield f"fields[{index}].below", f'"{field.below}" must be one of the fields before it, followed by one only'
        if field.grows_over is not None and field.grows_over not in set(names) - {field.id}:
            yield f"fields[{index}].grows_over", f'there is no other field "{field.grows_over}"'
        followed |= {field.below} if field.below else set()
    for index, slot in enumerate(layout.pictures):
        for name in set(slot.grows_over) - set(names):
            yield f"pictures[{index}].grows_over", f'there is no field "{name}"'


def _boxes(layout: Format) -> Iterator[Fault]:
    canvas = (0, 0, layout.width, layout.height)
    left, top, right, bottom = layout.safe_zone
    safe = (left, top, layout.width - left - right, layout.height - top - bottom)
    if safe[2] <= 0 or safe[3] <= 0:
        yield "safe_zone", "leaves no room"
    for path, box, is_picture in _all_boxes(layout):
        if not inside(box, canvas):
            yield path, f"{list(box)} reaches outside the canvas of {layout.width}x{layout.height}"
        elif not is_picture and not inside(box, safe):
            yield path, f"{list(box)} reaches outside the safe zone {list(safe)}"
        elif any(meet(box, zone) for zone in layout.keep_clear):
            yield path, f"{list(box)} lies where the network puts something of its own"


def _all_boxes(layout: Format) -> Iterator[tuple[str, Box, bool]]:
    for index, field in enumerate(layout.fields):
        yield f"fields[{index}].box", field.box, False
    for index, slot in enumerate(layout.pictures):
        yield f"pictures[{index}].box", slot.box, True
    if layout.logo:
        yield "logo.box", layout.logo.box, False


def _too_low(layout: Format) -> Iterator[Fault]:
    for index, field in enumerate(layout.fields):
        needed = field.size[0] * LINE + 2 * (field.padding[1] + INSET)
        if field.size[0] < layout.smallest_type:
            yield f"fields[{index}].size", f"begins under the smallest type of {layout.smallest_type:g} px"
        if field.box[3] < needed:
            yield f"fields[{index}].box", f"{field.box[3]} px are too low for one line at the smallest size"
        if field.below and field.box[1] < (above := _field(layout, field.below).box)[1] + above[3] + field.gap:
            yield f"fields[{index}].box", f'must begin {field.gap:g} px under the box of "{field.below}"'


def _meetings(layout: Format) -> Iterator[Fault]:
    """Text on text, on the logo or on a picture, wherever fields and pictures may move."""
    number = {field.id: index for index, field in enumerate(layout.fields)}
    items: list[tuple[str, Box, set[str], set[str]]] = [
        (
            f"fields[{number[stack[0].id]}].box",
            reach_of_stack(layout, stack),
            {field.id for field in stack},
            {field.grows_over for field in stack if field.grows_over},
        )
        for stack in layout.stacks
    ]
    items += [
        (f"pictures[{index}].box", reach_of_slot(layout, slot), set(), set(slot.grows_over))
        for index, slot in enumerate(layout.pictures)
    ]
    if layout.logo:
        items.append(("logo.box", layout.logo.box, set(), set()))
    for (path, box, names, over), (other_path, other_box, other_names, other_over) in combinations(items, 2):
        both_pictures = path.startswith("pictures") and other_path.startswith("pictures")
        asked_for = over & (other_names | other_over) or other_over & names
        if meet(box, other_box) and not both_pictures and not asked_for:
            yield other_path, f"meets {path}"
    for index, field in enumerate(layout.fields):
        for slot_index, slot in enumerate(layout.pictures):
            if meet(field.box, slot.box):
                yield f"fields[{index}].box", f"lies on pictures[{slot_index}].box"


def _unknown_colours(layout: Format, brand: Brand) -> Iterator[Fault]:
    inks = [("background.colour", layout.background.colour), ("background.colour_to", layout.background.colour_to)]
    inks += [(f"background.shapes[{i}].colour", shape.colour) for i, shape in enumerate(layout.background.shapes)]
    for index, field in enumerate(layout.fields):
        inks += [(f"fields[{index}].colour", field.colour), (f"fields[{index}].fill", field.fill)]
    for path, ink in inks:
        if ink and not ink.startswith("#") and ink not in brand.palette:
            yield path, f'the palette has no "{ink}", only {", ".join(sorted(brand.palette))}'


def _unreadable(layout: Format, brand: Brand) -> Iterator[Fault]:
    for index, field in enumerate(layout.fields):
        ink = luminance(np.array(rgb(brand.colour(field.colour)), float))
        grounds = (
            np.array([rgb(brand.colour(field.fill))], float)
            if field.fill
            else ground_under(layout, brand, reach_of_stack(layout, (field,)))
        )
        found = float(contrast(ink, luminance(grounds)).min())
        needed = needed_contrast(field.size[0], bold=field.bold)
        if found < needed:
            yield f"fields[{index}].colour", f"reads at {found:.1f}:1 on its ground, {needed:g}:1 are needed"


def ground_under(layout: Format, brand: Brand, box: Box) -> NDArray[np.float64]:
    """(n, 3) sRGB colours 0-255 that the ground has inside a box, sampled on a grid.

    Where a shape's edge is soft, what it covers and what it does not both count.
    """
    x, y = np.meshgrid(np.linspace(box[0], box[0] + box[2], GRID), np.linspace(box[1], box[1] + box[3], GRID))
    first = np.array(rgb(brand.colour(layout.background.colour)), float)
    last = np.array(rgb(brand.colour(layout.background.colour_to or layout.background.colour)), float)
    share = layout.background.position(x, y, (layout.width, layout.height))[..., None]
    colours = first + (last - first) * share
    for shape in layout.background.shapes:
        ink = np.array(rgb(brand.colour(shape.colour)), float)
        covered = colours + (ink - colours) * shape.opacity
        if shape.blur and meet(box, shape.box):
            colours = np.concatenate([colours, covered])
            x, y = np.concatenate([x, x]), np.concatenate([y, y])
        else:
            colours = np.where((shape.distance(x, y) <= 0)[..., None], covered, colours)
    return np.asarray(colours.reshape(-1, 3))
