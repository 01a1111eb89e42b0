"""Pictures: trimming, resizing, placing."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from core.compositing.canvas import put_light
from core.compositing.cutouts import Cutout, Placement, fitted, place, prepared
from core.compositing.light import pixels_of
from core.compositing.shadow import visible


def block(size: tuple[int, int], box: tuple[int, int, int, int]) -> Image.Image:
    image = Image.new("RGBA", size)
    image.paste(Image.new("RGBA", (box[2], box[3]), "#4169E1"), box[:2])
    return image


def alpha_of(image: Image.Image) -> np.ndarray:
    return np.asarray(image.getchannel("A"))


def cutout_of(image: Image.Image) -> Cutout:
    return Cutout(np.asarray(image), alpha_of(image))


def test_what_is_visible() -> None:
    assert visible(alpha_of(block((100, 80), (10, 20, 30, 40)))) == (10, 20, 30, 40)
    assert visible(alpha_of(Image.new("RGBA", (20, 10)))) == (0, 0, 20, 10)


def test_what_is_all_but_transparent_is_not_visible() -> None:
    image = block((100, 80), (10, 20, 30, 40))
    image.putpixel((90, 70), (0, 0, 0, 5))
    assert visible(alpha_of(image), 7) == (10, 20, 30, 40)
    assert visible(alpha_of(image), 4) == (10, 20, 81, 51)


def test_resizing_mixes_no_hidden_colour_in() -> None:
    image = Image.new("RGBA", (64, 64), (255, 255, 255, 0))
    image.paste((10, 20, 30, 255), (16, 16, 48, 48))
    for size in ((23, 23), (150, 150)):
        colour, alpha = pixels_of(fitted(cutout_of(image), size))
        assert np.abs(colour - [10, 20, 30])[alpha[..., 0] > 0.01].max() < 1


def test_a_shrunk_edge_keeps_its_hue() -> None:
    """A red disc on nothing, shrunk and laid on white and on black: what is between the two is between the two."""
    disc = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    ImageDraw.Draw(disc).ellipse((30, 30, 369, 369), fill=(220, 20, 40, 255))
    for ground in (0, 255):
        canvas = np.full((90, 90, 3), ground, np.uint8)
        put_light(canvas, fitted(cutout_of(disc), (90, 90)), (0, 0))
        red = np.array([220, 20, 40], float)
        share = (canvas.astype(float) - ground) @ (red - ground) / ((red - ground) @ (red - ground))
        assert np.abs(canvas - (ground + share[..., None] * (red - ground))).max() <= 1
        assert share.min() > -0.01
        assert share.max() < 1.01


def test_light_is_kept() -> None:
    """Black and white lines as fine as pixels make the grey that is half as bright, sRGB 188, not 128."""
    lines = np.zeros((64, 64, 4), np.uint8)
    lines[..., 3] = 255
    lines[::2, :, :3] = 255
    assert np.abs(pixels_of(fitted(Cutout(lines, lines[..., 3]), (32, 32)))[0] - 187.5).max() < 1


@given(st.integers(1, 90), st.integers(1, 90), st.integers(1, 120), st.integers(1, 120))
def test_a_plain_colour_stays_what_it_is_at_any_size(width: int, height: int, across: int, down: int) -> None:
    light = fitted(cutout_of(Image.new("RGBA", (width, height), (65, 105, 225, 200))), (across, down))
    assert light.shape == (down, across, 4)
    colour, alpha = pixels_of(light)
    assert np.abs(colour - [65, 105, 225]).max() < 0.2
    assert np.abs(alpha - 200 / 255).max() < 0.001


def test_the_optical_centre_is_centred() -> None:
    """A lollipop to the left of its long shadow: the lollipop comes to the middle, as far as the slot has room."""
    image = Image.new("RGBA", (200, 100), (0, 0, 0, 12))
    ImageDraw.Draw(image).ellipse((0, 0, 99, 99), fill="#4169E1")
    cutout = cutout_of(image)
    assert place(cutout, (200, 100), (0, 0, 400, 100), "bottom", Placement())[0] in range(145, 152)
    assert place(cutout, (200, 100), (0, 0, 260, 100), "bottom", Placement())[0] == 60
    assert place(cutout, (200, 100), (0, 0, 400, 300), "left", Placement()) == (0, 100)


def test_a_cut_out_with_a_shadow_keeps_it() -> None:
    image = Image.new("RGBA", (200, 100), (0, 0, 0, 60))
    ImageDraw.Draw(image).ellipse((50, 0, 149, 99), fill="#4169E1")
    assert prepared(image).alpha.shape == (100, 200)


def test_a_whole_photo_gets_round_corners() -> None:
    photo = prepared(Image.new("RGB", (300, 200), "#807060"))
    assert photo.alpha.shape == (200, 300)
    assert photo.alpha[0, 0] == 0
    assert photo.alpha[100, 150] == 255
