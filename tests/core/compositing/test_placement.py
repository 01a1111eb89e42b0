"""A picture that a person has moved: it stays in its slot, and everything else stays where it was."""

import math
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from core.compositing.compose import Composition, compose
from core.compositing.cutouts import SMALLEST, Placement, place, prepared, size_in
from core.compositing.flow import place_blocks, slot_box
from core.formats.brand import load_brand
from core.formats.catalogue import load_formats
from core.formats.geometry import inside, meet
from core.formats.schema import Box

BRAND = load_brand()
FORMATS = {name: layout for name, layout in load_formats().items() if layout.pictures}
COPY = {"headline": "Third pizza free", "message": "Fridays only, with code SLICE3.", "button": "Order now"}
#: Texts that leave their room to the picture, too.
COPIES = {"all": COPY, "headline": {"headline": "Free", "message": "", "button": ""}, "none": dict.fromkeys(COPY, "")}

shares = st.none() | st.floats(0, 1)
placements = st.builds(Placement, st.floats(SMALLEST, 1), shares, shares)
shapes = st.sampled_from([(60, 60), (200, 40), (40, 200), (7, 300)])


@cache
def block(width: int, height: int) -> Image.Image:
    """A plain block in the middle of nothing."""
    image = Image.new("RGBA", (width + 30, height + 30))
    image.paste(Image.new("RGBA", (width, height), "#3355CC"), (15, 15))
    return image


def made(name: str, placement: Placement | None, shape: tuple[int, int] = (60, 60), copy: str = "all") -> Composition:
    slots = len(FORMATS[name].pictures)
    return compose(FORMATS[name], COPIES[copy], [block(*shape)] * slots, brand=BRAND, language="en",
                   placements=[placement] * slots)  # fmt: skip


@cache
def untouched(name: str, shape: tuple[int, int], copy: str) -> Composition:
    return made(name, None, shape, copy)


@cache
def slots(name: str, copy: str = "all") -> tuple[Box, ...]:
    """Where the pictures may stand beside these texts."""
    from core.compositing.setting import set_fields

    layout = FORMATS[name]
    placed = place_blocks(layout, set_fields(layout, COPIES[copy], BRAND, "en"))
    return tuple(slot_box(layout, slot, placed) for slot in layout.pictures)


@given(name=st.sampled_from(list(FORMATS)), placement=placements, shape=shapes, copy=st.sampled_from(list(COPIES)))
def test_the_picture_stays_in_its_slot_and_the_texts_where_they_were(
    name: str, placement: Placement, shape: tuple[int, int], copy: str
) -> None:
    moved, before = made(name, placement, shape, copy), untouched(name, shape, copy)
    logo = FORMATS[name].logo
    assert all(inside(box, slot) for box, slot in zip(moved.picture_boxes, slots(name, copy), strict=True))
    assert not any(logo and meet(logo.box, box) for box in moved.picture_boxes)
    assert moved.boxes == before.boxes
    for text in moved.boxes.values():
        assert not any(meet(text, box) for box in moved.picture_boxes)
        x, y, width, height = text
        area = (x, y, x + width, y + height)
        assert moved.image.crop(area).tobytes() == before.image.crop(area).tobytes()


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_picture_that_nobody_moved_looks_as_before(name: str) -> None:
    pictures = [block(60, 60)] * len(FORMATS[name].pictures)
    before = compose(FORMATS[name], COPY, pictures, brand=BRAND, language="en")
    for placement in (None, Placement()):
        same = made(name, placement)
        assert same.picture_boxes == before.picture_boxes
        assert ImageChops.difference(same.image, before.image).getbbox() is None


@given(
    placement=placements,
    slot=st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(1, 400), st.integers(1, 400)),
    shape=shapes,
    anchor=st.sampled_from(["centre", "bottom", "top", "left", "right"]),
)
def test_in_any_slot(placement: Placement, slot: Box, shape: tuple[int, int], anchor: str) -> None:
    cutout = prepared(block(*shape))
    size = size_in(slot[2:], cutout.size, placement.scale)
    assert inside((*place(cutout, size, slot, anchor, placement), *size), slot)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", list(FORMATS))
def test_the_four_corners(name: str) -> None:
    left, top, width, height = slots(name)[0]
    for x, y in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)):
        box = made(name, Placement(0.5, x, y)).picture_boxes[0]
        assert box[:2] == (left + round(x * (width - box[2])), top + round(y * (height - box[3])))


@pytest.mark.parametrize("name", list(FORMATS))
def test_the_smallest_picture_is_as_much_smaller_as_it_says(name: str) -> None:
    largest, smallest = (made(name, Placement(scale)).picture_boxes[0] for scale in (1.0, SMALLEST))
    assert smallest[2] == pytest.approx(largest[2] * SMALLEST, abs=1)
    assert smallest[3] == pytest.approx(largest[3] * SMALLEST, abs=1)


def test_one_picture_is_moved_and_the_other_stays() -> None:
    name = next(iter(FORMATS))
    slot = FORMATS[name].pictures[0]
    halves = [(slot.box[0], slot.box[1], 120, 200), (slot.box[0] + 150, slot.box[1], 120, 200)]
    layout = FORMATS[name].model_copy(update={"pictures": tuple(slot.model_copy(update={"box": one, "grows_over": ()})
                                                                for one in halves)})  # fmt: skip
    first, second = (
        compose(layout, COPY, [block(60, 60)] * 2, brand=BRAND, language="en", placements=wanted).picture_boxes
        for wanted in ([], [None, Placement(0.4, 1, 0)])
    )
    assert second[0] == first[0]
    assert second[1][1] == halves[1][1]
    assert second[1][2] < first[1][2]


def test_a_format_with_fewer_slots_than_placements() -> None:
    wanted = [Placement(0.5)] * 5
    name = next(iter(FORMATS))
    result = compose(FORMATS[name], COPY, [block(60, 60)], brand=BRAND, language="en", placements=wanted)
    assert len(result.picture_boxes) == 1


@pytest.mark.parametrize(
    "numbers",
    [
        {"scale": SMALLEST - 0.001}, {"scale": 1.001}, {"scale": 0}, {"scale": -1}, {"scale": math.nan},
        {"scale": math.inf}, {"x": -0.001}, {"x": 1.001}, {"x": math.nan}, {"y": -math.inf}, {"y": 2},
    ],
)  # fmt: skip
def test_numbers_out_of_their_range_are_refused(numbers: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="shares"):
        Placement(**numbers)


def test_the_ends_of_the_range_are_in_it() -> None:
    assert np.allclose([Placement(SMALLEST, 0, 1).scale, Placement(1, 1, 0).scale], [SMALLEST, 1])
