"""Writing a banner's versions: the one place that gives a version its number and puts it on show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, func, select

from core.clock import now
from core.db import insert_if_absent
from core.errors import NotFound
from core.export_files import MEDIA_TYPES
from core.export_rows import keep_file
from core.library_words import words_of
from core.models import Asset, Banner, Brief, Cause, PictureRow, Version
from core.states import State, content_of


@dataclass(frozen=True)
class Made:
    """A rendered state. `stored` as `core.rendering.stored` gives it; `draft`: a person should read the copy first;
    `record`: how the copy came about, as `Version.copy_record` keeps it."""

    state: State
    stored: Mapping[str, Any]
    copy_engine: str
    draft: bool
    record: Mapping[str, Any] = field(default_factory=dict)


def lock_banner(session: Session, banner_id: str) -> Banner:
    """The banner, held until the transaction ends: whoever else changes it waits.

    Raises:
        NotFound: no such banner.
    """
    banner = session.exec(
        select(Banner).where(Banner.id == banner_id).with_for_update().execution_options(populate_existing=True)
    ).first()
    if banner is None:
        raise NotFound("There is no such banner.", field="banner")
    return banner


def version_numbered(session: Session, banner_id: str, number: int) -> Version:
    """A version of a banner.

    Raises:
        NotFound: it has none of that number.
    """
    found = session.exec(select(Version).where(Version.banner_id == banner_id, Version.number == number)).first()
    if found is None:
        raise NotFound("This banner has no version {number}.", field="version", number=number)
    return found


def add_version(
    session: Session,
    banner: Banner,
    made: Made,
    cause: Cause,
    author_id: str,
    *,
    parent: int | None,
    shown: bool = True,
) -> Version:
    """Write a version of a locked banner, and put it on show unless `shown` is False.

    `parent`: number of the version that it was made from, None for a banner's first.
    """
    last = session.exec(select(func.max(Version.number)).where(Version.banner_id == banner.id)).one() or 0
    version = Version(
        banner_id=banner.id, number=last + 1, parent=parent, cause=cause, author_id=author_id,
        copy_engine=made.copy_engine, copy_record=dict(made.record), draft=made.draft, boxes=made.stored["boxes"],
        measures=made.stored.get("measures", {}), asset=made.stored["asset"], thumbnail=made.stored["thumbnail"],
        **content_of(made.state),
    )  # fmt: skip
    session.add(version)
    session.flush()
    if file := made.stored.get("export"):
        keep_file(session, version.id, file)
    if shown:
        banner.ahead = []
        show(session, banner, version)
    return version


def show(session: Session, banner: Banner, version: Version) -> None:
    """Put a version on show: the banner is found by its words, and counts as changed now."""
    brief = session.get_one(Brief, banner.brief_id)
    prompts = session.exec(select(PictureRow.prompt).where(col(PictureRow.id).in_(version.pictures))).all()
    banner.current, banner.changed_at = version.number, now()
    banner.words = words_of(brief.offer, version.texts, [*brief.prompts, *prompts])
    session.add(banner)
    session.flush()


def remember_files(session: Session, stored: Mapping[str, Any], provenance: Mapping[str, Any]) -> None:
    """The asset rows of what was stored, with where it came from."""
    files = [(stored["asset"], stored["media_type"], stored["size"])]
    if stored.get("thumbnail"):
        files.append((stored["thumbnail"], "image/jpeg", stored["thumbnail_size"]))
    if file := stored.get("export"):
        files.append((file["asset"], MEDIA_TYPES[file["kind"]], file["size"]))
    for key, media_type, size in files:
        insert_if_absent(session, Asset, {"key": key, "media_type": media_type, "size": size,
                                          "provenance": dict(provenance), "created_at": now()})  # fmt: skip


def cut_outs_of(session: Session, pictures: Iterable[str]) -> list[str]:
    """Asset keys of the pictures' cut-outs, in that order.

    Raises:
        NotFound: one of the pictures does not exist.
    """
    wanted = list(pictures)
    rows = dict(session.exec(select(PictureRow.id, PictureRow.cut_out).where(col(PictureRow.id).in_(wanted))).all())
    if missing := [one for one in wanted if one not in rows]:
        raise NotFound("There is no such picture.", field="picture", picture=missing[0][:40])
    return [rows[one] for one in wanted]
