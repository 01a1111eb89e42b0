"""An open umbrella."""

import numpy as np

from core.formats.brand import Colour
from core.imagery.studio.colours import Tints
from core.imagery.studio.mesh import Floats, grid
from core.imagery.studio.parts import Part, each, grounded
from core.imagery.studio.shapes import disc, lathe, sphere, tube
from core.imagery.studio.subject import Subject

_PANELS, _REACH, _RISE = 8, 1.2, 0.86
_GRIP = -0.86


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """2.4 across, tilted on its hook; panels in two colours or with a border, with or without rain."""
    side, lean = int(rng.choice([-1, 1])), rng.uniform(10, 17)
    canopy = _striped(tints) if rng.random() < 0.5 else _bordered(tints)
    umbrella = each([*canopy, *_stick(tints)], lambda part: part.turned("z", 10 + 90 * (1 - side)))
    rain = _rain(tints, side) if rng.random() < 0.5 else []
    return [*grounded(each(umbrella, lambda part: part.turned("y", side * lean))), *rain]


def _striped(tints: Tints) -> list[Part]:
    colours = (tints.main, tints.accent)
    return [_panel(i, 0.02, 1.0, 0.0, colours[i % 2]) for i in range(_PANELS)]


def _bordered(tints: Tints) -> list[Part]:
    """One colour, a cap and a border of others."""
    zones = ((0.02, 1.0, 0.0, tints.main), (0.02, 0.2, 0.02, tints.accent), (0.84, 1.02, 0.02, tints.second))
    return [_panel(i, *zone) for i in range(_PANELS) for zone in zones]


def _panel(index: int, start: float, end: float, lift: float, colour: Colour) -> Part:
    """A thin closed shell between two ribs; `start` and `end` are shares of the way from the tip to the rim."""
    across = np.linspace(-1, 1, 15)
    along = np.linspace(start, end, 18)
    outside = np.stack([_meridian(share, along, lift) for share in across])
    inside = np.stack([_meridian(share, along, -0.035) for share in across])
    shell = np.concatenate([outside, inside[:, ::-1]], axis=1)
    return Part(grid(shell).turned("z", index * 360 / _PANELS), colour)


def _meridian(across: float, along: Floats, lift: float) -> Floats:
    """A line down the dome; `across` goes from rib (-1) to rib (1): between them the cloth swells and ends higher."""
    swell = 1 - across**2
    arc = along * np.radians(84) * (1 - 0.1 * swell * along**2)
    size, turn = 1 + lift + 0.05 * swell * along, across * np.pi / _PANELS
    radius, height = _REACH * size * np.sin(arc), _RISE * size * np.cos(arc)
    return np.stack([radius * np.cos(turn), radius * np.sin(turn), height], axis=1)


def _stick(tints: Tints) -> list[Part]:
    """A metal shaft with ribs below the cloth; hook and tip never have the colour of the rain."""
    colour = tints.second if tints.second != tints.glass else tints.accent
    turn = np.linspace(0, np.pi * 1.05, 22)
    bow = np.stack([0.22 - 0.22 * np.cos(turn), 0 * turn, _GRIP - 0.3 - 0.22 * np.sin(turn)], axis=1)
    hook = np.concatenate([[[0, 0, _GRIP]], bow])
    rib = tube(np.array([[0.05, 0, 0.1], [0.74, 0, 0.6]]), 0.018).turned("z", 180 / _PANELS)
    return [
        Part(tube(np.array([[0, 0, _RISE + 0.1], [0, 0, _GRIP]]), 0.042), tints.light, "metal"),
        *(Part(rib.turned("z", i * 360 / _PANELS), tints.light, "metal") for i in range(_PANELS)),
        Part(tube(hook, 0.085), colour, "gloss"),
        Part(sphere(0.075).scaled(1, 1, 1.5).moved(z=_RISE + 0.1), colour, "gloss"),
    ]


def _rain(tints: Tints, side: int) -> list[Part]:
    """Drops that fall off the rim, and the puddle at the hook."""
    turn = np.linspace(0, np.pi, 24)
    profile = np.stack([0.17 * np.sin(turn) * np.cos(turn / 2) ** 1.2, -0.2 * np.cos(turn)], axis=1)
    drop = lathe(profile, 32)
    falls = [(-1.02, -0.3, 0.86, 1.0), (-0.86, -0.42, 0.36, 0.75), (0.94, -0.36, 0.62, 0.9)]
    pools = [(-0.12, -0.04, 0.44), (0.24, -0.02, 0.3), (-0.5, 0.06, 0.22)]
    return [
        *(Part(drop.scaled(size).moved(side * x, y, z), tints.glass, "gloss") for x, y, z, size in falls),
        *(Part(disc(radius, 0.06, 0.03).moved(side * x, y, 0.01), tints.glass, "gloss") for x, y, radius in pools),
    ]


UMBRELLA = Subject(
    name="umbrella",
    stems=r"зонт|страхов|застрахов|дожд|umbrella|insur|rain\b|rainy\b",
    meaning="an open umbrella: insurance, protection, safety, shelter, rain",
    phrase="an open {main} umbrella with {accent} details",
    build=build,
    azimuth=(-25, 25),
    elevation=(8, 15),
)
