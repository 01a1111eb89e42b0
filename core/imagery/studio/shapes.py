"""Solids with soft edges, centred on the origin unless said otherwise."""

import numpy as np
from numpy.typing import NDArray

from core.imagery.studio.mesh import Floats, Mesh, grid, unit
from core.imagery.studio.outline import circle, mitred_normals, rounded_rectangle, triangulated

Indices = NDArray[np.int64]


def rounded_box(x: float, y: float, z: float, radius: float, steps: int = 6) -> Mesh:
    """A box of outer size (x, y, z) whose edges are rounded by `radius`: a sphere pulled apart at its octants."""
    quarter = np.linspace(0, np.pi / 2, steps + 1)
    turn = np.concatenate([quarter + k * np.pi / 2 for k in range(4)])
    rise = np.concatenate([quarter - np.pi / 2, quarter])
    across = np.repeat([[1, 1], [-1, 1], [-1, -1], [1, -1]], steps + 1, axis=0)
    up = np.repeat([-1, 1], steps + 1)
    flat = np.cos(rise)[:, None]
    normals = np.stack(
        [flat * np.cos(turn), flat * np.sin(turn), np.broadcast_to(np.sin(rise)[:, None], (len(rise), len(turn)))], -1
    )
    signs = np.concatenate(
        [
            np.broadcast_to(across, (len(rise), len(turn), 2)),
            np.broadcast_to(up[:, None, None], (len(rise), len(turn), 1)),
        ],
        -1,
    )
    radius = min(radius, x / 2 - 1e-4, y / 2 - 1e-4, z / 2 - 1e-4)
    core = np.array([x, y, z]) / 2 - radius
    side = grid(signs * core + radius * normals, normals)
    corners = np.arange(4) * (steps + 1)
    top = corners + (len(rise) - 1) * len(turn)
    return _capped(side, corners, top, np.array([[0, 1, 2], [0, 2, 3]]))


def extruded(outline: Floats, depth: float, bevel: float, steps: int = 5) -> Mesh:
    """An outline in the xy plane given `depth` along z, its edges rounded inwards by `bevel`."""
    bevel = min(bevel, depth / 2)
    quarter = np.linspace(0, np.pi / 2, steps + 1)
    rise = np.concatenate([quarter - np.pi / 2, quarter])
    inward = bevel * (1 - np.cos(rise))
    height = np.concatenate([np.full(steps + 1, bevel - depth / 2), np.full(steps + 1, depth / 2 - bevel)])
    height = height + bevel * np.sin(rise)
    mitred = mitred_normals(outline)
    flat = outline[None] - inward[:, None, None] * mitred[None]
    outward = unit(mitred)
    shape = (len(rise), len(outline), 1)
    points = np.concatenate([flat, np.broadcast_to(height[:, None, None], shape)], axis=-1)
    normals = np.concatenate(
        [np.cos(rise)[:, None, None] * outward[None], np.broadcast_to(np.sin(rise)[:, None, None], shape)], axis=-1
    )
    first, last = np.arange(len(outline)), np.arange(len(outline)) + (len(rise) - 1) * len(outline)
    return _capped(grid(points, normals), first, last, triangulated(flat[0]))


def puffed(outline: Floats, depth: float, steps: int = 14) -> Mesh:
    """An outline in the xy plane blown up to `depth` along z, thickest at the origin, from which every point of the
    outline must be in sight; its inward corners become creases."""
    rise = np.linspace(-np.pi / 2, np.pi / 2, 2 * steps + 1)[:, None, None]
    flat = np.cos(rise) * outline
    return grid(np.concatenate([flat, np.broadcast_to(depth / 2 * np.sin(rise), (*flat.shape[:2], 1))], axis=-1))


def tile(x: float, y: float, corner: float, depth: float, bevel: float = 0.02) -> Mesh:
    """A plate facing up with rounded corners: cards, screens, windows."""
    return extruded(rounded_rectangle(x, y, corner), depth, bevel, 3)


