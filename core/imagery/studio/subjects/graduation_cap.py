"""A graduation cap, on books or with a diploma."""

import numpy as np

from core.formats.brand import Colour
from core.imagery.studio.colours import Tints
from core.imagery.studio.outline import rounded_rectangle
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import disc, extruded, lathe, rounded_box, sphere, torus, tube
from core.imagery.studio.subject import Subject

_BOARD, _HEIGHT = 1.75, 0.58
_BOOK = 0.3


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """2.4 across from corner to corner; on two or three books, or alone with a diploma before it."""
    tilt, turn = rng.uniform(4, 9), rng.uniform(38, 52)
    cap = each(_cap(tints, turn), lambda part: part.turned("x", tilt))
    if rng.random() < 0.5:
        return cap + _diploma(rng, tints)
    colours = [tints.second, tints.accent, tints.main][-int(rng.integers(2, 4)) :]
    turns = rng.uniform(-16, 16, 3) + np.array([0, 180, 0])
    books = [
        part.turned("z", float(turn)).moved(z=_BOOK * (level + 0.5))
        for level, (colour, turn) in enumerate(zip(colours, turns, strict=False))
        for part in _book(colour, tints)
    ]
    return books + each(cap, lambda part: part.moved(z=_BOOK * len(colours) + 0.04))


def _cap(tints: Tints, turn: float) -> list[Part]:
    """Standing on the floor, the board turned by `turn` degrees, its tassel over the corner at the right."""
    crown = np.array([(0.0, 0.04), (0.56, 0.04), (0.64, 0.0), (0.68, 0.05), (0.6, _HEIGHT), (0.0, _HEIGHT)])
    board = extruded(rounded_rectangle(_BOARD, _BOARD, 0.1), 0.13, 0.05).turned("z", turn)
    return [
        Part(lathe(crown), tints.main),
        Part(torus(0.655, 0.06).scaled(1, 1, 1.4).moved(z=0.08), tints.second),
        Part(board.moved(z=_HEIGHT + 0.06), tints.main),
        Part(sphere(0.11).scaled(1, 1, 0.7).moved(z=_HEIGHT + 0.15), tints.accent, "gloss"),
        *each(_tassel(tints), lambda part: part.turned("z", turn - 45).moved(z=_HEIGHT + 0.13)),
    ]


def _tassel(tints: Tints) -> list[Part]:
    """From the middle of the board, at z = 0, along +x over its corner and down."""
    reach = _BOARD / 2**0.5 - 0.02
    cord = [[0, 0, 0.06], [0.25, 0, 0.05], [0.6, 0, 0.03], [reach - 0.08, 0, 0.03], [reach, 0, 0.0]]
    fall = [[reach + 0.04, 0, -0.08], [reach + 0.05, 0, -0.2], [reach + 0.05, 0, -0.32]]
    turns = np.radians(np.arange(0, 360, 45))
    strands = [
        tube(np.array([[0, 0, 0.04], [0.045 * c, 0.045 * s, -0.08], [0.1 * c, 0.1 * s, -0.4]]), 0.05, points=10)
        for c, s in zip(np.cos(turns), np.sin(turns), strict=True)
    ]
    return [
        Part(tube(np.array(cord + fall), 0.035), tints.accent),
        Part(sphere(0.09).moved(reach + 0.05, 0, -0.34), tints.accent, "gloss"),
        *(Part(strand.moved(reach + 0.05, 0, -0.4), tints.accent) for strand in strands),
        Part(torus(0.07, 0.032).moved(reach + 0.05, 0, -0.44), tints.light, "metal"),
    ]


def _book(colour: Colour, tints: Tints) -> list[Part]:
    """Lying closed, centred, its spine to the front, its pages to the other sides."""
    covers = [rounded_box(1.6, 1.2, 0.06, 0.03).moved(z=side * (_BOOK / 2 - 0.03)) for side in (-1, 1)]
    spine = rounded_box(1.6, 0.1, _BOOK, 0.05).moved(0, -0.57)
    pages = rounded_box(1.5, 1.06, _BOOK - 0.08, 0.02).moved(0, 0.01)
    bands = [rounded_box(0.06, 0.05, _BOOK - 0.08, 0.02).moved(x, -0.605) for x in (-0.5, 0.5)]
    return [
        *(Part(mesh, colour) for mesh in (*covers, spine)),
        Part(pages, tints.cream),
        *(Part(band, tints.on(colour)) for band in bands),
    ]


def _diploma(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """A roll that lies before the cap, tied with a ribbon."""
    side = int(rng.choice([-1, 1]))
    paper = [Part(disc(0.17, 1.05, 0.03, 40), tints.cream), Part(disc(0.11, 1.07, 0.01, 40), tints.light)]
    ribbon = [Part(torus(0.165, 0.03).scaled(1, 1, 2.4), tints.second)]
    seal = [Part(sphere(0.1).scaled(1, 0.5, 1).moved(0, -0.19), tints.accent, "gloss")]
    turn = side * rng.uniform(12, 22)
    roll = each(paper + ribbon + seal, lambda part: part.turned("y", 90).turned("x", -35))
    return each(roll, lambda part: part.turned("z", turn).moved(-0.45, -1.1, 0.17))


GRADUATION_CAP = Subject(
    name="graduation_cap",
    stems=r"образова(?:ни|тел)|обучени|учеб|учить|учител|студен[тч]|школ|институт|университет|вуз(?:а|у|е|ы|ов)?\b|экзамен|диплом(?!ат)"
    r"|выпускни|курс(?:ы|ов|ам|ах)\b(?! (?:валют|обмен))"
    r"|educat|student|study|(?<!of )courses?\b|universit|college|graduat|school|tuition|learn(?! more)",
    meaning="a graduation cap: education, student loan, courses, university, learning",
    phrase="a {main} graduation cap with a {accent} tassel",
    build=build,
    azimuth=(-24, 12),
    elevation=(15, 21),
)
