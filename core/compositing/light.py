"""sRGB pixels as amounts of light, and back (IEC 61966-2-1). Light can be averaged: half of it looks half as bright,
while half of two sRGB values together is too dark, which shows as a dirty rim wherever colours meet."""

import cv2
import numpy as np
from numpy.typing import NDArray

#: Light premultiplied by alpha, and alpha: a uint16 array (height, width, 4), 0-OPAQUE. 16 bits are as good as floats
#: for pictures of 8, and are resized in half the time.
Light = NDArray[np.uint16]
#: What full alpha and full light are: a third is left for what bicubic resizing throws over an edge.
OPAQUE = 192 * 255
#: Light is looked up in this many steps on its way back: the darkest step of 8 bits is 20 of them.
STEPS = 65536
#: What each channel's light adds to the luminance (WCAG 2.2).
_WEIGHTS = np.array([0.2126, 0.7152, 0.0722], np.float32)


def _linear(share: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def _encoded(light: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


_LIGHT = _linear(np.arange(256) / 255).astype(np.float32)
_SRGB = (_encoded(np.arange(STEPS) / (STEPS - 1)) * 255).astype(np.float32)


def light_of(pixels: NDArray[np.uint8], alpha: NDArray[np.uint8]) -> Light:
    """The light of RGBA pixels (height, width, 4) whose own alpha is replaced by another (height, width); what of it is
    half transparent counts half."""
    solid = alpha.astype(np.float32) * np.float32(OPAQUE / 255)
    light = cv2.LUT(cv2.cvtColor(pixels, cv2.COLOR_RGBA2RGB), _LIGHT)
    counted = cv2.multiply(light, cv2.cvtColor(solid, cv2.COLOR_GRAY2RGB), dtype=cv2.CV_16U)
    whole = cv2.cvtColor(counted, cv2.COLOR_RGB2RGBA)
    return np.asarray(cv2.insertChannel(solid.astype(np.uint16), whole, 3), np.uint16)


def pixels_of(light: Light) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The sRGB colours 0-255 of light, neither rounded nor premultiplied, and their alpha 0-1 (both in 3 channels)."""
    floats = light.astype(np.float32)
    alpha = cv2.extractChannel(floats, 3)
    straight = cv2.cvtColor(np.float32(STEPS - 1) / np.maximum(alpha, 1), cv2.COLOR_GRAY2RGB)
    steps = cv2.multiply(cv2.cvtColor(floats, cv2.COLOR_RGBA2RGB), straight, dtype=cv2.CV_16U)
    share = cv2.cvtColor(np.minimum(alpha / np.float32(OPAQUE), 1), cv2.COLOR_GRAY2RGB)
    return np.asarray(cv2.LUT(steps, _SRGB), np.float32), np.asarray(share, np.float32)


def luminance_of(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Relative luminance 0-1 (WCAG 2.2) of sRGB pixels (..., 3)."""
    return np.asarray(cv2.LUT(pixels, _LIGHT) @ _WEIGHTS, np.float64)
