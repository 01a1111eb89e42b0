from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.formats.brand import load_brand
from core.imagery.studio.composing import compose
from core.imagery.studio.mesh import Mesh, joined
from core.imagery.studio.outline import circle, mitred_normals, rounded, rounded_rectangle, star, triangulated
from core.imagery.studio.shapes import disc, extruded, lathe, puffed, rounded_box, sphere, tile, torus, tube
from core.imagery.studio.subjects import CATALOGUE

BENT = np.array([[0, 0, 0], [1, 0, 0], [1.5, 0.5, 0.2], [2, 1, 0.5]], dtype=float)
L_SHAPE = rounded([(0, 0), (2, 0), (2, 1), (1, 1), (1, 2), (0, 2)], 0.2)

SOLIDS = {
    "box": (rounded_box(1, 2, 3, 0.2), 6),
    "tile": (tile(2, 1, 0.1, 0.2), 0.4),
    "disc": (disc(1, 0.5), np.pi / 2),
    "L": (extruded(L_SHAPE, 0.5, 0.1), 1.5),
    "star": (extruded(star(5, 1, 0.5, 0.05), 0.4, 0.02), 0.6),
    "cushion": (puffed(circle(1), 1), 2 * np.pi / 3),
    "ball": (sphere(1), 4 * np.pi / 3),
    "ring": (torus(1, 0.2), 2 * np.pi**2 * 0.04),
    "bar": (tube(BENT, 0.1), 0.08),
    "cone": (lathe(np.array([[0, 0], [1, 0], [0, 1]], dtype=float)), np.pi / 3),
    "bent box": (rounded_box(1, 1, 1, 0.1).warped(lambda p: p * [1, 1, 1] + 0.1 * np.sin(p[:, [1, 2, 0]])), 1),
    "moved": (rounded_box(1, 1, 1, 0.1).turned("x", 30).scaled(2, 1, 1).moved(5, 5, 5), 2),
}


#: Subjects with surfaces that end within another part, where no camera looks.
SHELLS = {"rocket", "shield", "shopping_bag", "umbrella"}


def volume(mesh: Mesh) -> float:
    a, b, c = (mesh.vertices[corner] for corner in mesh.faces.T)
    return float((np.cross(a, b) * c).sum() / 6)


def open_edges(mesh: Mesh) -> int:
    """Edges that two faces do not share in opposite directions, vertices in one place being one."""
    _, place = np.unique(np.round(mesh.vertices, 6), axis=0, return_inverse=True)
    faces = place.ravel()[mesh.faces]
    faces = faces[(faces != np.roll(faces, 1, axis=1)).all(axis=1)]
    edges = Counter(map(tuple, np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]).tolist()))
    return sum(edges[b, a] != count for (a, b), count in edges.items())


@pytest.mark.parametrize("name", SOLIDS)
def test_a_solid_is_closed_faces_outwards_and_has_its_volume(name: str) -> None:
    mesh, expected = SOLIDS[name]
    assert open_edges(mesh) == 0
    assert volume(mesh) == pytest.approx(expected, rel=0.12)


@pytest.mark.parametrize("name", [name for name in SOLIDS if name != "cone"])
def test_normals_are_unit_and_follow_the_faces(name: str) -> None:
    mesh, _ = SOLIDS[name]
    a, b, c = (mesh.vertices[corner] for corner in mesh.faces.T)
    across = np.cross(b - a, c - a)
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1)
    assert ((across[:, None] * mesh.normals[mesh.faces]).sum(axis=2) > 0.7).all()


def test_a_rounded_box_has_the_outer_size_asked_for() -> None:
    assert np.ptp(rounded_box(1, 2, 3, 0.3).vertices, axis=0) == pytest.approx([1, 2, 3])


def test_joining_keeps_every_surface() -> None:
    both = joined([sphere(1), sphere(1).moved(3)])
    assert volume(both) == pytest.approx(2 * volume(sphere(1)))


@given(st.integers(3, 9), st.floats(0.3, 0.95), st.floats(0, 0.1))
def test_triangles_cover_an_outline_exactly(points: int, inner: float, radius: float) -> None:
    outline = star(points, 1, inner, radius)
    a, b, c = (outline[corner] for corner in triangulated(outline).T)
    ahead, across = b - a, c - a
    areas = (ahead[:, 0] * across[:, 1] - ahead[:, 1] * across[:, 0]) / 2
    x, y = outline.T
    assert (areas > -1e-9).all()
    assert areas.sum() == pytest.approx((x * np.roll(y, -1) - y * np.roll(x, -1)).sum() / 2)


def test_mitred_normals_shift_every_edge_by_one() -> None:
    square = np.array([[1, -1], [1, 1], [-1, 1], [-1, -1]], dtype=float)
    assert square + mitred_normals(square) == pytest.approx(2 * square)


def test_rounding_stays_inside_the_corners() -> None:
    assert np.abs(rounded_rectangle(2, 1, 5)).max(axis=0) == pytest.approx([1, 0.5])
    assert np.linalg.norm(circle(2), axis=1) == pytest.approx(2)


@pytest.mark.parametrize("name", CATALOGUE)
@pytest.mark.parametrize("seed", range(3))
def test_every_part_of_a_subject_is_solid(name: str, seed: int) -> None:
    for part in compose(CATALOGUE[name], load_brand(), seed).parts:
        assert np.isfinite(part.mesh.vertices).all()
        assert np.isfinite(part.mesh.normals).all()
        assert volume(part.mesh) > 0
        assert name in SHELLS or open_edges(part.mesh) == 0
