"""Bank cards: one in front, one behind it."""

import numpy as np

from core.formats.brand import Colour
from core.imagery.studio.colours import Tints, mixed
from core.imagery.studio.outline import rounded
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import extruded, tile, tube
from core.imagery.studio.subject import Subject

_WIDTH, _HEIGHT, _THICK = 1.72, 1.08, 0.075
_TOP = _THICK / 2


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """Both stand upright on a corner, leaning back; the one behind shows its magnetic stripe."""
    roll, apart, lean = rng.uniform(8, 15), rng.uniform(17, 23), rng.uniform(8, 14)
    front = each(_face(tints), lambda part: part.turned("z", roll))
    back = each(_back(tints), lambda part: part.turned("z", roll - apart).moved(0.1, 0.26, -0.3))
    return each(front + back, lambda part: part.turned("x", 90 - lean))


def _plate(colour: Colour) -> Part:
    return Part(tile(_WIDTH, _HEIGHT, 0.13, _THICK, 0.03), colour)


def _face(tints: Tints) -> list[Part]:
    """Lying face up, centred."""
    ink = tints.on(tints.main)
    return [
        _plate(tints.main),
        _sweep(tints),
        *each(_chip(tints), lambda part: part.moved(-0.56, 0.13, _TOP)),
        *each(_waves(ink), lambda part: part.moved(-0.36, 0.13, _TOP)),
        *_print(ink),
        *each(_mark(tints), lambda part: part.moved(0.56, -0.3, _TOP)),
    ]


def _print(ink: Colour) -> list[Part]:
    """Four groups of four digits, a name and a date, embossed as bars."""
    digits = [(-0.66 + 0.29 * group + 0.062 * digit, -0.14, 0.043, 0.11) for group in range(4) for digit in range(4)]
    words = [(-0.45, -0.36, 0.46, 0.065), (-0.04, -0.36, 0.2, 0.065)]
    return [Part(tile(w, h, 0.02, 0.05, 0.015).moved(x, y, _TOP), ink) for x, y, w, h in digits + words]


def _sweep(tints: Tints) -> Part:
    """A field that swings round the right top corner."""
    x, y, width, height = _WIDTH / 2 - 0.012, _HEIGHT / 2 - 0.012, 1.02, 0.66
    turn = np.linspace(0, np.pi / 2, 24)
    arc = np.stack([x - width * np.cos(turn), y - height * np.sin(turn)], axis=1)
    corner = rounded([(x, y - height), (x, y), (x - width, y)], [0.0, 0.12, 0.0], 8)
    return Part(extruded(np.concatenate([corner, arc[1:-1]]), 0.024, 0.008, 2).moved(z=_TOP), tints.second)


def _chip(tints: Tints) -> list[Part]:
    groove = mixed(tints.accent, tints.dark, 0.4)
    lines = [(0, 0.055, 0.27, 0.013), (0, -0.055, 0.27, 0.013), (-0.055, 0, 0.013, 0.2), (0.055, 0, 0.013, 0.2)]
    return [
        Part(tile(0.3, 0.24, 0.05, 0.05, 0.015), tints.accent, "gloss"),
        *(Part(tile(w, h, 0.006, 0.014, 0.004).moved(x, y, 0.02), groove) for x, y, w, h in lines),
        Part(tile(0.11, 0.11, 0.03, 0.03, 0.006).moved(z=0.018), tints.accent, "gloss"),
    ]


def _waves(ink: Colour) -> list[Part]:
    """Pays without touching."""
    turn = np.radians(np.linspace(-42, 42, 14))
    arc = np.stack([np.cos(turn), np.sin(turn), 0 * turn], axis=1)
    return [Part(tube(radius * arc, 0.015), ink) for radius in (0.06, 0.12, 0.18)]


def _mark(tints: Tints) -> list[Part]:
    """The sign of no real payment system: two leaves."""
    leaf = rounded([(0.11, -0.11), (0.11, 0.11), (-0.11, 0.11), (-0.11, -0.11)], [0.02, 0.11, 0.02, 0.11], 8)
    flat = extruded(leaf, 0.03, 0.01)
    other = tints.on(tints.main)
    return [Part(flat, tints.accent), Part(flat.turned("z", 90).moved(0.13, 0, 0.012), other)]


def _back(tints: Tints) -> list[Part]:
    stripe = tile(_WIDTH - 0.01, 0.21, 0.01, 0.02, 0.006).moved(0, 0.27, _TOP)
    return [_plate(tints.accent), Part(stripe, tints.dark)]


CARD = Subject(
    name="card",
    stems=r"карт(?!ин|оф|ош|он)|кредитк|дебетов|cards?\b|credit|debit",
    meaning="a bank card, a credit or debit card: payment, banking, limit, account",
    phrase="a {main} bank card with a {accent} chip",
    build=build,
    azimuth=(-28, 28),
    elevation=(10, 18),
)
