"""A padlock."""

import numpy as np

from core.imagery.studio.colours import Tints
from core.imagery.studio.mesh import Mesh
from core.imagery.studio.outline import circle, rounded
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import disc, extruded, rounded_box, sphere, torus, tube
from core.imagery.studio.subject import Subject

_DEPTH = 0.66
_FRONT = -_DEPTH / 2


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """1.5 wide, standing; the body is square or round, the shackle of metal."""
    round_ = rng.random() < 0.4
    body, top = _round_body(tints) if round_ else _square_body(tints)
    steel = tints.second if tints.second != tints.deep else tints.accent
    collars = [Part(torus(0.17, 0.055).moved(x, 0, top + 0.02), tints.main, "gloss") for x in (-0.44, 0.44)]
    lock = [*body, *collars, Part(_shackle(top), steel, "metal"), *_plate(tints, 0.7 if round_ else 0.62)]
    turn = rng.uniform(-8, 8)
    return each(lock, lambda part: part.turned("z", turn))


def _upright(mesh: Mesh) -> Mesh:
    """What was made lying on its back, face up, stands and looks to the front."""
    return mesh.turned("x", 90)


def _shackle(top: float) -> Mesh:
    turn = np.linspace(0, np.pi, 28)
    arch = np.stack([0.44 * np.cos(turn), 0 * turn, top + 0.36 + 0.44 * np.sin(turn)], axis=1)
    legs = [[0.44, 0, top - 0.15], [0.44, 0, top + 0.1]], [[-0.44, 0, top + 0.1], [-0.44, 0, top - 0.15]]
    return tube(np.concatenate([np.array(legs[0]), arch, np.array(legs[1])]), 0.13, points=28)


def _square_body(tints: Tints) -> tuple[list[Part], float]:
    """Body and its upper edge: a box with rivets and a base band."""
    rivets = [(x, z) for x in (-0.58, 0.58) for z in (0.34, 1.02)]
    return [
        Part(rounded_box(1.5, _DEPTH, 1.2, 0.24, 10).moved(z=0.62), tints.main, "gloss"),
        Part(rounded_box(1.54, _DEPTH + 0.04, 0.16, 0.08).moved(z=0.16), tints.accent, "metal"),
        *(Part(sphere(0.06).moved(x, _FRONT, z), tints.accent, "metal") for x, z in rivets),
    ], 1.18


def _round_body(tints: Tints) -> tuple[list[Part], float]:
    """Body and its upper edge: a thick disc with a metal hoop."""
    return [
        Part(_upright(extruded(circle(0.76, 96), _DEPTH, 0.24, 8)).moved(z=0.76), tints.main, "gloss"),
        Part(_upright(torus(0.58, 0.045, 96)).moved(0, _FRONT + 0.02, 0.76), tints.accent, "metal"),
    ], 1.38


def _plate(tints: Tints, z: float) -> list[Part]:
    """A round plate with a keyhole."""
    ward = rounded([(0.095, -0.26), (0.045, 0.02), (-0.045, 0.02), (-0.095, -0.26)], 0.03)
    return [
        Part(_upright(disc(0.33, 0.1, 0.04, 72)).moved(0, _FRONT, z + 0.06), tints.accent, "metal"),
        Part(_upright(disc(0.105, 0.06, 0.02)).moved(0, _FRONT - 0.035, z + 0.12), tints.dark),
        Part(_upright(extruded(ward, 0.06, 0.02)).moved(0, _FRONT - 0.035, z + 0.1), tints.dark),
    ]


LOCK = Subject(
    name="lock",
    stems=r"замок\b|замк[аеиоу]|парол|конфиденциальн|приватност|шифрован|padlock|locks?\b|locked|password|privacy|encrypt",
    meaning="a padlock: privacy, password, a safe account, confidential data",
    phrase="a {main} padlock with {accent} fittings",
    build=build,
    azimuth=(-34, 34),
    elevation=(12, 20),
)
