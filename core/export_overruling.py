"""A designer lets a version through that the export gate has blocked: with a reason, for good, and seen by all."""

from sqlalchemy import Engine
from sqlmodel import col, select

from core import accounts
from core.briefs import check_text, clean
from core.copywriting.text import graphemes
from core.db import read, write
from core.errors import BadInput, NotFound
from core.events import record
from core.export_rows import Override
from core.export_standing import broken, kept_of, stands, subject_of
from core.exporting import export
from core.models import User, UserRole, Version
from core.sheets import Desk, Sheet, sheet_of

#: Characters of a reason.
FEWEST, MOST = 3, 300


def overrule(desk: Desk, version_id: str, reason: str, user: User) -> Override:
    """Let through what is red now about any of the version's files. What turns red later, by another file or a stricter
    format, is not among it.

    Raises:
        NotAllowed: not a designer.
        NotFound: no such version.
        BadInput: the reason is too short or too long (field "reason"); nothing is blocked.
    """
    accounts.require(user, UserRole.DESIGNER)
    told = check_reason(reason)
    version, sheet = _found(desk, version_id)
    rules = _broken(desk, version, sheet)
    if not rules:
        raise BadInput("Nothing about this banner is blocked.", field="reason")
    with write(desk.database) as session:
        row = Override(version_id=version.id, user_id=user.id, reason=told, rules=rules)
        session.add(row)
        record(session, "export.overruled", user_id=user.id, brief_id=sheet.brief.id, banner_id=sheet.banner.id,
               version_id=version.id, reason=told, findings=rules)  # fmt: skip
    return row


def check_reason(raw: str) -> str:
    """The reason, cleaned, as one paragraph.

    Raises:
        BadInput: it says nothing, or too much (field "reason").
    """
    told = " ".join(check_text(raw, field="reason", limit=10 * MOST).split())
    if graphemes(clean(told)) < FEWEST:
        raise BadInput("Say why this may be used.", field="reason")
    if (length := graphemes(told)) > MOST:
        raise BadInput("At most {limit} characters fit here; this has {length}.", field="reason", limit=MOST,
                       length=length)  # fmt: skip
    return told


def _found(desk: Desk, version_id: str) -> tuple[Version, Sheet]:
    with read(desk.database) as session:
        version = session.get(Version, version_id)
        if version is None:
            raise NotFound("There is no such banner.", field="banner")
        return version, sheet_of(session, version.banner_id, desk.formats)


def _broken(desk: Desk, version: Version, sheet: Sheet) -> list[str]:
    """The rules that the preferred file breaks, and those that were made besides."""
    subject = subject_of(version, sheet.layout, sheet.product.legal_share)
    with read(desk.database) as session:
        kept = kept_of(session, [subject])[version.id]
    found = [stands(subject, kept), *(stands(subject, kept, one.file.kind, one.scale) for one in kept.files)]
    if any(one.verdict is None for one in found):  # of before there were measures
        found = [export(desk, version).standing]
    return [str(rule) for rule in broken(found)]


def who_may(database: Engine | None = None) -> list[str]:
    """Names of the designers who can be asked; the administrators' where there is no designer."""
    with read(database) as session:
        for role in (UserRole.DESIGNER, UserRole.ADMIN):
            wanted = select(User.name).where(User.role == role, col(User.active).is_(True)).order_by(User.name)
            if names := session.exec(wanted).all():
                return list(names)
    return []
