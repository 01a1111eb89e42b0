"""A small friendly car."""

import numpy as np

from core.imagery.studio.colours import Tints
from core.imagery.studio.mesh import Floats, Mesh
from core.imagery.studio.outline import circle, rounded
from core.imagery.studio.parts import Part
from core.imagery.studio.shapes import disc, extruded, rounded_box, sphere, tile, torus, tube
from core.imagery.studio.subject import Subject

_WAIST, _ROOF = 0.74, 1.3
_AXLES = (-0.7, 0.68)


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """2.4 long, its nose at -x; with or without luggage on the roof."""
    wheels = [part.moved(x, side * 0.5, 0.27) for x in _AXLES for side in (-1, 1) for part in _wheel(tints, side)]
    luggage = _luggage(tints, roll=rng.random() < 0.5) if rng.random() < 0.6 else []
    return [*_body(tints), *_cabin(tints), *_lamps(tints), *wheels, *luggage]


def _upright(mesh: Mesh) -> Mesh:
    """Outline in xy, depth in z: becomes outline in xz, depth in y."""
    return mesh.turned("x", 90)


def _body(tints: Tints) -> list[Part]:
    side = [(1.13, 0.2), (1.2, 0.56), (1.02, 0.8), (-0.5, 0.8), (-1.08, 0.68), (-1.22, 0.45), (-1.14, 0.2)]
    shell = _upright(extruded(rounded(side, [0.17, 0.2, 0.2, 0.3, 0.22, 0.17, 0.17], 8), 1.16, 0.16, 8))
    turn = np.radians(np.linspace(-8, 188, 26))
    arch = np.stack([0.335 * np.cos(turn), 0 * turn, 0.335 * np.sin(turn)], axis=1)
    flares = [
        Part(tube(arch, 0.055).moved(x, side * 0.56, 0.27), tints.main, "gloss") for x in _AXLES for side in (-1, 1)
    ]
    wells = [Part(_upright(disc(0.33, 1.13, 0.02)).moved(x, 0, 0.27), tints.dark) for x in _AXLES]
    sills = [Part(rounded_box(0.8, 1.2, 0.1, 0.04).moved(0, 0, 0.22), tints.dark)]
    doors = [
        Part(rounded_box(0.16, 0.05, 0.045, 0.02).moved(x, side * 0.585, 0.66), tints.light, "gloss")
        for x in (0.02, 0.62)
        for side in (-1, 1)
    ]
    return [Part(shell, tints.main, "gloss"), *flares, *wells, *sills, *doors]


def _taper(points: Floats) -> Floats:
    """The cabin leans in towards the roof."""
    x, y, z = points.T
    return np.stack([x, y * (1 - 0.2 * (z - _WAIST) / (_ROOF - _WAIST)), z], axis=1)


def _cabin(tints: Tints) -> list[Part]:
    side = [(1.04, _WAIST - 0.16), (0.78, _ROOF), (-0.24, _ROOF), (-0.72, _WAIST - 0.16)]
    shell = _upright(extruded(rounded(side, [0.16, 0.2, 0.2, 0.16], 8), 1.04, 0.15, 8)).warped(_taper)
    panes = [
        [(0.2, _WAIST + 0.08), (0.2, _ROOF - 0.1), (-0.19, _ROOF - 0.1), (-0.46, _WAIST + 0.08)],
        [(0.84, _WAIST + 0.08), (0.68, _ROOF - 0.1), (0.29, _ROOF - 0.1), (0.29, _WAIST + 0.08)],
    ]
    glass = [
        Part(_upright(extruded(rounded(pane, 0.06), 1.06, 0.01)).warped(_taper), tints.glass, "gloss") for pane in panes
    ]
    screen = tile(0.5, 0.74, 0.1, 0.04, 0.015)
    glass.append(Part(screen.turned("y", -53.8).moved(-0.462, 0, 1.012), tints.glass, "gloss"))
    glass.append(Part(tile(0.46, 0.72, 0.1, 0.04, 0.015).turned("y", 67).moved(0.912, 0, 0.99), tints.glass, "gloss"))
    mirrors = [Part(sphere(0.09).scaled(0.7, 1, 0.8).moved(-0.5, s * 0.62, 0.86), tints.main, "gloss") for s in (-1, 1)]
    return [Part(shell, tints.main, "gloss"), *glass, *mirrors]


def _lamps(tints: Tints) -> list[Part]:
    front = [Part(sphere(0.13).scaled(0.5, 1, 1).moved(-1.14, s * 0.36, 0.55), tints.light, "gloss") for s in (-1, 1)]
    rims = [
        Part(torus(0.13, 0.03).turned("y", 78).moved(-1.15, s * 0.36, 0.55), tints.accent, "gloss") for s in (-1, 1)
    ]
    rear = [Part(rounded_box(0.1, 0.2, 0.15, 0.05).moved(1.15, s * 0.38, 0.58), tints.accent, "gloss") for s in (-1, 1)]
    bumpers = [Part(rounded_box(0.14, 1.02, 0.13, 0.06).moved(x, 0, 0.27), tints.light) for x in (-1.18, 1.17)]
    smile = tube(np.array([[-1.2, y, 0.42 + 0.25 * y * y] for y in np.linspace(-0.17, 0.17, 9)]), 0.022)
    return [*front, *rims, *rear, *bumpers, Part(smile, tints.dark)]


def _wheel(tints: Tints, side: int) -> list[Part]:
    """Standing at the origin, its face to `side` of y."""
    tyre = _upright(extruded(circle(0.27, 56), 0.24, 0.07, 6))
    return [
        Part(tyre, tints.dark, "soft"),
        Part(_upright(disc(0.165, 0.06, 0.02)).moved(y=side * 0.115), tints.light, "gloss"),
        Part(_upright(disc(0.07, 0.06, 0.02)).moved(y=side * 0.14), tints.accent, "gloss"),
    ]


def _luggage(tints: Tints, *, roll: bool) -> list[Part]:
    """A strapped suitcase on a rack, with or without a bed roll before it."""
    bars = [rounded_box(0.06, 0.86, 0.05, 0.02).moved(x, 0, _ROOF + 0.02) for x in (0.05, 0.5)]
    case = rounded_box(0.62, 0.5, 0.26, 0.07).moved(0.26, 0, _ROOF + 0.18)
    straps = [rounded_box(0.07, 0.53, 0.29, 0.07).moved(x, 0, _ROOF + 0.18) for x in (0.1, 0.42)]
    bed = [Part(sphere(0.12).scaled(1, 2.1, 1).moved(-0.14, 0, _ROOF + 0.12), tints.second, "soft")] if roll else []
    return [
        *(Part(bar, tints.light) for bar in bars),
        Part(case, tints.accent),
        *(Part(strap, tints.second) for strap in straps),
        *bed,
    ]


CAR = Subject(
    name="car",
    stems=r"авто(?!мат|р|ном|граф|бус)|машин(?!остр|ист|ка для)|каско|осаго|такси"
    r"|cars?\b|auto\b|auto loan|vehicle|taxi|driv(?:e|er|ing)\b",
    meaning="a car: auto loan, car insurance, taxi, driving, road trip",
    phrase="a {main} car with {accent} details",
    build=build,
    azimuth=(-44, -26),
    elevation=(14, 22),
)
