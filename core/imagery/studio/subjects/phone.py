"""A phone with an app's tiles on its screen."""

import numpy as np

from core.formats.brand import Colour
from core.imagery.studio.colours import Tints
from core.imagery.studio.outline import star
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import disc, extruded, rounded_box, tile, torus, tube
from core.imagery.studio.subject import Subject

#: Height of the screen's surface above the phone's middle.
_GLASS = 0.12


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """Standing, leaning back, with a badge before its upper corner."""
    side = int(rng.choice([-1, 1]))
    flat = [*_body(tints), *_screen(rng, tints), *_badge(tints, side)]
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
    """Camera pill, a wide widget, a grid of tiles, a dock; all raised from the glass."""
    colours = (tints.main, tints.accent, tints.second)
    start = int(rng.integers(3))
    parts = [
        Part(tile(0.3, 0.075, 0.036, 0.02, 0.008).moved(0, 0.92, 0.11), tints.dark),
        Part(tile(0.82, 0.46, 0.09, 0.05).moved(0, 0.58, _GLASS), tints.main),
        *each(_chart(tints), lambda part: part.moved(0, 0.58, _GLASS + 0.03)),
        Part(tile(0.84, 0.31, 0.1, 0.03, 0.01).moved(0, -0.81, _GLASS - 0.005), tints.glass),
    ]
    for row, y in enumerate((0.19, -0.11, -0.41, -0.81)):
        for column in range(3):
            icon = _icon(rng, colours[(start + row + column) % 3], tints, 0.022 if row == 3 else 0)
            parts += [part.moved(-0.29 + 0.29 * column, y) for part in icon]
    return parts


def _chart(tints: Tints) -> list[Part]:
    ink = tints.on(tints.main)
    bars = [(-0.27 + 0.13 * i, height / 2 - 0.16, 0.085, height) for i, height in enumerate((0.13, 0.21, 0.31))]
    lines = [(0.23, 0.1, 0.22, 0.05), (0.19, 0.0, 0.14, 0.05)]
    return [
        *(Part(tile(w, h, 0.025, 0.04, 0.012).moved(x, y), tints.accent) for x, y, w, h in bars),
        *(Part(tile(w, h, 0.022, 0.02, 0.008).moved(x, y), ink) for x, y, w, h in lines),
    ]


def _icon(rng: np.random.Generator, colour: Colour, tints: Tints, lift: float) -> list[Part]:
    """A rounded tile with one of four signs."""
    signs = (
        disc(0.055, 0.03, 0.01),
        extruded(star(4, 0.09, 0.034, 0.01), 0.03, 0.01),
        torus(0.05, 0.015),
        tile(0.11, 0.04, 0.018, 0.03, 0.01),
    )
    sign = Part(signs[int(rng.integers(4))].moved(z=_GLASS + lift + 0.03), tints.on(colour))
    return [Part(tile(0.225, 0.225, 0.07, 0.055).moved(z=_GLASS + lift), colour, "gloss"), sign]


def _badge(tints: Tints, side: int) -> list[Part]:
    """A round badge with a tick, floating before the upper corner."""
    tick = tube(np.array([[-0.13, 0.0, 0.0], [-0.04, -0.09, 0.0], [0.14, 0.11, 0.0]]), 0.036)
    badge = [Part(disc(0.3, 0.13, 0.055, 64), tints.accent, "gloss"), Part(tick.moved(z=0.07), tints.on(tints.accent))]
    return each(badge, lambda part: part.moved(side * 0.53, 0.8, 0.32))


PHONE = Subject(
    name="phone",
    stems=r"телефон|смартфон|приложен|мобильн|связь\b|сотов|(?:smart)?phones?\b|apps?\b|mobile|sim\b",
    meaning="a smartphone with an app: mobile application, online service, connection, calls",
    phrase="a {main} smartphone with app tiles and a {accent} badge",
    build=build,
    azimuth=(-30, 30),
    elevation=(10, 18),
)
