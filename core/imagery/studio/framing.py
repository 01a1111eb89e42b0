"""Where the camera stands: the subject fills the frame and sits in its optical centre."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.imagery.studio.mesh import Floats

#: Angle of view in degrees: a long lens, for gentle perspective.
FIELD_OF_VIEW = 20.0
#: Share of the frame that the subject's larger side takes.
FILL = 0.74
#: Where the centre of the subject's box lies (shares of the frame): the shadow weighs down the right bottom.
OPTICAL_CENTRE = (0.488, 0.488)
#: Left, top, right and bottom of the subject, shares of the frame: where its shadow may fall.
_SHADOW_ROOM = np.array([0.1, 0.02, 0.12, 0.1])


@dataclass(frozen=True)
class Camera:
    """A pinhole at `origin`; the rows of `axes` (3, 3) are its unit vectors right, down and ahead."""

    origin: Floats
    axes: Floats

    def project(self, points: Floats) -> Floats:
        """Points (n, 3) as (n, 2) shares of the frame, from left top to right bottom."""
        x, y, depth = self.axes @ (points - self.origin).T
        shares: Floats = np.stack([x, y], axis=1) / depth[:, None] / (2 * _half_width()) + 0.5
        return shares


@dataclass(frozen=True)
class Window:
    """A part of the picture in pixels, from its left top corner."""

    offset_x: int
    offset_y: int
    width: int
    height: int

    def strips(self, count: int) -> list["Window"]:
        """The window cut into at most `count` strips from top to bottom."""
        edges = np.unique(np.linspace(0, self.height, count + 1).astype(int)).tolist()
        return [Window(self.offset_x, self.offset_y + a, self.width, b - a) for a, b in pairwise(edges)]

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns, to index an array of the whole picture."""
        return (
            slice(self.offset_y, self.offset_y + self.height),
            slice(self.offset_x, self.offset_x + self.width),
        )


def lit_window(camera: Camera, points: Floats, size: int) -> Window:
    """Where there is anything to see: `points` and the room that their shadow gets, inside the border."""
    shares = camera.project(points)
    low = np.maximum(shares.min(axis=0) - _SHADOW_ROOM[:2], 0.01)
    high = np.minimum(shares.max(axis=0) + _SHADOW_ROOM[2:], 0.99)
    left, top = np.floor(low * size).astype(int).tolist()
    right, bottom = np.ceil(high * size).astype(int).tolist()
    return Window(left, top, right - left, bottom - top)


def axes(azimuth: float, elevation: float) -> Floats:
    """A camera's unit vectors right, down and ahead (3, 3).

    `azimuth` turns it about the subject (0: in front, at -y; positive: to the right), `elevation` lifts it; degrees.
    """
    a, e = np.radians(azimuth), np.radians(elevation)
    ahead = -np.array([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)])
    right = np.array([np.cos(a), np.sin(a), 0.0])
    return np.stack([right, np.cross(ahead, right), ahead])


def frame(points: Floats, azimuth: float, elevation: float) -> Camera:
    """The camera that sees `points` (n, 3) as large as FILL allows, centred; angles as in `axes`."""
    turned = axes(azimuth, elevation)
    seen = points @ turned.T
    middle = (seen.min(axis=0) + seen.max(axis=0)) / 2
    distance = float(np.ptp(seen, axis=0).max()) / (2 * _half_width() * FILL)
    for _ in range(12):  # perspective makes near parts larger: settle centre and distance in turns
        camera = Camera(turned.T @ (middle - [0, 0, distance]), turned)
        shares = camera.project(points)
        low, high = shares.min(axis=0), shares.max(axis=0)
        off = (low + high) / 2 - OPTICAL_CENTRE
        middle = middle + np.array([*off, 0]) * distance * 2 * _half_width()
        distance *= float((high - low).max()) / FILL
    return camera


def _half_width() -> float:
    """Half the frame's width at distance one."""
    return float(np.tan(np.radians(FIELD_OF_VIEW / 2)))
