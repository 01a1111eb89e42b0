"""sRGB values as amounts of light, and back (IEC 61966-2-1). Light can be averaged: half of it looks half as bright,
while half of two sRGB values together is too dark, which shows as a dirty rim wherever colours meet."""

import cv2
import numpy as np
from numpy.typing import NDArray

#: Light is looked up in this many steps on its way back: the darkest step of 8 bits is 20 of them.
STEPS = 65536


def _light_of(share: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def _share_of(light: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


_LIGHT = _light_of(np.arange(256) / 255).astype(np.float32)
_SRGB = (_share_of(np.arange(STEPS) / (STEPS - 1)) * 255).astype(np.float32)


def to_light(values: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Light 0-1 of sRGB values 0-255, in the same shape."""
    return np.asarray(cv2.LUT(values, _LIGHT), np.float32)


def to_srgb(light: NDArray[np.uint16]) -> NDArray[np.float32]:
    """sRGB values 0-255, not rounded, of light in steps: 0 to STEPS - 1."""
    return np.asarray(cv2.LUT(light, _SRGB), np.float32)
