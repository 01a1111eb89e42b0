"""A rocket that lifts off from its cloud."""

import numpy as np

from core.formats.brand import Colour
from core.imagery.studio.colours import Tints, linear
from core.imagery.studio.mesh import Floats, Mesh
from core.imagery.studio.outline import rounded
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import disc, extruded, lathe, sphere, torus
from core.imagery.studio.subject import Subject

#: The hull from its tail at z = 0: where the nose begins, the tip.
_NOSE, _TIP = 1.3, 1.95


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """2.9 high, tilted to one side; fins swept or round, one window or two."""
    tilt = float(rng.choice([-1, 1]) * rng.uniform(12, 22))
    swept, windows = rng.random() < 0.5, int(rng.integers(1, 3))
    hull, trim = (tints.light, tints.main) if rng.random() < 0.6 else (tints.main, tints.accent)
    # The palest hue is smoke, the next one fire: never the dark one.
    fire, smoke = sorted((tints.main, tints.second, tints.accent), key=lambda hue: sum(linear(hue)))[-2:]
    ship = [*_hull(tints, hull, trim), *_fins(trim, swept=swept), *_windows(tints, windows), *_exhaust(tints, fire)]
    flying = each(ship, lambda part: part.turned("y", tilt).moved(z=1.2))
    return flying + each(_cloud(rng, smoke), lambda part: part.moved(-0.012 * tilt))


def _radius(z: Floats) -> Floats:
    """Of the hull at heights 0 to _TIP: a spindle, fullest below its middle, rounded at the tip."""
    up = np.clip(z / _TIP, 0, 1)
    return 0.68 * np.sqrt(1 - up**3.2) * (0.66 + 0.34 * np.sin(np.pi * np.clip(up + 0.1, 0, 0.5)))


def _hull(tints: Tints, hull: Colour, trim: Colour) -> list[Part]:
    low, high = np.linspace(0.02, _NOSE, 30), _NOSE + (_TIP - _NOSE) * np.sin(np.linspace(0, np.pi / 2, 24))
    body = np.stack([_radius(low), low], axis=1)
    nose = np.stack([_radius(high), high], axis=1)
    band = torus(float(_radius(np.array(_NOSE))), 0.035).moved(z=_NOSE)
    return [
        Part(lathe(np.concatenate([[(0.0, -0.02), (0.28, -0.02)], body])), hull, "gloss"),
        Part(lathe(np.concatenate([[(0.0, _NOSE)], nose])), trim, "gloss"),
        Part(band, tints.light, "metal"),
    ]


def _fins(colour: Colour, *, swept: bool) -> list[Part]:
    """One on either side, a little to the front, and one behind."""
    sharp = [(0.3, 0.08), (0.58, 0.02), (0.86, -0.32), (1.1, -0.3), (0.98, 0.36), (0.3, 0.92)]
    plump = [(0.3, 0.08), (0.62, -0.1), (0.96, -0.22), (1.12, 0.3), (0.86, 0.74), (0.3, 0.86)]
    outline = rounded(sharp if swept else plump, [0.05, 0.12, 0.07, 0.07, 0.4, 0.05] if swept else 0.2, 8)
    fin = extruded(outline, 0.18, 0.085, 8).turned("x", 90)
    return [Part(fin.turned("z", turn), colour, "gloss") for turn in (-12, 90, 192)]


def _windows(tints: Tints, count: int) -> list[Part]:
    """Portholes that face the front, the lower one smaller."""
    places = [(0.92, 0.27)] if count == 1 else [(1.0, 0.22), (0.46, 0.14)]
    return [part.moved(0, -float(_radius(np.array(z))), z) for z, size in places for part in _porthole(tints, size)]


def _porthole(tints: Tints, size: float) -> list[Part]:
    """Set into the hull's curve."""
    rim = tints.accent if tints.accent != tints.glass else tints.light
    upright = [
        Part(disc(size, 0.16, 0.02), tints.glass, "gloss"),
        Part(torus(size, 0.06).moved(z=0.06), rim, "metal"),
    ]
    return each(upright, lambda part: part.turned("x", 86))


def _exhaust(tints: Tints, fire: Colour) -> list[Part]:
    nozzle = np.array([(0.0, -0.24), (0.32, -0.24), (0.36, -0.2), (0.26, 0.02), (0.0, 0.04)])
    return [
        Part(lathe(nozzle), tints.dark, "metal"),
        Part(_flame(0.36, 1.05).moved(z=-0.16), fire),
    ]


def _flame(radius: float, length: float) -> Mesh:
    """A drop that hangs from the origin."""
    down = np.linspace(0, 1, 24)
    return lathe(np.stack([radius * np.sin(np.pi * down**1.5) ** 0.8, length * (down - 1)], axis=1))


def _cloud(rng: np.random.Generator, smoke: Colour) -> list[Part]:
    """Puffs of smoke about the origin, the great ones within."""
    turns = np.radians(np.linspace(-150, 210, 9)[:-1] + rng.uniform(-10, 10, 8))
    sizes = rng.uniform(0.22, 0.36, 8)
    ring = [(0.72 * np.cos(t), 0.5 * np.sin(t), s * 0.8, s) for t, s in zip(turns, sizes, strict=True)]
    puffs = [(-0.25, 0.1, 0.4, 0.38), (0.28, 0.12, 0.36, 0.36), *ring]
    return [Part(sphere(size).moved(x, y, z), smoke, "soft") for x, y, z, size in puffs]


ROCKET = Subject(
    name="rocket",
    stems=r"ракет(?!к)|стартап|космос|космич|взлет"
    r"|rocket(?! salad)|start-?up|lift-?off|spaceship",
    meaning="a rocket lifting off: launch, start-up, speed, fast growth, business boost",
    phrase="a {main} rocket with {accent} details lifting off a cloud",
    build=build,
    azimuth=(-14, 14),
    elevation=(8, 15),
    hints=r"старт\b|запуск|молниенос|launch|boost",
)
