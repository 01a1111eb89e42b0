"""One scene: a subject built, coloured, put on the floor and framed, all from one seed."""

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from core.formats.brand import Brand, Colour
from core.imagery.studio.colours import Tints, dealt
from core.imagery.studio.framing import Camera, Window, frame, lit_window
from core.imagery.studio.parts import Part, grounded, outer_points
from core.imagery.studio.subject import Subject


@dataclass(frozen=True)
class Scene:
    """Ready to be photographed."""

    parts: list[Part]
    camera: Camera
    tints: Tints

    def window(self, size: int) -> Window:
        """The part of a picture of `size` pixels that subject and shadow take."""
        return lit_window(self.camera, outer_points(self.parts), size)


def compose(subject: Subject, brand: Brand, seed: int, main: Colour | None = None) -> Scene:
    """The scene of that subject and seed (any integer); another seed varies colours, details and camera.

    `main`, one of the brand's hues, overrules the seed's main colour and nothing else.
    """
    rng = np.random.default_rng([seed % 2**32, crc32(subject.name.encode())])
    tints = dealt(brand, rng, main)
    azimuth, elevation = rng.uniform(*subject.azimuth), rng.uniform(*subject.elevation)
    parts = grounded(subject.build(rng, tints))
    return Scene(parts, frame(outer_points(parts), azimuth, elevation), tints)
