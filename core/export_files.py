"""A banner's picture packed into a file that its networks take."""

from dataclasses import dataclass
from typing import Any

from PIL import Image

from core.compositing.encode import How, within
from core.errors import DoesNotFit
from core.export_gate import GOOD_QUALITY
from core.formats.schema import FileType, Format
from core.storage.port import ObjectStore

#: KB that no banner reaches.
UNLIMITED = 2**20
MEDIA_TYPES: dict[str, str] = {"png": "image/png", "jpg": "image/jpeg"}


@dataclass(frozen=True)
class Packed:
    """A file's type, bytes and packing."""

    kind: FileType
    data: bytes
    how: How


def packed(image: Image.Image, kind: FileType, limit_kb: int | None) -> Packed:
    """The best-looking file of that type within the limit. Where nothing fits, one as good as if there were none: the
    gate tells that it is too heavy, and who lets it through gets no ruin."""
    try:
        made = within(image, kind, (limit_kb or UNLIMITED) * 1024)
    except DoesNotFit:
        made = within(image, kind, UNLIMITED * 1024)
    return Packed(kind, made.data, made.how)


def preferred(image: Image.Image, quick: bytes, layout: Format) -> Packed | None:
    """The file that is meant where nobody names a type: of the format's first type; a JPG where a PNG would be too
    heavy or lose colours, as long as it looks good. None: the PNG, of which `quick` is within the limit as it is."""
    limit, types = layout.weight_limit_kb, layout.file_types
    if types[0] == "png" and (limit is None or len(quick) <= limit * 1024):
        return None
    made: dict[str, Packed] = {}
    for kind in sorted(types):  # a JPG is packed ten times faster than a PNG
        made[kind] = one = packed(image, kind, limit)
        if one.kind == "jpg" and one.how.number >= GOOD_QUALITY and _fits(one, limit):
            return one
    return next((made[kind] for kind in types if _fits(made[kind], limit)), made[types[0]])


def _fits(one: Packed, limit_kb: int | None) -> bool:
    return limit_kb is None or len(one.data) <= limit_kb * 1024


def kept(one: Packed, image: Image.Image, layout: Format, store: ObjectStore, scale: int = 1) -> dict[str, Any]:
    """The file in the object store, and what its row (core.export_rows) says of it but `version_id` and `preferred`."""
    return {
        "kind": one.kind, "scale": scale, "limit_kb": layout.weight_limit_kb or 0,
        "asset": store.put(one.data, media_type=MEDIA_TYPES[one.kind]), "size": len(one.data), "width": image.width,
        "height": image.height, "packed": one.how.kind, "number": one.how.number,
    }  # fmt: skip
