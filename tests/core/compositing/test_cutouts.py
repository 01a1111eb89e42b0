"""Pictures: trimming, resizing, placing."""

import numpy as np
from PIL import Image, ImageDraw

from core.compositing.cutouts import fitted, place, prepared, trim


def block(size: tuple[int, int], box: tuple[int, int, int, int]) -> Image.Image:
    image = Image.new("RGBA", size)
    image.paste(Image.new("RGBA", (box[2], box[3]), "#4169E1"), box[:2])
    return image


def test_trim_finds_what_is_visible() -> None:
    trimmed, box = trim(block((100, 80), (10, 20, 30, 40)))
    assert box == (10, 20, 30, 40)
    assert trimmed.size == (30, 40)


def test_trim_leaves_out_what_is_all_but_transparent() -> None:
    image = block((100, 80), (10, 20, 30, 40))
    image.putpixel((90, 70), (0, 0, 0, 5))
    assert trim(image, 7)[1] == (10, 20, 30, 40)
    assert trim(image, 4)[1] == (10, 20, 81, 51)


def test_trim_of_nothing() -> None:
    assert trim(Image.new("RGBA", (20, 10)))[1] == (0, 0, 20, 10)


def test_resizing_mixes_no_hidden_colour_in() -> None:
    image = Image.new("RGBA", (64, 64), (255, 255, 255, 0))
    image.paste((10, 20, 30, 255), (16, 16, 48, 48))
    layer = fitted(image, (23, 23))
    seen = layer[layer[..., 3] > 2]
    assert np.abs(seen[:, :3] / seen[:, 3:] * 255 - [10, 20, 30]).max() < 1


def test_the_optical_centre_is_centred() -> None:
    """A lollipop to the left of its long shadow: the lollipop comes to the middle, as far as the slot has room."""
    image = Image.new("RGBA", (200, 100), (0, 0, 0, 12))
    ImageDraw.Draw(image).ellipse((0, 0, 99, 99), fill="#4169E1")
    layer = fitted(image, (200, 100))
    assert place(layer, (0, 0, 400, 100), "bottom")[0] in range(145, 152)
    assert place(layer, (0, 0, 260, 100), "bottom")[0] == 60
    assert place(layer, (0, 0, 400, 300), "left") == (0, 100)


def test_a_cut_out_without_a_shadow_gets_one() -> None:
    ball = Image.new("RGBA", (300, 300))
    ImageDraw.Draw(ball).ellipse((50, 50, 249, 249), fill="#4169E1")
    stood = prepared(ball)
    alpha = np.asarray(stood.getchannel("A"))
    assert stood.height > 200
    assert ((alpha > 8) & (alpha < 160)).mean() > 0.01


def test_a_whole_photo_gets_round_corners() -> None:
    photo = prepared(Image.new("RGB", (300, 200), "#807060"))
    assert photo.size == (300, 200)
    assert photo.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert photo.getpixel((150, 100))[3] == 255  # type: ignore[index]
