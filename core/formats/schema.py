"""What a format file may say: canvas, background, text fields, picture slots, fixed fields.

All lengths are pixels of the canvas at 1x, origin top left; a box is `[x, y, width, height]`.
"""

import math
from typing import Annotated, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from core.formats.brand import Language, Localized, Strict

Box = tuple[
    Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)], Annotated[int, Field(gt=0)], Annotated[int, Field(gt=0)]
]
INK, FIELD_ID, FORMAT_ID = r"^(#[0-9A-Fa-f]{6}|[a-z_]+)$", r"^[a-z][a-z0-9_]*$", r"^[a-z0-9][a-z0-9-]*$"
#: A palette role of the brand ("primary") or a hexadecimal colour.
Ink = Annotated[str, Field(pattern=INK)]
FieldId = Annotated[str, Field(pattern=FIELD_ID)]
FormatId = Annotated[str, Field(pattern=FORMAT_ID)]
#: What a banner's file can be.
FileType = Literal["png", "jpg"]
Role = Literal["headline", "message", "button", "legal", "label"]


class Shape(Strict):
    """A rounded rectangle on the ground, behind everything else; it may reach over the canvas' edge."""

    box: tuple[int, int, Annotated[int, Field(gt=0)], Annotated[int, Field(gt=0)]]
    colour: Ink
    #: Half of the shorter side makes a circle.
    radius: Annotated[float, Field(ge=0)] = 0
    opacity: Annotated[float, Field(gt=0, le=1)] = 1
    #: Softens the edge; standard deviation of the blur (px).
    blur: Annotated[float, Field(ge=0, le=400)] = 0

    def distance(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
        """How far points are from the shape's edge (px), negative inside it: the distance to a rounded rectangle."""
        left, top, width, height = self.box
        radius = min(self.radius, width / 2, height / 2)
        across = np.abs(x - left - width / 2) - width / 2 + radius
        down = np.abs(y - top - height / 2) - height / 2 + radius
        outside = np.hypot(np.maximum(across, 0), np.maximum(down, 0))
        return np.asarray(outside + np.minimum(np.maximum(across, down), 0) - radius)


class Background(Strict):
    """One colour, or a linear gradient from `colour` to `colour_to` (`angle` 0: left to right, 90: top to bottom),
    and the shapes on it."""

    colour: Ink
    colour_to: Ink | None = None
    angle: Annotated[float, Field(ge=0, lt=360)] = 90
    shapes: Annotated[tuple[Shape, ...], Field(max_length=8)] = ()

    def position(self, x: NDArray[np.float64], y: NDArray[np.float64], size: tuple[int, int]) -> NDArray[np.float64]:
        """Where points of a canvas of `size` lie between the two colours: 0 is the first, 1 the second.

        The gradient spans the canvas from corner to corner along its direction, as in CSS.
        """
        cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        length = abs(size[0] * cos) + abs(size[1] * sin)
        return np.clip(((x - size[0] / 2) * cos + (y - size[1] / 2) * sin) / length + 0.5, 0, 1)


class TextField(Strict):
    """A box of text. `source` "ai" is written by the copywriter within `limit`; "fixed" comes with the
    format (`text`), "legal" from the product.

    A field that is `below` another one follows where that one really ends, so that short and long text keep
    together: the two make a *stack*. A stack moves as one inside the smallest rectangle around its boxes, as the
    `valign` of its first field says, and no field of it takes more room than its own box.
    """

    id: FieldId
    role: Role
    source: Literal["ai", "fixed", "legal"]
    box: Box
    #: Grapheme clusters, spaces included.
    limit: Annotated[int, Field(ge=5, le=1000)] | None = None
    text: dict[Language, Annotated[str, Field(max_length=1000)]] | None = None
    family: Literal["display", "text"] = "text"
    bold: bool = False
    #: The largest size that fits is taken, between these (px).
    size: tuple[Annotated[float, Field(ge=6, le=1000)], Annotated[float, Field(ge=6, le=1000)]]
    lines: Annotated[int, Field(ge=1, le=20)]
    #: Line height as a multiple of the size.
    leading: Annotated[float, Field(ge=0.9, le=2)] = 1.3
    #: Added to each advance, as a fraction of the size.
    tracking: Annotated[float, Field(ge=-0.05, le=0.2)] = 0
    align: Literal["left", "centre", "right"] = "left"
    valign: Literal["top", "centre", "bottom"] = "top"
    colour: Ink = "ink"
    #: Drawn behind the text and around it: a button's pill, a label's tag.
    fill: Ink | None = None
    radius: Annotated[float, Field(ge=0)] = 0
    #: Space between the fill's edge and the text, horizontally and vertically (px).
    padding: tuple[Annotated[float, Field(ge=0)], Annotated[float, Field(ge=0)]] = (0, 0)
    #: The field of the same stack that stands above this one, and the distance to it (px).
    below: FieldId | None = None
    gap: Annotated[float, Field(ge=0)] = 0
    #: A field underneath whose room is taken over when it has no text.
    grows_over: FieldId | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.source == "ai" and self.limit is None:
            raise PydanticCustomError("no_limit", "a field written by AI needs a limit")
        if self.source == "fixed" and not self.text:
            raise PydanticCustomError("no_text", "a fixed field needs its text")
        if self.size[0] > self.size[1]:
            raise PydanticCustomError("size_order", "size is [smallest, largest]")
        return self


class PictureSlot(Strict):
    """Where a cut-out goes: fitted into `box`, resting on the side that `anchor` names.

    The room that the fields of `grows_over` leave free above or underneath is taken over.
    """

    box: Box
    anchor: Literal["centre", "bottom", "top", "left", "right"] = "centre"
    grows_over: tuple[FieldId, ...] = ()


class Logo(Strict):
    """The brand's logo, fitted into `box` from its left top corner."""

    box: Box
    variant: Literal["dark", "light"] = "dark"


class Family(Strict):
    """The formats of one file: they share a look."""

    id: FormatId
    name: Localized


class Format(Strict):
    """A banner's layout. `core.formats.faults` says what else must hold before it can be used: boxes inside the
    canvas, no text on a picture, readable colours, the networks' rules."""

    id: FormatId
    name: Localized
    family: Family | None = None
    width: Annotated[int, Field(ge=16, le=8000)]
    height: Annotated[int, Field(ge=16, le=8000)]
    background: Background
    fields: Annotated[tuple[TextField, ...], Field(min_length=1, max_length=24)]
    pictures: Annotated[tuple[PictureSlot, ...], Field(max_length=5)] = ()
    logo: Logo | None = None
    #: Left, top, right, bottom margins that must stay free of text and logo.
    safe_zone: tuple[
        Annotated[int, Field(ge=0)],
        Annotated[int, Field(ge=0)],
        Annotated[int, Field(ge=0)],
        Annotated[int, Field(ge=0)],
    ] = (0, 0, 0, 0)
    #: What a network lays its own label or menu over: neither text nor logo nor picture may be there.
    keep_clear: Annotated[tuple[Box, ...], Field(max_length=8)] = ()
    #: The smallest type that is allowed (px).
    smallest_type: Annotated[float, Field(ge=6)] = 12
    #: What a file of this format may be, the preferred one first.
    file_types: Annotated[tuple[FileType, ...], Field(min_length=1)] = ("png", "jpg")
    #: Of a file; 1 KB is 1,024 bytes.
    weight_limit_kb: Annotated[int, Field(gt=0)] | None = None
    #: Ids of `data/networks.json`.
    networks: Annotated[tuple[str, ...], Field(max_length=40)] = ()

    @property
    def ai_fields(self) -> tuple[TextField, ...]:
        """The fields that the copywriter fills, in reading order."""
        return tuple(field for field in self.fields if field.source == "ai")

    @property
    def stacks(self) -> tuple[tuple[TextField, ...], ...]:
        """The fields grouped by what stands below what, in reading order; most stacks have one field."""
        stacks: list[list[TextField]] = []
        for field in self.fields:
            above = next((stack for stack in stacks if stack[-1].id == field.below), None)
            if above is None:
                stacks.append([field])
            else:
                above.append(field)
        return tuple(map(tuple, stacks))
