"""A phone with an app's tiles on its screen."""

import numpy as np

from core.imagery.studio.colours import Tints
from core.imagery.studio.outline import circle, star
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import disc, extruded, rounded_box, sphere, tile, torus, tube
from core.imagery.studio.subject import Subject


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """Standing, leaning back, with a message bubble before its edge."""
    side = rng.choice([-1, 1])
    flat = [*_body(tints), *_screen(rng, tints), *_bubble(tints, side)]
    lean, roll = rng.uniform(6, 12), -side * rng.uniform(6, 12)
    return each(flat, lambda part: part.turned("z", roll).turned("x", 90 - lean))


def _body(tints: Tints) -> list[Part]:
    buttons = [
        rounded_box(0.05, 0.3, 0.07, 0.02).moved(0.56, 0.35),
        rounded_box(0.05, 0.2, 0.07, 0.02).moved(-0.56, 0.5),
    ]
    return [
        Part(tile(1.12, 2.2, 0.2, 0.19, 0.075), tints.main, "gloss"),
        *(Part(button, tints.accent) for button in buttons),
        Part(tile(1.0, 2.08, 0.145, 0.02, 0.008).moved(z=0.094), tints.dark, "gloss"),
        Part(tile(0.95, 2.03, 0.125, 0.02, 0.008).moved(z=0.1), tints.light),
    ]


def _screen(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """Status pill, a wide widget, a grid of tiles, a dock; all raised from the glass."""
    z, colours = 0.12, (tints.main, tints.accent, tints.second)
    start = int(rng.integers(3))
    parts = [
        Part(tile(0.3, 0.075, 0.036, 0.02, 0.008).moved(0, 0.92, 0.11), tints.dark),
        Part(tile(0.8, 0.5, 0.09, 0.05).moved(0, 0.55, z), tints.main),
        *each(_chart(tints), lambda part: part.moved(0, 0.55, z + 0.03)),
        Part(tile(0.84, 0.3, 0.1, 0.03, 0.01).moved(0, -0.8, z - 0.005), tints.glass),
    ]
    for row in range(3):
        for column in range(3):
            colour = colours[(start + row + column) % 3]
            where = (-0.28 + 0.28 * column, 0.12 - 0.28 * row if row < 2 else -0.8, z + (0.02 if row == 2 else 0))
            glyph = each(_glyph(int(rng.integers(4)), tints), lambda part, at=where: part.moved(*at))
            parts += [Part(tile(0.21, 0.21, 0.06, 0.05).moved(*where), colour, "gloss"), *glyph]
    return parts


def _chart(tints: Tints) -> list[Part]:
    bars = [
        Part(tile(0.09, h, 0.03, 0.04, 0.012).moved(-0.26 + 0.14 * i, h / 2 - 0.17), tints.accent)
        for i, h in enumerate((0.12, 0.2, 0.28))
    ]
    lines = [
        Part(tile(w, 0.05, 0.022, 0.02, 0.008).moved(0.14 + w / 2, y), tints.light)
        for w, y in ((0.2, 0.1), (0.14, 0.0))
    ]
    return bars + lines


def _glyph(kind: int, tints: Tints) -> list[Part]:
    shapes = (
        disc(0.05, 0.03, 0.01),
        extruded(star(4, 0.08, 0.03, 0.01), 0.03, 0.01),
        torus(0.045, 0.014),
        tile(0.1, 0.04, 0.018, 0.03, 0.01),
    )
    return [Part(shapes[kind].moved(z=0.03), tints.light)]


def _bubble(tints: Tints, side: int) -> list[Part]:
    """A round badge with a tick, floating before the upper corner."""
    tick = tube(np.array([[-0.13, 0.0, 0.0], [-0.04, -0.09, 0.0], [0.14, 0.11, 0.0]]), 0.036)
    badge = [Part(disc(0.3, 0.12, 0.05), tints.accent, "gloss"), Part(tick.moved(z=0.07), tints.light)]
    return each(badge, lambda part: part.moved(side * 0.55, 0.78, 0.32))


PHONE = Subject(
    name="phone",
    stems=r"телефон|смартфон|приложен|мобильн|связ[ьи]|phone|smartphone|app(?:s\b|\b|lication)|mobile|sim\b",
    meaning="a smartphone with an app: mobile application, online service, connection, calls",
    phrase="a {main} smartphone with app tiles and a {accent} badge",
    build=build,
    azimuth=(-30, 30),
    elevation=(10, 18),
)
