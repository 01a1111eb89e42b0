"""A banner as a file: its bytes in the wanted type, a tidy name, and an event."""

from collections.abc import Mapping
from enum import StrEnum
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from PIL import Image
from sqlalchemy import Engine
from sqlmodel import Session

from core.compositing.encode import encode
from core.db import read, write
from core.errors import NotFound
from core.events import record
from core.models import Banner, Brief, Product, User, Version
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


def file_name(version: Version, kind: FileType, database: Engine | None = None) -> str:
    """`<product>-<format>-<first of the banner's id>.<type>`"""
    with read(database) as session:
        banner, _, product = _belongings(session, version)
        return f"{product.slug}-{banner.format_id}-{banner.id[:6]}.{kind.value}"


def record_download(version: Version, kind: FileType, user: User, database: Engine | None = None) -> None:
    """Note that a person took the file."""
    with write(database) as session:
        banner, brief, _ = _belongings(session, version)
        record(session, "banner.downloaded", user_id=user.id, brief_id=brief.id, banner_id=banner.id,
               version_id=version.id, type=kind.value, version=version.number, approved=False)  # fmt: skip


def _belongings(session: Session, version: Version) -> tuple[Banner, Brief, Product]:
    banner = session.get(Banner, version.banner_id)
    if banner is None:
        raise NotFound("There is no such banner.", field="banner")
    brief = session.get_one(Brief, banner.brief_id)
    return banner, brief, session.get_one(Product, brief.product_id)
