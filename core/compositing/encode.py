"""From a picture to a file's bytes: the same picture makes the same bytes."""

from io import BytesIO
from typing import Literal

import cv2
import numpy as np
from PIL import Image

Media = Literal["png", "jpg", "webp"]


def encode(image: Image.Image, media: Media) -> bytes:
    """The RGB picture as PNG (lossless), JPG (quality 92, full colour resolution) or WebP (quality 92).

    OpenCV writes PNG four times faster than Pillow and as small.
    """
    match media:
        case "png":
            written, data = cv2.imencode(".png", np.asarray(image.convert("RGB"))[..., ::-1])
            assert written
            return data.tobytes()
        case "jpg":
            return _saved(image, "JPEG", quality=92, subsampling=0, optimize=True)
        case "webp":
            return _saved(image, "WEBP", quality=92, method=4)


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.convert("RGB").save(out, kind, **options)
    return out.getvalue()
