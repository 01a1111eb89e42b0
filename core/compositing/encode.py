"""From a picture to a file's bytes: the same picture makes the same bytes. RGB goes in; other modes are converted."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

import numpy as np
from PIL import Image

from core.compositing.png import write_png
from core.errors import DoesNotFit

Media = Literal["png", "jpg", "webp"]
#: Palettes that are tried when a PNG is too heavy, the best-looking first.
PALETTES = (256, 128, 64, 32, 16)
#: The best and the worst quality of a JPG or WebP: above, nobody sees a difference; below, everybody does.
BEST, WORST = 92, 40
#: JPEG's colour in full resolution, and in a quarter of it, which leaves more bytes to the brightness.
FULL, QUARTER = 0, 2


@dataclass(frozen=True)
class How:
    """How a file was packed: "lossless", "palette" with `number` colours, or "quality" with `number` (1-100)."""

    kind: Literal["lossless", "palette", "quality"]
    number: int = 0


@dataclass(frozen=True)
class Encoded:
    """A file's bytes, and how they were packed."""

    data: bytes
    how: How


def encode(image: Image.Image, media: Media) -> bytes:
    """The picture as PNG (lossless, quickly), JPG (quality 92, full colour resolution) or WebP (quality 92)."""
    match media:
        case "png":
            return write_png(np.asarray(_rgb(image)))
        case "jpg":
            return jpg(image, BEST)
        case "webp":
            return _webp(image, BEST)


def within(image: Image.Image, media: Media, limit_bytes: int) -> Encoded:
    """The best-looking file of at most `limit_bytes`.

    PNG: lossless, packed as well as it goes, then ever smaller palettes. JPG and WebP: the highest quality that fits;
    a JPG's colour gets a quarter of the resolution where that leaves the picture closer to what it was.

    Raises:
        DoesNotFit: the picture is too heavy even at its worst.
    """
    found: list[Encoded]
    match media:
        case "png":
            found = _first_png(image, limit_bytes)
        case "jpg":
            ways: tuple[Callable[[int], bytes], ...] = (lambda q: jpg(image, q), lambda q: jpg(image, q, QUARTER))
            found = [one for way in ways for one in _highest(way, limit_bytes)]
        case "webp":
            found = _highest(lambda q: _webp(image, q), limit_bytes)
    if not found:
        raise DoesNotFit("The file cannot be packed into {limit} KB.", limit=limit_bytes // 1024)
    return min(found, key=lambda one: _distance(one.data, image)) if len(found) > 1 else found[0]


def smallest_png(image: Image.Image) -> bytes:
    """A lossless PNG, packed as well as zlib can: a filter for each row, the highest level."""
    return _saved(_rgb(image), "PNG", optimize=True)


def palette_png(image: Image.Image, colours: int = 256) -> bytes:
    """A PNG with a palette of that many colours (2-256); what a colour misses goes on to its neighbours (Floyd and
    Steinberg, 1976), so that gradients stay smooth."""
    rgb = _rgb(image)
    sample = rgb.resize((max(1, rgb.width // 2), max(1, rgb.height // 2)), Image.Resampling.NEAREST)
    palette = sample.quantize(colours, Image.Quantize.MAXCOVERAGE, kmeans=3)
    packed = rgb.quantize(colours, palette=palette, dither=Image.Dither.FLOYDSTEINBERG)
    return _saved(packed, "PNG", optimize=True)


def jpg(image: Image.Image, quality: int, subsampling: int = FULL) -> bytes:
    """A JPG of that quality (1-95)."""
    return _saved(_rgb(image), "JPEG", quality=quality, subsampling=subsampling, optimize=True)


def _webp(image: Image.Image, quality: int) -> bytes:
    return _saved(_rgb(image), "WEBP", quality=quality, method=4)


def _first_png(image: Image.Image, limit: int) -> list[Encoded]:
    data = smallest_png(image)
    if len(data) <= limit:
        return [Encoded(data, How("lossless"))]
    for colours in PALETTES:
        data = palette_png(image, colours)
        if len(data) <= limit:
            return [Encoded(data, How("palette", colours))]
    return []


def _highest(way: Callable[[int], bytes], limit: int) -> list[Encoded]:
    """The highest quality whose file is within the limit, by bisection; nothing where not even the worst is."""
    best, low, high = None, WORST, BEST
    while low <= high:
        quality = (low + high) // 2
        data = way(quality)
        if len(data) <= limit:
            best, low = Encoded(data, How("quality", quality)), quality + 1
        else:
            high = quality - 1
    return [best] if best else []


def _distance(data: bytes, image: Image.Image) -> float:
    """How far a file is from the picture: the mean square over all pixels."""
    with Image.open(BytesIO(data)) as packed:
        difference = np.asarray(packed.convert("RGB"), np.float32) - np.asarray(_rgb(image), np.float32)
    return float(np.mean(difference**2))


def _rgb(image: Image.Image) -> Image.Image:
    return image if image.mode == "RGB" else image.convert("RGB")


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
