"""A key with a tag on its ring."""

import numpy as np

from core.formats.brand import Colour
from core.imagery.studio.colours import Tints
from core.imagery.studio.mesh import rotation
from core.imagery.studio.outline import circle, rounded, rounded_rectangle, star
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import disc, extruded, torus, tube
from core.imagery.studio.subject import Subject

#: Where the middle of the bow is, along the key.
_EYE = 0.75


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """2.4 long, standing aslant on its bit, a tag hanging from it; the bow is round, square or a clover leaf."""
    side, lean = int(rng.choice([-1, 1])), rng.uniform(8, 14)
    roll = side * rng.uniform(24, 34)
    parts = each([*_bow(rng, tints.main), *_shaft(tints, side)], lambda part: part.turned("z", roll))
    x, y, _ = rotation("z", roll) @ (0, _EYE, 0)
    tag = each(_tag(tints, side), lambda part: part.moved(x - side * 0.26, y - 0.38))
    return each(parts + tag, lambda part: part.turned("x", 90 - lean))


def _bow(rng: np.random.Generator, colour: Colour) -> list[Part]:
    """What the hand holds, about (0, _EYE); an eye within a thick rim."""
    kind = int(rng.integers(3))
    if kind == 2:
        leaves = [(0.3 * np.sin(turn), 0.3 * np.cos(turn)) for turn in np.radians((0, 118, 242))]
        return [Part(torus(0.24, 0.13, 64).moved(x, _EYE + y), colour, "metal") for x, y in leaves]
    outline = circle(0.45, 72) if kind == 0 else rounded_rectangle(0.88, 0.8, 0.26)
    rim = tube(np.pad(outline, ((0, 0), (0, 1))), 0.16, closed=True, points=28)
    return [Part(rim.moved(0, _EYE), colour, "metal")]


def _shaft(tints: Tints, side: int) -> list[Part]:
    """From the bow down to the tip; two collars, a bit of two teeth."""
    rod = tube(np.array([[0.0, 0.3, 0.0], [0.0, -0.4, 0.0], [0.0, -1.1, 0.0]]), 0.16, points=28)
    bit = [
        (0.1, -1.1),
        (0.58, -1.1),
        (0.58, -0.86),
        (0.36, -0.86),
        (0.36, -0.72),
        (0.5, -0.72),
        (0.5, -0.5),
        (0.1, -0.5),
    ]
    teeth = bit if side < 0 else [(-x, y) for x, y in bit[::-1]]
    collars = [torus(0.16, 0.065, 40).turned("x", 90).moved(0, y) for y in (0.2, 0.05)]
    return [
        Part(rod, tints.main, "metal"),
        Part(extruded(rounded(teeth, 0.05), 0.22, 0.07), tints.main, "metal"),
        *(Part(collar, tints.accent, "metal") for collar in collars),
    ]


def _tag(tints: Tints, side: int) -> list[Part]:
    """A ring through the bow's rim, which is at the origin, and a star's tag below."""
    hoop = torus(0.3, 0.04, 64).turned("y", side * 52)
    tag = [
        Part(disc(0.36, 0.14, 0.055, 64), tints.accent, "gloss"),
        Part(extruded(star(5, 0.22, 0.11, 0.03), 0.08, 0.03).moved(z=0.065), tints.on(tints.accent)),
    ]
    return [
        Part(hoop.moved(0, -0.1), tints.second, "metal"),
        *each(tag, lambda part: part.turned("z", side * 12).moved(side * -0.06, -0.72, 0.04)),
    ]


KEY = Subject(
    name="key",
    stems=r"ключ(?!ев)|keys?\b(?! (?:rate|benefit|feature|point|fact|figure|date))|keyring|keychain",
    meaning="a key: a new home, rent, moving in, access",
    phrase="a {main} key with a {accent} tag",
    build=build,
    azimuth=(-26, 26),
    elevation=(10, 18),
)
