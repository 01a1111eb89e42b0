"""Headphones, with music in the air or a microphone."""

import numpy as np

from core.imagery.studio.colours import Tints
from core.imagery.studio.mesh import Floats
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import disc, rounded_box, sphere, torus, tube
from core.imagery.studio.subject import Subject

#: Radius of the band, height of its centre, and of the ear cups' middle.
_BAND, _CROWN, _EAR = 0.84, 1.15, 0.56
#: A quaver's tail, from the top of its stem.
_FLAG = [[0.12, 0, 0.5], [0.19, 0, 0.43], [0.26, 0, 0.34], [0.28, 0, 0.23], [0.24, 0, 0.13]]


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """2 wide, standing on the cups; notes float about it, or the near cup carries a microphone."""
    toe = rng.uniform(4, 12)
    cups = [part for side in (-1, 1) for part in _cup(tints, side, toe)]
    extra = _microphone(tints) if rng.random() < 0.4 else _music(rng, tints)
    return [*_headband(tints), *cups, *extra]


def _arc(radius: float, start: float, end: float) -> Floats:
    """About the crown, in the plane that faces the front; degrees from +x upwards."""
    turn = np.radians(np.linspace(start, end, 48))
    return np.stack([radius * np.cos(turn), 0 * turn, _CROWN + radius * np.sin(turn)], axis=1)


def _headband(tints: Tints) -> list[Part]:
    """A ribbon, padded beneath the crown, on steel rods that reach down to the cups."""
    rods = [tube(np.array([[side * _BAND, 0, z] for z in (_EAR, 0.9, _CROWN + 0.1)]), 0.055) for side in (-1, 1)]
    ends = [rounded_box(0.17, 0.3, 0.3, 0.07).moved(side * _BAND, 0, _CROWN) for side in (-1, 1)]
    return [
        Part(tube(_arc(_BAND, 0, 180), 0.2, flat=0.34, points=24), tints.main, "gloss"),
        Part(tube(_arc(_BAND - 0.1, 38, 142), 0.18, flat=0.5, points=24), tints.second, "soft"),
        *(Part(end, tints.main, "gloss") for end in ends),
        *(Part(rod, tints.light, "metal") for rod in rods),
    ]


def _cup(tints: Tints, side: int, toe: float) -> list[Part]:
    """Made facing up, then turned outwards; `toe` degrees of it look to the front."""
    parts = [
        Part(disc(0.5, 0.3, 0.12, 64), tints.main, "gloss"),
        Part(torus(0.34, 0.05).moved(z=0.14), tints.accent, "metal"),
        Part(disc(0.3, 0.08, 0.03).moved(z=0.15), tints.accent, "gloss"),
        Part(disc(0.42, 0.14, 0.03, 64).moved(z=-0.16), tints.dark),
        Part(torus(0.34, 0.16).moved(z=-0.26), tints.second, "soft"),
    ]
    upright = each(parts, lambda part: part.turned("y", side * 90))
    oval = each(upright, lambda part: Part(part.mesh.scaled(1, 0.9, 1.12), part.colour, part.finish))
    return each(oval, lambda part: part.turned("z", -side * toe).moved(side * (_BAND + 0.02), 0, _EAR))


def _microphone(tints: Tints) -> list[Part]:
    """A boom that swings from the right cup to the front, foam at its end."""
    along = np.linspace(0, 1, 20)
    boom = np.stack(
        [_BAND + 0.16 - 0.55 * along**2, -0.3 - 0.75 * np.sin(along * np.pi / 2), 0.42 - 0.22 * along], axis=1
    )
    x, y, z = boom[-1]
    return [
        Part(tube(boom, 0.04), tints.dark),
        Part(sphere(0.13).scaled(1.35, 1, 1).moved(x - 0.08, y, z), tints.accent, "soft"),
    ]


def _music(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """A pair of quavers on one side, a single one on the other."""
    side = int(rng.choice([-1, 1]))
    pair = each(_quavers(tints, 2), lambda part: part.turned("y", side * 10).moved(side * 1.09 - 0.13, -0.1, 2.24))
    single = each(_quavers(tints, 1), lambda part: part.turned("y", side * -12).moved(-side * 1.11 - 0.07, -0.1, 2.22))
    return each(pair + single, lambda part: part.scaled(0.9))


def _quavers(tints: Tints, count: int) -> list[Part]:
    """One or two notes that face the front, heads at the bottom; two share a beam."""
    heads = [sphere(0.14).scaled(1.2, 0.8, 0.92).turned("y", -20).moved(0.36 * i) for i in range(count)]
    stems = [tube(np.array([[x, 0, 0.02], [x, 0, 0.25], [x, 0, 0.5]]), 0.045) for x in (0.12, 0.48)[:count]]
    beam = [[0.12, 0, 0.5], [0.3, 0, 0.53], [0.48, 0, 0.56]] if count > 1 else _FLAG
    top = tube(np.array(beam), 0.08 if count > 1 else np.linspace(0.06, 0.025, len(_FLAG)), points=20)
    vivid = tints.accent if tints.on(tints.accent) == tints.light else tints.main
    return [Part(mesh, vivid, "gloss") for mesh in (*heads, *stems, top)]


HEADPHONES = Subject(
    name="headphones",
    stems=r"наушник|музык|аудио|подкаст|плейлист|headphone|headset|earphone|earbud|music|audio|podcast|playlist",
    meaning="headphones: music, a streaming subscription, audio books, podcasts, a headset of support",
    phrase="{main} headphones with {accent} details",
    build=build,
    azimuth=(22, 38),
    elevation=(12, 20),
)
