"""Parcels with tape and labels."""

import numpy as np

from core.formats.brand import Colour
from core.imagery.studio.colours import Tints, mixed
from core.imagery.studio.mesh import Mesh
from core.imagery.studio.outline import rounded
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import extruded, rounded_box, tile
from core.imagery.studio.subject import Subject


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """A large parcel, a small one turned on top of it."""
    large = _parcel(rng, (1.7, 1.35, 1.1), tints.main, tints.second, tints)
    turn = float(rng.choice([-1, 1]) * rng.uniform(14, 26))
    small = _parcel(rng, (0.95, 0.8, 0.58), tints.accent, tints.light, tints)
    x = rng.uniform(-0.25, 0.2)
    return large + each(small, lambda part: part.turned("z", turn).moved(x, 0.08, 1.11))


def _parcel(
    rng: np.random.Generator, size: tuple[float, float, float], colour: Colour, tape: Colour, tints: Tints
) -> list[Part]:
    """Standing on the floor, its label in front, arrows on its right end."""
    x, y, z = size
    label = each(
        _label(rng, tints), lambda part: part.scaled(0.92 * z).turned("x", 90).moved(-0.21 * x, -y / 2, 0.36 * z)
    )
    arrow = Part(_arrow().scaled(z).turned("x", 90).turned("z", 90), tape)
    arrows = [arrow.moved(x / 2, shift * z, 0.62 * z) for shift in (-0.16, 0.16)]
    body = [
        Part(rounded_box(x, y, z, 0.06).moved(z=z / 2), colour),
        Part(rounded_box(x - 0.1, 0.022, 0.02, 0.008).moved(z=z), mixed(colour, tints.dark, 0.25)),
    ]
    return [*body, *_tape(size, tape), *label, *arrows]


def _tape(size: tuple[float, float, float], colour: Colour) -> list[Part]:
    """Over the top and a hand's breadth down in front and behind."""
    x, y, z = size
    width, down = 0.24 * x**0.5, 0.3 * z
    ends = [rounded_box(width, 0.04, down, 0.015).moved(0, side * (y / 2 - 0.003), z - down / 2) for side in (-1, 1)]
    over = rounded_box(width, y + 0.03, 0.04, 0.015).moved(z=z - 0.005)
    return [Part(mesh, colour, "gloss") for mesh in (over, *ends)]


def _label(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """Lying face up, 0.66 × 0.46: an address, a bar code, a stamp."""
    address = [(-0.09, 0.15, 0.34, 0.04), (-0.14, 0.08, 0.24, 0.04)]
    widths, gaps = rng.choice([0.014, 0.024, 0.036], 11), rng.choice([0.018, 0.028], 11)
    starts = np.cumsum([-0.25, *(widths + gaps)[:-1]])
    bars = [(start + width / 2, -0.1, width, 0.17) for start, width in zip(starts, widths, strict=True)]
    return [
        Part(tile(0.66, 0.46, 0.04, 0.03, 0.01), tints.light),
        *(Part(tile(w, h, 0.004, 0.02, 0.003).moved(x, y, 0.01), tints.dark) for x, y, w, h in address + bars),
        Part(tile(0.12, 0.12, 0.03, 0.025, 0.006).moved(0.2, 0.125, 0.01), tints.accent),
    ]


def _arrow() -> Mesh:
    """This side up: lying face up, pointing along y."""
    outline = [(0.035, -0.17), (0.035, 0.03), (0.1, 0.03), (0.0, 0.17), (-0.1, 0.03), (-0.035, 0.03), (-0.035, -0.17)]
    return extruded(rounded(outline, [0.015, 0.01, 0.02, 0.02, 0.02, 0.01, 0.015], 4), 0.03, 0.008, 3)


PARCEL = Subject(
    name="parcel",
    stems=r"достав|посыл(?:к|оч|ок)|курьер|бандерол|parcel|deliver|package|shipping|courier",
    meaning="a parcel, a cardboard box: delivery, courier, shipping, order, moving",
    phrase="a {main} parcel with a small {accent} parcel on top",
    build=build,
    azimuth=(20, 38),
    elevation=(19, 27),
)
