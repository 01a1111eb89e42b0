"""What a cut-out without a shadow gets to stand on."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from core.compositing.cutouts import prepared
from core.compositing.shadow import INK, standing

SHAPES = {
    "card": lambda draw: draw.rounded_rectangle((100, 180, 299, 319), 12, fill="#4169E1"),
    "ball": lambda draw: draw.ellipse((100, 100, 299, 299), fill="#4169E1"),
    "phone": lambda draw: draw.rounded_rectangle((150, 40, 249, 339), 16, fill="#4169E1"),
    "flower": lambda draw: (
        draw.line((200, 150, 200, 350), "#2E8B57", 10),
        draw.ellipse((140, 60, 259, 179), "#E66A8A"),
    ),
}


def drawn(name: str) -> np.ndarray:
    image = Image.new("RGBA", (400, 400))
    SHAPES[name](ImageDraw.Draw(image))
    return np.asarray(image.crop(image.getbbox()))


@pytest.mark.parametrize("name", list(SHAPES))
def test_the_thing_itself_stays_as_it_is(name: str) -> None:
    thing, stood = drawn(name), standing(drawn(name))
    solid = stood[..., 3] == 255
    rows, columns = np.flatnonzero(solid.any(axis=1)), np.flatnonzero(solid.any(axis=0))
    there = stood[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    assert np.array_equal(there[thing[..., 3] == 255], thing[thing[..., 3] == 255])


@pytest.mark.parametrize("name", list(SHAPES))
def test_it_is_deepest_where_the_thing_touches_and_gone_at_the_picture_s_edge(name: str) -> None:
    stood = standing(drawn(name))
    alpha = stood[..., 3].astype(int)
    shadow = np.where((alpha > 0) & (alpha < 255), alpha, 0)
    lowest = np.flatnonzero((alpha == 255).any(axis=1))[-1]
    assert 60 < shadow[lowest : lowest + 2].max() < 200
    assert max(shadow[0].max(), shadow[-1].max(), shadow[:, 0].max(), shadow[:, -1].max()) < 12
    assert (stood[shadow > 20][:, :3] == INK).all()


@pytest.mark.parametrize("name", list(SHAPES))
def test_it_costs_the_thing_little_of_its_size(name: str) -> None:
    thing, stood = drawn(name).shape, standing(drawn(name)).shape
    assert max(stood[0] / thing[0], stood[1] / thing[1]) < 1.3


def test_it_is_smooth() -> None:
    """No step that an eye would take for an edge."""
    alpha = standing(drawn("ball"))[..., 3].astype(int)
    shadow = (alpha < 140) & (alpha > 0)
    steps = np.abs(np.diff(alpha, axis=1))[shadow[:, 1:] & shadow[:, :-1]]
    assert np.quantile(steps, 0.99) <= 16


def test_a_cut_out_without_a_shadow_is_stood_on_one() -> None:
    ball = Image.new("RGBA", (300, 300))
    ImageDraw.Draw(ball).ellipse((50, 50, 249, 249), fill="#4169E1")
    alpha = prepared(ball).alpha
    assert alpha.shape[0] > 200
    assert ((alpha > 8) & (alpha < 160)).mean() > 0.01
