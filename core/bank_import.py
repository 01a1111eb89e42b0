"""Bringing designers' pictures into a bank; may be repeated."""

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import regex
from PIL import Image
from sqlalchemy import Engine, delete
from sqlmodel import col, select

from core.bank_folder import BankLine, Skipped, read_file, read_lines
from core.bank_rows import Bank, BankPicture, BankVectors, turn_over
from core.clock import now
from core.db import insert_if_absent, read, write
from core.errors import BadInput, EngineFailed
from core.i18n import N_
from core.imagery.upload import decode_upload
from core.matting.port import Matter
from core.models import Asset
from core.storage.port import AssetKey, ObjectStore

#: Edge of a thumbnail, px.
THUMBNAIL = 320
#: Pictures of one transaction: an import that is broken off keeps the batches before.
BATCH = 64
#: Threads that decode: Pillow and OpenCV let go of the interpreter meanwhile.
_THREADS = 2
#: Part of a picture's digest; changes when the same file would be stored differently.
_VERSION = "1"

#: Told how many pictures of how many are done (an upper bound, where some lines are skipped).
Tell = Callable[[int, int], None]


@dataclass
class ImportReport:
    """What an import did, in pictures."""

    bank: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)


class _Intake(NamedTuple):
    """What every line is read with; `known` are the digests of the bank's pictures by name."""

    folder: Path
    known: dict[str, str]
    store: ObjectStore
    matter: Matter


class _Prepared(NamedTuple):
    """A line with its stored files: key, media type and size of each."""

    line: BankLine
    digest: str
    files: dict[str, tuple[AssetKey, str, int]]


def check_bank_name(name: str) -> str:
    """A bank's name.

    Raises:
        BadInput: it is none (field "bank").
    """
    if not regex.fullmatch(r"[\p{L}\p{N}][\p{L}\p{N}._ -]{0,59}", name):
        raise BadInput(N_("A bank's name has 1-60 letters, digits, dots, dashes or spaces."), field="bank")
    return name


def import_bank(
    folder: Path, bank: str, *, store: ObjectStore, matter: Matter, database: Engine | None = None,
    tell: Tell = lambda _done, _total: None,
) -> ImportReport:  # fmt: skip
    """Add the pictures of a folder (see `core.bank_folder`) to a bank, and bring those that changed up to date.
    Pictures that are not in the folder stay.

    Raises:
        BadInput: there is no such folder, or the bank's name is none.
        EngineFailed: the object store cannot be written.
    """
    report = ImportReport(check_bank_name(bank))
    numbered = list(read_lines(folder))
    report.skipped += [line for _, line in numbered if isinstance(line, Skipped)]
    with read(database) as session:
        found = session.exec(select(BankPicture.name, BankPicture.digest).where(BankPicture.bank == bank))
        intake = _Intake(folder, dict(found.all()), store, matter)
    lines = [(number, line) for number, line in numbered if isinstance(line, BankLine)]
    with ThreadPoolExecutor(_THREADS) as threads:
        for start in range(0, len(lines), BATCH):
            batch = lines[start : start + BATCH]
            done = threads.map(lambda one: _prepare(one, intake), batch)
            ready = list(_sorted_out(done, report))
            if ready:
                _write(bank, ready, report, database)
            tell(start + len(batch), len(lines))
    report.skipped.sort(key=lambda line: line.line)
    return report


def _prepare(numbered: tuple[int, BankLine], intake: _Intake) -> _Prepared | Skipped | None:
    """The line with its files stored; None where it is known as it is."""
    number, line = numbered
    try:
        data = read_file(intake.folder, line.file)
        digest = hashlib.sha256(_VERSION.encode() + line.model_dump_json().encode() + data).hexdigest()
        if intake.known.get(line.id) == digest:
            return None
        return _Prepared(line, digest, _stored(data, intake))
    except BadInput as error:
        return Skipped(number, line.id, str(error))


def _stored(data: bytes, intake: _Intake) -> dict[str, tuple[AssetKey, str, int]]:
    """The picture as it came, without its background, and small; each in the store."""
    picture = decode_upload(data)
    cut = picture if picture.mode == "RGBA" else _cut_out(picture, intake.matter)
    if not cut.getchannel("A").getbbox():  # it brought its own transparency, and nothing else
        raise BadInput(N_("There is nothing on the picture but white."), field="file")
    small = cut.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL), Image.Resampling.LANCZOS)
    contents = {"asset": (data, "application/octet-stream"), "thumbnail": (_webp(small, lossless=False), "image/webp")}
    contents["cut_out"] = contents["asset"] if cut is picture else (_webp(cut, lossless=True), "image/webp")
    return {
        name: (intake.store.put(content, media_type=media_type), media_type, len(content))
        for name, (content, media_type) in contents.items()
    }


def _cut_out(picture: Image.Image, matter: Matter) -> Image.Image:
    try:
        return matter.cut_out(picture)
    except EngineFailed as error:  # of this picture, whatever is done to it
        raise BadInput(error.message, field="file", **error.values) from error


def _webp(image: Image.Image, *, lossless: bool) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", lossless=lossless, quality=82, method=2, exact=False)
    return buffer.getvalue()


def _sorted_out(done: Iterable[_Prepared | Skipped | None], report: ImportReport) -> Iterator[_Prepared]:
    for one in done:
        if one is None:
            report.unchanged += 1
        elif isinstance(one, Skipped):
            report.skipped.append(one)
        else:
            yield one


def _write(bank: str, ready: Sequence[_Prepared], report: ImportReport, database: Engine | None) -> None:
    with write(database) as session:
        insert_if_absent(session, Bank, {"name": bank, "revision": 0, "created_at": now()})
        turn_over(session, bank)
        names = [one.line.id for one in ready]
        rows = session.exec(select(BankPicture).where(BankPicture.bank == bank, col(BankPicture.name).in_(names)))
        there = {row.name: row for row in rows}
        for line, digest, files in ready:
            for key, media_type, size in files.values():
                insert_if_absent(session, Asset, {"key": key, "media_type": media_type, "size": size,
                                                  "provenance": {"bank": bank, "name": line.id},
                                                  "created_at": now()})  # fmt: skip
            row = there.get(line.id)
            if row is None:
                row = BankPicture(bank=bank, name=line.id, digest=digest, asset="", cut_out="", thumbnail="")
                report.added += 1
            else:
                report.changed += 1
                session.execute(delete(BankVectors).where(col(BankVectors.picture_id) == row.id))
            row.digest, row.caption, row.services = digest, line.caption, line.services
            row.flags = sorted(set(line.flags))
            row.asset, row.cut_out, row.thumbnail = (files[name][0] for name in ("asset", "cut_out", "thumbnail"))
            session.add(row)
