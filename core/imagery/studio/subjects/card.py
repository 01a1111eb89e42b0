"""Bank cards: one in front, one behind it."""

import numpy as np

from core.imagery.studio.colours import Tints, mixed
from core.imagery.studio.outline import rounded
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import extruded, rounded_box, tile, tube
from core.imagery.studio.subject import Subject

_WIDTH, _HEIGHT, _THICK = 1.72, 1.08, 0.07


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """Both stand upright, leaning back and to a side."""
    roll, lean = rng.uniform(10, 18), rng.uniform(8, 16)
    front = each(_face(rng, tints), lambda part: part.turned("z", roll))
    back = each(_back(tints), lambda part: part.turned("z", roll - rng.uniform(20, 20)).moved(0.12, 0.2, -0.28))
    return each(front + back, lambda part: part.turned("x", 90 - lean))


def _plate(colour: str) -> Part:
    return Part(tile(_WIDTH, _HEIGHT, 0.13, _THICK, 0.03), colour)


def _face(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """Lying face up, centred."""
    top = _THICK / 2
    digits = [
        Part(rounded_box(0.065, 0.1, 0.04, 0.018).moved(-0.66 + 0.36 * group + 0.088 * digit, -0.13, top), tints.light)
        for group in range(4)
        for digit in range(3 + (group < 4))
    ]
    name = [
        Part(rounded_box(w, 0.07, 0.035, 0.016).moved(x, -0.34, top), tints.light)
        for x, w in ((-0.47, 0.46), (0.0, 0.3))
    ]
    return [
        _plate(tints.main),
        *_sweep(tints, top),
        *_chip(tints, top),
        *_waves(tints, top),
        *digits,
        *name,
        *_mark(rng, tints, top),
    ]


def _sweep(tints: Tints, top: float) -> list[Part]:
    """A band that swings across the card, hugging its right top corner."""
    x, y = _WIDTH / 2 - 0.012, _HEIGHT / 2 - 0.012
    turn = np.linspace(0, np.pi / 2, 20)
    arc = np.stack([x - 1.05 * np.cos(turn), y - 0.62 * np.sin(turn)], axis=1)
    outline = np.concatenate([rounded([(x, y - 0.62), (x, y), (x - 1.05, y)], [0.0, 0.12, 0.0], 8), arc[1:-1]])
    return [Part(extruded(outline, 0.02, 0.008, 2).moved(z=top), tints.second)]


def _chip(tints: Tints, top: float) -> list[Part]:
    gold = tints.accent
    groove = mixed(gold, tints.dark, 0.35)
    lines = [(0, 0.055, 0.26, 0.014), (0, -0.055, 0.26, 0.014), (-0.055, 0, 0.014, 0.2), (0.055, 0, 0.014, 0.2)]
    parts = [Part(tile(0.29, 0.23, 0.05, 0.04, 0.015), gold, "gloss")]
    parts += [Part(tile(w, h, 0.006, 0.012, 0.003).moved(x, y, 0.02), groove) for x, y, w, h in lines]
    return each(parts, lambda part: part.moved(-0.56, 0.14, top))


def _waves(tints: Tints, top: float) -> list[Part]:
    turn = np.radians(np.linspace(-42, 42, 14))
    return [
        Part(tube(np.stack([r * np.cos(turn) - 0.36, r * np.sin(turn) + 0.14, 0 * turn + top], 1), 0.014), tints.light)
        for r in (0.06, 0.12, 0.18)
    ]


def _mark(rng: np.random.Generator, tints: Tints, top: float) -> list[Part]:
    """The sign of no one's payment system: two leaves."""
    leaf = rounded([(0.11, -0.11), (0.11, 0.11), (-0.11, 0.11), (-0.11, -0.11)], [0.03, 0.11, 0.03, 0.11], 8)
    return [
        Part(extruded(leaf, 0.03, 0.01).moved(0.56, -0.32, top), tints.accent),
        Part(extruded(leaf, 0.03, 0.01).turned("z", 90).moved(0.68, -0.32, top + 0.012), tints.light),
    ]


def _back(tints: Tints) -> list[Part]:
    """The second card, of which a corner shows."""
    stripe = tile(_WIDTH - 0.02, 0.2, 0.01, 0.02, 0.006).moved(0, 0.3, _THICK / 2)
    return [_plate(tints.accent), Part(stripe, tints.dark)]


CARD = Subject(
    name="card",
    stems=r"карт(?!ин|оф|ош|он)|кредитк|дебетов|card|credit|debit",
    meaning="a bank card, a credit or debit card: payment, banking, limit, account",
    phrase="a {main} bank card with a {accent} chip",
    build=build,
    azimuth=(-28, 28),
    elevation=(10, 18),
)
