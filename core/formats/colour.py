"""Colours as numbers, and how well one reads on another (WCAG 2.2, "relative luminance" and "contrast ratio")."""

import numpy as np
from numpy.typing import NDArray

from core.formats.brand import Colour

#: Text that must reach 3:1 only; smaller text must reach 4.5:1.
LARGE, LARGE_BOLD = 24.0, 18.66


def rgb(colour: Colour) -> tuple[int, int, int]:
    """Red, green, blue, 0-255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


_SHARE = np.arange(256) / 255
_LINEAR = np.where(_SHARE <= 0.04045, _SHARE / 12.92, ((_SHARE + 0.055) / 1.055) ** 2.4)


def luminance(pixels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Relative luminance 0-1 of sRGB values 0-255 along the last axis, by a table with straight lines between."""
    linear = np.interp(pixels, np.arange(256), _LINEAR)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    """Contrast ratio 1-21 of two luminances."""
    return np.asarray((np.maximum(first, second) + 0.05) / (np.minimum(first, second) + 0.05))


def needed_contrast(size: float, *, bold: bool) -> float:
    """The ratio that text of this size (px) must reach to be read."""
    return 3.0 if size >= (LARGE_BOLD if bold else LARGE) else 4.5


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`first` with a `share` (0-1) of `second` stirred in, in sRGB."""
    parts = [round(a + (b - a) * share) for a, b in zip(rgb(first), rgb(second), strict=True)]
    return "#{:02X}{:02X}{:02X}".format(*parts)
