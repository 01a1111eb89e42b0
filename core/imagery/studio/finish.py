"""From noisy linear light to the finished picture: denoise, lay the shadow on pure white, encode."""

import cv2
import numpy as np
from numpy.typing import NDArray

from core.imagery.studio.colours import encoded
from core.matting.white import uncomposed

Image = NDArray[np.float32]

#: The subject's exposure against the floor's, and the brightest it gets: white is for the floor alone,
#: because the cut-out takes white for background.
_EXPOSURE, _BRIGHTEST = 1.22, 0.96
#: Shadow: strength, what is too faint to count, and its tint (red is taken away most, so it reads as cool).
_STRENGTH, _FAINT = 0.95, 0.012
#: Light that even a crevice keeps away at most: deeper, and a cut-out would take the shadow for a thing.
_DEEPEST = 0.55
#: How far from the subject's outline a shadow may reach, share of the frame.
_REACH = 0.13
_TINT = np.array([1.0, 0.94, 0.8], np.float32)


def finished(light: Image, variance: Image, outline: Image, paint: Image, size: int) -> NDArray[np.uint8]:
    """The window's picture as sRGB bytes with its own alpha (h, w, 4): the subject solid, its shadow as transparent
    as it is faint, nothing elsewhere. Over white it is the photograph on the studio's white floor.

    Args:
        light: (h, w, 3) linear, an empty floor about 1.
        variance: (h, w) of the noise in `light`, averaged over its channels.
        outline: (h, w, 3) as `Studio.outline` gives it.
        paint: (h, w, 2) as `Studio.paint` gives it.
        size: edge of the whole picture, px; blurs are measured by it.
    """
    cover = np.clip(outline[:, :, :1], 0, 1)
    guide = np.dstack([outline * np.array([3, 4, 4], np.float32), 4 * paint])
    clean = denoised(light, variance, guide)
    floor = _spread(clean, 1 - cover, size / 500)
    bare = np.clip(clean - (1 - cover) * floor, 0, None) / np.maximum(cover, 1e-3)
    subject = _spread(bare.astype(np.float32), cover, size / 900)
    shadow = shadowed(_calmed(floor, cover, size), cover, size)
    on_white = encoded(cover * _shouldered(subject * _EXPOSURE) + (1 - cover) * shadow)
    through = (1 - cover[:, :, 0]) * encoded(shadow).min(axis=2)
    alpha = np.maximum(255 - np.rint(through), 255 - on_white.min(axis=2)).astype(np.uint8)
    return np.dstack([uncomposed(on_white, alpha), alpha])


def shadowed(floor: Image, cover: Image, size: int) -> Image:
    """The floor's light, its shadow fading to exactly 1 with the distance from the subject and at the border."""
    depth = np.clip(1 - floor - _FAINT, 0, None)
    depth = depth * depth / (depth + 2 * _FAINT)
    depth = _DEEPEST * (1 - np.exp(-depth / _DEEPEST))
    away = cv2.distanceTransform((cover[:, :, 0] < 0.5).astype(np.uint8), cv2.DIST_L2, 5) / size
    fade = _eased(np.asarray(1 - away / _REACH, np.float32)) * _eased(_to_border(*floor.shape[:2]) / (0.05 * size))
    shadow: Image = 1 - _STRENGTH * _TINT * depth * fade[:, :, None]
    return shadow


def denoised(light: Image, variance: Image, guide: Image, levels: int = 5) -> Image:
    """Edge-avoiding wavelets (Dammertz et al. 2010) whose tolerance follows the noise (Schied et al. 2017).

    Args:
        light: (h, w, 3) linear.
        variance: (h, w) of the noise.
        guide: (h, w, k) features without noise, scaled so that a difference of one is an edge.
    """
    for level in range(levels):
        light, variance = _smoothed(light, variance, guide, 2**level)
    return light


