"""What a format file may say: canvas, background, text fields, picture slots, fixed fields.

All lengths are pixels of the canvas at 1x, origin top left; a box is `[x, y, width, height]`.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from core.formats.brand import Localized, Strict

Box = tuple[
    Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)], Annotated[int, Field(gt=0)], Annotated[int, Field(gt=0)]
]
#: A palette role of the brand ("primary") or a hexadecimal colour.
Ink = Annotated[str, Field(pattern=r"^(#[0-9A-Fa-f]{6}|[a-z_]+)$")]
Role = Literal["headline", "message", "button", "legal", "label"]


class Background(Strict):
    """One colour, or a linear gradient from `colour` to `colour_to` (`angle` 0: left to right, 90: top to bottom)."""

    colour: Ink
    colour_to: Ink | None = None
    angle: Annotated[float, Field(ge=0, lt=360)] = 90


class TextField(Strict):
    """A box of text. `source` "ai" is written by the copywriter within `limit`; "fixed" comes with the
    format (`text`), "legal" from the product."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    role: Role
    source: Literal["ai", "fixed", "legal"]
    box: Box
    #: Grapheme clusters, spaces included.
    limit: Annotated[int, Field(ge=5, le=1000)] | None = None
    text: Localized | None = None
    family: Literal["display", "text"] = "text"
    bold: bool = False
    #: The largest size that fits is taken, between these (px).
    size: tuple[Annotated[float, Field(ge=6)], Annotated[float, Field(ge=6)]]
    lines: Annotated[int, Field(ge=1, le=20)]
    #: Line height as a multiple of the size.
    leading: Annotated[float, Field(ge=0.9, le=2)] = 1.3
    #: Added to each advance, as a fraction of the size.
    tracking: Annotated[float, Field(ge=-0.05, le=0.2)] = 0
    align: Literal["left", "centre", "right"] = "left"
    valign: Literal["top", "centre", "bottom"] = "top"
    colour: Ink = "ink"
    #: Drawn behind the text: a button's pill, a label's tag.
    fill: Ink | None = None
    radius: Annotated[float, Field(ge=0)] = 0
    #: Space between the fill's edge and the text, horizontally and vertically (px).
    padding: tuple[Annotated[float, Field(ge=0)], Annotated[float, Field(ge=0)]] = (0, 0)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.source == "ai" and self.limit is None:
            raise ValueError("a field written by AI needs a limit")
        if self.source == "fixed" and not self.text:
            raise ValueError("a fixed field needs its text")
        if self.size[0] > self.size[1]:
            raise ValueError("size is [smallest, largest]")
        return self


class PictureSlot(Strict):
    """Where a cut-out goes: fitted into `box`, resting on the side that `anchor` names."""

    box: Box
    anchor: Literal["centre", "bottom", "top", "left", "right"] = "centre"


class Logo(Strict):
    """The brand's logo, fitted into `box` from its left top corner."""

    box: Box
    variant: Literal["dark", "light"] = "dark"


class Format(Strict):
    """A banner's layout. Validation promises: boxes lie inside the canvas; no text box and no logo
    meets a picture slot or another text box; palette roles are checked by the catalogue."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    name: Localized
    width: Annotated[int, Field(ge=16, le=8000)]
    height: Annotated[int, Field(ge=16, le=8000)]
    background: Background
    fields: Annotated[tuple[TextField, ...], Field(min_length=1)]
    pictures: Annotated[tuple[PictureSlot, ...], Field(max_length=5)] = ()
    logo: Logo | None = None
    #: Left, top, right, bottom margins that must stay free of text and logo.
    safe_zone: tuple[int, int, int, int] = (0, 0, 0, 0)
    weight_limit_kb: Annotated[int, Field(gt=0)] | None = None
    networks: tuple[str, ...] = ()

    @property
    def ai_fields(self) -> tuple[TextField, ...]:
        """The fields that the copywriter fills, in reading order."""
        return tuple(field for field in self.fields if field.source == "ai")
