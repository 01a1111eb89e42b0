"""A winner's cup."""

import numpy as np

from core.imagery.studio.colours import Tints
from core.imagery.studio.mesh import Floats, Mesh
from core.imagery.studio.outline import rounded, star
from core.imagery.studio.parts import Part
from core.imagery.studio.shapes import disc, extruded, lathe, rounded_box, sphere, tile, tube
from core.imagery.studio.subject import Subject

#: Heights: where the foot ends and the bowl begins, the sign's middle, the rim.
_FOOT, _BOWL, _SIGN, _RIM = 0.5, 0.86, 1.56, 2.0


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """2 high; a wide or a slender bowl with a star or a laurel, round handles or ears."""
    wide = rng.uniform(0.62, 0.74)
    sign = [_star(0.36, wide)] if rng.random() < 0.55 else [_star(0.18, wide), *_laurel(wide)]
    return [
        *_base(tints),
        *_cup(tints, wide),
        *_handles(tints, wide, ears=rng.random() < 0.5),
        *(Part(mesh, tints.accent, "gloss") for mesh in sign),
    ]


def _base(tints: Tints) -> list[Part]:
    """Two steps with a name plate."""
    return [
        Part(rounded_box(1.05, 1.05, 0.34, 0.07).moved(z=0.17), tints.second),
        Part(disc(0.42, 0.14, 0.05).moved(z=0.4), tints.second),
        Part(tile(0.5, 0.16, 0.04, 0.06).turned("x", 90).moved(0, -0.52, 0.18), tints.accent, "metal"),
    ]


def _radius(height: Floats, wide: float) -> Floats:
    """Of the bowl, `wide` at the rim."""
    up = np.clip((height - _BOWL) / (_RIM - _BOWL), 0, 1)
    return 0.1 + (wide - 0.1) * np.sin(np.pi / 2 * up**0.62)


def _cup(tints: Tints, wide: float) -> list[Part]:
    """Stem, knob and a bowl that is open at the top."""
    up, curl = np.linspace(0, 1, 28), np.linspace(0.1, np.pi, 12)
    heights = _BOWL + (_RIM - _BOWL) * up
    outer = np.stack([_radius(heights, wide) + 0.06 * up**10, heights], axis=1)
    lip = np.stack([wide + 0.06 * np.cos(curl), _RIM + 0.06 * np.sin(curl)], axis=1)
    inner = np.stack([_radius(heights, wide - 0.06), heights], axis=1)[::-1]
    stem = [(0.0, 0.44), (0.34, 0.45), (0.36, _FOOT), (0.2, 0.58), (0.12, 0.7), (0.1, _BOWL - 0.01)]
    profile = np.concatenate([stem, outer, lip, inner[1:], [(0.0, _BOWL)]])
    return [
        Part(lathe(profile, 96), tints.main, "metal"),
        Part(sphere(0.17).scaled(1, 1, 0.6).moved(z=0.76), tints.main, "metal"),
    ]


def _handles(tints: Tints, wide: float, *, ears: bool) -> list[Part]:
    """Round ones, or ears that stand out straight from the rim."""
    turn = np.radians(np.linspace(100, -118, 40))
    ring = np.stack([wide - 0.06 + 0.44 * np.cos(turn), 1.54 + 0.36 * np.sin(turn)], axis=1)
    ear = [(wide - 0.06, 1.86), (wide + 0.42, 1.86), (wide + 0.3, 1.38), (wide - 0.32, 1.06)]
    flat = rounded(ear, [0, 0.2, 0.3, 0], 12) if ears else ring
    bar = tube(np.stack([flat[:, 0], 0 * flat[:, 0], flat[:, 1]], axis=1), 0.08)
    return [Part(bar.turned("z", turn), tints.main, "metal") for turn in (0, 180)]


def _wrapped(points: Floats, wide: float) -> Floats:
    """What stands in the plane y = 0, laid round the bowl's front."""
    x, y, z = points.T
    reach = _radius(z, wide) - y
    return np.stack([reach * np.sin(x / wide), -reach * np.cos(x / wide), z], axis=1)


def _star(size: float, wide: float) -> Mesh:
    """Upright on the bowl's front, following its slope; thick, so that no tip comes off."""
    mesh = extruded(star(5, size, size / 2, 0.14 * size), 0.3, size / 6)
    return mesh.turned("x", 101).moved(0, 0.07 - float(_radius(np.array(_SIGN), wide)), _SIGN)


def _laurel(wide: float) -> list[Mesh]:
    """Two branches that meet at the bottom."""
    leaf = sphere(0.13).scaled(0.46, 0.5, 1)
    places = [(side, turn) for side in (-1, 1) for turn in (-78, -44, -10, 24)]
    leaves = [_leaf(leaf, side, np.radians(turn)) for side, turn in places]
    return [mesh.warped(lambda points: _wrapped(points, wide)) for mesh in leaves]


def _leaf(leaf: Mesh, side: int, turn: float) -> Mesh:
    """On a branch about the sign's middle, pointing along it and a little outwards."""
    x, z = side * 0.31 * np.cos(turn), _SIGN + 0.31 * np.sin(turn)
    return leaf.turned("y", side * (24 - np.degrees(turn))).moved(x, 0, z)


TROPHY = Subject(
    name="trophy",
    stems=r"кубок\b|кубк|трофе|побед|чемпион|конкурс|турнир|соревнован|наград"
    r"|trophy|trophies|champion|winn(?:er|ing)|victor(?:y|ies)|contest|competition|tournament|award",
    meaning="a trophy cup: victory, winner, contest, competition, first place, championship",
    phrase="a {main} trophy with {accent} details",
    build=build,
    azimuth=(-18, 18),
    elevation=(10, 17),
)
