"""A banner as a file for its networks: packed once, judged, named, and noted when somebody takes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image
from sqlalchemy import Engine
from sqlmodel import Session

from core.clock import now
from core.compositing.compose import Composition
from core.db import insert_if_absent, read, write
from core.errors import DoesNotFit, ExportBlocked, NotFound
from core.events import record
from core.export_files import MEDIA_TYPES, kept, packed
from core.export_measures import Measures, content_of, measures_of
from core.export_names import file_name
from core.export_rows import keep_file
from core.export_standing import Kept, Standing, Subject, kept_of, preferred_kind, row_of, stands, subject_of
from core.formats.schema import FileType
from core.models import Asset, User, Version
from core.rendering import load_picture
from core.sheets import Desk, Sheet, sheet_of
from core.states import state_of
from core.storage.port import AssetKey
from core.versions import cut_outs_of

#: What a banner can be downloaded as, and at how many times its pixels.
TYPES: tuple[FileType, ...] = ("png", "jpg")
SCALES = (1, 2)


@dataclass(frozen=True)
class Export:
    """A version's file and how it stands at the gate. `sheet`: the banner's rows."""

    data: bytes
    file_name: str
    standing: Standing
    version: Version
    sheet: Sheet


def export(desk: Desk, version: Version, kind: FileType | None = None, scale: int = 1) -> Export:
    """The file of a version, made at the first call and kept; whether it may be handed out is the caller's business.

    Args:
        kind: None: the one that the format prefers.
        scale: 2 gives twice the pixels; the networks' weight limits are about 1.

    Raises:
        NotFound: the banner, its format or a file is gone.
        DoesNotFit: at scale 2, what the version says can no longer be set in its format.
        EngineFailed: the store cannot be read or written.
    """
    with read(desk.database) as session:
        sheet = sheet_of(session, version.banner_id, desk.formats)
        subject = _subject(sheet, version)
        known = kept_of(session, [subject])[version.id]
    kind = kind or preferred_kind(subject, known)
    if row_of(subject, known, kind, scale) is None:
        known = _made(desk, sheet, version, kind, scale)
    row = row_of(subject, known, kind, scale)
    assert row is not None
    data = desk.store.get(AssetKey(row.asset))
    name = file_name(sheet.product.slug, sheet.layout, sheet.banner.id, kind, scale)
    return Export(data, name, stands(subject, known, kind, scale), version, sheet)


def take(desk: Desk, version: Version, user: User, kind: FileType | None = None, scale: int = 1) -> Export:
    """The file for a person, noted as an event.

    Raises:
        ExportBlocked: the gate is red and nobody has let the version through; nothing is noted.
        NotFound, DoesNotFit, EngineFailed: as `export`.
    """
    made = export(desk, version, kind, scale)
    check_open(made.standing)
    note(made, user, desk.database)
    return made


def check_open(standing: Standing) -> None:
    """Raises:
    ExportBlocked: something is red that no designer has let through; the message is the first reason.
    """
    for finding in standing.open_red:
        raise ExportBlocked(finding.message, **finding.values)


def note(made: Export, user: User, database: Engine | None = None) -> None:
    """Write down that a person took the file."""
    verdict = made.standing.verdict
    with write(database) as session:
        record(session, "banner.downloaded", user_id=user.id, brief_id=made.sheet.brief.id,
               banner_id=made.sheet.banner.id, version_id=made.version.id, type=made.standing.file.kind,
               version=made.version.number, approved=False, level=verdict.level if verdict else "",
               scale=made.standing.file.scale)  # fmt: skip


def _subject(sheet: Sheet, version: Version) -> Subject:
    return subject_of(version, sheet.layout, sheet.product.legal_share)


# --- making -----------------------------------------------------------------------------------------------------------


def _made(desk: Desk, sheet: Sheet, version: Version, kind: FileType, scale: int) -> Kept:
    """What is known once the file is made and its row written. At twice the pixels no limit is packed into: it is
    about the single ones."""
    image, measures = _drawn(desk, sheet, version, scale)
    one = packed(image, kind, sheet.layout.weight_limit_kb if scale == 1 else None)
    content = kept(one, image, sheet.layout, desk.store, scale) | {"measures": measures}
    with write(desk.database) as session:
        _remember(session, content, sheet)
        keep_file(session, version.id, content)
        return kept_of(session, [_subject(sheet, version)])[version.id]


def _drawn(desk: Desk, sheet: Sheet, version: Version, scale: int) -> tuple[Image.Image, dict[str, Any]]:
    """The version's picture, and measures of its own where the version's do not hold for it. At its own size it is
    the picture that people saw, never one drawn anew; but where it is of before there were measures, they are taken
    of it drawn anew."""
    if scale != 1:
        made = _draw(desk, sheet, version, scale)
        return made.image, content_of(measures_of(made))
    image = Image.open(BytesIO(desk.store.get(AssetKey(version.asset))), formats=("PNG",)).convert("RGB")
    if version.measures:
        return image, {}
    try:
        measures = measures_of(_draw(desk, sheet, version, 1))
    except (DoesNotFit, NotFound):  # it cannot be drawn any more: nothing is known to be well with it
        measures = Measures(pixels=image.size)
    return image, content_of(measures)


def _draw(desk: Desk, sheet: Sheet, version: Version, scale: int) -> Composition:
    state = state_of(version)
    with read(desk.database) as session:
        keys = cut_outs_of(session, state.pictures)
    return sheet.draw(state, [load_picture(key, desk.store) for key in keys], desk.brand, scale)


def _remember(session: Session, content: Mapping[str, Any], sheet: Sheet) -> None:
    insert_if_absent(session, Asset, {
        "key": content["asset"], "media_type": MEDIA_TYPES[content["kind"]], "size": content["size"],
        "provenance": {"banner": sheet.banner.id, "stage": "export"}, "created_at": now(),
    })  # fmt: skip