def disc(radius: float, depth: float, bevel: float = 0.02, points: int = 48) -> Mesh:
    """A round plate facing up."""
    return extruded(circle(radius, points), depth, bevel, 4)


def lathe(profile: Floats, points: int = 64) -> Mesh:
    """A profile of (radius, height) rows, from the lowest point on the axis to the highest, turned about z."""
    turn = np.linspace(0, 2 * np.pi, points, endpoint=False)
    ring = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    flat = profile[:, None, :1] * ring[None]
    height = np.broadcast_to(profile[:, None, 1:], (len(profile), points, 1))
    return grid(np.concatenate([flat, height], axis=-1))


def sphere(radius: float, points: int = 32) -> Mesh:
    """A ball; scale it for a pebble."""
    rise = np.linspace(-np.pi / 2, np.pi / 2, points // 2 + 1)
    return lathe(radius * np.stack([np.abs(np.cos(rise)) * (np.abs(rise) < 1.57), np.sin(rise)], axis=1), points)


def torus(radius: float, thickness: float, points: int = 48) -> Mesh:
    """A ring about z; `thickness` is the radius of its section."""
    return tube(np.pad(circle(radius, points), ((0, 0), (0, 1))), thickness, closed=True)


def tube(path: Floats, radius: float | Floats, *, flat: float = 1, closed: bool = False, points: int = 16) -> Mesh:
    """A round bar along `path` (n, 3), its open ends rounded. `radius` may differ from point to point;
    `flat` squeezes the section across the plane in which the path first bends (a ribbon)."""
    radii = np.broadcast_to(np.asarray(radius, dtype=float), len(path))
    if not closed:
        path, radii = _with_round_ends(path, radii)
    ahead, behind = (np.roll(path, -1, axis=0), np.roll(path, 1, axis=0))
    if not closed:
        ahead[-1], behind[0] = path[-1] + (path[-1] - path[-2]), path[0] - (path[1] - path[0])
    tangent = unit(ahead - behind)
    normal = _transported(tangent, path)
    side = np.cross(tangent, normal)
    turn = np.linspace(0, 2 * np.pi, points, endpoint=False)[:, None]
    section = np.cos(turn) * flat * normal[:, None] + np.sin(turn) * side[:, None]
    return grid(path[:, None] + radii[:, None, None] * section, closed=closed)


def _with_round_ends(path: Floats, radii: Floats) -> tuple[Floats, Floats]:
    """Hemispheres put before and after an open path, as points with shrinking radius."""
    quarter = np.linspace(0, np.pi / 2, 6)[1:]
    start, end = unit(path[0] - path[1]), unit(path[-1] - path[-2])
    before = path[0] + radii[0] * np.sin(quarter[::-1, None]) * start
    after = path[-1] + radii[-1] * np.sin(quarter[:, None]) * end
    return (
        np.concatenate([before, path, after]),
        np.concatenate([radii[0] * np.cos(quarter[::-1]), radii, radii[-1] * np.cos(quarter)]),
    )


def _transported(tangent: Floats, path: Floats) -> Floats:
    """A normal carried along the path without twist, starting in the plane in which the path bends."""
    centred = path - path.mean(axis=0)
    plane = np.linalg.svd(centred, full_matrices=False)[2][2]
    normal = np.cross(plane, tangent[0])
    if np.linalg.norm(normal) < 1e-6:
        normal = np.cross(tangent[0], np.eye(3)[np.argmin(np.abs(tangent[0]))])
    normals = []
    for direction in tangent:
        normal = normal - (normal @ direction) * direction
        normal = normal / np.linalg.norm(normal)
        normals.append(normal)
    return np.array(normals)


def _capped(side: Mesh, first: Indices, last: Indices, triangles: Indices) -> Mesh:
    """Both ends of a side closed: `triangles` index into the rings `first` (seen from behind) and `last`."""
    faces = np.concatenate([side.faces, first[triangles[:, ::-1]], last[triangles]])
    return Mesh(side.vertices, side.normals, faces)
