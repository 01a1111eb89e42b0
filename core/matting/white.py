"""The matter *white*: takes a white ground out of a picture by undoing how it was laid over it.

A picture C on white W is C = α·F + (1 − α)·W. Any α ≥ 1 − min(R, G, B)/255 has a colour F = (C − (1 − α)·W)/α that
gives C again, so α is free above that bound and decides what a *coloured* ground will show through:

- the ground and the soft grey shadow on it take the smallest α, and the shadow falls on any other ground as it did on
  the white one;
- the object takes α = 1, however light its parts are;
- the object's rim takes the share of it that its colour says.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.errors import EngineFailed

Plane = NDArray[np.uint8]

#: A picture stands on white when this share of the rectangle around its content is at least so light (0-255).
WHITE_BORDER, WHITE = 0.3, 236
#: From here on (0-255) a pixel is a margin's white, with the noise of JPEG.
BLANK = 248


@dataclass(frozen=True)
class Floor:
    """What ground and shadow look like: nearly neutral, smooth, and not too dark (0-255)."""

    #: Channels differ by at most this share of the darkness 255 − min, since an object tints the shadow at its foot.
    tint: float
    #: Neighbours differ by at most this much in the dark of a shadow, and where it is light.
    step: int
    light_step: int

    def mask(self, smoothed: Plane) -> NDArray[np.bool_]:
        """Where the picture looks like it."""
        spread = np.ptp(smoothed, axis=2).astype(np.int16)
        dark = 255 - smoothed.min(axis=2).astype(np.int16)
        square = np.ones((3, 3), np.uint8)
        step = (cv2.dilate(smoothed, square).astype(np.int16) - cv2.erode(smoothed, square)).max(axis=2)
        neutral = (spread <= np.maximum(NEUTRAL, self.tint * dark)) & (dark <= DARKEST)
        return np.asarray(neutral & (step <= np.where(dark <= LIGHT, self.light_step, self.step)))


#: What is followed from the border as far as it goes, and what is followed from there up to the object's foot.
OPEN, FOOT = Floor(tint=0.35, step=24, light_step=9), Floor(tint=0.42, step=48, light_step=13)
#: How far the second may be followed (px).
REACH = 10
NEUTRAL, DARKEST, LIGHT = 20, 175, 40
#: An enclosed hole is ground only where it is all but pure white.
PURE = 251
#: Specks of fewer pixels than this share of the picture are noise on the floor.
SPECK = 0.0003
#: Pixels whose α is above 16/255, as a share: with fewer there is nothing to show.
SOMETHING = 0.0005
#: Neutral parts narrower than this are creases of the shadow (px).
THIN = 9
#: How far inside the found outline the object's own colour begins (px): smoothing moves the outline outwards.
RIM = 4
#: Channels further apart than this make a colour (0-255).
COLOURED = 36
#: Below this distance from white (0-441) a colour does not tell how much of it there is.
TELLING = 14


class WhiteMatter:
    """Cuts pictures on white out. Composing the result over white gives the picture again to 1/255."""

    name = "white-1"

    def cut_out(self, image: Image.Image) -> Image.Image:
        """As `Matter.cut_out`. A photo that fills its rectangle keeps it, and only white margins around it go."""
        if np.asarray(image.convert("RGBA"))[..., 3].min() < 255:
            return image.convert("RGBA")
        pixels = np.asarray(image.convert("RGB"))
        covered = coverage(pixels) if stands_on_white(pixels) else _rectangle(pixels)
        alpha = np.maximum(covered, 255 - pixels.min(axis=2))
        if np.count_nonzero(alpha > 16) < SOMETHING * alpha.size:
            raise EngineFailed("There is nothing on the picture but white.")
        return Image.fromarray(np.dstack([uncomposed(pixels, alpha), alpha]))


def content_box(pixels: Plane) -> tuple[slice, slice]:
    """Rows and columns of the smallest rectangle around all that is not white; all of them if there is nothing."""
    x, y, width, height = cv2.boundingRect((pixels.min(axis=2) < BLANK).astype(np.uint8))
    return (slice(y, y + height), slice(x, x + width)) if width else (slice(None), slice(None))


def stands_on_white(pixels: Plane) -> bool:
    """Whether what the picture shows has white around it, and is no photo that fills its rectangle: a good part of the
    border is white, or all four corners are, as around a card with round ones."""
    darkest = pixels[content_box(pixels)].min(axis=2)
    border = np.concatenate([darkest[0], darkest[-1], darkest[:, 0], darkest[:, -1]])
    corners = darkest[[0, 0, -1, -1], [0, -1, 0, -1]]
    return bool(np.mean(border >= WHITE) >= WHITE_BORDER or corners.min() >= WHITE)


def _rectangle(pixels: Plane) -> Plane:
    alpha = np.zeros(pixels.shape[:2], np.uint8)
    alpha[content_box(pixels)] = 255
    return alpha


def uncomposed(pixels: Plane, alpha: Plane) -> Plane:
    """The colours F (height, width, 3) that give `pixels` when laid over white with `alpha` ≥ 255 − min(R, G, B).

    F is rounded to whole numbers, so over white each channel is off by at most half of one.
    """
    share = alpha[..., None].astype(np.float32)
    colour = (pixels.astype(np.float32) - (255 - share)) * (255 / np.maximum(share, 1))
    return np.where(share > 0, np.rint(colour), 255).clip(0, 255).astype(np.uint8)


def coverage(pixels: Plane) -> Plane:
    """How much of each pixel the object covers, 0-255, whatever its colours; shadows count as nothing."""
    solid = solid_parts(pixels)
    if not solid.any():
        return solid
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * RIM + 1, 2 * RIM + 1))
    inner = np.asarray(cv2.erode(solid, kernel, borderValue=255), np.uint8)
    rim = (solid > 0) & (inner == 0)
    return np.where(rim, _share_of_object(pixels, inner, solid), solid).astype(np.uint8)


def solid_parts(pixels: Plane) -> Plane:
    """255 where the object is, 0 where ground and shadow are: all neutral, smooth pixels that can be reached from the
    border, and holes of pure white."""
    smoothed = cv2.GaussianBlur(pixels, (0, 0), 0.8).astype(np.uint8)
    outside = _followed(_reached_from_border(OPEN.mask(smoothed)), FOOT.mask(smoothed))
    pure = (pixels.min(axis=2) >= PURE) & ~outside
    outside |= _large_enough(pure.astype(np.uint8), pixels.shape[0] * pixels.shape[1] * SPECK * 4) > 0
    solid = (~outside).astype(np.uint8)
    thick = cv2.morphologyEx(solid, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (THIN, THIN)))
    grey = np.ptp(smoothed, axis=2) <= NEUTRAL
    solid[(thick == 0) & grey] = 0  # the edge of a shadow, not of an object
    return _large_enough(solid, outside.size * SPECK) * np.uint8(255)


def _reached_from_border(ground: NDArray[np.bool_]) -> NDArray[np.bool_]:
    framed = np.pad(ground, 1, constant_values=True).astype(np.uint8)
    _, labels = cv2.connectedComponents(framed, connectivity=4)
    return np.asarray(labels == labels[0, 0])[1:-1, 1:-1]


def _followed(outside: NDArray[np.bool_], floor: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """`outside`, and what of `floor` is joined to it within `REACH` px."""
    grown, allowed = outside.astype(np.uint8), (outside | floor).astype(np.uint8)
    cross = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    for _ in range(REACH):
        grown = np.asarray(cv2.dilate(grown, cross), np.uint8) & allowed
    return np.asarray(grown > 0)


def _large_enough(mask: Plane, least: float) -> Plane:
    """The mask (0 or 1) without connected parts of fewer than `least` pixels."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    keep = stats[:, cv2.CC_STAT_AREA] >= least
    keep[0] = False
    return np.asarray(keep[labels], np.uint8)


def _share_of_object(pixels: Plane, inner: Plane, solid: Plane) -> Plane:
    """In the rim: how far the colour has come from white to that of the nearest pixel well inside the object.

    Of a coloured object only the hue counts, since the ground beside it may be grey with shadow. Where the object is
    almost white nothing can be told, and the rim is as hard as the mask.
    """
    if not inner.any():
        return solid
    _, nearest = cv2.distanceTransformWithLabels(255 - inner, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    places = np.zeros(int(nearest.max()) + 1, np.intp)
    places[nearest[inner > 0]] = np.flatnonzero(inner)
    own = 255 - pixels.reshape(-1, 3)[places[nearest]].astype(np.float32)
    seen = 255 - pixels.astype(np.float32)
    coloured = np.ptp(own, axis=2, keepdims=True) > COLOURED
    own, seen = (np.where(coloured, v - v.mean(axis=2, keepdims=True), v) for v in (own, seen))
    length = (own**2).sum(axis=2)
    share = (seen * own).sum(axis=2) / np.maximum(length, 1)
    return np.where(length > TELLING**2, np.rint(share.clip(0, 1) * 255), solid).astype(np.uint8)
