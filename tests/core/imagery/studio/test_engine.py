"""Small real pictures; what only looking can judge is on the contact sheet in docs."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.errors import Cancelled
from core.formats.brand import load_brand
from core.imagery.studio.engine import Effort, StudioEngine
from core.imagery.studio.finish import denoised, shadowed
from core.imagery.studio.light import FLOOR, environment, floor_radiance
from core.imagery.studio.subjects import CATALOGUE
from tests.fakes import Progress, wish

QUICK = StudioEngine(effort=Effort(samples=4, strips=3))


def pixels(prompt: str, seed: int = 1) -> NDArray[np.int64]:
    """On the studio's white floor."""
    picture = QUICK.obtain(wish(prompt, seed=seed, size=96), checkpoint=Progress())
    floor = Image.new("RGBA", picture.image.size, "white")
    return np.asarray(Image.alpha_composite(floor, picture.image).convert("RGB"), dtype=int)


@pytest.mark.studio
@pytest.mark.parametrize("name", CATALOGUE)
def test_a_subject_stands_on_pure_white_with_nothing_at_the_border(name: str) -> None:
    picture = pixels(name)
    border = np.concatenate(
        [picture[:2], picture[-2:], picture[:, :2].swapaxes(0, 1), picture[:, -2:].swapaxes(0, 1)], 1
    )
    assert (border == 255).all()
    assert 0.1 < (picture.min(axis=2) < 200).mean() < 0.75
    assert (picture == 255).all(axis=2).mean() > 0.15


@pytest.mark.studio
def test_the_subject_is_solid_and_its_shadow_lets_other_grounds_through() -> None:
    alpha = np.asarray(QUICK.obtain(wish("car", size=96), checkpoint=Progress()).image.getchannel("A"))
    assert (alpha == 255).mean() > 0.1
    assert ((alpha > 0) & (alpha < 160)).mean() > 0.02
    assert (alpha == 0).mean() > 0.15


@pytest.mark.studio
def test_the_main_colour_comes_out_as_the_brand_s() -> None:
    seen = pixels("parcel").reshape(-1, 3)
    blue = np.array(list(bytes.fromhex(load_brand().palette["primary"][1:])), dtype=float)
    assert (np.abs(seen - blue).max(axis=1) < 30).mean() > 0.05


@pytest.mark.studio
def test_without_a_prompt_the_picture_describes_itself() -> None:
    picture = QUICK.obtain(wish(offer="Подарок за заявку", seed=2, size=32), checkpoint=Progress())
    assert "gift box" in picture.prompt
    assert any(name in picture.prompt for name in ("royal blue", "pale turquoise", "light salmon"))
    assert (picture.source, picture.engine) == ("studio", "studio-3")
    again = QUICK.obtain(wish(picture.prompt, seed=2, size=32), checkpoint=Progress())
    assert np.abs(np.asarray(again.image, dtype=int) - np.asarray(picture.image, dtype=int)).max() <= 1


@pytest.mark.studio
def test_cancelling_stops_before_the_next_strip() -> None:
    progress = Progress(patience=3)
    with pytest.raises(Cancelled):
        QUICK.obtain(wish("gift", size=64), checkpoint=progress)
    assert len(progress.fractions) == 3
    assert progress.fractions[-1] < 0.5


def test_an_empty_floor_is_as_bright_as_the_light_says() -> None:
    even = np.ones_like(environment())
    assert floor_radiance(even) == pytest.approx(FLOOR, rel=1e-3)


def test_shadows_end_in_exactly_white() -> None:
    size = 200
    cover = np.zeros((size, size, 1), np.float32)
    cover[80:120, 80:120] = 1
    floor = np.full((size, size, 3), 0.5, np.float32)
    light = shadowed(floor, cover, size)
    assert (light[[0, -1]] == 1).all()
    assert (light[:, [0, -1]] == 1).all()
    assert 0.6 < light[100, 122, 0] < 0.8
    assert (light[100, 160:] == 1).all()


def test_no_crevice_is_so_dark_that_its_shadow_would_be_cut_out_as_a_thing() -> None:
    cover = np.zeros((200, 200, 1), np.float32)
    cover[80:120, 80:120] = 1
    assert shadowed(np.zeros((200, 200, 3), np.float32), cover, 200).min() > 0.5


def test_denoising_takes_the_noise_and_leaves_the_edge() -> None:
    rng = np.random.default_rng(0)
    clean = np.full((64, 64, 3), 0.2, np.float32)
    clean[:, 32:] = 0.8
    noisy = (clean + rng.normal(0, 0.05, (64, 64, 1))).astype(np.float32)
    result = denoised(noisy, np.full((64, 64), 0.0025, np.float32), np.zeros((64, 64, 1), np.float32))
    assert np.abs(result - clean).std() < 0.012
    assert (result[:, 32] - result[:, 31]).min() > 0.5
