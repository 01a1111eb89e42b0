"""The rows of banks: pictures with their captions, and the vectors that were computed of them."""

from datetime import datetime

from sqlalchemy import JSON, Column, LargeBinary, UniqueConstraint, update
from sqlmodel import Field, Session, SQLModel, col

from core.clock import now
from core.db import UtcDateTime
from core.models import new_id


class Bank(SQLModel, table=True):
    """Designers' pictures under one name. `revision` grows with every change of pictures or vectors: whoever searches
    builds its index anew when it sees another number."""

    name: str = Field(primary_key=True)
    revision: int = 0
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class BankPicture(SQLModel, table=True):
    """A captioned picture of a bank. `name` is its own id in its folder; `caption` is {language: text}, `services` are
    {language: [text]}; `digest` tells whether a line or its file has changed. `asset` holds the file as it came,
    `cut_out` the picture without background (the same key where it came without one), `thumbnail` a small WebP."""

    __tablename__ = "bank_picture"
    __table_args__ = (UniqueConstraint("bank", "name"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    bank: str = Field(foreign_key="bank.name", index=True)
    name: str
    caption: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    services: dict[str, list[str]] = Field(default_factory=dict, sa_type=JSON)
    flags: list[str] = Field(default_factory=list, sa_type=JSON)
    digest: str
    asset: str = Field(foreign_key="asset.key")
    cut_out: str = Field(foreign_key="asset.key")
    thumbnail: str = Field(foreign_key="asset.key")
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class BankVectors(SQLModel, table=True):
    """What one encoder made of one kind of a picture's texts: `data` are k × dimension little-endian float32."""

    __tablename__ = "bank_vectors"

    picture_id: str = Field(foreign_key="bank_picture.id", primary_key=True)
    encoder: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


def turn_over(session: Session, bank: str) -> None:
    """Say that a bank has changed; first in its transaction, so that another which changes it too waits here."""
    session.execute(update(Bank).where(col(Bank.name) == bank).values(revision=Bank.revision + 1))
