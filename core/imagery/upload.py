"""The picture source *upload*: the marketer's own file, checked by its content before a pixel of it is decoded."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from core.errors import BadInput
from core.i18n import N_
from core.imagery.port import Picture, PictureRequest
from core.ports import Checkpoint

FORMATS = ("PNG", "JPEG", "WEBP")
#: Upper bounds: bytes of the file, pixels, pixels a side.
LARGEST_FILE, MOST_PIXELS, LONGEST_SIDE = 20_000_000, 50_000_000, 12_000
#: Lower bound (px a side): less than that cannot fill a slot.
SHORTEST_SIDE = 32
#: Largest edge of what comes out (px): no slot shows more.
EDGE = 1536


class UploadSource:
    """Gives back the uploaded picture, square: on white, or on nothing where it brought its own transparency."""

    def obtain(self, request: PictureRequest, *, checkpoint: Checkpoint) -> Picture:
        """As `PictureSource.obtain`; BadInput where the file is missing, too large or damaged."""
        checkpoint(0.0, "Reading the picture")
        if request.upload is None:
            raise _refusal("Choose a picture to upload.")
        image = decode_upload(request.upload)
        checkpoint(1.0, "Reading the picture")
        return Picture(image, source="upload", engine="upload-1", prompt=request.prompt, seed=request.seed)


def check_upload(data: bytes) -> None:
    """Whether the file is a picture that we take, by its header alone: fast, whatever its size.

    Raises:
        BadInput: it is not; field "picture".
    """
    with _opened(data):
        pass


def decode_upload(data: bytes) -> Image.Image:
    """The first frame, upright, in sRGB, padded to a square of at most 1536 px: RGBA where parts of it are transparent,
    else RGB on white.

    Raises:
        BadInput: no picture that we take, too large, or damaged; field "picture".
    """
    with _opened(data) as opened:
        opened.draft("RGB", (EDGE, EDGE))
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        image = _in_srgb(upright)
    image.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS)
    return _square(image)


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """The file, opened but not decoded; whatever is wrong with it, then or later, becomes BadInput."""
    if len(data) > LARGEST_FILE:
        raise _refusal("The file is larger than {limit} MB.", limit=LARGEST_FILE // 1_000_000)
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            _check_size(*image.size)
            yield image
    except UnidentifiedImageError as error:
        raise _refusal("This is not a PNG, JPEG or WebP picture.") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _refusal(_TOO_LARGE, side=LONGEST_SIDE, pixels=MOST_PIXELS // 1_000_000) from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, Warning) as error:
        # what Pillow's decoders raise for damaged files
        raise _refusal("The picture is damaged and cannot be read.") from error


_TOO_LARGE = N_("The picture is too large: at most {side} px a side and {pixels} megapixels.")


def _check_size(width: int, height: int) -> None:
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise _refusal(_TOO_LARGE, side=LONGEST_SIDE, pixels=MOST_PIXELS // 1_000_000)
    if min(width, height) < SHORTEST_SIDE:
        raise _refusal("The picture is too small: at least {side} px a side.", side=SHORTEST_SIDE)


def _refusal(message: str, **values: object) -> BadInput:
    return BadInput(message, field="picture", **values)


def _in_srgb(image: Image.Image) -> Image.Image:
    """RGB or RGBA, 8 bits; a colour profile is applied where it is one that can be."""
    profile = image.info.get("icc_profile")
    plain = _eight_bits(image)
    if profile and plain.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            wanted = "RGBA" if plain.mode == "RGBA" else "RGB"
            converted = ImageCms.profileToProfile(
                plain, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode=wanted
            )
            plain = converted or plain
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile says nothing about the colours
    clean = plain.convert("RGBA")
    if clean.getchannel("A").getextrema()[0] == 255:
        clean = clean.convert("RGB")
    clean.info.clear()
    return clean


def _eight_bits(image: Image.Image) -> Image.Image:
    """Sixteen-bit greys scaled to eight: Pillow itself would cut them off at 255."""
    if image.mode.startswith(("I", "F")):
        return image.convert("I").point(lambda value: value / 257).convert("L")
    return image


def _square(image: Image.Image) -> Image.Image:
    edge = max(image.size)
    ground = (255, 255, 255, 0) if image.mode == "RGBA" else (255, 255, 255)
    padded = Image.new(image.mode, (edge, edge), ground)
    padded.paste(image, ((edge - image.width) // 2, (edge - image.height) // 2))
    return padded
