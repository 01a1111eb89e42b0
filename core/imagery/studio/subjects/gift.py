"""A gift box with ribbon and bow."""

import numpy as np

from core.imagery.studio.colours import Tints
from core.imagery.studio.mesh import Floats
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import rounded_box, tube
from core.imagery.studio.subject import Subject


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """1.7 wide; the lid may be of the second colour, the bow turns."""
    height, lid = rng.uniform(0.95, 1.2), tints.second if rng.random() < 0.35 else tints.main
    box = [
        Part(rounded_box(1.5, 1.5, height, 0.07).moved(z=height / 2), tints.main),
        Part(rounded_box(1.7, 1.7, 0.34, 0.1).moved(z=height + 0.08), lid),
    ]
    bands = [
        band
        for width, thick, tall, z in ((1.5, 0.32, height - 0.05, height / 2), (1.7, 0.34, 0.34, height + 0.08))
        for band in (
            Part(rounded_box(width + 0.05, thick, tall + 0.05, 0.04).moved(z=z), tints.accent),
            Part(rounded_box(thick, width + 0.05, tall + 0.05, 0.04).moved(z=z), tints.accent),
        )
    ]
    turn, top = rng.uniform(-15, 40), height + 0.27
    return box + bands + each(_bow(tints, rng), lambda part: part.turned("z", turn).moved(z=top))


def _bow(tints: Tints, rng: np.random.Generator) -> list[Part]:
    size, lift = rng.uniform(0.95, 1.12), rng.uniform(18, 30)
    loop = tube(_loop(0.8 * size, 0.36 * size), 0.19, flat=0.2, closed=True, points=20).turned("y", -lift)
    tail = tube(_tail(size), 0.15, flat=0.22, points=20)
    knot = rounded_box(0.3, 0.36, 0.28, 0.12).moved(z=0.13)
    halves = [Part(loop.turned("z", turn), tints.accent, "gloss") for turn in (0, 180)]
    tails = [Part(tail.turned("z", turn), tints.accent, "gloss") for turn in (-42, 222)]
    return [*halves, *tails, Part(knot, tints.accent, "gloss")]


def _loop(length: float, height: float) -> Floats:
    """A drop in the xz plane, its point at the knot."""
    turn = np.linspace(0.05, 2 * np.pi - 0.05, 44)
    return np.stack(
        [length * (1 - np.cos(turn)) / 2, 0 * turn, 0.12 - height * np.sin(turn) * np.sin(turn / 2) ** 1.2], axis=1
    )


def _tail(size: float) -> Floats:
    along = np.linspace(0, 1, 16)
    return np.stack([0.08 + 0.72 * size * along, 0 * along, 0.1 + 0.13 * np.sin(np.pi * along) - 0.06 * along], axis=1)


GIFT = Subject(
    name="gift",
    stems=r"подар|сюрприз|бонус|приз(?!на|ем|ыв|ва|ра)|gift|present(?!a|ed|ing)|bonus|surprise|prize|reward|праздни|holiday",
    meaning="a gift box, a present with a bow: bonus, prize, surprise, holiday, birthday",
    phrase="a {main} gift box with a {accent} ribbon and bow",
    build=build,
    azimuth=(18, 40),
    elevation=(20, 28),
)
