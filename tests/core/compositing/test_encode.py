"""From pixels to files: what every decoder must read the same, and what fits under a network's limit."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from core.compositing.encode import How, encode, jpg, palette_png, smallest_png, within
from core.errors import DoesNotFit


def photo(width: int = 300, height: int = 250, noise: float = 6) -> Image.Image:
    """Soft colours with a photograph's grain: what packs badly."""
    generator = np.random.default_rng(7)
    colours = Image.fromarray(generator.integers(0, 255, (6, 6, 3), dtype=np.uint8))
    soft = np.asarray(colours.resize((width, height), Image.Resampling.BICUBIC), np.float64)
    return Image.fromarray((soft + generator.normal(0, noise, soft.shape)).clip(0, 255).astype(np.uint8))


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@settings(max_examples=60)
@given(st.integers(1, 70), st.integers(1, 40), st.integers(1, 255))
def test_a_png_of_any_size_keeps_every_pixel(width: int, height: int, range_: int) -> None:
    pixels = np.random.default_rng(width * height).integers(0, range_, (height, width, 3), dtype=np.uint8)
    for data in (encode(Image.fromarray(pixels), "png"), smallest_png(Image.fromarray(pixels))):
        assert opened(data).mode == "RGB"
        assert np.array_equal(np.asarray(opened(data)), pixels)


def test_a_png_is_light_and_the_smallest_is_lighter() -> None:
    """Lighter than Pillow's fastest level, even of grain, which no filter likes."""
    for image in (photo(), photo(noise=0)):
        by_pillow = io.BytesIO()
        image.save(by_pillow, "PNG", compress_level=1)
        assert len(smallest_png(image)) < len(encode(image, "png")) < 1.1 * by_pillow.tell()


def test_a_palette_keeps_a_gradient_smooth() -> None:
    """Seen from a little further away, no step of the palette can be told from the gradient."""
    row = np.linspace((239, 241, 253), (46, 84, 210), 640).astype(np.uint8)
    gradient = Image.fromarray(np.tile(row, (200, 1, 1)))
    for colours in (256, 64, 16):
        file = palette_png(gradient, colours)
        assert opened(file).mode == "P"
        assert len(opened(file).getcolors() or []) <= colours
        soft = [np.asarray(one.convert("RGB").filter(ImageFilter.GaussianBlur(3)), float)
                for one in (gradient, opened(file))]  # fmt: skip
        assert np.abs(soft[0] - soft[1])[10:-10, 10:-10].max() < 6


@pytest.mark.parametrize("media", ["png", "jpg", "webp"])
def test_what_fits_as_it_is_loses_nothing(media: str) -> None:
    best = {"png": How("lossless"), "jpg": How("quality", 92), "webp": How("quality", 92)}
    assert within(photo(), media, 10**6).how == best[media]  # type: ignore[arg-type]


@pytest.mark.parametrize(("media", "limits"), [("png", (60, 35, 25)), ("jpg", (25, 15, 8)), ("webp", (20, 10, 3))])
def test_a_lower_limit_costs_quality_and_is_kept(media: str, limits: tuple[int, ...]) -> None:
    numbers = []
    for limit in limits:
        made = within(photo(), media, limit * 1024)  # type: ignore[arg-type]
        assert len(made.data) <= limit * 1024
        assert opened(made.data).size == (300, 250)
        numbers.append(made.how.number)
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == 3


def test_the_highest_quality_that_fits_is_taken() -> None:
    image = photo()
    made = within(image, "jpg", 15 * 1024)
    files = [jpg(image, made.how.number + 1, subsampling) for subsampling in (0, 2)]
    assert made.data in (jpg(image, made.how.number), jpg(image, made.how.number, 2))
    assert any(len(file) > 15 * 1024 for file in files)


@pytest.mark.parametrize("media", ["png", "jpg", "webp"])
def test_what_cannot_fit_says_so(media: str) -> None:
    with pytest.raises(DoesNotFit, match="1 KB"):
        within(photo(200, 200), media, 1024)  # type: ignore[arg-type]


def test_other_modes_are_converted() -> None:
    grey = Image.new("L", (20, 10), 90)
    for data in (encode(grey, "png"), encode(grey, "jpg"), smallest_png(grey), palette_png(grey)):
        assert opened(data).convert("RGB").getpixel((3, 3)) == (90, 90, 90)
