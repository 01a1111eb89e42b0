"""A smaller companion put beside the hero of a scene, as the camera sees them."""

import cv2
import numpy as np

from core.imagery.studio.framing import axes
from core.imagery.studio.mesh import Floats, unit
from core.imagery.studio.parts import Part, each, outer_points

#: The companion's size as a share of the hero's; how much of its width it shares with the hero; air between them.
_SIZE, _SHARED, _AIR = (0.54, 0.66), (0.22, 0.4), 0.05
#: How far it is moved towards the camera at a time until it stands free.
_STEP = 0.05
_DIRECTIONS = np.stack([np.cos(np.arange(0, np.pi, np.pi / 90)), np.sin(np.arange(0, np.pi, np.pi / 90))])


def beside(hero: list[Part], companion: list[Part], view: tuple[float, float], rng: np.random.Generator) -> list[Part]:
    """The companion scaled and moved before the left or right edge of `hero`, in a `view` of azimuth and elevation
    (degrees, as in `framing.frame`).

    Both stand on the floor; a wall could be put up between them.
    """
    side, share, shared = int(rng.choice([-1, 1])), rng.uniform(*_SIZE), rng.uniform(*_SHARED)
    factor = share * _extent(hero, view) / _extent(companion, view)
    scaled = each(companion, lambda part: part.scaled(factor))
    right, _, ahead = axes(*view)
    outwards, towards = side * right[:2], -unit(ahead[:2])
    first, second = _footprint(hero), _footprint(scaled)
    (near, edge), (inner, outer) = _span(first, outwards), _span(second, outwards)
    across = edge - inner - shared * min(edge - near, outer - inner)
    # From beside the hero's front half it comes forward: the nearest free place looks least torn apart.
    (back, front), (low, high) = _span(first, towards), _span(second, towards)
    along = (back + 3 * front) / 4 - (low + high) / 2
    while _gap(first, second + across * outwards + along * towards) < _AIR:
        along += _STEP
    x, y = across * outwards + along * towards
    return each(scaled, lambda part: part.moved(x, y))


def _extent(parts: list[Part], view: tuple[float, float]) -> float:
    """Mean edge of what the camera sees of the group: of its width and its height."""
    width, height, _ = np.ptp(outer_points(parts) @ axes(*view).T, axis=0)
    return float(np.sqrt(width * height))


def _footprint(parts: list[Part]) -> Floats:
    """The convex hull of the group seen from above, (n, 2)."""
    hull = cv2.convexHull(outer_points(parts)[:, :2].astype(np.float32))
    return np.asarray(hull[:, 0], np.float64)


def _span(footprint: Floats, direction: Floats) -> tuple[float, float]:
    """Where it begins and ends along a direction."""
    along = footprint @ direction
    return float(along.min()), float(along.max())


def _gap(first: Floats, second: Floats) -> float:
    """The widest gap between two footprints along any direction; negative where they overlap."""
    one, other = first @ _DIRECTIONS, second @ _DIRECTIONS
    return float(np.maximum(other.min(axis=0) - one.max(axis=0), one.min(axis=0) - other.max(axis=0)).max())
