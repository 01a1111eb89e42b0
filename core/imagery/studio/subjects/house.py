"""A small house on its lawn."""

import numpy as np

from core.imagery.studio.colours import Tints, mixed
from core.imagery.studio.mesh import Mesh
from core.imagery.studio.outline import rounded
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import disc, extruded, rounded_box, sphere, tile, torus, tube
from core.imagery.studio.subject import Subject

_WALL, _EAVES, _RIDGE = 0.72, 0.95, 1.62


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """2.3 wide, the gable in front; door and window may change sides."""
    side = int(rng.choice([-1, 1]))
    outline = [(_WALL, 0.0), (_WALL, _EAVES), (0.0, _RIDGE), (-_WALL, _EAVES), (-_WALL, 0.0)]
    walls = Part(_upright(extruded(rounded(outline, 0.05), 1.5, 0.04)).moved(z=-0.04), tints.cream)
    parts = [walls, *_roof(tints, side), *_front(tints, side), *_sides(tints)]
    lawn = Part(tile(2.3, 2.35, 0.4, 0.14, 0.05).moved(z=-0.07), tints.second)
    return [lawn, *each(parts, lambda part: part.moved(y=0.1)), *_garden(rng, tints, side)]


def _upright(mesh: Mesh) -> Mesh:
    """What was made lying on its back, face up, stands and looks to the front."""
    return mesh.turned("x", 90)


def _roof(tints: Tints, side: int) -> list[Part]:
    slope = [(1.0, 0.78), (0.0, 1.76), (-1.0, 0.78), (-0.86, 0.64), (0.0, 1.5), (0.86, 0.64)]
    chimney = rounded_box(0.3, 0.3, 0.75, 0.05).moved(side * 0.42, 0.3, 1.55)
    return [
        Part(_upright(extruded(rounded(slope, [0.09, 0.16, 0.09, 0.07, 0.1, 0.07]), 1.85, 0.06)), tints.main),
        Part(chimney, tints.cream),
        Part(rounded_box(0.4, 0.4, 0.13, 0.05).moved(side * 0.42, 0.3, 1.93), tints.accent),
    ]


def _front(tints: Tints, side: int) -> list[Part]:
    y, x = -0.75, side * -0.3
    arch = rounded([(0.2, 0.0), (0.2, 0.68), (-0.2, 0.68), (-0.2, 0.0)], [0.03, 0.2, 0.2, 0.03], 10)
    frame = rounded([(0.26, 0.0), (0.26, 0.75), (-0.26, 0.75), (-0.26, 0.0)], [0.03, 0.26, 0.26, 0.03], 10)
    return [
        Part(_upright(extruded(frame, 0.08, 0.02)).moved(x, y, 0.02), tints.main),
        Part(_upright(extruded(arch, 0.12, 0.025)).moved(x, y, 0.05), tints.accent),
        Part(sphere(0.035).moved(x + 0.12, y - 0.08, 0.38), tints.light, "gloss"),
        Part(rounded_box(0.66, 0.3, 0.16, 0.04).moved(x, y - 0.12, 0.02), tints.cream),
        *each(_window(tints, 0.42, 0.46), lambda part: part.moved(side * 0.34, y, 0.58)),
        Part(_upright(torus(0.15, 0.04)).moved(0, y - 0.02, 1.16), tints.main),
        Part(_upright(disc(0.15, 0.05)).moved(0, y, 1.16), tints.glass, "gloss"),
    ]


def _sides(tints: Tints) -> list[Part]:
    window = each(_window(tints, 0.46, 0.46), lambda part: part.moved(y=-_WALL))
    places = [(turn, along) for turn in (90, -90) for along in (-0.36, 0.36)]
    return [part.turned("z", turn).moved(0, along, 0.56) for turn, along in places for part in window]


def _window(tints: Tints, width: float, height: float) -> list[Part]:
    """Facing front, centred on the wall."""
    sill = rounded_box(width + 0.16, 0.14, 0.07, 0.03).moved(0, -0.04, -height / 2 - 0.04)
    bars = [rounded_box(0.05, 0.05, height, 0.02), rounded_box(width, 0.05, 0.05, 0.02)]
    return [
        Part(_upright(tile(width + 0.1, height + 0.1, 0.06, 0.08)), tints.main),
        Part(_upright(tile(width, height, 0.04, 0.1)), tints.glass, "gloss"),
        *(Part(bar.moved(y=-0.05), tints.cream) for bar in bars),
        Part(sill, tints.cream),
    ]


def _garden(rng: np.random.Generator, tints: Tints, side: int) -> list[Part]:
    """A bush with flowers under the window, stepping stones to the door, a tree at the door's side."""
    leaves = mixed(tints.second, tints.deep, 0.22)
    bush = [(side * 0.58, -0.92, 0.19), (side * 0.83, -0.86, 0.15), (side * 0.36, -0.94, 0.14)]
    flowers = [
        (side * 0.5, -1.08, 0.2),
        (side * 0.66, -1.05, 0.27),
        (side * 0.85, -0.99, 0.2),
        (side * 0.36, -1.06, 0.16),
    ]
    stones = [(0.0, -1.0)]
    trunk = tube(np.array([[0, 0, 0], [0.02, 0, 0.3], [0, 0, 0.6]]), 0.06)
    crown = [(0.0, 0.0, 0.72, 0.27), (0.13, -0.05, 0.58, 0.18), (-0.12, 0.02, 0.6, 0.19)]
    return [
        *(Part(sphere(radius).moved(x, y, radius * 0.7), leaves, "soft") for x, y, radius in bush),
        *(Part(sphere(0.045).moved(x, y, z), tints.accent) for x, y, z in flowers),
        *(Part(disc(0.15, 0.05).moved(side * -0.3 + dx, y, 0.01), tints.cream) for dx, y in stones),
        Part(trunk.moved(side * -0.98, -0.5), tints.accent),
        *(Part(sphere(radius).moved(side * -0.98 + x, y - 0.5, z), leaves, "soft") for x, y, z, radius in crown),
    ]


HOUSE = Subject(
    name="house",
    stems=r"ипотек|дом(?!аш|ен|ин|кр|оф)|жиль|квартир|недвижим|новосел"
    r"|house(?!keep)|home(?!work)|mortgage|apartment|real estate",
    meaning="a house, a home: mortgage, real estate, apartment, rent, moving, insurance of a home",
    phrase="a small house with a {main} roof and a {accent} door",
    build=build,
    azimuth=(-36, 36),
    elevation=(17, 24),
)
