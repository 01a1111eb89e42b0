"""A desk calendar with a marked day."""

import numpy as np

from core.imagery.studio.colours import Tints, mixed
from core.imagery.studio.mesh import Mesh
from core.imagery.studio.outline import heart, rounded, star
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import disc, extruded, tile, torus, tube
from core.imagery.studio.subject import Subject

_WIDTH, _HEIGHT = 1.9, 1.74
#: Height of the page's surface above the middle of the block of pages.
_PAGE = 0.115
_COLUMNS, _ROWS, _STEP = 5, 4, 0.325


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """Standing like a tent; one day is marked, or three in a row."""
    column, row, span = int(rng.integers(1, 4)), int(rng.integers(1, 3)), int(rng.choice([1, 1, 3]))
    signs = extruded(heart(0.1), 0.06, 0.015), extruded(star(5, 0.13, 0.065, 0.025), 0.06, 0.02), _tick()
    sign = signs[int(rng.integers(3))]
    page = [*_block(tints), *_days(tints), *_mark(sign, span, tints, column if span == 1 else 1, row)]
    foot = Part(tile(_WIDTH + 0.12, _HEIGHT + 0.1, 0.2, 0.1, 0.04), tints.second)
    return [*each(page, lambda part: part.turned("x", 75)), foot.turned("x", 107).moved(y=0.56)]


def _block(tints: Tints) -> list[Part]:
    """Lying face up, centred: cover, pages, a heading, rings over the upper edge."""
    heading = rounded([(0.95, 0.47), (0.95, 0.87), (-0.95, 0.87), (-0.95, 0.47)], [0.02, 0.16, 0.16, 0.02])
    ring = torus(0.12, 0.038, 32).scaled(1, 1.25, 1).turned("y", 90)
    return [
        Part(tile(_WIDTH + 0.12, _HEIGHT + 0.1, 0.2, 0.12, 0.05).moved(0, -0.02, -0.09), tints.deep),
        Part(tile(_WIDTH, _HEIGHT, 0.16, 0.2, 0.04), tints.light),
        Part(extruded(heading, 0.1, 0.035).moved(z=0.08), tints.main, "gloss"),
        *(Part(disc(0.075, 0.03, 0.01).moved(x, 0.72, 0.13), tints.dark) for x in (-0.54, -0.18, 0.18, 0.54)),
        *(Part(ring.moved(x, 0.86, 0.06), tints.light, "metal") for x in (-0.54, -0.18, 0.18, 0.54)),
    ]


def _place(column: int, row: int) -> tuple[float, float]:
    return _STEP * (column - (_COLUMNS - 1) / 2), 0.27 - 0.29 * row


def _days(tints: Tints) -> list[Part]:
    """The month begins on the second day of its first week and ends before the last of its last."""
    plain, rest = mixed(tints.light, tints.deep, 0.16), mixed(tints.light, tints.main, 0.75)
    parts = []
    for row in range(_ROWS):
        for column in range(_COLUMNS):
            if (column, row) in ((0, 0), (4, 3)):
                continue
            x, y = _place(column, row)
            colour = rest if column == _COLUMNS - 1 else plain
            parts.append(Part(tile(0.25, 0.215, 0.06, 0.06, 0.02).moved(x, y, _PAGE), colour))
    return parts


def _mark(sign: Mesh, span: int, tints: Tints, column: int, row: int) -> list[Part]:
    (x, y), (end, _) = _place(column, row), _place(column + span - 1, row)
    middle = (x + end) / 2
    return [
        Part(tile(0.36 + end - x, 0.34, 0.12, 0.13, 0.045).moved(middle, y, _PAGE + 0.02), tints.accent, "gloss"),
        *(Part(sign.moved(_place(column + i, row)[0], y, _PAGE + 0.09), tints.on(tints.accent)) for i in range(span)),
    ]


def _tick() -> Mesh:
    return tube(np.array([[-0.09, 0.0, 0.0], [-0.03, -0.06, 0.0], [0.1, 0.07, 0.0]]), 0.028)


CALENDAR = Subject(
    name="calendar",
    stems=r"календар|расписан|график\w{0,3} (?:платеж|погаш|выплат|работ)"
    r"|calendar|schedule|appointment",
    meaning="a calendar with a marked day: date, schedule, term, deadline, monthly payment, appointment",
    phrase="a {main} desk calendar with a day marked in {accent}",
    build=build,
    azimuth=(-28, 28),
    elevation=(12, 20),
    hints=r"срок|дат[аыуе]\b|датой\b|dates?\b",
)
