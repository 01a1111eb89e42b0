"""Puffy stars: a large one between two small ones."""

import numpy as np

from core.imagery.studio.colours import Tints
from core.imagery.studio.outline import star
from core.imagery.studio.parts import Finish, Part, each
from core.imagery.studio.shapes import puffed, sphere
from core.imagery.studio.subject import Subject


def build(rng: np.random.Generator, tints: Tints) -> list[Part]:
    """2.2 wide, standing; the small ones are of the accent and the second colour, the large one may be of metal."""
    side, roll = int(rng.choice([-1, 1])), rng.uniform(-9, 9)
    finish: Finish = "metal" if rng.random() < 0.35 else "gloss"
    large = Part(puffed(star(5, 1.1, 0.62, 0.2), 0.8), tints.main, finish).turned("z", roll)
    near = Part(puffed(star(5, 1.1, 0.62, 0.2), 0.9), tints.accent, "gloss").scaled(0.42).turned("z", side * -20)
    far = near.scaled(0.62).turned("z", side * 35)
    parts = [
        large,
        near.moved(side * 0.86, -0.62, 0.6),
        Part(far.mesh, tints.second, "gloss").moved(side * -0.92, 0.7, 0.1),
        Part(sphere(0.1), tints.accent, "gloss").moved(side * 0.86, 0.82, 0.1),
    ]
    return each(parts, lambda part: part.turned("x", 80))


STAR = Subject(
    name="star",
    stems=r"звезд(?!н|оч|оп)|звездочк|рейтинг|отзыв(?:ы|ов|ам|ами|ах)?\b|stars?\b|rating|rated|review",
    meaning="a star: rating, reviews, the best, a favourite, quality",
    phrase="a puffy {main} star with a small {accent} one",
    build=build,
    azimuth=(-30, 30),
    elevation=(8, 16),
    hints=r"избранн|favou?rite",
)
