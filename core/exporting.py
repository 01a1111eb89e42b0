"""A banner as a file: its bytes in the wanted type, a tidy name, and an event."""

from collections.abc import Mapping
from enum import StrEnum
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from PIL import Image
from sqlalchemy import Engine

from core.compositing.encode import encode
from core.db import write
from core.errors import NotFound
from core.events import record
from core.models import Banner, User, Version
from core.storage.port import AssetKey, ObjectStore


class FileType(StrEnum):
    """What a banner can be downloaded as."""

    PNG = "png"
    JPG = "jpg"


def banner_file(version: Version, kind: FileType, store: ObjectStore) -> bytes:
    """The rendered version as a file of that type."""
    png = store.get(AssetKey(version.asset))
    if kind == FileType.PNG:
        return png
    return encode(Image.open(BytesIO(png), formats=("PNG",)).convert("RGB"), "jpg")


def archive(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of files by name; pictures are compressed already, so they are only stored."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as bundle:
        for name, data in files.items():
            bundle.writestr(name, data)
    return packed.getvalue()


def file_name(product: str, format_id: str, banner_id: str, kind: FileType) -> str:
    """`<product's slug>-<format>-<first of the banner's id>.<type>`"""
    return f"{product}-{format_id}-{banner_id[:6]}.{kind.value}"


def record_download(version: Version, kind: FileType, user: User, database: Engine | None = None) -> None:
    """Note that a person took the file.

    Raises:
        NotFound: the version belongs to no banner.
    """
    with write(database) as session:
        banner = session.get(Banner, version.banner_id)
        if banner is None:
            raise NotFound("There is no such banner.", field="banner")
        record(session, "banner.downloaded", user_id=user.id, brief_id=banner.brief_id, banner_id=banner.id,
               version_id=version.id, type=kind.value, version=version.number, approved=False)  # fmt: skip
