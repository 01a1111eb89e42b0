"""Grounds without bands, pills without steps, one colour laid on exactly, and the same at twice the pixels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.compositing.canvas import ink, pill, put
from core.compositing.paint import ground
from core.formats.brand import load_brand
from core.formats.catalogue import load_formats
from core.formats.colour import rgb
from core.formats.schema import Background, Shape

BRAND = load_brand()


def blurred(pixels: np.ndarray, cells: int = 8) -> np.ndarray:
    """Means of squares of so many pixels: what an eye sees from where it cannot see pixels."""
    height, width = (side // cells * cells for side in pixels.shape[:2])
    squares = pixels[:height, :width].astype(float).reshape(height // cells, cells, width // cells, cells, -1)
    return squares.mean(axis=(1, 3))


@given(st.integers(0, 359), st.sampled_from([("#EFF1FD", "#E3E9FA"), ("#14204A", "#101A3C"), ("#4169E1", "#3F62D6")]))
def test_a_gradient_has_no_bands(angle: int, colours: tuple[str, str]) -> None:
    """Between two neighbouring colours there are a few steps of 8 bits only. With dithering the mean of every eight
    pixels is the gradient's own, to a small part of a step; rounded, it would be off by up to half of one."""
    first, last = colours
    background, size = Background(colour=first, colour_to=last, angle=angle), (320, 240)
    seen = blurred(ground(background, size, BRAND))
    x, y = np.arange(320) + 0.5, np.arange(240)[:, None] + 0.5
    place = np.broadcast_to(background.position(x, y, size), (240, 320))[..., None]
    wanted = blurred(rgb(first) + place * np.subtract(rgb(last), rgb(first)))
    assert np.abs(seen - wanted).max() < 0.15


def test_a_plain_ground_is_exactly_its_colour() -> None:
    assert (ground(Background(colour="primary"), (40, 30), BRAND) == rgb(BRAND.palette["primary"])).all()


def test_a_soft_shape_has_no_rings() -> None:
    """Its brightness falls all the way, without steps."""
    shape = Shape(box=(60, 60, 200, 200), colour="#FFFFFF", radius=100, blur=30, opacity=0.5)
    seen = blurred(ground(Background(colour="#E6EEF9", shapes=(shape,)), (320, 320), BRAND))[20, 20:]
    assert np.diff(seen[:, 0]).max() < 0.3


@pytest.mark.parametrize("name", ["display-300x250", "tower-160x600", "strip-728x90", "landscape-640x360"])
def test_a_ground_at_twice_the_pixels_looks_the_same(name: str) -> None:
    layout = load_formats()[name]
    size = (layout.width, layout.height)
    once, twice = (ground(layout.background, size, BRAND, scale).astype(float) for scale in (1, 2))
    halved = twice.reshape(layout.height, 2, layout.width, 2, 3).mean(axis=(1, 3))
    assert np.abs(once - halved).mean() < 0.6
    assert np.abs(blurred(once, 4) - blurred(halved, 4)).max() < 3


def test_a_ground_can_be_painted_over() -> None:
    """What is remembered of it stays clean."""
    background = Background(colour="primary")
    ground(background, (40, 30), BRAND)[:] = 0
    assert ground(background, (40, 30), BRAND).max() > 0


@given(st.integers(1, 120), st.integers(1, 120), st.floats(0, 80))
def test_a_pill_is_round_smooth_and_the_same_from_all_sides(width: int, height: int, radius: float) -> None:
    mask = pill(width, height, radius).astype(int)
    assert np.array_equal(mask, mask[::-1])
    assert np.array_equal(mask, mask[:, ::-1])
    rounding = min(radius, width / 2, height / 2)
    assert mask.sum() / 255 == pytest.approx(width * height - (4 - np.pi) * rounding**2, abs=0.1 + 0.02 * rounding)


def test_a_pill_s_corner_has_many_greys() -> None:
    """What makes it smooth on a display that shows every pixel."""
    assert len(np.unique(pill(80, 28, 14))) > 12


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
def test_ink_is_rounded_exactly(under: int, cover: int, value: int) -> None:
    canvas = np.full((2, 2, 3), under, np.uint8)
    ink(canvas, np.full((1, 2), cover, np.uint8), (0, 1), f"#{value:02X}{value:02X}{value:02X}")
    exact = (under * (255 - cover) + value * cover) / 255
    assert (canvas[0] == under).all()
    assert abs(int(canvas[1, 1, 0]) - exact) < 0.5


def test_a_layer_is_blended_as_pillow_does_it() -> None:
    generator = np.random.default_rng(3)
    under, over = (generator.integers(0, 256, (70, 50, channels), dtype=np.uint8) for channels in (3, 4))
    layer = over.astype(np.float32)
    layer[..., :3] *= layer[..., 3:] / 255
    canvas = np.zeros((90, 60, 3), np.uint8)
    canvas[15:85, 5:55] = under
    put(canvas, layer, (5, 15))
    whole = Image.fromarray(under).convert("RGBA")
    whole.alpha_composite(Image.fromarray(over))
    assert np.abs(canvas[15:85, 5:55].astype(int) - np.asarray(whole)[..., :3]).max() <= 1
    assert not canvas[:15].any()
