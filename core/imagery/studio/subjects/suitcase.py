"""A suitcase on wheels, ready to go."""

import numpy as np

from core.imagery.studio.colours import Tints, mixed
from core.imagery.studio.outline import circle, rounded, rounded_rectangle, star
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import disc, extruded, rounded_box, tile, torus, tube
from core.imagery.studio.subject import Subject

_WIDTH, _DEPTH, _HEIGHT = 1.4, 0.74, 1.5
_TOP = _HEIGHT / 2
#: Front of the ribs.
_FRONT = -_DEPTH / 2 - 0.045


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """A hard shell with souvenir stickers or a strap; a swim ring may lean on it."""
    side = int(rng.choice([-1, 1]))
    front = _stickers(rng, tints, side) if rng.random() < 0.5 else _strap(tints)
    case = [*_shell(tints), *_handle(tints), *_tag(tints, side), *front]
    ring = _swim_ring(rng, tints) if rng.random() < 0.5 else []
    leaning = each(ring, lambda part: part.turned("x", 72).turned("z", side * -14).moved(side * -0.62, -0.74, 0.5))
    return [*each(case, lambda part: part.moved(z=0.2 + _TOP)), *_wheels(tints), *leaning]


def _shell(tints: Tints) -> list[Part]:
    """Centred: two ribbed halves, a zip between them."""
    body = extruded(rounded_rectangle(_WIDTH, _HEIGHT, 0.26), _DEPTH, 0.16, 8).turned("x", 90)
    seam = extruded(rounded_rectangle(_WIDTH + 0.03, _HEIGHT + 0.03, 0.275), 0.08, 0.02).turned("x", 90)
    rib = rounded_box(0.13, _DEPTH + 0.09, _HEIGHT - 0.34, 0.05)
    ribs = [Part(rib.moved(x), mixed(tints.main, tints.dark, 0.06)) for x in (-0.45, -0.15, 0.15, 0.45)]
    return [Part(body, tints.main), Part(seam, tints.dark, "soft"), *ribs]


def _handle(tints: Tints) -> list[Part]:
    """Two metal bars drawn out, a grip across them."""
    bars = [tube(np.array([[x, 0.08, _TOP - 0.1], [x, 0.08, _TOP + 0.4]]), 0.042) for x in (-0.26, 0.26)]
    grips = [
        rounded_box(0.74, 0.18, 0.16, 0.075).moved(0, 0.08, _TOP + 0.42),
        rounded_box(0.74, 0.2, 0.1, 0.04).moved(0, 0.08, _TOP + 0.01),
    ]
    return [*(Part(bar, tints.light, "metal") for bar in bars), *(Part(grip, tints.dark, "soft") for grip in grips)]


def _wheels(tints: Tints) -> list[Part]:
    """Four on the floor, each in its fork."""
    wheel = [
        Part(extruded(circle(0.15, 40), 0.13, 0.05).turned("x", 90).moved(z=0.15), tints.dark, "soft"),
        Part(disc(0.07, 0.15, 0.02).turned("x", 90).moved(z=0.15), tints.light, "metal"),
        Part(rounded_box(0.26, 0.22, 0.15, 0.06).moved(z=0.26), tints.accent),
    ]
    return [part.moved(x, y) for x in (-0.48, 0.48) for y in (-0.22, 0.22) for part in wheel]


def _tag(tints: Tints, side: int) -> list[Part]:
    """A luggage label that hangs from the handle over the front."""
    ink, x, y = tints.on(tints.accent), side * 0.42, _FRONT - 0.06
    label = [
        Part(tile(0.3, 0.46, 0.08, 0.06, 0.025), tints.accent, "gloss"),
        *(Part(tile(0.18, 0.055, 0.02, 0.03, 0.01).moved(0, down, 0.025), ink) for down in (-0.04, -0.13)),
        Part(torus(0.045, 0.02, 24).moved(0, 0.15, 0.03), tints.light, "metal"),
    ]
    bar, edge = [side * 0.26, 0.03, _TOP + 0.15], [side * 0.34, -0.25, _TOP + 0.07]
    string = [bar, edge, [x, y + 0.03, _TOP - 0.12], [x, y, _TOP - 0.2]]
    placed = each(label, lambda part: part.turned("x", 90).turned("y", side * -8).moved(x, y, _TOP - 0.36))
    return [Part(tube(np.array(string), 0.022), tints.light), *placed]


