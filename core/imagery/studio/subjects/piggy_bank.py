"""A piggy bank and the coins that it is fed."""

import numpy as np

from core.imagery.studio.colours import Tints
from core.imagery.studio.mesh import Floats, Mesh
from core.imagery.studio.outline import rounded, star
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import disc, extruded, sphere, tile, tube
from core.imagery.studio.subject import Subject

#: Half axes of the body's ellipsoid, and how high its middle stands.
_LONG, _WIDE, _TALL = 1.0, 0.84, 0.8
_MIDDLE = 0.92


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """2.3 long, its snout at -x; a coin in the slot, coins beside it or both; eyes open or shut with joy."""
    body = Part(sphere(1, 72).scaled(_LONG, _WIDE, _TALL).moved(z=_MIDDLE), tints.main, "gloss")
    pig = [body, *_face(tints, smiling=rng.random() < 0.4), *_limbs(tints), *_slot(tints)]
    dropping = rng.random() < 0.65
    drop = _dropping(tints, rng.uniform(0.2, 0.36)) if dropping else []
    return pig + drop + (_pile(rng, tints) if not dropping or rng.random() < 0.5 else [])


def _skin(turn: float, rise: float, share: float = 1) -> Floats:
    """The body's surface by degrees from the snout towards +y and upwards; `share` of the way out to it."""
    t, r = np.radians(turn), np.radians(rise)
    axes = share * np.array([_LONG, _WIDE, _TALL])
    direction = np.array([-np.cos(r) * np.cos(t), np.cos(r) * np.sin(t), np.sin(r)])
    point: Floats = axes * direction + np.array([0, 0, _MIDDLE])
    return point


def _face(tints: Tints, *, smiling: bool) -> list[Part]:
    snout = disc(0.31, 0.36, 0.09).scaled(0.86, 1.08, 1).turned("y", -90).moved(-1.0, 0, 0.88)
    holes = [sphere(0.07).scaled(0.4, 0.8, 1.3).moved(-1.18, side * 0.11, 0.88) for side in (-1, 1)]
    cheeks = [sphere(0.19).moved(*_skin(side * 58, -3, 0.86)) for side in (-1, 1)]
    return [
        Part(snout, tints.second, "gloss"),
        *(Part(hole, tints.dark) for hole in holes),
        *(Part(cheek, tints.second) for cheek in cheeks),
        *(Part(_eye(side, smiling=smiling), tints.dark, "gloss") for side in (-1, 1)),
        *(part for side in (-1, 1) for part in _ear(tints, side)),
    ]


def _eye(side: int, *, smiling: bool) -> Mesh:
    """A bead, or an arc where it is shut with joy."""
    if not smiling:
        return sphere(0.085).moved(*_skin(side * 38, 24, 0.98))
    arc = [_skin(38 * side + 10 * np.cos(turn), 21 + 8 * np.sin(turn), 1.005) for turn in np.linspace(0, np.pi, 15)]
    return tube(np.array(arc), 0.032)


def _ear(tints: Tints, side: int) -> list[Part]:
    """A rounded triangle that leans to the front, its inside of another colour."""
    leaf = np.array([(-0.29, 0.0), (0.29, 0.0), (0.0, 0.56)])
    outer = extruded(rounded(leaf, [0.1, 0.1, 0.11]), 0.14, 0.07)
    inner = extruded(rounded(0.62 * leaf + [0, 0.08], [0.06, 0.06, 0.07]), 0.05, 0.02).moved(z=0.055)
    parts = [Part(outer, tints.main, "gloss"), Part(inner, tints.second)]
    x, y, z = _skin(side * 48, 47, 0.97)
    pose = each(parts, lambda part: part.turned("x", 84).turned("z", -90 - side * 8))
    return each(pose, lambda part: part.turned("x", -side * 16).moved(x, y, z))


def _limbs(tints: Tints) -> list[Part]:
    """Legs with hooves, and a curly tail."""
    places = [(x, side * 0.4) for x in (-0.5, 0.5) for side in (-1, 1)]
    turn = np.linspace(0, 3.6 * np.pi, 60)
    curl = np.stack([0.94 + 0.024 * turn, 0.1 * np.sin(turn), 1.06 + 0.1 * (1 - np.cos(turn))], axis=1)
    return [
        *(Part(disc(0.22, 0.5, 0.08).moved(x, y, 0.28), tints.main, "gloss") for x, y in places),
        *(Part(disc(0.225, 0.14, 0.05).moved(x, y, 0.06), tints.second) for x, y in places),
        Part(tube(curl, 0.045), tints.main, "gloss"),
    ]


def _slot(tints: Tints) -> list[Part]:
    top = _MIDDLE + _TALL
    return [
        Part(tile(0.7, 0.22, 0.11, 0.14, 0.05).moved(z=top - 0.02), tints.second),
        Part(tile(0.56, 0.1, 0.05, 0.03, 0.01).moved(z=top + 0.045), tints.dark),
    ]


def _coin(tints: Tints) -> list[Part]:
    """Lying flat, centred: a star on both faces."""
    spark = extruded(star(5, 0.2, 0.1, 0.02), 0.13, 0.02)
    blank = disc(0.35, 0.1, 0.03)
    return [Part(blank, tints.accent, "metal"), Part(spark, tints.on(tints.accent))]


def _dropping(tints: Tints, out: float) -> list[Part]:
    """Upright over the slot, its middle `out` above it."""
    return each(_coin(tints), lambda part: part.turned("x", 90).turned("y", 12).moved(z=_MIDDLE + _TALL + out))


def _pile(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """Two or three coins before the pig, one more leaning on them."""
    stack = [
        part.turned("z", float(rng.uniform(0, 72))).moved(float(rng.normal(0, 0.02)), 0, 0.06 + 0.105 * level)
        for level in range(int(rng.integers(2, 4)))
        for part in _coin(tints)
    ]
    lean = each(_coin(tints), lambda part: part.turned("x", 68).turned("z", -34).moved(-0.5, 0.1, 0.34))
    return each(stack + lean, lambda part: part.moved(0.46, -1.12))


PIGGY_BANK = Subject(
    name="piggy_bank",
    stems=r"копилк|свинь|piggy",
    meaning="a piggy bank: saving money, a savings goal, thrift, a rainy-day fund",
    phrase="a {main} piggy bank with {accent} details",
    build=build,
    azimuth=(-52, -38),
    elevation=(16, 24),
)
