"""Stacks of coins, and one that leans on them."""

from functools import lru_cache

import numpy as np

from core.formats.brand import Colour
from core.imagery.studio.colours import Tints
from core.imagery.studio.mesh import Mesh
from core.imagery.studio.outline import circle, star
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import extruded, torus
from core.imagery.studio.subject import Subject

_RADIUS, _THICK = 0.56, 0.17


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """A high and a low stack behind, a coin standing in front."""
    side = int(rng.choice([-1, 1]))
    colours = [tints.main, tints.accent, tints.second]
    tall = _stack(rng, tints, [colours[i % 3] for i in range(int(rng.integers(6, 9)))])
    short = _stack(rng, tints, [colours[(i + 1) % 3] for i in range(int(rng.integers(3, 5)))])
    turn = side * rng.uniform(12, 26)
    leaning = each(_coin(tints.main, tints), lambda part: part.scaled(1.15).turned("x", 76).turned("z", turn))
    return [
        *tall,
        *each(short, lambda part: part.moved(side * -1.0, -0.42)),
        *each(leaning, lambda part: part.moved(side * 0.3, -0.86, 0.64)),
    ]


def _stack(rng: np.random.Generator, tints: Tints, colours: list[Colour]) -> list[Part]:
    """Coins from the floor up, not quite straight."""
    parts: list[Part] = []
    for index, colour in enumerate(colours):
        (x, y), turn, z = rng.normal(0, 0.028, 2), float(rng.uniform(0, 360)), _THICK * (index + 0.5)
        parts += [part.turned("z", turn).moved(x, y, z) for part in _coin(colour, tints)]
    return parts


def _coin(colour: Colour, tints: Tints) -> list[Part]:
    """Lying flat, centred: milled edge, raised rim, a four-pointed star on both faces."""
    blank, rim, spark = _blank_rim_and_star()
    faces = [
        part
        for face in (-1, 1)
        for part in (
            Part(rim.moved(z=face * (_THICK / 2 - 0.03)), colour),
            Part(spark.moved(z=face * (_THICK / 2 - 0.02)), tints.on(colour), "gloss"),
        )
    ]
    return [Part(blank, colour), *faces]


@lru_cache(maxsize=1)
def _blank_rim_and_star() -> tuple[Mesh, Mesh, Mesh]:
    turn = np.arange(288) / 288 * 2 * np.pi
    milled = circle(1, 288) * (_RADIUS + 0.005 * np.cos(48 * turn))[:, None]
    blank = extruded(milled, _THICK - 0.03, 0.02)
    return blank, torus(_RADIUS - 0.06, 0.045), extruded(star(4, 0.37, 0.14, 0.04), 0.08, 0.03)


COINS = Subject(
    name="coins",
    stems=r"монет|кэшб|кешб|деньг|денег|вклад(?!ыш|к)|сбере[гж]|накоп|процент|coin|cashback|money|saving|deposit|invest|инвест",
    meaning="coins, money: cashback, savings, deposit, interest, discount, income",
    phrase="stacks of {main} and {accent} coins",
    build=build,
    azimuth=(-22, 22),
    elevation=(18, 27),
)
