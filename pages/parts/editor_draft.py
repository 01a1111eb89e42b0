"""What somebody has changed in the editor and not saved yet. It outlives a reload, a lost connection and a new server.

A field's widget begins with its draft or its saved text and is a new widget whenever the saved text becomes another:
so what a job or somebody else writes is seen, and what is being typed stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

import wiring
from core import drafting, editing
from core.compositing.cutouts import Placement
from core.editing import Fate, Saved, check_change, one_paragraph
from core.errors import AdBannerError, BadInput
from core.history import BannerView, find_version
from core.models import Cause, User
from core.states import Change, State, apply, difference, state_of

DRAFT = "editor.draft"


@dataclass
class Draft:
    """`fields`: ids of those that a person writes in; `base`: number of the version that the changes were begun on,
    `shown`: of that on show; `saved`: what it shows; `stale`: parts that others changed while they were typed in;
    `turns`: how often a part's widgets were made anew, `defaults`: what they then began with; `kept`: what the row
    holds; `fault`: why it cannot be drawn."""

    banner: str
    fields: tuple[str, ...]
    base: int
    shown: int
    saved: State
    stale: frozenset[str] = frozenset()
    texts: dict[str, str] = field(default_factory=dict)
    places: dict[int, Placement | None] = field(default_factory=dict)
    turns: dict[str, int] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    fault: AdBannerError | None = None


def current() -> Draft:
    """The draft of the banner on the screen."""
    held: Draft = st.session_state[DRAFT]
    return held


def begin(view: BannerView, user: User) -> None:
    """At the start of a whole run: the draft of this banner, brought up to what is on show now."""
    banner, shown = view.sheet.banner.id, view.shown
    if shown is None:
        return
    state = state_of(shown.version)
    held = st.session_state.get(DRAFT)
    if held is None or held.banner != banner:
        held = _recalled(view, user, state)
    else:
        gather()  # what was typed since the last run comes before what others have saved
    held.stale |= difference(held.saved, state).parts & change().parts
    _turn_over(held, state)
    _tidy(held)
    held.shown = shown.version.number
    if not change():
        held.base, held.stale = held.shown, frozenset()


def _recalled(view: BannerView, user: User, state: State) -> Draft:
    """As its row has it; what does not fit this banner (any more) is left out."""
    banner = view.sheet.banner.id
    kept = drafting.recall(user.id, f"banner/{banner}")
    base = kept.get("base")
    known = {entry.version.number for entry in view.history}
    fields = tuple(one.id for one in view.sheet.layout.ai_fields)
    now = view.sheet.banner.current
    held = st.session_state[DRAFT] = Draft(banner, fields, base if base in known else now, now, state, kept=kept)
    texts = kept.get("texts")
    if isinstance(texts, dict):
        held.texts = {name: texts[name] for name in fields if isinstance(texts.get(name), str)}
    held.stale = difference(state_of(find_version(banner, held.base)), state).parts & change().parts
    return held


def _turn_over(held: Draft, state: State) -> None:
    """New widgets for what was saved anew."""
    parts = difference(held.saved, state).parts
    renew(part for part in parts if part not in held.texts)  # what is being typed stays
    held.saved = state


def _tidy(held: Draft) -> None:
    """Forget drafts that say what is saved."""
    kept = difference(held.saved, apply(held.saved, Change(held.texts, {}, held.places)))
    held.texts, held.places = dict(kept.texts), dict(kept.placements)


# --- fields -----------------------------------------------------------------------------------------------------------


def key(part: str) -> str:
    """The key of a part's widget."""
    held = current()
    return f"editor.{held.banner}.{part}.{held.turns.get(part, 0)}"


def default(part: str, value: Any) -> Any:
    """What a part's widget begins with: the same for as long as it is the same widget."""
    return current().defaults.setdefault(key(part), value)


def renew(parts: Iterable[str]) -> None:
    """New widgets for these parts: they were off the screen, or what they show was changed elsewhere."""
    held = current()
    for part in parts:
        held.turns[part] = held.turns.get(part, 0) + 1


def text_of(name: str) -> str:
    """What a field holds now: its draft, else its saved text."""
    held = current()
    return held.texts.get(name, held.saved.texts.get(name, ""))


def place_of(slot: int) -> Placement | None:
    """Where a picture stands now."""
    held = current()
    saved = held.saved.placements[slot] if slot < len(held.saved.placements) else None
    return held.places.get(slot, saved)


def note_text(name: str, text: str) -> None:
    """A field's widget holds this now; as untrusted as everything that a browser sends."""
    current().texts[name] = one_paragraph(text)


def note_place(slot: int, placement: Placement | None) -> None:
    """A picture is to stand here."""
    current().places[slot] = placement


def change() -> Change:
    """What is different from what is on show."""
    held = current()
    return difference(held.saved, apply(held.saved, Change(held.texts, {}, held.places)))


def base() -> int:
    """Number of the version that the change is made on: the one on show, unless somebody changed a part of it that was
    being typed in and so was not seen."""
    held = current()
    return held.base if change().parts & held.stale else held.shown


def faults(view: BannerView) -> dict[str, AdBannerError]:
    """What is wrong with the change, by field."""
    found: dict[str, AdBannerError] = {fault.field: fault for fault in check_change(view.sheet.layout, change())}
    fault = current().fault
    if fault and str(fault.values.get("field", "")) not in found:
        found[str(fault.values.get("field", "banner"))] = fault
    return found


# --- keeping and saving -----------------------------------------------------------------------------------------------


def keep(view: BannerView, user: User) -> None:
    """Remember what is typed, whatever happens to this window."""
    held = current()
    texts = dict(change().texts)
    content = {"base": held.base, "texts": texts} if texts else {}
    if content == held.kept:
        return
    name = f"banner/{view.sheet.banner.id}"
    if content:
        drafting.remember(user.id, name, content)
    else:
        drafting.forget(user.id, name)
    held.kept = content


def gather() -> None:
    """What the fields hold at this very moment."""
    for name in current().fields:
        if isinstance(typed := st.session_state.get(key(name)), str):
            note_text(name, typed)
    _tidy(current())


def save(user: User) -> Saved | None:
    """Write the draft as a version; None where there is nothing to write.

    Raises:
        BadInput, DoesNotFit, NotAllowed, Superseded: nothing was written, and the draft stays.
    """
    gather()
    held, wanted = current(), change()
    if not wanted:
        return None
    cause = Cause.TEXT_EDITED if wanted.texts else Cause.MOVED
    saved = editing.save(wiring.desk(), held.banner, wanted, base=base(), cause=cause, user=user)
    drop()
    tell(saved)
    return saved


def settle(user: User) -> int:
    """Before another action on the banner: what is typed is saved first, so that nothing is lost.

    Returns: number of the version on show then.

    Raises:
        As `save`.
    """
    saved = save(user)
    if saved and saved.fate == Fate.ASIDE:
        raise BadInput("Somebody has changed the same. Look at both versions first.", field="banner")
    return saved.version.number if saved else current().shown


def drop() -> None:
    """Give up the draft; its widgets begin anew with what is saved."""
    held = current()
    renew(change().parts)
    held.texts, held.places, held.fault, held.stale = {}, {}, None, frozenset()


def tell(saved: Saved) -> None:
    """What the screen must say of a change that met somebody else's."""
    if saved.fate in (Fate.JOINED, Fate.ASIDE) and saved.met:
        st.session_state["editor.met"] = (saved.fate, saved.version.banner_id, saved.version.number, saved.met.number)
