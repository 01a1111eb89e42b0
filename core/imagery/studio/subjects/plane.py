"""A small plane that climbs out of the clouds."""

import numpy as np

from core.formats.brand import Colour
from core.imagery.studio.colours import Tints
from core.imagery.studio.mesh import Floats, Mesh
from core.imagery.studio.outline import rounded
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import disc, extruded, lathe, sphere, torus, tube
from core.imagery.studio.subject import Subject

_LENGTH, _RADIUS = 2.2, 0.46


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """A liner with two engines or a sports plane with a propeller, its nose at -x; its hull may be white."""
    white, jets = rng.random() < 0.5, rng.random() < 0.5
    hull, wings = (tints.light, tints.main) if white else (tints.main, tints.second)
    plane = [
        *_hull(hull, tints),
        *_both_sides(_wing(), wings, -0.16),
        *_tail(wings, tints),
        *(_jets(tints) if jets else _propeller(rng, tints)),
    ]
    climb, bank = rng.uniform(9, 15), rng.uniform(14, 20)
    return [*each(plane, lambda part: part.turned("x", bank).turned("y", climb).moved(z=1.16)), *_clouds(rng, tints)]


def _hull(colour: Colour, tints: Tints) -> list[Part]:
    """A fat cigar along x, its tail drawn up, its belly painted; a windscreen and portholes."""
    belly = tints.accent if colour == tints.light else tints.light
    pane = tints.deep if colour == tints.light else tints.glass
    portholes = [
        Part(sphere(0.075).scaled(1, 0.6, 1.2).moved(x, side * 0.43, 0.12), pane, "gloss")
        for x in np.linspace(-0.36, 0.44, 4)
        for side in (-1, 1)
    ]
    return [
        Part(_cigar(1.0), colour, "gloss"),
        Part(_cigar(0.99).moved(z=-0.05), belly, "gloss"),
        Part(sphere(0.3).scaled(0.85, 1.02, 0.6).moved(-0.72, 0, 0.24), pane, "gloss"),
        *portholes,
    ]


def _cigar(share: float) -> Mesh:
    along = np.linspace(0, np.pi, 48)
    profile = np.stack([share * _RADIUS * np.sin(along) ** 0.6, -share * _LENGTH / 2 * np.cos(along)], axis=1)
    return lathe(profile).turned("y", 90).warped(_drawn_up)


def _drawn_up(points: Floats) -> Floats:
    """The hull thins and rises towards its tail."""
    x, y, z = points.T
    back = np.clip(x - 0.1, 0, None)
    thin = 1 - 0.45 * back**1.5
    return np.stack([x, y * thin, z * thin + 0.18 * back**2], axis=1)


def _both_sides(plate: Mesh, colour: Colour, z: float) -> list[Part]:
    """A wing that reaches to +y, rising a little, and the same to -y; a plate is the same upside down."""
    return [Part(plate.turned("x", 6).moved(z=z), colour), Part(plate.turned("x", 174).moved(z=z), colour)]


def _wing() -> Mesh:
    outline = [(-0.34, 0.2), (0.32, 0.2), (0.58, 1.2), (0.22, 1.2)]
    return extruded(rounded(outline, [0.05, 0.05, 0.13, 0.18]), 0.13, 0.06)


def _tail(colour: Colour, tints: Tints) -> list[Part]:
    """A fin with a stripe, and the small wings at its foot."""
    fin = rounded([(0.4, 0.2), (1.08, 0.2), (1.32, 0.98), (0.94, 0.98)], [0.1, 0.05, 0.12, 0.2])
    small = rounded([(0.74, 0.05), (1.08, 0.05), (1.24, 0.56), (1.0, 0.56)], [0.05, 0.05, 0.09, 0.12])
    stripe = rounded([(0.84, 0.62), (1.2, 0.62), (1.24, 0.76), (0.89, 0.76)], 0.03)
    return [
        Part(extruded(fin, 0.13, 0.06).turned("x", 90), colour),
        Part(extruded(stripe, 0.15, 0.02).turned("x", 90), tints.accent),
        *_both_sides(extruded(small, 0.09, 0.04), tints.accent, 0.2),
    ]


def _jets(tints: Tints) -> list[Part]:
    """An engine under each wing, its mouth rimmed with metal."""
    outline = [(0.0, -0.28), (0.12, -0.28), (0.2, 0.1), (0.17, 0.26), (0.0, 0.26)]
    engine = [
        Part(lathe(rounded(outline, [0, 0.05, 0.15, 0.03, 0])).turned("y", -90), tints.accent, "gloss"),
        Part(torus(0.16, 0.045).turned("y", 90).moved(-0.26), tints.light, "metal"),
        Part(disc(0.15, 0.04).turned("y", 90).moved(-0.25), tints.dark),
        Part(sphere(0.06).moved(-0.26), tints.light, "metal"),
    ]
    return [part.moved(-0.02, side * 0.7, -0.27) for side in (-1, 1) for part in engine]


def _propeller(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """Three blades before the nose."""
    blade, first = sphere(0.3).scaled(0.14, 0.3, 1).moved(z=0.26), rng.uniform(0, 120)
    parts = [
        Part(sphere(0.15).scaled(1.2, 1, 1), tints.light, "metal"),
        *(Part(blade.turned("x", first + turn), tints.accent, "gloss") for turn in (0, 120, 240)),
    ]
    return each(parts, lambda part: part.moved(-_LENGTH / 2 - 0.03))


def _clouds(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """A bank of cloud before and beneath the plane, where the light reaches it."""
    base = tube(np.array([[-0.62, 0, 0.2], [0.74, 0, 0.2]]), 0.22)
    puffs = [(-0.4, -0.06, 0.34, 0.29), (0.06, 0.02, 0.46, 0.4), (0.5, -0.04, 0.32, 0.27)]
    bank = [base, *(sphere(radius).moved(x, y, z) for x, y, z, radius in puffs)]
    shift = rng.uniform(-0.2, 0.1)
    return [Part(mesh.turned("z", -30).moved(shift, -0.14), tints.light, "soft") for mesh in bank]


PLANE = Subject(
    name="plane",
    stems=r"самолет|авиа|перелет|рейс(?!ов[ыо])|аэропорт|полет|airplane|aeroplane|plane\b|planes\b|flights?\b|airline"
    r"|airport|air ?fare|air travel|flying",
    meaning="a plane: flight, air travel, airline tickets, airport, journey, miles",
    phrase="a {main} plane over a cloud, with {accent} details",
    build=build,
    azimuth=(-44, -28),
    elevation=(18, 25),
)
