"""What makes a well-formed format unusable, said so that a person can mend it. Pure: values in, faults out."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from core.errors import FormatFault
from core.formats.brand import Brand, Language
from core.formats.colour import contrast, luminance, needed_contrast, rgb
from core.formats.geometry import INSET, inside, meet, reach_of_slot, reach_of_stack
from core.formats.schema import Box, Format, TextField

#: What one line needs, in sizes: capitals and descenders.
LINE = 0.91
#: Points a side at which a ground is looked at.
GRID = 17


def faults_of(layout: Format, brand: Brand) -> list[FormatFault]:
    """Everything that is wrong with a format; empty where it can be used.

    Colours are looked at only where all of them are known, and stacks only where all references hold: one mistake
    should not be reported twice.
    """
    faults = [*_unspoken(layout), *_references(layout), *_boxes(layout)]
    if not any(fault.path.endswith(("below", "grows_over", "id")) for fault in faults):
        faults += [*_too_low(layout), *_meetings(layout)]
    unknown = list(_unknown_colours(layout, brand))
    return faults + (unknown or list(_unreadable(layout, brand)))


def _unspoken(layout: Format) -> Iterator[FormatFault]:
    told = [("name", layout.name), *([("family.name", layout.family.name)] if layout.family else [])]
    told += [(f"fields[{index}].text", field.text) for index, field in enumerate(layout.fields) if field.text]
    for path, texts in told:
        for language in get_args(Language):
            if not texts.get(language, "").strip():
                yield FormatFault(path, 'has no text in "{spoken}"', {"spoken": language})


def _field(layout: Format, name: str) -> TextField:
    return next(field for field in layout.fields if field.id == name)


def _references(layout: Format) -> Iterator[FormatFault]:
    names = [field.id for field in layout.fields]
    for name, times in Counter(names).items():
        if times > 1:
            values = {"name": name, "times": times}
            yield FormatFault(f"fields[{names.index(name)}].id", '"{name}" is there {times} times', values)
    followed: set[str] = set()
    for index, field in enumerate(layout.fields):
        if field.below is not None and (field.below not in names[:index] or field.below in followed):
            yield FormatFault(
                f"fields[{index}].below", '"{name}" must be one of the fields before it, followed by one only',
                {"name": field.below},
            )  # fmt: skip
        if field.grows_over is not None and field.grows_over not in set(names) - {field.id}:
            values = {"name": field.grows_over}
            yield FormatFault(f"fields[{index}].grows_over", 'there is no other field "{name}"', values)
        followed |= {field.below} if field.below else set()
    for index, slot in enumerate(layout.pictures):
        for name in set(slot.grows_over) - set(names):
            yield FormatFault(f"pictures[{index}].grows_over", 'there is no field "{name}"', {"name": name})


def _boxes(layout: Format) -> Iterator[FormatFault]:
    canvas = (0, 0, layout.width, layout.height)
    left, top, right, bottom = layout.safe_zone
    safe = (left, top, layout.width - left - right, layout.height - top - bottom)
    if safe[2] <= 0 or safe[3] <= 0:
        yield FormatFault("safe_zone", "leaves no room")
    for path, box, is_picture in _all_boxes(layout):
        if not inside(box, canvas):
            size = f"{layout.width}x{layout.height}"
            yield FormatFault(path, "{box} reaches outside the canvas of {size}", {"box": list(box), "size": size})
        elif not is_picture and not inside(box, safe):
            values = {"box": list(box), "safe": list(safe)}
            yield FormatFault(path, "{box} reaches outside the safe zone {safe}", values)
        elif any(meet(box, zone) for zone in layout.keep_clear):
            yield FormatFault(path, "{box} lies where the network puts something of its own", {"box": list(box)})


def _all_boxes(layout: Format) -> Iterator[tuple[str, Box, bool]]:
    for index, field in enumerate(layout.fields):
        yield f"fields[{index}].box", field.box, False
    for index, slot in enumerate(layout.pictures):
        yield f"pictures[{index}].box", slot.box, True
    if layout.logo:
        yield "logo.box", layout.logo.box, False


def _too_low(layout: Format) -> Iterator[FormatFault]:
    for index, field in enumerate(layout.fields):
        needed = field.size[0] * LINE + 2 * (field.padding[1] + INSET)
        if field.size[0] < layout.smallest_type:
            values = {"smallest": f"{layout.smallest_type:g}"}
            yield FormatFault(f"fields[{index}].size", "begins under the smallest type of {smallest} px", values)
        if field.box[3] < needed:
            yield FormatFault(
                f"fields[{index}].box", "{height} px are too low for one line at the smallest size",
                {"height": field.box[3]},
            )  # fmt: skip
        if field.below and field.box[1] < (above := _field(layout, field.below).box)[1] + above[3] + field.gap:
            values = {"gap": f"{field.gap:g}", "name": field.below}
            yield FormatFault(f"fields[{index}].box", 'must begin {gap} px under the box of "{name}"', values)


def _meetings(layout: Format) -> Iterator[FormatFault]:
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
            yield FormatFault(other_path, "meets {other}", {"other": path})
    for index, field in enumerate(layout.fields):
        for slot_index, slot in enumerate(layout.pictures):
            if meet(field.box, slot.box):
                yield FormatFault(f"fields[{index}].box", "lies on {other}", {"other": f"pictures[{slot_index}].box"})


def _unknown_colours(layout: Format, brand: Brand) -> Iterator[FormatFault]:
    inks = [("background.colour", layout.background.colour), ("background.colour_to", layout.background.colour_to)]
    inks += [(f"background.shapes[{i}].colour", shape.colour) for i, shape in enumerate(layout.background.shapes)]
    for index, field in enumerate(layout.fields):
        inks += [(f"fields[{index}].colour", field.colour), (f"fields[{index}].fill", field.fill)]
    for path, ink in inks:
        if ink and not ink.startswith("#") and ink not in brand.palette:
            values = {"ink": ink, "known": ", ".join(sorted(brand.palette))}
            yield FormatFault(path, 'the palette has no "{ink}", only {known}', values)


def _unreadable(layout: Format, brand: Brand) -> Iterator[FormatFault]:
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
            values = {"found": f"{found:.1f}", "needed": f"{needed:g}"}
            yield FormatFault(
                f"fields[{index}].colour", "reads at {found}:1 on its ground, {needed}:1 are needed", values
            )


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