def _strap(tints: Tints) -> list[Part]:
    """Round the lower half, closed by a metal buckle."""
    frame = tube(np.pad(rounded_rectangle(0.34, 0.32, 0.08), ((0, 0), (0, 1))), 0.04, closed=True).turned("x", 90)
    pin = tube(np.array([[-0.17, -0.02, 0], [0.1, -0.03, 0]]), 0.03)
    band = extruded(rounded_rectangle(_WIDTH + 0.05, 0.05 - 2 * _FRONT, 0.2), 0.25, 0.04)
    buckle = [Part(mesh.moved(0, _FRONT - 0.05), tints.light, "metal") for mesh in (frame, pin)]
    return each([Part(band, tints.second), *buckle], lambda part: part.moved(z=-0.2))


def _stickers(rng: np.random.Generator, tints: Tints, side: int) -> list[Part]:
    """Souvenirs of a sunny beach, of snowy mountains and of a starry night, clear of the tag."""
    stickers = [(_sun(tints), 0.28, 0.28), (_mountains(tints), -0.2, -0.16), (_night(tints), 0.36, -0.4)]
    parts: list[Part] = []
    for sticker, x, z in stickers:
        turn = float(rng.uniform(-12, 12))
        parts += [part.turned("z", turn).turned("x", 90).moved(-side * x, _FRONT, z) for part in sticker]
    return parts


def _sun(tints: Tints) -> list[Part]:
    """Face up, as all stickers."""
    ink = tints.on(tints.accent)
    return [
        Part(disc(0.26, 0.05, 0.02), tints.accent),
        Part(disc(0.09, 0.03, 0.01).moved(z=0.025), ink),
        *(Part(tile(0.07, 0.035, 0.015, 0.03, 0.01).moved(0.16, 0, 0.02).turned("z", 45 * i), ink) for i in range(8)),
    ]


def _mountains(tints: Tints) -> list[Part]:
    peaks = [(-0.06, 0.13, 0.03), (0.11, 0.08, 0.036)]
    slope = rounded([(0.15, -0.14), (0.0, 0.1), (-0.15, -0.14)], 0.025)
    return [
        Part(tile(0.6, 0.42, 0.09, 0.05, 0.02), tints.second),
        *(Part(extruded(slope, 0.03, 0.01).moved(x, y - 0.1, z - 0.01), tints.on(tints.second)) for x, y, z in peaks),
    ]


def _night(tints: Tints) -> list[Part]:
    return [
        Part(tile(0.34, 0.34, 0.09, 0.05, 0.02), tints.light),
        Part(extruded(star(5, 0.13, 0.06, 0.025), 0.03, 0.01).moved(z=0.025), tints.deep),
    ]


def _swim_ring(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """Lying flat, striped."""
    turn = np.radians(np.linspace(-15, 15, 10))
    arc = 0.34 * np.stack([np.cos(turn), np.sin(turn), 0 * turn], axis=1)
    stripe, first = Part(tube(arc, 0.159), tints.accent, "gloss"), rng.uniform(0, 60)
    stripes = [stripe.turned("z", first + degrees) for degrees in range(0, 360, 60)]
    return [Part(torus(0.34, 0.155), tints.light, "gloss"), *stripes]


SUITCASE = Subject(
    name="suitcase",
    stems=r"чемодан|багаж|путешеств|турист|туризм|отпуск(?!а(?:ть|ем|ет|ют))|тур(?:ы|ов)?\b|поездк|командировк|suitcase|luggage|baggage"
    r"|travel|trips?\b|touris[mt]|vacation|journey",
    meaning="a suitcase: travel, vacation, trip, luggage, tourism, travel insurance",
    phrase="a {main} suitcase with {accent} details",
    build=build,
    azimuth=(-34, 34),
    elevation=(12, 20),
)
