"""Font files as the typesetter needs them: exact advances, kerning, the reach of ink, which characters there are."""

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

from core.errors import NotReady
from core.formats.brand import DATA

#: Size at which faces are measured: large enough that hinting rounds nothing that matters.
EM = 1000
#: Size at which the reach of ink is measured: characters are drawn for it.
DRAWN = 250
#: The one size at which bitmap emoji can be had, and how large their bitmaps are (px).
BITMAPS, BITMAP_WIDTH, BITMAP_HEIGHT = 109, 136, 128
#: A code that no font has: what is drawn for it is drawn for every missing character.
_NOWHERE = "\uffff"

#: How a text is laid out: one character; or several as a whole (HarfBuzz), from the left or from the right.
Way = Literal["plain", "ltr", "rtl"]


@dataclass(frozen=True)
class Extent:
    """How far ink reaches from the pen on the baseline, in ems: right of it, above it, below it."""

    left: float
    right: float
    rise: float
    drop: float


class Face:
    """One font file. All lengths are in ems. Single characters are the same on every machine, since Pillow's basic
    layout is used; only what is laid out as a whole needs `shaping.can_shape`."""

    def __init__(self, path: Path) -> None:
        """Raises: NotReady: the file is missing or no font."""
        self._path = path
        self._present: dict[str, bool] = {}
        pairs = path.with_suffix(".kern.json")
        units: dict[str, int] = json.loads(pairs.read_text("utf-8")) if pairs.exists() else {}
        #: Two characters -> what moves the second one towards the first (ems).
        self.kerning = {pair: value / EM for pair, value in units.items()}
        self.cap_height = self.extent("H").rise
        self.x_height = self.extent("x").rise

    def at(self, size: float, way: Way = "plain") -> ImageFont.FreeTypeFont:
        """The font to draw with at a size in pixels."""
        return _font(self._path, size, ImageFont.Layout.BASIC if way == "plain" else ImageFont.Layout.RAQM)

    def advance(self, text: str, way: Way = "plain") -> float:
        return float(self.at(EM, way).getlength(text, direction=_direction(way))) / EM

    def extent(self, text: str, way: Way = "plain") -> Extent:
        mask, (x, y) = self.at(DRAWN, way).getmask2(text, mode="L", anchor="ls", direction=_direction(way))
        left, top, right, bottom = mask.getbbox() or (-x, -y, -x, -y)
        return Extent((x + left) / DRAWN, (x + right) / DRAWN, -(y + top) / DRAWN, (y + bottom) / DRAWN)

    def draw(self, canvas: Image.Image, at: tuple[int, int], text: str, size: float, way: Way = "plain") -> None:
        """Draws in white on an "L" canvas, the pen at the pixel `at`, which is the left end of the baseline."""
        direction = _direction(way)
        ImageDraw.Draw(canvas).text(at, text, 255, self.at(size, way), anchor="ls", direction=direction)

    def has(self, text: str) -> bool:
        """Whether the font can draw every character of it."""
        for character in text:
            if character not in self._present:
                self._present[character] = self._picture(character) != self._nothing
        return all(self._present[character] for character in text)

    def _picture(self, character: str) -> bytes:
        mask = self.at(40).getmask(character)
        return repr(mask.size).encode() + bytes(mask)

    @cached_property
    def _nothing(self) -> bytes:
        return self._picture(_NOWHERE)


class Emoji:
    """A font of coloured bitmaps."""

    def __init__(self, path: Path) -> None:
        """Raises: NotReady: the file is missing or no font."""
        self._font = _font(path, BITMAPS, ImageFont.Layout.BASIC)
        self.kerning: dict[str, float] = {}
        self._nothing = self._font.getlength(_NOWHERE), self._font.getbbox(_NOWHERE)

    def has(self, text: str) -> bool:
        """Whether one bitmap shows it."""
        return len(text) == 1 and (self._font.getlength(text), self._font.getbbox(text)) != self._nothing

    @property
    def proportion(self) -> float:
        """Width to height of its bitmaps."""
        return BITMAP_WIDTH / BITMAP_HEIGHT

    def picture(self, character: str) -> Image.Image:
        """The bitmap (RGBA), BITMAP_HEIGHT px high."""
        canvas = Image.new("RGBA", (BITMAP_WIDTH, BITMAP_HEIGHT))
        ImageDraw.Draw(canvas).text((0, 0), character, font=self._font, anchor="lt", embedded_color=True)
        return canvas


def _direction(way: Way) -> Literal["ltr", "rtl"] | None:
    return None if way == "plain" else way


@lru_cache(maxsize=256)
def _font(path: Path, size: float, layout: ImageFont.Layout) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(path, size, layout_engine=layout)
    except OSError as error:
        raise NotReady("The font {file} is missing or cannot be read.", file=str(path)) from error


@lru_cache(maxsize=64)
def load_face(file: str) -> Face:
    """The face of a file in `data/fonts`, loaded once a process.

    Raises:
        NotReady: the file is missing or no font.
    """
    return Face(DATA / "fonts" / file)


@lru_cache(maxsize=4)
def load_emoji(file: str) -> Emoji:
    """The emoji of a file in `data/fonts`, loaded once a process.

    Raises:
        NotReady: the file is missing or no font.
    """
    return Emoji(DATA / "fonts" / file)
