"""A matter that works without looking: for tests of what comes after it."""

import numpy as np
from PIL import Image

from core.errors import EngineFailed


class FakeMatter:
    """Takes every pixel lighter than a threshold for ground, and keeps the rest as it is."""

    name = "fake-1"

    def cut_out(self, image: Image.Image) -> Image.Image:
        pixels = np.asarray(image.convert("RGBA")).copy()
        if pixels[..., 3].min() < 255:
            return Image.fromarray(pixels)
        pixels[..., 3] = np.where(pixels[..., :3].min(axis=2) >= 250, 0, 255)
        if not pixels[..., 3].any():
            raise EngineFailed("There is nothing on the picture but white.")
        return Image.fromarray(pixels)
