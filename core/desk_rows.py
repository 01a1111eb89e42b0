"""The rows of people's own desks: what they have begun to type, and what they reported."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Text
from sqlmodel import Field, SQLModel

from core.clock import now
from core.db import UtcDateTime
from core.models import new_id


class Draft(SQLModel, table=True):
    """What a person has typed and not sent yet. `name` says where: "brief", or "banner/<id>"."""

    user_id: str = Field(foreign_key="user_account.id", primary_key=True)
    name: str = Field(primary_key=True)
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    changed_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class BugReport(SQLModel, table=True):
    """What somebody found wrong. `details` are the prompt, seed, engines and version that were attached; `closed_at`:
    dealt with since then, with the `answer` that its reporter reads."""

    __tablename__ = "bug_report"

    id: str = Field(default_factory=new_id, primary_key=True)
    user_id: str = Field(foreign_key="user_account.id", index=True)
    screen: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    banner_id: str = Field(default="", index=True)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    answer: str = Field(default="", sa_column=Column(Text, nullable=False))
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime, index=True)
