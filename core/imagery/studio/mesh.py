"""Triangle meshes as arrays, and moving them about. Units: one is about the size of the subject; z is up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Mesh:
    """`vertices` (n, 3), unit `normals` (n, 3), `faces` (m, 3) counter-clockwise seen from outside."""

    vertices: Floats
    normals: Floats
    faces: NDArray[np.int64]

    def moved(self, x: float = 0, y: float = 0, z: float = 0) -> Self:
        """Shifted along the axes."""
        return replace(self, vertices=self.vertices + np.array([x, y, z]))

    def turned(self, axis: str, degrees: float) -> Self:
        """Rotated about the x, y or z axis, counter-clockwise seen from the axis' tip."""
        return self._linear(rotation(axis, degrees))

    def scaled(self, x: float, y: float | None = None, z: float | None = None) -> Self:
        """Scaled along the axes; one number scales all three. Factors are positive."""
        return self._linear(np.diag([x, x if y is None else y, x if z is None else z]))

    def warped(self, bend: Callable[[Floats], Floats]) -> Self:
        """Every vertex (n, 3) sent through the smooth map `bend`; normals follow its Jacobian."""
        step = 1e-4
        columns = [(bend(self.vertices + step * e) - bend(self.vertices - step * e)) / (2 * step) for e in np.eye(3)]
        # A normal is a covector: J^-T n, whose direction the three column cross products give.
        a, b, c = columns
        x, y, z = self.normals.T[:, :, None]
        normals = np.cross(b, c) * x + np.cross(c, a) * y + np.cross(a, b) * z
        return replace(self, vertices=bend(self.vertices), normals=unit(normals))

    def _linear(self, matrix: Floats) -> Self:
        normals = unit(self.normals @ np.linalg.inv(matrix))
        return replace(self, vertices=self.vertices @ matrix.T, normals=normals)


def rotation(axis: str, degrees: float) -> Floats:
    """3×3 rotation about "x", "y" or "z"."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    first, second = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    matrix = np.eye(3)
    matrix[first, first] = matrix[second, second] = cosine
    matrix[first, second], matrix[second, first] = -sine, sine
    return matrix


def unit(vectors: Floats) -> Floats:
    """Rows scaled to length one; zero rows stay zero."""
    scaled: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
    return scaled


def joined(meshes: Iterable[Mesh]) -> Mesh:
    """One mesh of several, which stay separate surfaces."""
    parts = list(meshes)
    starts = np.cumsum([0] + [len(part.vertices) for part in parts[:-1]])
    return Mesh(
        np.concatenate([part.vertices for part in parts]),
        np.concatenate([part.normals for part in parts]),
        np.concatenate([part.faces + start for part, start in zip(parts, starts, strict=True)]),
    )


def grid(points: Floats, normals: Floats | None = None, *, closed: bool = False) -> Mesh:
    """A surface through `points` (rows, columns, 3); columns wrap round, rows too where `closed`.

    Outside is to the left of a row's direction, seen along growing rows. Triangles without area (at a pole)
    are left out. Without `normals` they are averaged over the faces that meet in a point.
    """
    rows, columns = points.shape[:2]
    index = np.arange(rows * columns).reshape(rows, columns)
    index = np.concatenate([index, index[:, :1]], axis=1)
    if closed:
        index = np.concatenate([index, index[:1]], axis=0)
    a, b, c, d = index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]
    faces = np.concatenate([np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)])
    vertices = points.reshape(-1, 3)
    faces = faces[np.linalg.norm(_face_normals(vertices, faces), axis=1) > 1e-12]
    flat = smooth_normals(vertices, faces) if normals is None else unit(normals.reshape(-1, 3))
    return Mesh(vertices, flat, faces)


def smooth_normals(vertices: Floats, faces: NDArray[np.int64]) -> Floats:
    """Normals averaged by area over the faces that meet in a place, however many vertices lie there."""
    _, place = np.unique(np.round(vertices, 6), axis=0, return_inverse=True)
    place = place.ravel()
    total = np.zeros((place.max() + 1, 3))
    across = _face_normals(vertices, faces)
    for corner in faces.T:
        np.add.at(total, place[corner], across)
    return unit(total)[place]


def _face_normals(vertices: Floats, faces: NDArray[np.int64]) -> Floats:
    """Twice the area, along the outside normal, of each face."""
    a, b, c = (vertices[corner] for corner in faces.T)
    return np.cross(b - a, c - a)
