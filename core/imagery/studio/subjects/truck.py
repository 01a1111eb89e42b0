"""A friendly delivery truck."""

import numpy as np

from core.imagery.studio.colours import Tints
from core.imagery.studio.mesh import Mesh
from core.imagery.studio.outline import circle, rounded, star
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import disc, extruded, rounded_box, sphere, tile, torus, tube
from core.imagery.studio.subject import Subject

_AXLES = (-0.8, 0.76)
#: Length, width, height of the box, and where its middle stands.
_BOX, _AT = (1.5, 1.16, 1.12), (0.44, 0.0, 1.2)


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """2.5 long, its nose at -x; the box shows stripes, a star or an arrow."""
    wheels = [part.moved(x, side * 0.46, 0.31) for x in _AXLES for side in (-1, 1) for part in _wheel(tints, side)]
    livery = (_stripes, _medal, _arrow)[int(rng.integers(3))]
    return [*_cab(tints), *_front(tints), *_box(tints), *_both_walls(livery(tints)), *wheels]


def _upright(mesh: Mesh) -> Mesh:
    """Outline in xy, depth in z: becomes outline in xz, depth in y."""
    return mesh.turned("x", 90)


def _cab(tints: Tints) -> list[Part]:
    """Its windscreen leans back a little; a deflector on the roof."""
    side = [(-0.38, 0.24), (-0.38, 1.36), (-0.98, 1.36), (-1.28, 0.8), (-1.3, 0.24)]
    shell = _upright(extruded(rounded(side, [0.1, 0.1, 0.22, 0.2, 0.14], 8), 1.08, 0.14, 8))
    pane = rounded([(-0.5, 0.84), (-0.5, 1.22), (-0.86, 1.22), (-1.08, 0.84)], 0.06)
    screen = tile(0.48, 0.84, 0.12, 0.06, 0.02).turned("y", -62).moved(-1.115, 0, 1.08)
    door = rounded_box(0.14, 0.05, 0.045, 0.02)
    mirror = rounded_box(0.08, 0.1, 0.24, 0.04)
    return [
        Part(shell, tints.main, "gloss"),
        Part(_upright(extruded(pane, 1.1, 0.01)), tints.glass, "gloss"),
        Part(screen, tints.glass, "gloss"),
        *(Part(door.moved(-0.56, side * 0.54, 0.7), tints.light, "metal") for side in (-1, 1)),
        *(Part(mirror.moved(-1.04, side * 0.6, 0.96), tints.dark) for side in (-1, 1)),
    ]


def _front(tints: Tints) -> list[Part]:
    """Lamps, a grille that smiles, bumper."""
    lamps = [
        part.moved(-1.3, side * 0.36, 0.52)
        for side in (-1, 1)
        for part in (
            Part(torus(0.11, 0.035).turned("y", 90), tints.light, "metal"),
            Part(sphere(0.11).scaled(0.5, 1, 1), tints.cream, "gloss"),
        )
    ]
    smile = tube(np.array([[-1.31, y, 0.5 + 0.6 * y * y] for y in np.linspace(-0.15, 0.15, 9)]), 0.024)
    return [
        *lamps,
        Part(smile, tints.dark),
        Part(rounded_box(0.16, 1.12, 0.17, 0.07).moved(-1.27, 0, 0.28), tints.dark, "soft"),
    ]


def _box(tints: Tints) -> list[Part]:
    """The box on its frame, with edges of another colour and lamps behind."""
    length, width, height = _BOX
    frame = rounded_box(1.9, 0.72, 0.16, 0.04).moved(0.18, 0, 0.5)
    tank = tube(np.array([[-0.12, -0.38, 0.42], [0.26, -0.38, 0.42]]), 0.13)
    rails = [
        rounded_box(length + 0.05, width + 0.05, 0.1, 0.045).moved(z=side * (height / 2 - 0.04)) for side in (-1, 1)
    ]
    return [
        Part(frame, tints.dark),
        *(Part(tank.moved(y=y), tints.light, "metal") for y in (0, 0.76)),
        *(Part(_guard().moved(_AXLES[1], y, 0.31), tints.second) for y in (-0.46, 0.46)),
        Part(rounded_box(length, width, height, 0.07).moved(*_AT), tints.light),
        *(Part(rail.moved(*_AT), tints.second) for rail in rails),
    ]


def _guard() -> Mesh:
    """A mudguard over a wheel at the origin."""
    turn = np.radians(np.linspace(20, 160, 20))
    return tube(0.36 * np.stack([np.cos(turn), 0 * turn, np.sin(turn)], axis=1), 0.15, flat=0.2)


def _both_walls(flat: list[Part]) -> list[Part]:
    """What was drawn face up, x to the right, on the left and on the right wall of the box."""
    x, y, z = _AT
    wall = each(flat, lambda part: part.turned("x", 90).moved(y=-_BOX[1] / 2))
    return [part.turned("z", turn).moved(x, y, z) for turn in (0, 180) for part in wall]


def _stripes(tints: Tints) -> list[Part]:
    """Three that climb to the back."""
    slant = rounded([(0.0, -0.48), (0.22, -0.48), (0.5, 0.48), (0.28, 0.48)], 0.03)
    colours = (tints.main, tints.accent, tints.second)
    return [Part(extruded(slant, 0.05, 0.015).moved(-0.6 + 0.34 * i), colour) for i, colour in enumerate(colours)]


def _medal(tints: Tints) -> list[Part]:
    """A star on a disc."""
    return [
        Part(disc(0.42, 0.05, 0.02), tints.main),
        Part(extruded(star(5, 0.3, 0.145, 0.05), 0.05, 0.02).moved(z=0.03), tints.on(tints.main)),
    ]


def _arrow(tints: Tints) -> list[Part]:
    """Forward, with lines of speed behind it."""
    head = rounded([(-0.62, 0.0), (-0.16, -0.36), (-0.16, 0.36)], 0.07)
    lines = [(0.16, 0.23, 0.36), (0.16, 0.0, 0.76), (0.16, -0.23, 0.36)]
    return [
        Part(extruded(head, 0.05, 0.02), tints.deep),
        *(Part(tile(length, 0.14, 0.065, 0.05, 0.02).moved(x, y), tints.accent) for x, y, length in lines),
    ]


def _wheel(tints: Tints, side: int) -> list[Part]:
    """Standing at the origin, its face to `side` of y."""
    tyre = _upright(extruded(circle(0.31, 56), 0.28, 0.09, 6))
    return [
        Part(tyre, tints.dark, "soft"),
        Part(_upright(disc(0.18, 0.06, 0.02)).moved(y=side * 0.13), tints.light, "metal"),
        Part(_upright(disc(0.08, 0.06, 0.02)).moved(y=side * 0.155), tints.accent, "gloss"),
    ]


TRUCK = Subject(
    name="truck",
    stems=r"грузов(?:ик|\w{2,3} (?:авто|маш))|груз(?:ы|ов|а)?\b|грузоперевоз|фургон|фур[аы]\b|переезд|логисти|газел"
    r"|(?:delivery )?truck|lorry|lorries|vans?\b|freight|logistic|moving (?:house|service|company)",
    meaning="a delivery truck: logistics, freight, free shipping, moving house, transport business",
    phrase="a {main} truck with {accent} details",
    build=build,
    azimuth=(-46, -30),
    elevation=(14, 22),
)
