"""How banners' files stand at the export gate, known from rows alone: no screen draws or packs anything for it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from core.db import read
from core.export_gate import judge
from core.export_measures import measures_from
from core.export_rows import ExportedFile, Override, limit_of
from core.export_verdict import File, Finding, Level, Rule, Verdict
from core.formats.schema import FileType, Format
from core.models import Asset, User, Version


@dataclass(frozen=True)
class Subject:
    """A version, as the gate looks at it."""

    version_id: str
    asset: str
    texts: Mapping[str, str]
    measures: Mapping[str, Any]
    layout: Format
    legal_share: float | None


def subject_of(version: Version, layout: Format, legal_share: float | None) -> Subject:
    """A version's row with what its format and its product want."""
    return Subject(version.id, version.asset, version.texts, version.measures, layout, legal_share)


@dataclass(frozen=True)
class LetThrough:
    """A designer's word: who, when, why, and for which broken rules."""

    by: str
    at: datetime
    reason: str
    rules: frozenset[str]


@dataclass(frozen=True)
class Standing:
    """How a file stands. `verdict` None: of a version of before, it is measured when it is taken; `made`: it exists."""

    file: File
    verdict: Verdict | None = None
    overrides: tuple[LetThrough, ...] = ()
    made: bool = False

    @property
    def open_red(self) -> tuple[Finding, ...]:
        """What is red, and nobody has let through."""
        allowed: set[str] = set().union(*(one.rules for one in self.overrides))
        found = self.verdict.findings if self.verdict else ()
        return tuple(one for one in found if one.level == Level.RED and one.rule not in allowed)

    @property
    def blocked(self) -> bool:
        """Whether nobody gets the file."""
        return bool(self.open_red)

    @property
    def overruled(self) -> bool:
        """Whether it would be blocked, but for a designer's word."""
        return bool(self.verdict and self.verdict.red) and not self.blocked


@dataclass(frozen=True)
class Kept:
    """What the rows know of one version's files: `quick` are the bytes of its own PNG; None: it has none yet."""

    quick: int | None = None
    files: Sequence[ExportedFile] = ()
    overrides: tuple[LetThrough, ...] = field(default=())


# --- decisions --------------------------------------------------------------------------------------------------------


def preferred_kind(subject: Subject, kept: Kept) -> FileType:
    """The type that is meant where nobody names one: of the file that was made with the version, else the format's
    first."""
    limit = limit_of(subject.layout)
    made = (one.file.kind for one in kept.files if one.preferred and one.limit_kb == limit)
    return next((kind for kind in made if kind in subject.layout.file_types), subject.layout.file_types[0])


def row_of(subject: Subject, kept: Kept, kind: FileType, scale: int) -> ExportedFile | None:
    """The row of that file, where it was made under the limit of now."""
    wanted = (kind, scale, limit_of(subject.layout))
    return next((one for one in kept.files if (one.kind, one.scale, one.limit_kb) == wanted), None)


def stands(subject: Subject, kept: Kept, kind: FileType | None = None, scale: int = 1) -> Standing:
    """How a file of that type (None: the preferred one) and scale stands, or would once it is made."""
    kind = kind or preferred_kind(subject, kept)
    row = row_of(subject, kept, kind, scale)
    measures = measures_from(row.measures if row and row.measures else subject.measures)
    file = row.file if row else _unmade(subject, kept, kind, scale)
    if measures is None:
        return Standing(file, None, kept.overrides, row is not None)
    verdict = judge(subject.layout, measures, file, texts=subject.texts, legal_share=subject.legal_share)
    return Standing(file, verdict, kept.overrides, row is not None)


def _unmade(subject: Subject, kept: Kept, kind: FileType, scale: int) -> File:
    """A file that is yet to be made. A PNG gets no heavier than the version's own; what must be packed into a limit has
    no weight yet."""
    measures = measures_from(subject.measures)
    width, height = measures.pixels if measures else (subject.layout.width, subject.layout.height)
    limit = subject.layout.weight_limit_kb
    quick = kept.quick if kind == "png" and scale == 1 else None
    light = quick is not None and (limit is None or quick <= limit * 1024)
    return File(kind, (width * scale, height * scale), quick if light else None, scale=scale)


# --- reading ----------------------------------------------------------------------------------------------------------


def standings(
    subjects: Collection[Subject], kind: FileType | None = None, scale: int = 1, database: Engine | None = None
) -> dict[str, Standing]:
    """How each version's file stands, by the version's id; the same few statements however many there are."""
    with read(database) as session:
        kept = kept_of(session, subjects)
    return {one.version_id: stands(one, kept[one.version_id], kind, scale) for one in subjects}


def kept_of(session: Session, subjects: Iterable[Subject]) -> dict[str, Kept]:
    """What the rows know of these versions, by id."""
    found = {one.version_id: one for one in subjects}
    if not found:
        return {}
    assets = {one.asset for one in found.values()}
    sizes = dict(session.exec(select(Asset.key, Asset.size).where(col(Asset.key).in_(assets))).all())
    files: dict[str, list[ExportedFile]] = defaultdict(list)
    for row in session.exec(select(ExportedFile).where(col(ExportedFile.version_id).in_(found))):
        files[row.version_id].append(row)
    words = _overrides(session, found)
    return {
        name: Kept(sizes.get(one.asset), tuple(files[name]), tuple(words[name])) for name, one in found.items()
    }  # fmt: skip


def _overrides(session: Session, versions: Collection[str]) -> dict[str, list[LetThrough]]:
    found: dict[str, list[LetThrough]] = defaultdict(list)
    rows = session.exec(
        select(Override, User.name)
        .join(User, col(User.id) == Override.user_id)
        .where(col(Override.version_id).in_(versions))
        .order_by(col(Override.created_at))
    )
    for row, name in rows:
        found[row.version_id].append(LetThrough(name, row.created_at, row.reason, frozenset(row.rules)))
    return found


def broken(standing: Iterable[Standing]) -> tuple[Rule, ...]:
    """The rules that nobody has let through yet, over several files."""
    return tuple(dict.fromkeys(one.rule for each in standing for one in each.open_red))
