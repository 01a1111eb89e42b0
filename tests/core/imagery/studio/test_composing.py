import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.formats.brand import load_brand
from core.imagery.studio.choosing import mentioned
from core.imagery.studio.colour_words import asked_colour
from core.imagery.studio.colours import dealt, encoded, hues, linear, mixed
from core.imagery.studio.composing import Scene, compose
from core.imagery.studio.framing import FILL, Window, frame
from core.imagery.studio.mesh import Floats
from core.imagery.studio.parts import outer_points
from core.imagery.studio.subjects import CATALOGUE

BRAND = load_brand()
NAMES = st.sampled_from(list(CATALOGUE))


def seen(scene: Scene) -> Floats:
    """Every vertex, as shares of the frame."""
    return scene.camera.project(outer_points(scene.parts))


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_seed_stays_in_frame_fills_it_and_stands_on_the_floor(name: str) -> None:
    for seed in range(12):
        scene = compose(CATALOGUE[name], BRAND, seed)
        points = outer_points(scene.parts)
        shares = scene.camera.project(points)
        assert points[:, 2].min() == pytest.approx(0)
        assert np.ptp(shares, axis=0).max() == pytest.approx(FILL, abs=0.01)
        assert shares.min() > 0.08
        assert shares.max() < 0.92


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_seed_is_a_scene(name: str) -> None:
    first, again, other = (seen(compose(CATALOGUE[name], BRAND, seed)) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert first.shape != other.shape or not np.allclose(first, other)


@given(NAMES, NAMES, st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_two_subjects_fill_the_frame_in_shared_colours_and_are_described(first: str, second: str, seed: int) -> None:
    hero, companion = CATALOGUE[first], CATALOGUE[second]
    scene = compose(hero, BRAND, seed, companion=companion)
    points = outer_points(scene.parts)
    shares = scene.camera.project(points)
    assert points[:, 2].min() == pytest.approx(0)
    assert np.ptp(shares, axis=0).max() == pytest.approx(FILL, abs=0.01)
    assert shares.min() > 0.08
    assert shares.max() < 0.92
    assert mentioned(scene.description, CATALOGUE) == list(dict.fromkeys([hero, companion]))
    assert asked_colour(scene.description, hues(BRAND)) == scene.tints.main


def test_a_seed_is_a_scene_of_two() -> None:
    card, coins = CATALOGUE["card"], CATALOGUE["coins"]
    first, again, other = (seen(compose(card, BRAND, seed, companion=coins)) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert first.shape != other.shape or not np.allclose(first, other)


def test_a_main_colour_that_is_given_changes_colours_only() -> None:
    seeded, asked = (compose(CATALOGUE["car"], BRAND, 1, main) for main in (None, BRAND.palette["accent"]))
    assert asked.tints.main == BRAND.palette["accent"]
    assert np.array_equal(outer_points(seeded.parts), outer_points(asked.parts))


def test_any_integer_is_a_seed() -> None:
    for seed in (0, -5, 2**70):
        compose(CATALOGUE["gift"], BRAND, seed)


def test_every_brand_colour_gets_to_be_the_main_one_and_signs_stand_out() -> None:
    deals = [dealt(BRAND, np.random.default_rng(seed)) for seed in range(60)]
    assert {tints.main for tints in deals} == set(hues(BRAND))
    for tints in deals:
        assert {tints.main, tints.second, tints.accent} == set(hues(BRAND))
        assert tints.glass != tints.main
        assert tints.exchanged().glass != tints.accent
        for colour in hues(BRAND):
            assert abs(sum(linear(tints.on(colour))) - sum(linear(colour))) > 0.7


@given(st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}"))
def test_linear_and_encoded_undo_each_other(colour: str) -> None:
    assert mixed(colour, "#000000", 0) == colour
    assert "#" + bytes(encoded(np.array(linear(colour), np.float32))).hex().upper() == colour


@given(
    st.lists(st.tuples(*[st.floats(-2, 2)] * 3), min_size=4, max_size=30),
    st.floats(-60, 60),
    st.floats(5, 60),
)
def test_the_camera_centres_whatever_it_is_given(
    points: list[tuple[float, float, float]], azimuth: float, elevation: float
) -> None:
    cloud = np.array([*points, (1, 1, 1), (-1, -1, 0)], dtype=float)
    shares = frame(cloud, azimuth, elevation).project(cloud)
    assert np.ptp(shares, axis=0).max() == pytest.approx(FILL, abs=0.02)
    assert shares.min() > 0.05
    assert shares.max() < 0.95


@given(st.integers(1, 700), st.integers(1, 20))
def test_strips_cover_the_window_once(height: int, count: int) -> None:
    strips = Window(5, 7, 30, height).strips(count)
    rows = np.concatenate([np.arange(1000)[strip.slices[0]] for strip in strips])
    assert np.array_equal(rows, np.arange(7, 7 + height))
    assert all((strip.offset_x, strip.width) == (5, 30) for strip in strips)
