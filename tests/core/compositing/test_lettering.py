"""Letters as coverage: the same as drawing them one by one, at 1x and 2x; emoji beside them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from core.compositing.flow import Block
from core.compositing.lettering import LARGE, OVERSAMPLING, OVERSAMPLING_LARGE, letter, nearest
from core.compositing.setting import set_fields
from core.compositing.shaping import can_shape
from core.formats.brand import DATA, load_brand
from core.formats.schema import Format

BRAND = load_brand()


def block(text: str, size: float = 30, **more: object) -> Block:
    field = {"id": "t", "role": "message", "source": "legal", "box": [0, 0, 800, 400], "size": [size, size], "lines": 3,
             "family": "display", "bold": True} | more  # fmt: skip
    raw = {"id": "f", "name": {"en": "F", "ru": "Ф"}, "width": 800, "height": 400, "background": {"colour": "paper"},
           "fields": [field]}  # fmt: skip
    return set_fields(Format.model_validate(raw), {"t": text}, BRAND, "ru")["t"]


def plainly(one: Block, scale: int) -> np.ndarray:
    """One by one on a canvas with a margin of 50 px, by the rule that the module states."""
    size = one.setting.size * scale
    times = OVERSAMPLING if size < LARGE else OVERSAMPLING_LARGE
    font = ImageFont.truetype(
        DATA / "fonts" / "Onest-ExtraBold.ttf", size * times, layout_engine=ImageFont.Layout.BASIC
    )
    shape = (400 * scale, 900 * scale)
    total = np.zeros(shape, np.uint16)
    for row, text in enumerate(one.setting.lines):
        line = one.face.line(text, one.field.tracking)
        baseline = (50 + nearest(row * one.setting.size * one.field.leading)) * scale
        for glyph, pen in zip(line.glyphs, line.pens, strict=True):
            canvas = Image.new("L", (shape[1] * times, shape[0] * times))
            x = 50 * scale * times + nearest((pen - line.left) * size * times)
            ImageDraw.Draw(canvas).text((x, baseline * times), glyph.text, 255, font, anchor="ls")
            total += np.asarray(canvas.reduce(times))
    return np.minimum(total, 255).astype(np.uint8)


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("size", [13, 36])
def test_the_pixels_are_those_of_the_simple_rule(size: float, scale: int) -> None:
    one = block("Кэшбэк 10 % ТУ\u00adда, fj", size, tracking=-0.02)
    lettering, canvas = letter(one, scale), plainly(one, scale)
    x, y = 50 * scale + lettering.dx, 50 * scale + lettering.dy
    height, width = lettering.mask.shape
    assert (canvas[y : y + height, x : x + width] == lettering.mask).all()
    canvas[y : y + height, x : x + width] = 0
    assert not canvas.any()


@settings(max_examples=60)
@given(text=st.text("Щйgf,|Ёу ", min_size=1, max_size=20).filter(str.strip), scale=st.sampled_from([1, 2]))
def test_the_mask_holds_all_ink(text: str, scale: int) -> None:
    """Its outermost rows and columns are empty: nothing is cut off."""
    mask = letter(block(text), scale).mask
    assert not mask[[0, -1]].any()
    assert not mask[:, [0, -1]].any()


def test_emoji_come_as_layers_where_the_text_leaves_room_for_them() -> None:
    one = block("А 🎉 Б", 40)
    lettering = letter(one)
    ((layer, x, y),) = lettering.coloured
    height, width = layer.shape[:2]
    assert layer[..., 3].max() > 250
    assert (layer[..., :3] <= layer[..., 3:] + 0.01).all()  # premultiplied
    assert not lettering.mask[max(0, y) : y + height, x : x + width].any()
    assert y + height == pytest.approx(-lettering.dy + 0.08 * one.face.cap_height * 40, abs=1.5)


def test_twice_the_pixels_is_the_same_picture() -> None:
    one = block("Скидка 🎉", 30)
    small, large = letter(one), letter(one, 2)
    assert large.coloured[0][0].shape[0] == pytest.approx(2 * small.coloured[0][0].shape[0], abs=2)
    assert large.mask.sum() / 4 == pytest.approx(small.mask.sum(), rel=0.03)


@pytest.mark.skipif(not can_shape(), reason="this machine has no libfribidi")
def test_lines_from_the_right_stand_at_the_right() -> None:
    one = block("שלום עולם שלום עולם שלום עולם שלום עולם שלום עולם של", 30)
    assert one.align == "right"
    mask = letter(one).mask
    half = len(mask) // 2
    rights = [part.any(axis=0).nonzero()[0][-1] for part in (mask[:half], mask[half:])]
    assert rights[0] == pytest.approx(rights[1], abs=1)
