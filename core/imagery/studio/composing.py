"""One scene: a subject, alone or with a companion, built, coloured, put on the floor and framed, all from one seed."""

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from core.formats.brand import Brand, Colour
from core.imagery.studio.colour_words import colour_name
from core.imagery.studio.colours import Tints, dealt
from core.imagery.studio.framing import Camera, Window, frame, lit_window
from core.imagery.studio.pairing import beside
from core.imagery.studio.parts import Part, each, grounded, outer_points
from core.imagery.studio.subject import Subject


@dataclass(frozen=True)
class Scene:
    """Ready to be photographed."""

    parts: list[Part]
    camera: Camera
    tints: Tints
    #: What it shows, in English; as a prompt it names the same subjects and main colour.
    description: str

    def window(self, size: int) -> Window:
        """The part of a picture of `size` pixels that subject and shadow take."""
        return lit_window(self.camera, outer_points(self.parts), size)


def compose(
    subject: Subject, brand: Brand, seed: int, main: Colour | None = None, companion: Subject | None = None
) -> Scene:
    """The scene of that subject and seed (any integer); another seed varies colours, details and camera.

    `main`, one of the brand's hues, overrules the seed's main colour and nothing else. A `companion` is smaller, in the
    same colours dealt otherwise, and stands by the subject without touching it.
    """
    names = subject.name + (f" {companion.name}" if companion else "")
    rng = np.random.default_rng([seed % 2**32, crc32(names.encode())])
    tints = dealt(brand, rng, main)
    azimuth, elevation = rng.uniform(*subject.azimuth), rng.uniform(*subject.elevation)
    parts, description = grounded(subject.build(rng, tints)), _described(subject, tints)
    if companion:
        own, turn = tints.exchanged(), azimuth - rng.uniform(*companion.azimuth)
        elevation = (elevation + rng.uniform(*companion.elevation)) / 2
        other = each(grounded(companion.build(rng, own)), lambda part: part.turned("z", turn))
        parts = [*parts, *beside(parts, other, (azimuth, elevation), rng)]
        description += f", with {_described(companion, own)}"
    return Scene(parts, frame(outer_points(parts), azimuth, elevation), tints, description)


def _described(subject: Subject, tints: Tints) -> str:
    return subject.phrase.format(main=colour_name(tints.main), accent=colour_name(tints.accent))
