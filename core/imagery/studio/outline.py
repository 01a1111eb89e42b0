"""Closed outlines in the plane: (n, 2) arrays, counter-clockwise."""

import numpy as np
from numpy.typing import NDArray

from core.imagery.studio.mesh import Floats, unit


def circle(radius: float, points: int = 64) -> Floats:
    """A circle about the origin."""
    turn = np.linspace(0, 2 * np.pi, points, endpoint=False)
    return radius * np.stack([np.cos(turn), np.sin(turn)], axis=1)


def rounded(corners: list[tuple[float, float]] | Floats, radius: float | list[float], steps: int = 6) -> Floats:
    """A polygon whose corners are replaced by arcs of `radius` (one for all, or one a corner)."""
    points = np.asarray(corners, dtype=float)
    radii = np.broadcast_to(np.asarray(radius, dtype=float), len(points))
    arcs = [
        _arc(points[i - 1], points[i], points[(i + 1) % len(points)], float(radii[i]), steps)
        for i in range(len(points))
    ]
    return np.concatenate(arcs)


def rounded_rectangle(width: float, height: float, radius: float, steps: int = 8) -> Floats:
    """Centred on the origin."""
    x, y = width / 2, height / 2
    return rounded([(x, -y), (x, y), (-x, y), (-x, -y)], radius, steps)


def star(points: int, outer: float, inner: float, radius: float) -> Floats:
    """A star with rounded tips and valleys, first tip upwards."""
    turn = np.pi / 2 + np.arange(2 * points) * np.pi / points
    reach = np.where(np.arange(2 * points) % 2 == 0, outer, inner)
    return rounded(reach[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1), radius, 5)


def heart(size: float) -> Floats:
    """A square on its corner with a half circle on each upper side, point downwards; about 2.4 × `size` wide."""
    turn = np.radians(np.linspace(-45, 135, 20))
    right = 0.5 + np.stack([np.cos(turn), np.sin(turn)], axis=1) / np.sqrt(2)
    corners = size * np.concatenate([[[0, -1]], right, right[-2::-1] * [-1, 1]])
    return rounded(corners, [0.2 * size] + [0.0] * (len(corners) - 1))


def mitred_normals(outline: Floats) -> Floats:
    """Outward normals at the points, scaled so that moving each by it shifts every edge by one."""
    edge = unit(np.roll(outline, -1, axis=0) - outline)
    after = np.stack([edge[:, 1], -edge[:, 0]], axis=1)
    middle = unit(after + np.roll(after, 1, axis=0))
    mitred: Floats = middle / np.maximum((middle * after).sum(axis=1, keepdims=True), 0.2)
    return mitred


def triangulated(outline: Floats) -> NDArray[np.int64]:
    """Triangles (n - 2, 3) that cover a simple polygon, by cutting ears (Meisters 1975)."""
    left, triangles = list(range(len(outline))), []
    while len(left) > 3:
        ear = next((i for i in range(len(left)) if _is_ear(outline, left, i)), 0)
        triangles.append((left[ear - 1], left[ear], left[(ear + 1) % len(left)]))
        del left[ear]
    return np.array([*triangles, tuple(left)])


def _is_ear(outline: Floats, left: list[int], i: int) -> bool:
    a, b, c = outline[left[i - 1]], outline[left[i]], outline[left[(i + 1) % len(left)]]
    if _cross(b - a, c - b) <= 1e-12:
        return False
    corners = {left[i - 1], left[i], left[(i + 1) % len(left)]}
    others = outline[[k for k in left if k not in corners]]
    inside = (_cross(b - a, others - a) >= 0) & (_cross(c - b, others - b) >= 0) & (_cross(a - c, others - c) >= 0)
    return not inside.any()


def _cross(u: Floats, v: Floats) -> Floats:
    return np.asarray(u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0])


def _arc(before: Floats, corner: Floats, after: Floats, radius: float, steps: int) -> Floats:
    """Points of the arc that touches both edges of the corner; the radius is kept within the edges."""
    back, ahead = before - corner, after - corner
    u, v = unit(back), unit(ahead)
    half = np.arccos(np.clip(u @ v, -1, 1)) / 2
    longest = 0.49 * min(np.linalg.norm(back), np.linalg.norm(ahead))
    radius = min(radius, float(longest * np.tan(half)))
    if radius < 1e-6 or half > 1.55:
        return corner[None]
    centre = corner + unit(u + v) * radius / np.sin(half)
    start, end = corner + u * radius / np.tan(half) - centre, corner + v * radius / np.tan(half) - centre
    sweep = np.arctan2(_cross(start, end), start @ end)
    turn = np.linspace(0, sweep, steps + 1)[:, None]
    across = np.array([-start[1], start[0]])
    return np.asarray(centre + np.cos(turn) * start + np.sin(turn) * across)
