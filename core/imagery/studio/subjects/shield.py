"""A shield with a sign of safety."""

from dataclasses import replace

import numpy as np

from core.imagery.studio.colours import Tints, mixed
from core.imagery.studio.mesh import Floats, Mesh, grid
from core.imagery.studio.outline import circle, rounded, star
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import extruded, tube
from core.imagery.studio.subject import Subject

#: Height of the domed face over the back plate's middle.
_FACE, _DOME = 0.1, 0.2


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """2.2 high, leaning back; the sign is a tick, a star or a keyhole, the rim metal or lacquer."""
    sign = (_tick, _star, _keyhole)[int(rng.integers(3))]()
    rim = Part(extruded(_outline(1), 0.3, 0.13, 8), tints.second, "metal" if rng.random() < 0.5 else "gloss")
    shade = mixed(tints.main, tints.dark, 0.2) if tints.main == tints.deep else mixed(tints.main, tints.deep, 0.16)
    left, right = _halves(_domed(_outline(0.83)))
    face = [Part(left, tints.main, "gloss"), Part(right, shade, "gloss")]
    parts = [rim, *face, *(Part(mesh.moved(z=_FACE + _DOME), tints.accent, "gloss") for mesh in sign)]
    lean, turn = rng.uniform(6, 10), rng.uniform(-6, 6)
    return each(parts, lambda part: part.turned("z", turn).turned("x", 90 - lean))


def _outline(size: float) -> Floats:
    """The whole shield."""
    down = np.linspace(0.8, 0, 14)
    flank = np.stack([0.86 * (1 - down**2.2), -1.14 * down], axis=1)
    right = np.concatenate([flank, [(0.86, 0.8), (0.44, 0.87)]])
    corners = np.concatenate([[(0.0, -1.16)], right, [(0.0, 1.1)], right[::-1] * [-1, 1]])
    side = [0.0] * len(flank) + [0.17, 0.5]
    return size * rounded(corners, [0.22, *side, 0.14, *side[::-1]], 10)


def _domed(outline: Floats) -> Mesh:
    """A cushion over an outline about the origin: steep at the rim, flat in the middle."""
    share = np.cos(np.linspace(0, np.pi / 2, 16))
    flat = share[:, None, None] * outline[None]
    height = np.broadcast_to((_FACE + _DOME * (1 - share**2.5))[:, None, None], (*flat.shape[:2], 1))
    return grid(np.concatenate([flat, height], axis=-1))


def _halves(mesh: Mesh) -> tuple[Mesh, Mesh]:
    """What lies left and what lies right of the middle, the surface as smooth as before."""
    right = mesh.vertices[mesh.faces].mean(axis=1)[:, 0] > 0
    return replace(mesh, faces=mesh.faces[~right]), replace(mesh, faces=mesh.faces[right])


def _tick() -> list[Mesh]:
    return [tube(np.array([[-0.34, 0.02, 0.0], [-0.09, -0.24, 0.0], [0.36, 0.28, 0.0]]), 0.1)]


def _star() -> list[Mesh]:
    return [extruded(star(5, 0.5, 0.26, 0.07), 0.18, 0.05)]


def _keyhole() -> list[Mesh]:
    ward = rounded([(0.19, -0.42), (0.07, 0.1), (-0.07, 0.1), (-0.19, -0.42)], 0.05)
    return [extruded(circle(0.2), 0.12, 0.04).moved(y=0.16), extruded(ward, 0.12, 0.04)]


SHIELD = Subject(
    name="shield",
    stems=r"щит(?!овид|ок|к)|защи[тщ]|безопасн|страхов|кибер|антивирус|мошенни"
    r"|shield|protect|secur|safety\b|insur|antivirus|fraud",
    meaning="a shield: protection, security, insurance, guarantee, safe payments",
    phrase="a {main} shield with a {accent} sign of safety",
    build=build,
    azimuth=(-30, 30),
    elevation=(8, 16),
    hints=r"надежн|гаранти|safe(?:ly)?\b|guarantee",
)
