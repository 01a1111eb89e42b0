import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.formats.brand import load_brand
from core.imagery.studio.colours import dealt
from core.imagery.studio.framing import axes
from core.imagery.studio.mesh import Floats
from core.imagery.studio.pairing import beside
from core.imagery.studio.parts import Part, grounded, outer_points
from core.imagery.studio.shapes import rounded_box
from core.imagery.studio.subject import Subject
from core.imagery.studio.subjects import CATALOGUE

SUBJECTS = st.sampled_from(list(CATALOGUE.values()))
VIEWS = st.tuples(st.floats(-60, 60), st.floats(5, 40))


def built(subject: Subject, seed: int) -> list[Part]:
    rng = np.random.default_rng(seed)
    return grounded(subject.build(rng, dealt(load_brand(), rng)))


def gap(first: Floats, second: Floats) -> float:
    """The widest gap between the two along any of 360 directions on the floor; negative where they overlap."""
    turn = np.radians(np.arange(0, 180, 0.5))
    directions = np.stack([np.cos(turn), np.sin(turn)])
    a, b = first[:, :2] @ directions, second[:, :2] @ directions
    return float(np.maximum(b.min(axis=0) - a.max(axis=0), a.min(axis=0) - b.max(axis=0)).max())


@given(SUBJECTS, SUBJECTS, VIEWS, st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_of_any_two_the_companion_is_smaller_stands_on_the_floor_and_touches_nothing(
    hero: Subject, companion: Subject, view: tuple[float, float], seed: int
) -> None:
    first = built(hero, seed)
    second = beside(first, built(companion, seed), view, np.random.default_rng(seed))
    here, there = outer_points(first), outer_points(second)
    assert there[:, 2].min() == pytest.approx(0)
    assert gap(here, there) > 0.04
    width, height, _ = np.ptp(here @ axes(*view).T, axis=0)
    its_width, its_height, _ = np.ptp(there @ axes(*view).T, axis=0)
    assert 0.5 < np.sqrt(its_width * its_height / (width * height)) < 0.7


@given(VIEWS, st.integers(0, 99))
def test_the_camera_sees_the_companion_before_one_edge_of_the_hero(view: tuple[float, float], seed: int) -> None:
    box = [Part(rounded_box(2, 1, 1, 0.1).moved(z=0.5), "#4169E1")]
    other = beside(box, box, view, np.random.default_rng(seed))
    here, there = (outer_points(group) @ axes(*view).T for group in (box, other))
    assert there[:, 2].mean() < here[:, 2].mean()
    assert there[:, 0].min() < here[:, 0].max()
    assert here[:, 0].min() < there[:, 0].max()
    assert there[:, 0].max() > here[:, 0].max() or there[:, 0].min() < here[:, 0].min()
