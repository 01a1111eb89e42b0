"""A chart: rising bars with an arrow, or a ring of shares."""

import numpy as np

from core.imagery.studio.colours import Tints, mixed
from core.imagery.studio.mesh import Floats, Mesh
from core.imagery.studio.outline import rounded
from core.imagery.studio.parts import Part, each
from core.imagery.studio.shapes import extruded, rounded_box, tile, tube
from core.imagery.studio.subject import Subject


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """About 2.2 wide and high."""
    return _bars(rng, tints) if rng.random() < 0.65 else _ring(rng, tints)


def _bars(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """Four bars on a plate, the highest in the fullest colour; an arrow climbs before them."""
    heights = np.array([0.45, 0.75, 1.05, 1.5]) + rng.uniform(-0.08, 0.08, 4)
    parts = [Part(tile(2.35, 0.95, 0.2, 0.14, 0.06).moved(z=0.07), tints.second)]
    for index, height in enumerate(heights):
        shade = mixed(tints.main, tints.light, 0.42 - 0.14 * index)
        bar = rounded_box(0.42, 0.42, height, 0.09).moved(-0.81 + 0.54 * index, 0.1, 0.12 + height / 2)
        parts.append(Part(bar, shade, "gloss"))
    return parts + [Part(mesh, tints.accent, "gloss") for mesh in _arrow(dips=rng.random() < 0.5)]


def _arrow(*, dips: bool) -> list[Mesh]:
    """Before the bars, climbing from left to right: in one sweep, or with a dip on its way."""
    along = np.linspace(0, 1, 24)
    sweep = np.stack([-1.05 + 1.95 * along, 0.55 + 1.35 * along**1.9], axis=1)
    zigzag = rounded([(-1.05, 0.6), (-0.45, 1.22), (0.0, 0.9), (0.9, 1.9)], [0, 0.12, 0.12, 0])
    flat = zigzag if dips else sweep
    path = np.stack([flat[:, 0], 0 * flat[:, 0] - 0.34, flat[:, 1]], axis=1)
    x, z = flat[-1]
    slope = np.degrees(np.arctan2(*(flat[-1] - flat[-2])[::-1]))
    head = extruded(rounded([(-0.08, -0.27), (0.36, 0.0), (-0.08, 0.27)], 0.07), 0.2, 0.09)
    return [tube(path, 0.085), head.turned("z", slope).turned("x", 90).moved(x, -0.34, z)]


def _ring(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """Three shares of a ring that leans back, the smallest thicker and drawn out."""
    small, middle = rng.uniform(70, 95), rng.uniform(100, 125)
    start = rng.uniform(-10, 50)
    edges = np.cumsum([start, small, middle, 360 - small - middle])
    parts = [
        Part(extruded(_sector(a, b), depth, 0.09).moved(z=depth / 2), colour, "gloss")
        for a, b, depth, colour in zip(
            edges[:-1], edges[1:], (0.5, 0.36, 0.36), (tints.accent, tints.second, tints.main), strict=True
        )
    ]
    out = np.radians(start + small / 2)
    parts[0] = parts[0].moved(0.17 * np.cos(out), 0.17 * np.sin(out))
    return each(parts, lambda part: part.turned("x", 74))


def _sector(start: float, end: float) -> Floats:
    """Of a ring of radius 1, between two angles in degrees, a little short of both."""
    return rounded(np.concatenate([_bow(1, start + 2, end - 2), _bow(0.46, start + 4, end - 4)[::-1]]), 0.1)


def _bow(radius: float, start: float, end: float) -> Floats:
    """Points along an arc, the outermost far enough from the next for a corner to be rounded."""
    margin = np.degrees(0.21 / radius)
    inner = np.linspace(start + margin, end - margin, max(int((end - start) / 4), 6))
    turn = np.radians([start, *inner, end])
    return radius * np.stack([np.cos(turn), np.sin(turn)], axis=1)


CHART = Subject(
    name="chart",
    stems=r"диаграмм|аналитик|статистик|доходност|бирж|котиров|трейд(?:инг|ер)"
    r"|график(?:и|а|ов|ам|ах)?\b(?! (?:платеж|погаш|выплат|работ))"
    r"|charts?\b|graphs?\b|analytic|statistic|trading|stock market",
    meaning="a rising chart: growth, income, investments, analytics, results, profit",
    phrase="a {main} chart with {accent} details",
    build=build,
    azimuth=(-30, 30),
    elevation=(14, 22),
    hints=r"рост(?:а|ом|у)?\b|расте[тм]|растущ|growth|growing",
)
