"""An alarm clock with two bells."""

import numpy as np

from core.imagery.studio.colours import Tints
from core.imagery.studio.mesh import Mesh
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import disc, lathe, rounded_box, sphere, tile, torus, tube
from core.imagery.studio.subject import Subject

#: Times at which the hands stand well apart, hours and minutes.
_TIMES = ((10, 9), (7, 0), (8, 15), (1, 50), (9, 5), (4, 0))
_FACE = 0.31


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """2.2 high, its face to the front; standing still or ringing, the dial with dots or with strokes."""
    ringing = rng.random() < 0.5
    hours, minutes = _TIMES[int(rng.integers(len(_TIMES)))]
    dial = each(
        [*_dial(tints, dots=rng.random() < 0.5), *_hands(tints, hours, minutes)], lambda part: part.turned("x", 90)
    )
    parts = [*_case(tints), *dial, *_top(tints), *(_sound(tints) if ringing else [])]
    roll = float(rng.choice([-1, 1]) * rng.uniform(6, 10)) if ringing else 0.0
    return each(parts, lambda part: part.turned("y", roll))


def _around(mesh: Mesh, degrees: float, reach: float) -> Mesh:
    """What points up at the origin, moved out from the clock's middle, clockwise from the top."""
    return mesh.moved(z=reach).turned("y", degrees)


def _case(tints: Tints) -> list[Part]:
    """A thick disc that stands on two legs."""
    body = disc(0.88, 0.6, 0.16, 96).turned("x", 90)
    leg = tube(np.array([[0, 0, 0.78], [0, 0, 0.95], [0, 0, 1.08]]), np.array([0.12, 0.1, 0.08]))
    return [
        Part(body, tints.main, "gloss"),
        *(Part(_around(leg, turn, 0), tints.main, "gloss") for turn in (145, 215)),
        *(Part(_around(sphere(0.1), turn, 1.1), tints.accent, "metal") for turn in (145, 215)),
    ]


def _dial(tints: Tints, *, dots: bool) -> list[Part]:
    """Lying face up: a plate in a ring, twelve marks of which four are larger."""
    marks = []
    for hour in range(12):
        large = hour % 3 == 0
        stroke = tile(0.06 if large else 0.04, 0.15 if large else 0.09, 0.02, 0.03, 0.01)
        mark = disc(0.05 if large else 0.028, 0.03, 0.01, 24) if dots else stroke
        marks.append(Part(mark.moved(0, 0.57, _FACE + 0.02).turned("z", -30 * hour), tints.deep))
    return [
        Part(disc(0.74, 0.06, 0.02, 96).moved(z=_FACE - 0.02), tints.light),
        Part(torus(0.74, 0.06, 96).moved(z=_FACE), tints.second, "gloss"),
        *marks,
    ]


def _hands(tints: Tints, hours: int, minutes: int) -> list[Part]:
    """Lying face up; the second hand in what shows best on the dial."""
    vivid = tints.accent if tints.on(tints.accent) == tints.light else tints.second
    pointers = (
        (30 * hours + minutes / 2, 0.4, 0.085, tints.dark),
        (6 * minutes, 0.55, 0.065, tints.dark),
        (6 * minutes + 80, 0.5, 0.03, vivid),
    )
    hands = [
        Part(
            tile(width, length, width / 2, 0.04, 0.015).moved(0, length / 2 - 0.08, _FACE + 0.05).turned("z", -turn),
            colour,
        ).moved(z=0.025 * level)
        for level, (turn, length, width, colour) in enumerate(pointers)
    ]
    return [*hands, Part(disc(0.075, 0.1, 0.03).moved(z=_FACE + 0.08), vivid, "gloss")]


def _top(tints: Tints) -> list[Part]:
    """Two bells, the hammer between them, a handle."""
    rise = np.linspace(0, np.pi / 2, 16)
    dome = np.stack([0.38 * np.cos(rise) ** 0.8, 0.3 * np.sin(rise)], axis=1)
    bell = lathe(np.concatenate([[(0.0, 0.0), (0.34, -0.02), (0.4, 0.0)], dome]), 48)
    bar = tube(np.array([[0.55 * np.sin(t), 0, 1.02 + 0.42 * np.cos(t)] for t in np.linspace(-1.3, 1.3, 30)]), 0.05)
    return [
        *(Part(_around(bell, turn, 0.98), tints.accent, "metal") for turn in (-38, 38)),
        *(Part(_around(sphere(0.07), turn, 1.31), tints.accent, "metal") for turn in (-38, 38)),
        *(Part(_around(disc(0.07, 0.3).moved(z=-0.1), turn, 0.98), tints.second) for turn in (-38, 38)),
        Part(rounded_box(0.07, 0.07, 0.36, 0.03).moved(z=1.0), tints.second, "gloss"),
        Part(rounded_box(0.26, 0.14, 0.14, 0.06).moved(z=1.18), tints.second, "gloss"),
        Part(bar, tints.second, "gloss"),
    ]


def _sound(tints: Tints) -> list[Part]:
    """Two arcs beside each bell."""
    parts = []
    for side in (-1, 1):
        for reach in (0.56, 0.72):
            turn = np.radians(np.linspace(14, 62, 12))
            x, z = 0.6 + reach * np.sin(turn), 0.78 + reach * np.cos(turn)
            parts.append(Part(tube(np.stack([side * x, 0 * turn, z], axis=1), 0.035), tints.deep))
    return parts


CLOCK = Subject(
    name="clock",
    stems=r"часы\b|часики|будильник|таймер|секундомер"
    r"|clock(?!w)|alarm|timer|countdown",
    meaning="an alarm clock: time, hurry, deadline, last days of an offer, quick decision, minutes",
    phrase="a {main} alarm clock with {accent} bells",
    build=build,
    azimuth=(-28, 28),
    elevation=(10, 17),
    hints=r"час(?:а|ов|ам|ах)?\b|минут|срочн|дедлайн|успей|время (?:ид|выш|ист)"
    r"|hours?\b|minute|hurry|deadline|limited time|time is",
)
