"""Several banners' files at once: one archive with a report, and without what the gate has blocked."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from PIL import Image

from core.clock import now
from core.db import read
from core.errors import DoesNotFit, ExportBlocked, NotFound
from core.export_names import folders_of, paths_of
from core.export_page import Setting, page
from core.export_report import LeftOut, Packed, report
from core.export_words import told
from core.exporting import Export, export, note
from core.formats.brand import Language
from core.formats.schema import FileType
from core.i18n import explain
from core.models import User, Version
from core.rendering import thumbnail_of
from core.sheets import Desk, sheet_of
from core.storage.port import AssetKey

REPORT_JSON, REPORT_HTML = "report.json", "report.html"


@dataclass(frozen=True)
class Wanted:
    """Which files: their type (None: as each format prefers), scale (1, 2), whether in a folder for each network."""

    kind: FileType | None = None
    scale: int = 1
    by_network: bool = False


def take_set(desk: Desk, versions: Sequence[Version], user: User, wanted: Wanted, language: Language) -> bytes:
    """A ZIP of the versions' files with report.json and report.html in that language; each file is noted as an event.
    What is blocked, cannot be made or is gone stays out, and the report says why.

    Raises:
        ExportBlocked: nothing is left to be handed out.
        EngineFailed: the store cannot be read or written; nothing is noted.
    """
    files: dict[str, Packed] = {}
    left_out: list[LeftOut] = []
    for version in versions:
        made = _made(desk, version, wanted, language)
        if isinstance(made, LeftOut):
            left_out.append(made)
            continue
        name = made.file_name if made.file_name not in files else f"{len(files)}-{made.file_name}"  # none is lost
        files[name] = Packed(made, name, folders_of(made.sheet.layout, by_network=wanted.by_network))
    if not files:
        raise ExportBlocked("None of these banners may be downloaded: their cards say why.")
    said = report([*files.values()], left_out, created=now(), language=language)
    setting = Setting(
        {one.made.sheet.banner.id: _thumbnail(desk, one.made) for one in files.values()},
        {one.made.sheet.product.slug: one.made.sheet.product.name[language] for one in files.values()},
        desk.brand, desk.formats, language,
    )  # fmt: skip
    documents = {
        REPORT_JSON: json.dumps(said, ensure_ascii=False, indent=2).encode(),
        REPORT_HTML: page(said, setting).encode(),
    }
    for one in files.values():
        note(one.made, user, desk.database)
    paths = {path: one.made.data for one in files.values() for path in paths_of(one.name, one.folders)}
    return archive(paths, documents)


def _made(desk: Desk, version: Version, wanted: Wanted, language: Language) -> Export | LeftOut:
    try:
        made = export(desk, version, wanted.kind, wanted.scale)
    except (DoesNotFit, NotFound) as error:
        return _left_out(desk, version, (explain(error, language),))
    reasons = tuple(told(one, language) for one in made.standing.open_red)
    return _left_out(desk, version, reasons) if reasons else made


def _thumbnail(desk: Desk, made: Export) -> bytes:
    """A small JPEG of the banner."""
    if made.version.thumbnail:
        return desk.store.get(AssetKey(made.version.thumbnail))
    return thumbnail_of(Image.open(BytesIO(made.data), formats=("PNG", "JPEG")))


def _left_out(desk: Desk, version: Version, reasons: tuple[str, ...]) -> LeftOut:
    try:
        with read(desk.database) as session:
            sheet = sheet_of(session, version.banner_id, desk.formats)
    except NotFound:  # the format is gone
        return LeftOut(version.banner_id, "", "", reasons)
    return LeftOut(version.banner_id, sheet.layout.id, sheet.product.slug, reasons)


def archive(files: Mapping[str, bytes], documents: Mapping[str, bytes]) -> bytes:
    """A ZIP of files by path; pictures are packed already, so they are only stored."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as bundle:
        for name, data in files.items():
            bundle.writestr(name, data)
        for name, data in documents.items():
            bundle.writestr(name, data, ZIP_DEFLATED)
    return packed.getvalue()
