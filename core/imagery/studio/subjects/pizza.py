"""A pizza, one slice drawn out."""

import numpy as np

from core.formats.brand import Colour
from core.imagery.studio.colours import Tints
from core.imagery.studio.mesh import Floats
from core.imagery.studio.outline import rounded
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import disc, extruded, torus, tube
from core.imagery.studio.subject import Subject

_SLICE = 45.0
_CRUST, _CHEESE, _SAUCE, _OLIVE = "#F2A76B", "#FFE2B0", "#F0684A", "#2B3A78"


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """2 across on a board; the slice lies drawn out to the front."""
    gap = float(rng.uniform(-120, -60))
    board = Part(disc(1.22, 0.12, 0.05, 96).moved(z=-0.08), tints.main)
    rest = _sector(rng, tints, gap + _SLICE / 2, gap + 360 - _SLICE / 2)
    piece = _sector(rng, tints, gap - _SLICE / 2, gap + _SLICE / 2)
    x, y = 0.34 * np.cos(np.radians(gap)), 0.34 * np.sin(np.radians(gap))
    return [board, *rest, *each(piece, lambda part: part.moved(x, y, 0.05))]


def _sector(rng: np.random.Generator, tints: Tints, start: float, end: float) -> list[Part]:
    """From angle to angle, degrees: dough, sauce, cheese, crust and what lies on them."""
    inner = start + 1.5, end - 1.5
    parts = [
        Part(extruded(_wedge(0.95, *inner, 0.0), 0.1, 0.02, 3).moved(z=0.05), _CRUST),
        Part(extruded(_wedge(0.87, *inner, 0.0), 0.05, 0.02, 3).moved(z=0.105), _SAUCE),
        Part(extruded(_wedge(0.82, *inner, 0.025), 0.06, 0.03, 4).moved(z=0.13), _CHEESE, "gloss"),
        Part(tube(_arc(0.95, start + 4, end - 4), 0.12), _CRUST),
    ]
    return parts + _toppings(rng, tints, start, end)


def _arc(radius: float, start: float, end: float) -> Floats:
    turn = np.radians(np.linspace(start, end, max(int((end - start) / 4), 6)))
    return np.stack([radius * np.cos(turn), radius * np.sin(turn), 0 * turn + 0.12], axis=1)


def _wedge(radius: float, start: float, end: float, ripple: float) -> Floats:
    """From the centre out to `radius`, the rim rippling."""
    turn = np.radians(np.linspace(start, end, max(int((end - start) / 3), 8)))
    reach = radius + ripple * np.sin(11 * turn)
    return np.concatenate([[[0.0, 0.0]], np.stack([reach * np.cos(turn), reach * np.sin(turn)], axis=1)])


def _toppings(rng: np.random.Generator, tints: Tints, start: float, end: float) -> list[Part]:
    """Salami on every slice; olives and leaves of basil where they fall."""
    parts: list[Part] = []
    for index in range(round((end - start) / _SLICE)):
        middle = start + (index + 0.5) * _SLICE
        inner = _olive() if index % 2 else _leaf(tints.glass)
        outer = (_olive(), 16) if rng.random() < 0.5 else (_leaf(tints.glass), -16)
        parts += _at(_salami(), 0.58, middle + rng.uniform(-4, 4), 0.165)
        parts += _at(inner, 0.35, middle + rng.uniform(-4, 9), 0.17)
        parts += _at(outer[0], 0.71, middle + outer[1], 0.17)
    return parts


def _at(parts: list[Part], reach: float, degrees: float, z: float) -> list[Part]:
    return [part.moved(reach).turned("z", degrees).moved(z=z) for part in parts]


def _salami() -> list[Part]:
    return [Part(disc(0.145, 0.05, 0.02, 40), _SAUCE, "gloss")]


def _olive() -> list[Part]:
    return [Part(torus(0.05, 0.026, 28), _OLIVE, "gloss")]


def _leaf(colour: Colour) -> list[Part]:
    leaf = rounded([(0.12, 0.0), (0.0, 0.075), (-0.12, 0.0), (0.0, -0.075)], [0.03, 0.09, 0.03, 0.09], 6)
    return [Part(extruded(leaf, 0.03, 0.012).turned("x", 12), colour)]


PIZZA = Subject(
    name="pizza",
    stems=r"пицц|еда\b|еды\b|еду\b|ресторан|кафе\b|обед(?!н)|ужин|pizza|food|restaurant|meal|dinner|lunch|cafe",
    meaning="a pizza: food, restaurant, lunch, dinner, takeaway, delicious meal",
    phrase="a pizza on a {main} board, one slice drawn out",
    build=build,
    azimuth=(-25, 25),
    elevation=(38, 48),
)
