"""What a banner shows, and what becomes of it when people change it. Pure: values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from core.compositing.cutouts import Placement
from core.models import Version


@dataclass(frozen=True)
class State:
    """Texts by field id, picture ids by slot, and where each picture stands (None: as the format says)."""

    texts: Mapping[str, str]
    pictures: tuple[str, ...] = ()
    placements: tuple[Placement | None, ...] = ()


@dataclass(frozen=True)
class Change:
    """What somebody made different: texts by field id, pictures and placements by slot."""

    texts: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[int, str] = field(default_factory=dict)
    placements: Mapping[int, Placement | None] = field(default_factory=dict)

    @property
    def parts(self) -> frozenset[str]:
        """The parts of the banner that it touches: a field id, "picture 0", "place 0", …"""
        return frozenset(
            [
                *self.texts,
                *(f"picture {slot}" for slot in self.pictures),
                *(f"place {slot}" for slot in self.placements),
            ]
        )

    def __bool__(self) -> bool:
        return bool(self.parts)


def state_of(version: Version) -> State:
    """What a version shows."""
    return State(version.texts, tuple(version.pictures), tuple(_placement(one) for one in version.placements))


def state_from(content: Mapping[str, Any]) -> State:
    """A state as a task's output keeps it."""
    placements = tuple(_placement(one) for one in content["placements"])
    return State(content["texts"], tuple(content["pictures"]), placements)


def content_of(state: State) -> dict[str, Any]:
    """A state as JSON: `texts`, `pictures` and `placements`, as a version's row has them."""
    placements = [one and {"scale": one.scale, "x": one.x, "y": one.y} for one in state.placements]
    return {"texts": dict(state.texts), "pictures": list(state.pictures), "placements": placements}


def _placement(content: Mapping[str, Any] | None) -> Placement | None:
    return Placement(**content) if content else None


def apply(state: State, change: Change) -> State:
    """The state with the change made. A new picture stands where the old one stood; a placement that says no more than
    the format is none."""
    slots = len(state.pictures)
    placements = {**dict(enumerate(state.placements)), **change.placements}
    pictures = {**dict(enumerate(state.pictures)), **change.pictures}
    stand = tuple(None if (at := placements.get(slot)) == Placement() else at for slot in range(slots))
    return replace(
        state, texts={**state.texts, **change.texts}, pictures=tuple(pictures[slot] for slot in range(slots)),
        placements=stand if any(stand) else (),
    )  # fmt: skip


def difference(before: State, after: State) -> Change:
    """The change that makes `after` of `before`."""
    fields = dict.fromkeys([*before.texts, *after.texts])
    texts = {one: after.texts.get(one, "") for one in fields}
    slots = range(len(after.pictures))
    return Change(
        texts={one: text for one, text in texts.items() if before.texts.get(one, "") != text},
        pictures={slot: after.pictures[slot] for slot in slots if _in(before, slot) != _in(after, slot)},
        placements={slot: _at(after, slot) for slot in slots if _at(before, slot) != _at(after, slot)},
    )


def _in(state: State, slot: int) -> str:
    return state.pictures[slot] if slot < len(state.pictures) else ""


def _at(state: State, slot: int) -> Placement | None:
    return state.placements[slot] if slot < len(state.placements) else None


def contested(base: State, theirs: State, mine: Change) -> frozenset[str]:
    """The parts that others changed since `base` and that `mine` changes to something else."""
    wanted = apply(theirs, mine)
    return difference(base, theirs).parts & mine.parts & difference(theirs, wanted).parts
