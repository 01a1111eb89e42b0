"""Un-compositing from white: exact over white, and right over other grounds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from core.errors import EngineFailed
from core.matting.white import WhiteMatter, content_box, stands_on_white, uncomposed

MATTER = WhiteMatter()


def over(ground: str, cut: Image.Image) -> NDArray[np.int16]:
    canvas = Image.new("RGBA", cut.size, ground)
    canvas.alpha_composite(cut)
    return np.asarray(canvas.convert("RGB")).astype(np.int16)


def house(wall: str = "#F2F6FA") -> Image.Image:
    """A blue-framed house with near-white walls and a soft grey shadow on a white floor; the door stands open: white
    shows through it."""
    image = Image.new("RGB", (300, 300), "white")
    ImageDraw.Draw(image).ellipse((120, 190, 290, 250), fill="#B4B4B8")
    image = image.filter(ImageFilter.GaussianBlur(14))
    draw = ImageDraw.Draw(image)
    draw.rectangle((80, 90, 219, 229), fill="#4169E1")
    draw.rectangle((92, 102, 207, 217), fill=wall)
    return image.filter(ImageFilter.GaussianBlur(0.7))


@given(pixels=arrays.arrays(np.uint8, st.tuples(st.integers(1, 24), st.integers(1, 24), st.just(3))))
def test_over_white_any_picture_comes_out_as_it_was(pixels: NDArray[np.uint8]) -> None:
    try:
        cut = MATTER.cut_out(Image.fromarray(pixels))
    except EngineFailed:
        assert pixels.min() >= 200 or pixels.shape[0] * pixels.shape[1] > 400
        return
    assert np.abs(over("white", cut) - pixels).max() <= 1


@given(data=st.data())
def test_any_alpha_above_the_bound_gives_the_picture_again(data: st.DataObject) -> None:
    pixels = data.draw(arrays.arrays(np.uint8, (6, 6, 3)))
    more = data.draw(arrays.arrays(np.uint8, (6, 6)))
    alpha = np.maximum(255 - pixels.min(axis=2), more)
    cut = Image.fromarray(np.dstack([uncomposed(pixels, alpha), alpha]))
    assert np.abs(over("white", cut) - pixels).max() <= 1


@pytest.mark.parametrize("wall", ["#FFFFFF", "#F2F6FA", "#DDF7F7", "#AFEEEE"])
def test_light_parts_of_an_object_stay_solid(wall: str) -> None:
    image = house(wall)
    if wall == "#FFFFFF":
        image.putpixel((150, 150), (252, 252, 252))
    alpha = np.asarray(MATTER.cut_out(image).getchannel("A"))
    solid = alpha[100:220, 90:210]
    assert (solid == 255).all() or wall == "#FFFFFF"


def test_a_hole_of_pure_white_is_ground() -> None:
    image = Image.new("RGB", (300, 300), "white")
    ImageDraw.Draw(image).ellipse((60, 60, 240, 240), outline="#4169E1", width=40)
    alpha = np.asarray(MATTER.cut_out(image).getchannel("A"))
    assert alpha[150, 150] == 0
    assert alpha[150, 80] == 255


def test_the_shadow_darkens_whatever_ground_it_falls_on() -> None:
    cut = MATTER.cut_out(house())
    alpha = np.asarray(cut.getchannel("A"))
    assert 40 < alpha[235, 250] < 120  # beside the house, in its shadow
    assert alpha[20, 20] == 0
    blue = over("#4169E1", cut)
    assert (blue[235, 250] < blue[20, 20]).all()


def test_no_white_fringe_on_a_coloured_ground() -> None:
    """Between a blue object and a blue ground there is nothing lighter than both."""
    image = Image.new("RGB", (200, 200), "white")
    ImageDraw.Draw(image).ellipse((40, 40, 160, 160), fill="#4169E1")
    seen = over("#4169E1", MATTER.cut_out(image.filter(ImageFilter.GaussianBlur(0.8))))
    assert np.abs(seen - np.array([0x41, 0x69, 0xE1])).max() <= 12


def test_a_photo_keeps_its_rectangle_and_loses_its_margins() -> None:
    noise = np.random.default_rng(1).integers(30, 200, (100, 160, 3), np.uint8)
    image = Image.new("RGB", (160, 160), "white")
    image.paste(Image.fromarray(noise), (0, 30))
    alpha = np.asarray(MATTER.cut_out(image).getchannel("A"))
    assert (alpha[30:130] == 255).all()
    assert (alpha[:30] == 0).all()


def test_what_stands_on_white() -> None:
    assert stands_on_white(np.asarray(house()))
    assert not stands_on_white(np.full((50, 50, 3), 120, np.uint8))
    assert content_box(np.full((5, 7, 3), 255, np.uint8)) == (slice(None), slice(None))


def test_specks_on_white_are_nothing() -> None:
    image = Image.new("RGB", (400, 400), "white")
    image.putpixel((100, 100), (0, 0, 0))
    with pytest.raises(EngineFailed, match="nothing"):
        MATTER.cut_out(image)


def test_a_card_with_round_corners_keeps_them() -> None:
    image = Image.new("RGB", (300, 300), "white")
    ImageDraw.Draw(image).rounded_rectangle((40, 60, 260, 240), 24, fill="#4169E1")
    alpha = np.asarray(MATTER.cut_out(image).getchannel("A"))
    assert alpha[61, 41] == 0
    assert alpha[150, 150] == 255
