"""The rows of what is handed out: the files made of versions, and what designers have let through."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Text
from sqlmodel import Field, Session, SQLModel, select

from core.clock import now
from core.compositing.encode import How
from core.db import UtcDateTime, insert_if_absent
from core.export_verdict import File
from core.formats.schema import FileType, Format
from core.models import new_id


class ExportedFile(SQLModel, table=True):
    """A file made of a version, once for each type ("png", "jpg"), scale (1, 2) and the weight limit (KB; 0: none) that
    held then. `preferred`: the one that is meant where nobody names a type; `packed` and `number` as
    core.compositing.encode.How; `measures` are its own where the version's do not hold for it, else empty."""

    __tablename__ = "exported_file"

    version_id: str = Field(foreign_key="version.id", primary_key=True)
    kind: str = Field(primary_key=True)
    scale: int = Field(primary_key=True)
    limit_kb: int = Field(primary_key=True)
    preferred: bool = False
    asset: str = Field(foreign_key="asset.key")
    size: int
    width: int
    height: int
    packed: str
    number: int = 0
    measures: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)

    @property
    def file(self) -> File:
        """As the gate judges it."""
        kind: FileType = "png" if self.kind == "png" else "jpg"
        return File(kind, (self.width, self.height), self.size, how_of(self.packed, self.number), self.scale)


class Override(SQLModel, table=True):
    """A designer's word that a version may be handed out although some `rules` are broken; others still hold."""

    __tablename__ = "export_override"

    id: str = Field(default_factory=new_id, primary_key=True)
    version_id: str = Field(foreign_key="version.id", index=True)
    user_id: str = Field(foreign_key="user_account.id")
    reason: str = Field(sa_column=Column(Text, nullable=False))
    rules: list[str] = Field(default_factory=list, sa_type=JSON)
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


def how_of(packed: str, number: int) -> How:
    """What a row says of the packing."""
    return How("palette" if packed == "palette" else "quality" if packed == "quality" else "lossless", number)


def limit_of(layout: Format) -> int:
    """The weight limit (KB) as rows have it."""
    return layout.weight_limit_kb or 0


def keep_file(session: Session, version_id: str, content: Mapping[str, Any]) -> None:
    """Write the row of a file, `content` being its other columns; nothing happens where it is there already."""
    insert_if_absent(session, ExportedFile, {"measures": {}, "created_at": now(), **content, "version_id": version_id})


def preferred_file(session: Session, version_id: str) -> dict[str, Any] | None:
    """The columns of the file that was made together with the version, where one had to be."""
    row = session.exec(
        select(ExportedFile).where(ExportedFile.version_id == version_id, ExportedFile.preferred)
    ).first()  # fmt: skip
    return row.model_dump(exclude={"version_id", "created_at"}) if row else None