def _smoothed(light: Image, variance: Image, guide: Image, step: int) -> tuple[Image, Image]:
    """One level: the eight neighbours `step` pixels away, as far as they look like the same surface."""
    tolerance = 3.5 * np.sqrt(cv2.GaussianBlur(variance, (0, 0), 3)) + 1e-3
    # One stack of everything, so that each neighbour is one shifted view.
    near = np.dstack([light, variance, guide, light.mean(axis=2)])
    far = np.pad(near, ((step, step), (step, step), (0, 0)), mode="edge")
    height, width = variance.shape
    total, spread, weights = 0.25 * light, 0.0625 * variance, np.full((height, width), 0.25, np.float32)
    for down, right in ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)):
        other = far[step * (1 + down) :, step * (1 + right) :][:height, :width]
        apart = ((other[:, :, 4:-1] - guide) ** 2).sum(axis=2) + np.abs(other[:, :, -1] - near[:, :, -1]) / tolerance
        weight = np.exp(-apart) * (0.0625 if down and right else 0.125)
        total += weight[:, :, None] * other[:, :, :3]
        spread += weight**2 * other[:, :, 3]
        weights += weight
    return np.asarray(total / weights[:, :, None], np.float32), np.asarray(spread / weights**2, np.float32)


def _spread(layer: Image, share: Image, radius: float) -> Image:
    """`layer` where its `share` of the pixel is whole; elsewhere what the nearest such pixels show."""
    whole = (share > 0.995).astype(np.float32)
    result = np.where(whole > 0, layer, layer * share)
    known = whole
    for reach in (radius, 3 * radius):
        near = cv2.GaussianBlur(layer * whole, (0, 0), reach)
        amount = cv2.GaussianBlur(whole, (0, 0), reach).reshape(whole.shape)
        result = np.where(known > 0, result, near / np.maximum(amount, 1e-6))
        known = np.maximum(known, (amount > 0.01).astype(np.float32))
    return result


def _calmed(floor: Image, cover: Image, size: int) -> Image:
    """The shadow smoothed, carried on beneath the subject's edge: the deep contact shadow a little, so that it
    has no teeth, the faint far one widely, where noise shows most."""
    bare = (cover < 0.005).astype(np.float32)
    sharp, wide = _blurred_within(floor, bare, size / 280), _blurred_within(floor, bare, size / 90)
    deep = np.clip((0.9 - sharp.mean(axis=2, keepdims=True)) / 0.25, 0, 1)
    calm: Image = deep * sharp + (1 - deep) * wide
    return calm


def _blurred_within(layer: Image, mask: Image, radius: float) -> Image:
    """`layer` blurred by `radius` px, looking only where `mask` (h, w, 1) is 1; 1 where that is far away."""
    amount = cv2.GaussianBlur(mask, (0, 0), radius).reshape(mask.shape)
    blurred = cv2.GaussianBlur(layer * mask, (0, 0), radius)
    within: Image = np.where(amount > 1e-3, blurred / np.maximum(amount, 1e-3), 1).astype(np.float32)
    return within


def _shouldered(subject: Image) -> Image:
    """Highlights bent smoothly below the brightest that a subject may be, half keeping their hue, half paling."""
    knee = 0.7 * _BRIGHTEST
    span = _BRIGHTEST - knee
    bent = np.where(subject > knee, knee + span * (1 - np.exp((knee - np.maximum(subject, knee)) / span)), subject)
    scale = bent.max(axis=2, keepdims=True) / np.maximum(subject.max(axis=2, keepdims=True), 1e-6)
    both: Image = (bent + subject * scale) / 2
    return both


def _to_border(height: int, width: int) -> Image:
    """Each pixel's distance from the window's border, px."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    distance: Image = np.minimum.reduce([y, x, height - 1 - y, width - 1 - x])
    return distance


def _eased(share: Image) -> Image:
    """0 below 0, 1 above 1, smooth between."""
    share = np.clip(share, 0, 1)
    eased: Image = share * share * (3 - 2 * share)
    return eased
