"""An open laptop, its screen at work."""

import numpy as np

from core.formats.brand import Colour
from core.imagery.studio.colours import Tints, mixed
from core.imagery.studio.mesh import Mesh
from core.imagery.studio.outline import rounded, star
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import disc, extruded, rounded_box, sphere, tile, tube
from core.imagery.studio.subject import Subject

_WIDTH, _DEPTH, _THICK = 2.1, 1.36, 0.15
#: Height of the screen's surface above the lid's middle.
_GLASS = 0.065


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """2.1 wide; the screen shows a report, a lesson or a shop, and a pointer floats before it."""
    show = (_report, _lesson, _shop)[int(rng.integers(3))]
    screen = each(show(tints), lambda part: part.moved(0, 0.76, _GLASS))
    lean = rng.uniform(14, 22)
    lid = each(
        [*_lid(tints), *screen, _pointer(rng, tints)],
        lambda part: part.turned("x", 90 - lean).moved(0, _DEPTH / 2 - 0.05, _THICK / 2 + 0.04),
    )
    return [*_deck(tints), *lid]


def _deck(tints: Tints) -> list[Part]:
    """The lower half, centred: keys over a touch pad."""
    top = _THICK / 2
    hinge = tube(np.array([[-0.72, 0, 0], [0.72, 0, 0]]), 0.07).moved(0, _DEPTH / 2 - 0.05, top)
    return [
        Part(tile(_WIDTH, _DEPTH, 0.17, _THICK, 0.06), tints.main, "gloss"),
        Part(hinge, tints.light, "metal"),
        Part(tile(1.86, 0.72, 0.08, 0.03, 0.01).moved(0, 0.19, top - 0.008), tints.dark),
        Part(tile(0.66, 0.34, 0.07, 0.03, 0.01).moved(0, -0.42, top - 0.003), mixed(tints.main, tints.light, 0.45)),
        *each(_keys(tints), lambda part: part.moved(0, 0.19, top + 0.015)),
    ]


def _keys(tints: Tints) -> list[Part]:
    """Four rows about the origin; the one that sends is of the accent colour."""
    plain, edge = tints.light, mixed(tints.light, tints.main, 0.35)
    rows = [
        (-0.8 + 0.16 * i, 0.24 - 0.16 * row, edge if i in (0, 10) else plain) for row in range(3) for i in range(11)
    ]
    wide = [(-0.72, 0.298, edge), (0.0, 1.098, plain), (0.72, 0.298, tints.accent)]
    return [
        *(Part(tile(0.138, 0.132, 0.035, 0.07).moved(x, y), colour) for x, y, colour in rows),
        *(Part(tile(width, 0.132, 0.035, 0.07).moved(x, -0.24), colour) for x, width, colour in wide),
    ]


def _lid(tints: Tints) -> list[Part]:
    """Lying face up, its hinge along y = 0."""
    return [
        Part(tile(_WIDTH, 1.46, 0.17, 0.11, 0.045).moved(y=0.73), tints.main, "gloss"),
        Part(tile(_WIDTH - 0.1, 1.36, 0.125, 0.02, 0.008).moved(0, 0.74, 0.05), tints.dark, "gloss"),
        Part(tile(_WIDTH - 0.2, 1.22, 0.07, 0.02, 0.008).moved(0, 0.74, 0.056), tints.light),
        Part(sphere(0.022).moved(0, 1.385, 0.06), tints.glass, "gloss"),
    ]


def _report(tints: Tints) -> list[Part]:
    """Columns that rise under a line, a ring chart."""
    bars = [(-0.72 + 0.2 * i, height) for i, height in enumerate((0.24, 0.36, 0.3, 0.5, 0.62))]
    colours = (tints.second, tints.main, tints.second, tints.main, tints.accent)
    line = np.array([[x, height - 0.11, 0.08] for x, height in bars])
    legend = [(0.62, -0.3, 0.46, tints.main), (0.56, -0.42, 0.34, tints.second)]
    return [
        Part(tile(0.7, 0.09, 0.045, 0.04).moved(-0.5, 0.46), tints.main),
        *(
            Part(tile(0.14, height, 0.05, 0.08).moved(x, height / 2 - 0.5), colour, "gloss")
            for (x, height), colour in zip(bars, colours, strict=True)
        ),
        Part(tube(line, 0.028), tints.deep),
        Part(_arc(90, 202).moved(0.62, 0.15), tints.accent, "gloss"),
        Part(_arc(225, 427).moved(0.62, 0.15), tints.main, "gloss"),
        *(Part(tile(width, 0.07, 0.034, 0.03, 0.01).moved(x, y), colour) for x, y, width, colour in legend),
    ]


