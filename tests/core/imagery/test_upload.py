"""Uploads: what is taken, what is refused, and what comes out of odd files."""

import io
import struct
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from core.errors import BadInput
from core.imagery import upload
from core.imagery.port import PictureRequest
from core.imagery.upload import UploadSource, check_upload, decode_upload


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def picture(size: tuple[int, int] = (300, 200), colour: str = "#4169E1", mode: str = "RGB") -> Image.Image:
    return Image.new("RGB", size, colour).convert(mode)


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises so many pixels and holds none."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 1000) + b"IDAT"


def refusal(data: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        decode_upload(data)
    assert caught.value.field == "picture"
    return str(caught.value)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_the_three_kinds_are_taken_by_content(kind: str) -> None:
    data = saved(picture(), kind)
    check_upload(data)
    assert decode_upload(data).size == (300, 300)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "PPM"])
def test_other_kinds_are_not(kind: str) -> None:
    assert refusal(saved(picture(), kind)) == "This is not a PNG, JPEG or WebP picture."


@pytest.mark.parametrize("data", [b"", b"hello", b"<svg/>", b"\x89PNG", b"\xff\xd8\xff"])
def test_what_is_no_picture(data: bytes) -> None:
    assert "picture" in refusal(data)


@pytest.mark.parametrize("size", [(30_000, 30_000), (12_001, 40), (40, 12_001), (8_000, 7_000)])
def test_too_large_is_refused_by_its_header(size: tuple[int, int]) -> None:
    with pytest.raises(BadInput, match="too large: at most 12000 px a side and 50 megapixels"):
        check_upload(png_header(*size))


def test_too_small() -> None:
    assert "at least 32 px" in refusal(saved(picture((31, 400))))


def test_too_heavy_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "LARGEST_FILE", 1_000_000)
    assert refusal(b"x" * 1_000_001) == "The file is larger than 1 MB."


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_cut_off_file(kind: str) -> None:
    noise = Image.fromarray(np.random.default_rng(2).integers(0, 255, (200, 300, 3), np.uint8))
    data = saved(noise, kind)
    assert "damaged" in refusal(data[: len(data) // 2])


@given(place=st.integers(8, 2_000), value=st.integers(0, 255), kind=st.sampled_from(["PNG", "JPEG", "WEBP"]))
def test_a_damaged_file_is_decoded_or_refused_but_never_crashes(place: int, value: int, kind: str) -> None:
    noise = Image.fromarray(np.random.default_rng(3).integers(0, 255, (64, 64, 3), np.uint8))
    data = bytearray(saved(noise, kind))
    data[place % len(data)] = value
    with suppress(BadInput):
        assert decode_upload(bytes(data)).mode in ("RGB", "RGBA")


def test_wide_pictures_are_padded_with_white() -> None:
    square = decode_upload(saved(picture((300, 100))))
    assert (square.mode, square.size) == ("RGB", (300, 300))
    assert square.getpixel((150, 5)) == (255, 255, 255)
    assert square.getpixel((150, 150)) == (0x41, 0x69, 0xE1)


def test_transparent_pictures_are_padded_with_nothing() -> None:
    image = picture((300, 100), mode="RGBA")
    image.putpixel((0, 0), (0, 0, 0, 0))
    square = decode_upload(saved(image))
    assert square.mode == "RGBA"
    assert square.getpixel((150, 5))[3] == 0  # type: ignore[index]


def test_an_alpha_channel_that_says_nothing_is_dropped() -> None:
    assert decode_upload(saved(picture(mode="RGBA"))).mode == "RGB"


def test_large_pictures_are_made_smaller() -> None:
    assert decode_upload(saved(picture((4000, 3000)), "JPEG")).size == (1536, 1536)


def test_the_orientation_is_applied_and_forgotten() -> None:
    image = picture((300, 100))
    image.paste("#FF0000", (0, 0, 100, 100))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right to look at it
    square = decode_upload(saved(image, "JPEG", exif=exif, quality=95))
    top, bottom = square.getpixel((150, 40)), square.getpixel((150, 260))
    assert top[0] > 240  # type: ignore[index]
    assert bottom[0] < 100  # type: ignore[index]
    assert not square.getexif()
    assert "exif" not in square.info


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (saved(picture(mode="CMYK"), "JPEG"), "RGB"),
        (saved(picture(mode="P")), "RGB"),
        (saved(picture(mode="L"), "JPEG"), "RGB"),
        (saved(picture(mode="1")), "RGB"),
        (saved(picture().quantize(2), transparency=0), "RGBA"),
        (saved(picture(mode="LA")), "RGB"),
    ],
    ids=["cmyk", "palette", "grey", "bits", "palette with transparency", "grey with alpha"],
)
def test_colour_modes(data: bytes, expected: str) -> None:
    assert decode_upload(data).mode == expected


def test_sixteen_bits_keep_their_tones() -> None:
    ramp = np.linspace(0, 65535, 256, dtype=np.uint16)[None, :].repeat(256, 0)
    grey = np.asarray(decode_upload(saved(Image.fromarray(ramp))))[128, :, 0].astype(int)
    assert np.abs(grey - np.arange(256)).max() <= 1


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_an_animation_the_first_frame(kind: str) -> None:
    frames = [picture(colour=colour) for colour in ("#FF0000", "#00FF00", "#0000FF")]
    data = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100, lossless=True)
    assert decode_upload(data).getpixel((150, 150)) == (255, 0, 0)


def test_a_colour_profile_is_applied() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    square = decode_upload(saved(picture(), icc_profile=profile))
    assert np.abs(np.array(square.getpixel((150, 150))) - [0x41, 0x69, 0xE1]).max() <= 1
    assert "icc_profile" not in square.info


def test_a_broken_colour_profile_is_ignored() -> None:
    assert decode_upload(saved(picture(), icc_profile=b"nonsense" * 40)).mode == "RGB"


def test_the_source_gives_it_back_and_reports_progress() -> None:
    seen: list[float] = []
    request = PictureRequest("", "offer", "name", "description", seed=1, upload=saved(picture()))
    made = UploadSource().obtain(request, checkpoint=lambda fraction, note: seen.append(fraction))
    assert (made.source, made.image.size) == ("upload", (300, 300))
    assert seen == [0.0, 1.0]


def test_the_source_without_a_file() -> None:
    with pytest.raises(BadInput, match="Choose a picture"):
        UploadSource().obtain(PictureRequest("", "", "", "", seed=1), checkpoint=lambda fraction, note: None)


def test_a_file_name_proves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_text("#!/bin/sh\n")
    assert "not a PNG" in refusal(path.read_bytes())
