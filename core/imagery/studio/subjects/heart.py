"""Puffy hearts: a large one, a small one beside it."""

import numpy as np

from core.imagery.studio.colours import Tints
from core.imagery.studio.mesh import Floats
from core.imagery.studio.outline import rounded
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import extruded, puffed
from core.imagery.studio.subject import Subject


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """1.9 wide, leaning on its tip; some wear a nurse's cross, all have one or two small hearts with them."""
    side, roll = int(rng.choice([-1, 1])), rng.uniform(5, 12)
    large = [Part(puffed(_outline(), 0.86), tints.main, "gloss")]
    if rng.random() < 0.4:
        large += [part.turned("y", side * -17).moved(side * -0.33, 0.1, 0.41) for part in _cross(tints)]
    small = Part(puffed(_outline(), 1.0), tints.accent, "gloss").scaled(0.4).turned("z", side * -18)
    parts = [*each(large, lambda part: part.turned("z", side * roll)), small.moved(side * 0.78, -0.68, 0.62)]
    if rng.random() < 0.6:
        parts.append(small.scaled(0.62).turned("z", side * 34).moved(side * -0.86, 0.76, 0.2))
    return each(parts, lambda part: part.turned("x", 80))


def _outline() -> Floats:
    """A heart 1.9 wide about the origin: two lobes' arcs, straight flanks, a round tip."""
    lobe, radius, tip, flank = np.array([0.45, 0.25]), 0.5, 0.24, np.radians(-40)
    across = np.array([np.cos(flank), np.sin(flank)])
    low = np.array([0.0, (lobe @ across + radius - tip) / across[1]])  # the flank touches both circles
    cleft = np.pi - np.arccos(lobe[0] / radius)
    under, over = np.linspace(-np.pi / 2, flank, 10), np.linspace(flank, cleft, 50)
    arcs = [low + tip * _around(under), lobe + radius * _around(over)]
    right = np.concatenate(arcs)
    return np.concatenate([right, (right * [-1, 1])[-2:0:-1]])


def _around(turn: Floats) -> Floats:
    return np.stack([np.cos(turn), np.sin(turn)], axis=1)


def _cross(tints: Tints) -> list[Part]:
    a, b = 0.085, 0.26
    corners = [
        (b, -a),
        (b, a),
        (a, a),
        (a, b),
        (-a, b),
        (-a, a),
        (-b, a),
        (-b, -a),
        (-a, -a),
        (-a, -b),
        (a, -b),
        (a, -a),
    ]
    return [Part(extruded(rounded(corners, 0.045), 0.14, 0.05), tints.on(tints.main))]


HEART = Subject(
    name="heart",
    stems=r"сердц|сердеч|любов|благотвор|донор|волонт|здоровь|клиник|медицин|валентин"
    r"|hearts?\b|love\b|charit|donat|health|clinic|medic|valentin",
    meaning="a heart: love, care, health, medicine, charity, a favourite",
    phrase="a puffy {main} heart with a small {accent} one",
    build=build,
    azimuth=(-30, 30),
    elevation=(8, 16),
    hints=r"любим|любя|забот|loved|loving|care\b|caring",
)
