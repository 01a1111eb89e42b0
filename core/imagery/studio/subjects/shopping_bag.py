"""A paper bag full of purchases."""

import numpy as np

from core.formats.brand import Colour
from core.imagery.studio.colours import Tints, mixed
from core.imagery.studio.mesh import Floats, Mesh, grid, joined
from core.imagery.studio.outline import rounded, star
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import disc, extruded, lathe, rounded_box, sphere, torus, tube
from core.imagery.studio.subject import Subject

_WIDTH, _DEPTH, _HEIGHT = 1.3, 0.8, 1.42


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """A bag of goods, often with a small bag of wrapping paper beside it."""
    side = int(rng.choice([-1, 1]))
    signs = (_flower(), extruded(star(5, 0.36, 0.17, 0.06), 0.06, 0.025), _smile())
    first = int(rng.integers(3))
    large = [*_bag(tints.main, signs[first], tints), *_goods(tints, side)]
    if rng.random() < 0.4:
        return large
    small = [*_bag(tints.accent, signs[first - 1], tints), *_tissue(tints)]
    beside = each(small, lambda part: part.scaled(0.56).turned("z", side * 14).moved(side * 0.72, -0.62))
    return [*each(large, lambda part: part.moved(side * -0.2, 0.1)), *beside]


def _bag(colour: Colour, sign: Mesh, tints: Tints) -> list[Part]:
    """Standing on the floor, centred, its sign in front."""
    ink, cord = tints.on(colour), tints.second if colour == tints.main else tints.light
    holes = [(x, face) for x in (-0.28, 0.28) for face in (-1, 1)]
    eyelet = torus(0.055, 0.026, 28).turned("x", 90)
    return [
        Part(_paper(), colour),
        Part(_inside(), mixed(colour, tints.dark, 0.35)),
        Part(sign.turned("x", 90).moved(0, -_DEPTH / 2 - 0.01, 0.6), ink),
        *(Part(eyelet.moved(x, face * (_DEPTH / 2 + 0.01), _HEIGHT - 0.17), ink, "metal") for x, face in holes),
        *(Part(_handle(face), cord, "soft") for face in (-1, 1)),
    ]


def _paper() -> Mesh:
    """Open at the top: up the outside from the middle of the floor, over the rim and a little down the inside."""
    outside = [(0.0, 0.0), (0.95, 0.0), (0.985, 0.01), (1.0, 0.04), *((1.0, z * _HEIGHT) for z in (0.3, 0.65))]
    rim = [(1.0, _HEIGHT - 0.02), (0.985, _HEIGHT), (0.955, _HEIGHT), (0.94, _HEIGHT - 0.02), (0.94, _HEIGHT - 0.4)]
    return grid(np.array([_section(share, z) for share, z in [*outside, *rim]]))


def _inside() -> Mesh:
    """The dark that goods rise from."""
    return extruded(_section(0.97, _HEIGHT - 0.2)[:, :2], 0.06, 0.01).moved(z=_HEIGHT - 0.24)


def _section(share: float, z: float) -> Floats:
    """The outline at height `z`, its short sides folded in more and more; `share` 0-1 is its size."""
    x, y = _WIDTH / 2, _DEPTH / 2
    fold = x - 0.03 - 0.12 * z / _HEIGHT
    corners = [(x, -y), (fold, 0.0), (x, y), (-x, y), (-fold, 0.0), (-x, -y)]
    flat = share * rounded(corners, [0.05, 0.04, 0.05, 0.05, 0.04, 0.05], 4)
    return np.pad(flat, ((0, 0), (0, 1)), constant_values=z)


def _handle(face: int) -> Mesh:
    """A cord from hole to hole, bent a little outwards."""
    turn = np.linspace(0, np.pi, 26)
    rise = np.sin(turn) ** 0.7
    bow = np.stack([0.28 * np.cos(turn), face * (_DEPTH / 2 + 0.045 + 0.04 * rise), 0.52 * rise], axis=1)
    return tube(bow, 0.042).moved(z=_HEIGHT - 0.17)


def _goods(tints: Tints, side: int) -> list[Part]:
    """A ribboned box and a bottle that look out of the bag, their feet inside."""
    box = [
        Part(rounded_box(0.56, 0.5, 0.6, 0.06), tints.accent),
        Part(rounded_box(0.58, 0.13, 0.62, 0.05), tints.light),
        Part(rounded_box(0.13, 0.52, 0.62, 0.05), tints.light),
    ]
    return [
        *each(box, lambda part: part.turned("y", side * 9).moved(side * -0.22, 0, _HEIGHT + 0.08)),
        *each(_bottle(tints), lambda part: part.turned("y", side * 7).moved(side * 0.28, 0, _HEIGHT - 0.2)),
    ]


def _bottle(tints: Tints) -> list[Part]:
    outline = [(0.0, 0.0), (0.19, 0.0), (0.19, 0.42), (0.08, 0.56), (0.08, 0.62), (0.0, 0.62)]
    cap = [(0.0, 0.0), (0.11, 0.0), (0.11, 0.17), (0.0, 0.17)]
    return [
        Part(lathe(rounded(outline, [0, 0.05, 0.12, 0.06, 0.02, 0])), tints.second, "gloss"),
        Part(lathe(rounded(cap, [0, 0.03, 0.03, 0])).moved(z=0.6), tints.deep, "gloss"),
    ]


def _tissue(tints: Tints) -> list[Part]:
    """Peaks of wrapping paper."""
    peak = extruded(rounded([(0.3, -0.4), (0.0, 0.36), (-0.3, -0.4)], 0.06), 0.05, 0.02).turned("x", 90)
    places = [(-0.26, 0.1, -14, 0), (0.02, -0.08, 4, 8), (0.27, 0.08, 17, -6)]
    return [
        Part(peak.turned("y", lean).turned("z", turn).moved(x, y, _HEIGHT), tints.light) for x, y, lean, turn in places
    ]


def _flower() -> Mesh:
    """Lying face up."""
    petal = disc(0.15, 0.06, 0.025).moved(y=0.23)
    return joined([petal.turned("z", 72 * i) for i in range(5)])


def _smile() -> Mesh:
    """Lying face up: two eyes and a mouth."""
    turn = np.radians(np.linspace(205, 335, 24))
    mouth = tube(np.stack([0.36 * np.cos(turn), 0.32 * np.sin(turn) + 0.1, 0 * turn], axis=1), 0.045)
    return joined([mouth, *(sphere(0.062).scaled(1, 1.25, 0.7).moved(x, 0.22) for x in (-0.2, 0.2))])


SHOPPING_BAG = Subject(
    name="shopping_bag",
    stems=r"шоп?пинг|магазин|распродаж|маркетплейс|сумк|сумочк|бутик"
    r"|shopping|shop(?:s|per)?\b|bags?\b|sales?\b|boutique|marketplace",
    meaning="a shopping bag full of purchases: shopping, sale, discount, shop, marketplace, retail",
    phrase="a {main} shopping bag with goods, {accent} details",
    build=build,
    azimuth=(-32, 32),
    elevation=(16, 24),
    hints=r"покуп(?:к|ок)|purchas",
)