def _arc(start: float, end: float) -> Mesh:
    """A piece of the ring chart, degrees."""
    turn = np.radians(np.linspace(start, end, 30))
    return tube(0.21 * np.stack([np.cos(turn), np.sin(turn), 0 * turn], axis=1), 0.068)


def _lesson(tints: Tints) -> list[Part]:
    """A film with its play button, three who watch it."""
    play = rounded([(0.13, 0.0), (-0.09, 0.13), (-0.09, -0.13)], 0.035)
    film = [
        Part(tile(1.24, 0.82, 0.09, 0.04).moved(y=0.14), tints.main, "gloss"),
        Part(disc(0.25, 0.08, 0.03).moved(0, 0.14, 0.04), tints.on(tints.main)),
        Part(extruded(play, 0.06, 0.02).moved(0.01, 0.14, 0.09), tints.accent, "gloss"),
        Part(tile(1.24, 0.06, 0.03, 0.03, 0.01).moved(y=-0.42), tints.second),
        Part(tile(0.7, 0.06, 0.03, 0.04, 0.01).moved(-0.27, -0.42, 0.006), tints.deep),
        Part(sphere(0.06).moved(0.08, -0.42, 0.02), tints.accent, "gloss"),
    ]
    watchers = [
        part.moved(0.65, y)
        for y, colour in ((0.395, tints.accent), (0.02, tints.second), (-0.355, tints.main))
        for part in _watcher(colour, tints.on(colour))
    ]
    return [*each(film, lambda part: part.moved(-0.26)), *watchers]


def _watcher(colour: Colour, ink: Colour) -> list[Part]:
    shoulders = rounded([(0.13, -0.14), (0.13, 0.0), (-0.13, 0.0), (-0.13, -0.14)], [0.02, 0.12, 0.12, 0.02])
    return [
        Part(tile(0.42, 0.31, 0.07, 0.04), colour, "gloss"),
        Part(disc(0.068, 0.05, 0.02).moved(0, 0.07, 0.02), ink),
        Part(extruded(shoulders, 0.05, 0.02).moved(0, -0.01, 0.02), ink),
    ]


def _shop(tints: Tints) -> list[Part]:
    """Six goods in two rows, a field to search for more."""
    colours = (tints.main, tints.accent, tints.second)
    goods = (rounded_box(0.17, 0.17, 0.1, 0.04), extruded(star(5, 0.13, 0.065, 0.03), 0.08, 0.03), sphere(0.095))
    parts = [
        Part(tile(1.2, 0.13, 0.065, 0.04).moved(-0.26, 0.46), tints.second),
        Part(tile(0.44, 0.13, 0.065, 0.05).moved(0.63, 0.46), tints.accent, "gloss"),
    ]
    for index in range(6):
        column, row = index % 3, index // 3
        colour = colours[(column + row) % 3]
        card = [
            Part(tile(0.52, 0.39, 0.08, 0.04), colour, "gloss"),
            Part(goods[(column + 2 * row) % 3].moved(0, 0.055, 0.02), tints.on(colour)),
            Part(tile(0.28, 0.05, 0.025, 0.03, 0.01).moved(0, -0.13, 0.02), tints.on(colour)),
        ]
        parts += [part.moved(-0.59 + 0.59 * column, 0.13 - 0.45 * row) for part in card]
    return parts


def _pointer(rng: np.random.Generator, tints: Tints) -> Part:
    """An arrow about to click, floating over the lower right of the lid."""
    arrow = [(0.35, -0.32), (0.2, -0.32), (0.28, -0.49), (0.19, -0.53), (0.11, -0.36), (0.0, -0.46), (0.0, 0.0)]
    mesh = extruded(rounded(arrow[::-1], [0.04, 0.02, 0.03, 0.03, 0.02, 0.04, 0.04]), 0.1, 0.04)
    x, y = rng.uniform(0.42, 0.56), rng.uniform(0.56, 0.68)
    colour = tints.accent if tints.main == tints.deep else tints.deep
    return Part(mesh.scaled(1.2).moved(x, y, 0.26), colour, "gloss")


LAPTOP = Subject(
    name="laptop",
    stems=r"ноутбук|компьютер|ноут\b|макбук|вебинар|онлайн[- ]?(?:курс|обуч|школ|урок)|программи(?:ст|рован)"
    r"|laptop|computer|macbook|webinar|online (?:course|school|lesson)|software",
    meaning="an open laptop, a computer: online course, website, remote work, software, report",
    phrase="an open {main} laptop with {accent} details",
    build=build,
    azimuth=(-30, 30),
    elevation=(20, 27),
    hints=r"сайт|website",
)
