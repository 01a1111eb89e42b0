"""Parcels with tape and labels."""

import numpy as np

from core.imagery.studio.colours import Tints, mixed
from core.imagery.studio.outline import rounded
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import extruded, rounded_box, tile
from core.imagery.studio.subject import Subject


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """A large parcel, a small one turned on top of it."""
    large = _parcel(rng, 1.7, 1.35, 1.1, tints.main, tints.second, tints)
    turn = float(rng.choice([-1, 1]) * rng.uniform(14, 26))
    small = _parcel(rng, 0.95, 0.8, 0.58, tints.accent, tints.light, tints)
    x = rng.uniform(-0.25, 0.2)
    return large + each(small, lambda part: part.turned("z", turn).moved(x, 0.08, 1.11))


def _parcel(rng: np.random.Generator, x: float, y: float, z: float, colour: str, tape: str, tints: Tints) -> list[Part]:
    """Standing on the floor, its label in front."""
    seam = mixed(colour, tints.dark, 0.25)
    body = [
        Part(rounded_box(x, y, z, 0.06).moved(z=z / 2), colour),
        Part(rounded_box(x - 0.1, 0.022, 0.02, 0.008).moved(z=z), seam),
        Part(rounded_box(0.26 * x**0.5, y + 0.02, z + 0.02, 0.06).moved(z=z / 2), colour),
    ]
    width = 0.24 * x**0.5
    strip = [
        Part(rounded_box(width, y + 0.03, 0.04, 0.015).moved(z=z - 0.005), tape, "gloss"),
        *(
            Part(rounded_box(width, 0.04, 0.3 * z, 0.015).moved(0, s * (y / 2 - 0.003), z - 0.15 * z), tape, "gloss")
            for s in (-1, 1)
        ),
    ]
    label = each(
        _label(rng, tints), lambda part: part.scaled(z).turned("x", 90).moved(-0.25 * x, -y / 2 - 0.01, 0.36 * z)
    )
    arrows = [
        part.turned("z", 90).moved(x / 2 + 0.005, dy * z, 0.62 * z)
        for dy in (-0.16, 0.16)
        for part in (Part(_arrow().scaled(z).turned("x", 90), tape),)
    ]
    return body[:2] + strip + label + arrows


def _label(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """Lying face up, 0.62 × 0.46."""
    ink = tints.dark
    lines = [
        Part(tile(w, 0.04, 0.018, 0.02, 0.006).moved(w / 2 - 0.26, y, 0.01), ink)
        for w, y in ((0.34, 0.15), (0.24, 0.08))
    ]
    x, bars = -0.25, []
    while x < 0.24:
        w = float(rng.choice([0.014, 0.024, 0.036]))
        bars.append(Part(tile(w, 0.17, 0.003, 0.02, 0.003).moved(x + w / 2, -0.1, 0.01), ink))
        x += w + float(rng.choice([0.018, 0.028]))
    stamp = Part(tile(0.12, 0.12, 0.03, 0.025, 0.006).moved(0.2, 0.125, 0.01), tints.accent)
    return [Part(tile(0.66, 0.46, 0.04, 0.03, 0.01), tints.light), *lines, *bars, stamp]


def _arrow() -> "object":
    """This side up: lying face up, pointing along y."""
    outline = [(0.035, -0.17), (0.035, 0.03), (0.1, 0.03), (0.0, 0.17), (-0.1, 0.03), (-0.035, 0.03), (-0.035, -0.17)]
    return extruded(rounded(outline, [0.015, 0.01, 0.02, 0.02, 0.02, 0.01, 0.015], 4), 0.03, 0.008, 3)


PARCEL = Subject(
    name="parcel",
    stems=r"достав|посыл|курьер|заказ|парсел|parcel|deliver|package|shipping|courier|order",
    meaning="a parcel, a cardboard box: delivery, courier, shipping, order, moving",
    phrase="a {main} parcel with a small {accent} parcel on top",
    build=build,
    azimuth=(20, 38),
    elevation=(19, 27),
)
