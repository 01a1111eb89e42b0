"""Stacks of coins, and one that leans on them."""

import numpy as np

from core.imagery.studio.colours import Tints
from core.imagery.studio.outline import circle, star
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import extruded, torus
from core.imagery.studio.subject import Subject

_RADIUS, _THICK = 0.56, 0.17


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """A high and a low stack behind, a coin standing in front."""
    side = rng.choice([-1, 1])
    high, low = int(rng.integers(6, 9)), int(rng.integers(3, 5))
    parts = _stack(rng, tints, high, first=0)
    parts += each(_stack(rng, tints, low, first=1), lambda part: part.moved(side * -1.0, -0.42))
    turn = side * rng.uniform(12, 26)
    lean = each(_coin(tints.main, tints.light), lambda part: part.scaled(1.12).turned("x", 74).turned("z", turn))
    return parts + each(lean, lambda part: part.moved(side * 0.3, -0.88, 0.62))


def _stack(rng: np.random.Generator, tints: Tints, count: int, *, first: int) -> list[Part]:
    colours = (tints.main, tints.accent, tints.second)
    coins = [
        _coin(colours[(first + i) % 3], tints.light if colours[(first + i) % 3] != tints.light else tints.main)
        for i in range(count)
    ]
    offsets = rng.normal(0, 0.028, (count, 2))
    return [
        part.turned("z", float(rng.uniform(0, 360))).moved(*offset, _THICK * (i + 0.5))
        for i, (coin, offset) in enumerate(zip(coins, offsets, strict=True))
        for part in coin
    ]


def _coin(colour: str, mark: str) -> list[Part]:
    """Lying flat, centred: milled edge, raised rim, a four-pointed star on both faces."""
    turn = np.arange(288) / 288 * 2 * np.pi
    milled = circle(1, 288) * (_RADIUS + 0.007 * np.cos(48 * turn))[:, None]
    parts = [Part(extruded(milled, _THICK - 0.03, 0.03), colour)]
    spark = extruded(star(4, 0.34, 0.13, 0.05), 0.07, 0.03)
    for face in (-1, 1):
        parts.append(Part(torus(_RADIUS - 0.06, 0.045).moved(z=face * (_THICK / 2 - 0.03)), colour))
        parts.append(Part(spark.moved(z=face * (_THICK / 2 - 0.02)), mark, "gloss"))
    return parts


COINS = Subject(
    name="coins",
    stems=r"монет|кэшб|кешб|деньг|денег|вклад|сбереж|накоп|процент|coin|cashback|money|saving|deposit|invest|инвест",
    meaning="coins, money: cashback, savings, deposit, interest, discount, income",
    phrase="stacks of {main} and {accent} coins",
    build=build,
    azimuth=(-22, 22),
    elevation=(18, 27),
)
