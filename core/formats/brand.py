"""The brand: name, colours, fonts, house style. Another company changes `data/brand.json` and nothing else."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

DATA = Path(__file__).resolve().parents[2] / "data"

Language = Literal["en", "ru"]
#: sRGB, six hexadecimal digits.
Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
#: A text that people read, by language.
Localized = dict[Language, str]


class Strict(BaseModel):
    """Frozen, and unknown keys are errors: a typo in a data file must not pass silently."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class FontFamily(Strict):
    """Font files of one family, paths relative to `data/fonts`."""

    name: str
    regular: str
    bold: str


class Brand(Strict):
    """What makes a banner the company's own. `palette` maps a role to a colour.

    The roles that formats, studio and screens rely on: ``primary, deep, secondary, mist, accent, ink, paper, muted``
    (`deep` is a darker primary, `mist` a lighter secondary). Logos by the ground they stand on ("dark" ones for light
    grounds) and by language, paths relative to `data/logo`.
    """

    name: Localized
    tagline: Localized
    palette: dict[str, Colour]
    fonts: dict[Literal["display", "text"], FontFamily]
    #: What draws the characters that the brand's own fonts lack: the first of these that has them.
    fallback_fonts: tuple[FontFamily, ...] = ()
    #: A file of coloured bitmaps (CBDT), relative to `data/fonts`.
    emoji_font: str | None = None
    logos: dict[Literal["dark", "light"], Localized]
    house_style: Localized
    words_to_use: dict[Language, tuple[str, ...]]
    words_to_avoid: dict[Language, tuple[str, ...]]
    #: Names that no banner may say.
    competitors: tuple[str, ...] = ()

    def colour(self, name: str) -> Colour:
        """The palette's colour of that role, or `name` itself where it is a hexadecimal colour.

        Raises:
            KeyError: no such role in the palette.
        """
        return name if name.startswith("#") else self.palette[name]


@lru_cache(maxsize=1)
def load_brand() -> Brand:
    """The brand of `data/brand.json`, read once a process."""
    return Brand.model_validate(json.loads((DATA / "brand.json").read_text("utf-8")))
