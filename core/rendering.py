"""A banner's state as pixels: the same for the worker that makes it and for the screen that edits it."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from PIL import Image

from core.compositing.compose import Composition, compose
from core.compositing.encode import encode
from core.export_files import kept, preferred
from core.export_measures import content_of, measures_of
from core.formats.brand import Brand, Language
from core.formats.schema import Format
from core.states import State
from core.storage.port import AssetKey, ObjectStore

#: The longer edge of a thumbnail, px; the library's cards are half as large.
THUMBNAIL = 480


def drawn(
    layout: Format, state: State, cut_outs: Sequence[Image.Image], *, legal: str, brand: Brand, language: Language,
    legal_share: float | None = None, scale: int = 1,
) -> Composition:  # fmt: skip
    """The banner as it looks, at `scale` (1, 2) times its pixels. `cut_outs` by slot; `legal` is the product's text for
    the format's legal fields, and `legal_share` the part of the canvas (0-1) that it must take.

    Raises:
        DoesNotFit: as `compose`.
    """
    fixed = {field.id: legal for field in layout.fields if field.source == "legal"}
    pictures = list(cut_outs[: len(layout.pictures)])
    return compose(layout, {**fixed, **state.texts}, pictures, brand=brand, language=language,
                   placements=state.placements, legal_share=legal_share or 0, scale=scale)  # fmt: skip


def stored(made: Composition, layout: Format, store: ObjectStore) -> dict[str, Any]:
    """The composition's files, kept: `asset` and `thumbnail` keys, `media_type`, `size` and `thumbnail_size`
    (bytes); `boxes` and `measures`; `export` is the preferred file's row where the PNG is none that networks take, so
    that no screen has to make it to know what it weighs."""
    image = made.image
    data, small = encode(image, "png"), thumbnail_of(image)
    file = preferred(image, data, layout)
    return {
        "asset": store.put(data, media_type="image/png"), "media_type": "image/png", "size": len(data),
        "thumbnail": store.put(small, media_type="image/jpeg"), "thumbnail_size": len(small),
        "boxes": _plain(made.boxes), "measures": content_of(measures_of(made)),
        "export": kept(file, image, layout, store) | {"preferred": True} if file else None,
    }  # fmt: skip


def _plain(boxes: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    return {name: list(box) for name, box in boxes.items()}


def thumbnail_of(banner: Image.Image) -> bytes:
    """The banner in small, as a JPEG: a screen passes it on as it is, and browsers show it as fast as anything."""
    small = banner.convert("RGB")
    small.thumbnail((THUMBNAIL, THUMBNAIL), Image.Resampling.LANCZOS)
    return encode(small, "jpg")


def load_picture(key: str, store: ObjectStore) -> Image.Image:
    """A picture that we stored ourselves, decoded."""
    image = Image.open(BytesIO(store.get(AssetKey(key))), formats=("PNG",))
    image.load()
    return image
