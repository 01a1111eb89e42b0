"""Going back and forth between a banner's versions. Nothing is lost: undo and redo change what is on show, and bringing
an old version back makes a new one."""

from sqlmodel import Session

from core import accounts
from core.db import write
from core.errors import BadInput, Superseded
from core.events import record
from core.export_rows import preferred_file
from core.models import Banner, Cause, User, UserRole, Version
from core.sheets import BINNED, Desk
from core.states import state_of
from core.versions import Made, add_version, lock_banner, show, version_numbered


def undo(desk: Desk, banner_id: str, base: int, user: User) -> Version:
    """Show the version that `base` was made from; `redo` comes back.

    Raises:
        NotAllowed, NotFound
        Superseded: another version than `base` is on show.
        BadInput: there is nothing to undo.
    """
    with write(desk.database) as session:
        banner, version = _on_show(session, banner_id, base, user)
        if version.parent is None:
            raise BadInput("There is nothing to undo.", field="banner")
        banner.ahead = [*banner.ahead, version.number]
        return _turn(session, banner, version.parent, user, "undo")


def redo(desk: Desk, banner_id: str, base: int, user: User) -> Version:
    """Show the version that was undone last. Raises: as `undo`."""
    with write(desk.database) as session:
        banner, _ = _on_show(session, banner_id, base, user)
        if not banner.ahead:
            raise BadInput("There is nothing to redo.", field="banner")
        *banner.ahead, number = banner.ahead
        return _turn(session, banner, number, user, "redo")


def restore(desk: Desk, banner_id: str, number: int, user: User) -> Version:
    """Show what version `number` showed, as a new version: undo leads back to what is on show now. Where that is the
    same, it stays.

    Raises:
        NotAllowed, NotFound
        BadInput: the banner is in the bin.
    """
    with write(desk.database) as session:
        banner = lock_banner(session, banner_id)
        now, old = _on_show(session, banner_id, banner.current, user)[1], version_numbered(session, banner_id, number)
        if (state_of(old), old.asset) == (state_of(now), now.asset):
            return now
        files = old.model_dump(include={"asset", "thumbnail", "boxes", "measures"})
        files["export"] = preferred_file(session, old.id)
        again = Made(state_of(old), files, old.copy_engine, old.draft, old.copy_record)
        version = add_version(session, banner, again, Cause.RESTORED, user.id, parent=now.number)
        record(session, "version.restored", user_id=user.id, brief_id=banner.brief_id, banner_id=banner_id,
               version_id=version.id, number=number)  # fmt: skip
    return version


def _on_show(session: Session, banner_id: str, base: int, user: User) -> tuple[Banner, Version]:
    accounts.require(user, UserRole.MARKETER, UserRole.DESIGNER)
    banner = lock_banner(session, banner_id)
    if banner.binned_at:
        raise BadInput(BINNED, field="banner")
    if banner.current != base:
        raise Superseded
    return banner, version_numbered(session, banner_id, base)


def _turn(session: Session, banner: Banner, number: int, user: User, how: str) -> Version:
    version = version_numbered(session, banner.id, number)
    before = banner.current
    show(session, banner, version)
    record(session, "version.shown", user_id=user.id, brief_id=banner.brief_id, banner_id=banner.id,
           version_id=version.id, before=before, how=how)  # fmt: skip
    return version
