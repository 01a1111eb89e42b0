"""The studio engine: a picture source that needs no model and no GPU."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from core.formats.brand import load_brand
from core.imagery.port import Picture, PictureRequest
from core.imagery.studio.choosing import cast
from core.imagery.studio.colour_words import asked_colour
from core.imagery.studio.colours import hues
from core.imagery.studio.composing import Scene, compose
from core.imagery.studio.finish import finished
from core.imagery.studio.framing import Window
from core.imagery.studio.render import Image as Pixels
from core.imagery.studio.render import Studio
from core.imagery.studio.subjects import CATALOGUE
from core.ports import Checkpoint
from core.retrieval.port import TextEncoder

#: Changes whenever the same prompt and seed would give another picture.
VERSION = "3"


@dataclass(frozen=True)
class Effort:
    """How carefully to look: two takes of `samples` samples a pixel, in `strips` that allow a pause between them."""

    samples: int = 16
    strips: int = 8


class StudioEngine:
    """Photographs one brand-coloured 3D subject, or two that the prompt names.

    13 s for 768 px on two cores; between checkpoints 1.5 s.
    """

    def __init__(self, encoder: TextEncoder | None = None, effort: Effort = Effort()) -> None:
        self._encoder, self._effort, self._brand = encoder, effort, load_brand()

    def obtain(self, request: PictureRequest, *, checkpoint: Checkpoint) -> Picture:
        """As `PictureSource.obtain`; never raises BadInput or EngineFailed."""
        checkpoint(0.0, "Setting up the studio")
        subject, companion = cast(request, CATALOGUE, self._encoder)
        main = asked_colour(request.prompt, hues(self._brand))
        scene = compose(subject, self._brand, request.seed, main, companion)
        image = self._photograph(scene, request, checkpoint)
        prompt = request.prompt.strip() or scene.description
        return Picture(image, source="studio", engine=f"studio-{VERSION}", prompt=prompt, seed=request.seed)

    def _photograph(self, scene: Scene, request: PictureRequest, checkpoint: Checkpoint) -> Image.Image:
        """The picture, transparent wherever subject and shadow are not."""
        studio, window = Studio(scene.parts, scene.camera, request.size), scene.window(request.size)
        light, variance = self._exposed(studio, window, request.seed, checkpoint)
        outline = studio.outline(window, samples=self._effort.samples)
        paint = studio.paint(window, samples=self._effort.samples // 2)
        checkpoint(0.95, "Developing the picture")
        picture = np.full((request.size, request.size, 4), (255, 255, 255, 0), np.uint8)
        picture[window.slices] = finished(light, variance, outline, paint, request.size)
        checkpoint(1.0, "Developing the picture")
        return Image.fromarray(picture)

    def _exposed(self, studio: Studio, window: Window, seed: int, checkpoint: Checkpoint) -> tuple[Pixels, Pixels]:
        """Light and variance, strip by strip, each taken twice: what the two takes differ in is the noise."""
        strips = window.strips(self._effort.strips)
        light, noise = [], []
        for index, strip in enumerate(strips):
            takes = []
            for take in (0, 1):
                number = (seed * len(strips) + index) * 2 + take
                takes.append(studio.light(strip, seed=number % 2**31, samples=self._effort.samples))
                checkpoint(0.9 * (index + (take + 1) / 2) / len(strips), "Taking the picture")
            light.append((takes[0] + takes[1]) / 2)
            noise.append(((takes[0] - takes[1]).mean(axis=2) / 2) ** 2)
        return np.concatenate(light), np.concatenate(noise)
