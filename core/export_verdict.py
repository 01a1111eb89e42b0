"""What the export gate says of a file: findings, the worst of which is the verdict's level."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.compositing.encode import How
from core.formats.schema import FileType

LOSSLESS = How("lossless")


class Level(StrEnum):
    """How a finding stands: all is well; a person should look; the file must not be handed out."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Rule(StrEnum):
    """What is looked at, in the order of a report."""

    PIXELS = "pixels"
    FILE_TYPE = "file_type"
    WEIGHT = "weight"
    COMPLETE = "complete"
    CHARACTERS = "characters"
    CLEAR = "clear"
    CANVAS = "canvas"
    OVERLAP = "overlap"
    CONTRAST = "contrast"
    TYPE_SIZE = "type_size"
    LEGAL = "legal"


@dataclass(frozen=True)
class File:
    """A banner's file: its type, width and height in pixels, bytes and how they were packed, at `scale` times the
    format's size. `bytes` None: not made yet."""

    kind: FileType
    pixels: tuple[int, int]
    bytes: int | None = None
    how: How = LOSSLESS
    scale: int = 1


@dataclass(frozen=True)
class Finding:
    """What a rule has found: a gettext msgid with what its placeholders stand for. A value "field", "first" or "second"
    names a part of the banner: a field's id, "logo", "picture 1"."""

    rule: Rule
    level: Level
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """All findings, in the order of the rules."""

    findings: tuple[Finding, ...]

    @property
    def level(self) -> Level:
        """The worst of them."""
        return max((one.level for one in self.findings), key=list(Level).index, default=Level.GREEN)

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """What is not green, the worst first."""
        return tuple(one for level in (Level.RED, Level.AMBER) for one in self.findings if one.level == level)

    @property
    def red(self) -> tuple[Rule, ...]:
        """The rules that are broken."""
        return tuple(dict.fromkeys(one.rule for one in self.findings if one.level == Level.RED))
