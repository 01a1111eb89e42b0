"""What a subject is: how it is recognised in words, how it is built, how the camera may look at it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.imagery.studio.colours import Tints
from core.imagery.studio.parts import Part


@dataclass(frozen=True)
class Subject:
    """A thing that the studio can show."""

    name: str
    #: Stems of words, Russian and English, as one regular expression; matched at the start of a word, case ignored.
    stems: str
    #: English, for the text encoder: the thing and what it stands for.
    meaning: str
    #: English, with {main} and {accent} for the names of colours; becomes the picture's prompt.
    phrase: str
    #: The same generator and tints always give the same parts.
    build: Callable[[np.random.Generator, Tints], list[Part]]
    #: Where the camera may stand, degrees as in `framing.frame`.
    azimuth: tuple[float, float] = (-30, 30)
    elevation: tuple[float, float] = (16, 26)
    #: As `stems`, for words that bring it to mind: they count where no text names anything. Default: nothing.
    hints: str = r"(?!)"
