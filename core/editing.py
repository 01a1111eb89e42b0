"""Changing a banner without a job: texts, pictures that are there already, places in their slots.

Every change says which version it was made on. Where somebody else has changed the banner since, both changes come
together; where both changed the same part, the later one is kept as a version aside, and its author is told.
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple

from sqlmodel import select

from core import accounts
from core.briefs import OFFER_LIMIT, check_text, clean
from core.compositing.cutouts import Placement
from core.copywriting.text import graphemes
from core.db import read, write
from core.errors import BadInput, NotFound, Superseded, collect_faults
from core.events import EventName, record
from core.formats.schema import Format
from core.models import Banner, Cause, PictureRow, User, UserRole, Version
from core.rendering import load_picture, stored
from core.sheets import Desk, Sheet, sheet_of
from core.states import Change, State, apply, contested, difference, state_of
from core.versions import Made, add_version, cut_outs_of, lock_banner, remember_files, version_numbered

#: How often a change is rendered anew because others are faster, before its author has to look.
PATIENCE = 5


class Fate(StrEnum):
    """What became of a change: it is on show; it is on show together with somebody else's of meanwhile; it is kept as a
    version aside, since somebody else changed the same; there was nothing to change."""

    SHOWN = "shown"
    JOINED = "joined"
    ASIDE = "aside"
    NONE = "none"


class Saved(NamedTuple):
    """A change that was written. `version`: where it is; `met`: whose version was found on show instead of `base`."""

    fate: Fate
    version: Version
    met: Version | None = None


# --- decisions --------------------------------------------------------------------------------------------------------


def check_change(layout: Format, change: Change) -> list[BadInput]:
    """What is wrong with a change, each with the part it belongs to: a field's id, "picture" or "place".

    Texts are one paragraph within their field's limit, counted in grapheme clusters.
    """
    limits = {field.id: field.limit for field in layout.ai_fields}
    found = collect_faults(partial(_check_field, name, text, limits) for name, text in change.texts.items())
    if not {*change.pictures, *change.placements} <= set(range(len(layout.pictures))):
        found.append(BadInput("This format has no such picture.", field="picture"))
    return found


def _check_field(name: str, text: str, limits: Mapping[str, int | None]) -> None:
    if name not in limits:
        raise BadInput("This format has no field “{name}”.", field=name, name=name[:40])
    check_text(text, field=name, limit=OFFER_LIMIT)
    length, limit = graphemes(text), limits[name] or OFFER_LIMIT
    if length > limit:
        raise BadInput("At most {limit} characters fit here; this has {length}.", field=name, limit=limit,
                       length=length)  # fmt: skip


def one_paragraph(text: str) -> str:
    """A text as its field keeps it: trimmed, without what nobody sees; line breaks and tabs are spaces. Everything else
    stays as it was typed."""
    return " ".join(clean(text).replace("\t", " ").splitlines())


# --- changing ---------------------------------------------------------------------------------------------------------


def save(
    desk: Desk, banner_id: str, change: Change, *, base: int, cause: Cause, user: User,
    copy: Mapping[str, Any] | None = None,
) -> Saved:  # fmt: skip
    """Write a change that was made on version `base` as a version; its texts as `one_paragraph` has them. `copy`: the
    variant that was chosen, as the job that wrote it has left it.

    Raises:
        NotAllowed: not one who makes banners.
        BadInput: the first fault of the change; nothing was written.
        DoesNotFit: a text cannot be set (value "field"); nothing was written.
        Superseded: others keep changing the banner.
    """
    accounts.require(user, UserRole.MARKETER, UserRole.DESIGNER)
    with read(desk.database) as session:
        sheet = sheet_of(session, banner_id, desk.formats)
        mine = version_numbered(session, banner_id, base)
    seen = state_of(mine)
    sheet.check_usable()
    change = _own(sheet.layout, seen, change)
    for _ in range(PATIENCE):
        with read(desk.database) as session:
            current = session.exec(select(Banner.current).where(Banner.id == banner_id)).one()
            met = version_numbered(session, banner_id, current)
        theirs = state_of(met)
        aside = bool(contested(seen, theirs, change))
        parent = mine if aside else met
        state = apply(state_of(parent), change)
        if not difference(state_of(parent), state):
            return Saved(Fate.NONE, met)
        made = _made(parent, state, _rendered(desk, sheet, state), change, copy)
        if version := _write(desk, sheet, made, change, cause=cause, user=user, parent=parent, on=current):
            fate = Fate.ASIDE if aside else Fate.JOINED if difference(seen, theirs) else Fate.SHOWN
            return Saved(fate, version, None if fate == Fate.SHOWN else met)
    raise Superseded


def _made(
    parent: Version, state: State, stored: Mapping[str, Any], change: Change, copy: Mapping[str, Any] | None
) -> Made:
    """What a person has written is no draft any more."""
    if copy:
        return Made(state, stored, copy["engine"], copy["draft"], copy.get("record", {}))
    return Made(state, stored, parent.copy_engine, parent.draft and not change.texts, parent.copy_record)


def _own(layout: Format, seen: State, change: Change) -> Change:
    """What a change makes different from what its author saw: a text that was only sent along must not undo what
    somebody else made of it meanwhile.

    Raises:
        BadInput: its first fault.
    """
    change = replace(change, texts={name: one_paragraph(text) for name, text in change.texts.items()})
    for fault in check_change(layout, change):
        raise fault
    return difference(seen, apply(seen, change))


def _rendered(desk: Desk, sheet: Sheet, state: State) -> dict[str, Any]:
    with read(desk.database) as session:
        keys = cut_outs_of(session, state.pictures)
        own = session.exec(select(PictureRow.id).where(PictureRow.brief_id == sheet.brief.id)).all()
    if not set(state.pictures) <= set(own):
        raise NotFound("There is no such picture.", field="picture")
    pictures = [load_picture(key, desk.store) for key in keys]
    return stored(sheet.draw(state, pictures, desk.brand), sheet.layout, desk.store)


def _write(
    desk: Desk, sheet: Sheet, made: Made, change: Change, *, cause: Cause, user: User, parent: Version, on: int
) -> Version | None:
    """None where another version came to be on show than the one that was looked at.

    Raises:
        BadInput: the banner has gone into the bin.
    """
    with write(desk.database) as session:
        banner = lock_banner(session, sheet.banner.id)
        sheet._replace(banner=banner).check_usable()
        if banner.current != on:
            return None
        remember_files(session, made.stored, {"banner": banner.id, "stage": "edit"})
        number = parent.number
        version = add_version(session, banner, made, cause, user.id, parent=number, shown=number == on)
        for name, told in _events(parent, change, cause):
            record(session, name, user_id=user.id, brief_id=sheet.brief.id, banner_id=banner.id,
                   version_id=version.id, **told)  # fmt: skip
    return version


def _events(before: Version, change: Change, cause: Cause) -> list[tuple[EventName, dict[str, Any]]]:
    told: list[tuple[EventName, dict[str, Any]]] = []
    if change.texts:
        name: EventName = "copy.chosen" if cause == Cause.TEXT_CHOSEN else "copy.edited"
        was = {field: before.texts.get(field, "") for field in change.texts}
        told.append((name, {"fields": list(change.texts), "before": was, "after": dict(change.texts)}))
    told += [("picture.chosen", {"slot": slot, "picture": picture}) for slot, picture in change.pictures.items()]
    told += [("picture.moved", {"slot": slot} | _plain(at)) for slot, at in change.placements.items()]
    return told


def _plain(at: Placement | None) -> dict[str, Any]:
    return {"scale": at.scale, "x": at.x, "y": at.y} if at else {}
