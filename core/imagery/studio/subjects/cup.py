"""Coffee: a paper cup to go, or a latte on its saucer."""

import numpy as np

from core.imagery.studio.colours import Tints
from core.imagery.studio.outline import heart, rounded
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import disc, extruded, lathe, rounded_box, sphere, tile, torus, tube
from core.imagery.studio.subject import Subject

_COFFEE, _FOAM, _BISCUIT, _CHOCOLATE = "#B4683F", "#FFEBD2", "#EDB077", "#6B3A28"


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """To go, with a biscuit or with beans; or a latte, its biscuit or its sugar on the saucer."""
    side, to_go, biscuit = int(rng.choice([-1, 1])), rng.random() < 0.5, rng.random() < 0.55
    if to_go:
        beside = _leaning(_biscuit(rng), 62, (side * 0.66, -0.44, 0.37)) if biscuit else _beans(rng, side)
        return [*_to_go(rng, tints), *beside]
    beside = _leaning(_biscuit(rng), 56, (side * 0.5, -0.7, 0.47)) if biscuit else _sugar(side)
    return [*_latte(tints, -side), *beside]


def _leaning(parts: list[Part], lean: float, place: tuple[float, float, float]) -> list[Part]:
    """Against a cup at the origin."""
    turn = 24 if place[0] > 0 else -24
    return each(parts, lambda part: part.turned("x", lean).turned("z", turn).moved(*place))


def _to_go(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """A tapering cup in a sleeve with a heart, its lid made to drink through."""
    cup = [(0.0, 0.0), (0.42, 0.0), (0.6, 1.5), (0.0, 1.5)]
    sleeve = [(0.0, 0.42), (0.492, 0.42), (0.575, 1.08), (0.0, 1.08)]
    lid = [(0.0, 1.46), (0.66, 1.46), (0.66, 1.58), (0.56, 1.6), (0.52, 1.78), (0.42, 1.78), (0.4, 1.72), (0.0, 1.72)]
    sign = extruded(heart(0.12), 0.04, 0.015).moved(0, -0.01, 0.05)
    badge = [Part(disc(0.24, 0.1, 0.03), tints.light), Part(sign, tints.deep)]
    return [
        Part(lathe(rounded(cup, [0, 0.06, 0.04, 0])), tints.main),
        Part(lathe(rounded(sleeve, [0, 0.025, 0.025, 0])), tints.accent),
        Part(
            lathe(rounded(lid, [0, 0.05, 0.05, 0.03, 0.05, 0.04, 0.02, 0])),
            tints.second if rng.random() < 0.5 else tints.light,
            "gloss",
        ),
        Part(tile(0.2, 0.07, 0.034, 0.03, 0.01).moved(0, -0.28, 1.72), tints.dark),
        *each(badge, lambda part: part.turned("x", 83).moved(0, -0.525, 0.75)),
    ]


def _latte(tints: Tints, side: int) -> list[Part]:
    """A wide cup, nearly full, a heart poured into the foam; its ear points to `side`."""
    bowl = [(0.0, 0.1), (0.36, 0.1), (0.76, 0.5), (0.8, 1.02), (0.71, 1.02), (0.69, 0.6), (0.0, 0.6)]
    saucer = [(0.0, 0.0), (0.45, 0.0), (0.62, 0.05), (1.06, 0.15), (1.06, 0.21), (0.6, 0.11), (0.0, 0.1)]
    turn = np.radians(np.linspace(-105, 105, 30))
    ear = np.stack([0.74 + 0.3 * np.cos(turn), 0 * turn, 0.62 + 0.26 * np.sin(turn)], axis=1)
    return [
        Part(lathe(rounded(saucer, [0, 0.03, 0.1, 0.028, 0.028, 0.1, 0])), tints.second),
        Part(lathe(rounded(bowl, [0, 0.08, 0.34, 0.04, 0.04, 0.05, 0])), tints.main, "gloss"),
        Part(tube(ear, 0.1).turned("z", -24 if side > 0 else 204), tints.main, "gloss"),
        Part(disc(0.72, 0.1, 0.02, 64).moved(z=0.88), _COFFEE, "gloss"),
        Part(torus(0.62, 0.03).scaled(1, 1, 0.6).moved(z=0.925), _FOAM),
        Part(extruded(heart(0.33), 0.04, 0.015).scaled(1, 1.2, 1).moved(z=0.92), _FOAM),
    ]


def _biscuit(rng: np.random.Generator) -> list[Part]:
    """Lying flat, with chips of chocolate."""
    turn = np.radians(np.arange(6) * 60 + rng.uniform(-14, 14, 6))
    chips = [(0.0, 0.02), *zip(0.22 * np.cos(turn), 0.22 * np.sin(turn), strict=True)]
    return [
        Part(disc(0.38, 0.16, 0.07), _BISCUIT),
        *(Part(sphere(0.055).scaled(1, 1, 0.6).moved(x, y, 0.08), _CHOCOLATE, "gloss") for x, y in chips),
    ]


def _beans(rng: np.random.Generator, side: int) -> list[Part]:
    """Three, each with its groove."""
    along = np.linspace(-0.9, 0.9, 12)
    groove = np.stack([0.02 * np.sin(3 * along), 0.15 * along, 0.08 * np.sqrt(1 - along**2)], axis=1)
    bean = [Part(sphere(0.17).scaled(0.74, 1, 0.5), _COFFEE, "gloss"), Part(tube(groove, 0.026), _CHOCOLATE)]
    places = zip([0.62, 0.3, 0.72], [-0.42, -0.68, -0.82], rng.uniform(0, 180, 3), strict=True)
    return [part.turned("z", turn).moved(side * x, y, 0.09) for x, y, turn in places for part in bean]


def _sugar(side: int) -> list[Part]:
    """Two lumps on the saucer."""
    lump = Part(rounded_box(0.22, 0.22, 0.2, 0.04), _FOAM)
    return [lump.turned("z", 20).moved(side * 0.5, -0.72, 0.25), lump.turned("z", 65).moved(side * 0.78, -0.52, 0.27)]


CUP = Subject(
    name="cup",
    stems=r"кофе(?!вар|маш|мол)|капучино|латте|эспрессо|чаш(?:к|ек)|кружк[ау]\b|ча[йяю]\b|завтрак"
    r"|coffee(?! m(?:ach|ak))|cappuccino|latte|espresso|breakfast"
    r"|(?<!world )(?<!trophy )(?<!winner's )cups?\b"
    r"|mugs?\b|tea\b",
    meaning="a cup of coffee: coffee to go, latte, cappuccino, breakfast, break",
    phrase="a {main} cup of coffee with {accent} details",
    build=build,
    azimuth=(-25, 25),
    elevation=(24, 31),
)
