"""Font files as the typesetter needs them: exact advances, kerning, the reach of ink, which characters there are."""

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from PIL import ImageFont

from core.errors import NotReady
from core.formats.brand import DATA, Brand

#: Size at which faces are measured: large enough that hinting rounds nothing that matters.
EM = 1000
#: Size at which the reach of ink is measured: characters are drawn for it.
DRAWN = 250
#: Invisible, or drawn as something else: soft hyphen, joiners, marks of direction; the non-breaking hyphen.
UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)) | {0x2011: "-"}
#: A code that no font has: what is drawn for it is drawn for every missing character.
_NOWHERE = "\uffff"


@dataclass(frozen=True)
class Extent:
    """How far ink reaches from the pen on the baseline, in ems: right of it, above it, below it."""

    left: float
    right: float
    rise: float
    drop: float


class Face:
    """One font file. All lengths are in ems; the same on every machine, since Pillow's basic layout is used."""

    def __init__(self, path: Path) -> None:
        """Raises: NotReady: the file is missing or no font."""
        self._path = path
        self._sizes: dict[float, ImageFont.FreeTypeFont] = {}
        self._advances: dict[str, float] = {}
        self._extents: dict[str, Extent] = {}
        self._present: dict[str, bool] = {}
        pairs = path.with_suffix(".kern.json")
        self._kerning: dict[str, int] = json.loads(pairs.read_text("utf-8")) if pairs.exists() else {}
        self._measure = self.at(EM)
        self.cap_height = self.extent("H").rise

    def at(self, size: float) -> ImageFont.FreeTypeFont:
        """The font to draw with at a size in pixels."""
        if size not in self._sizes:
            try:
                self._sizes[size] = ImageFont.truetype(self._path, size, layout_engine=ImageFont.Layout.BASIC)
            except OSError as error:
                raise NotReady("The font {file} is missing or cannot be read.", file=str(self._path)) from error
        return self._sizes[size]

    def advance(self, character: str) -> float:
        if character not in self._advances:
            self._advances[character] = self._measure.getlength(character) / EM
        return self._advances[character]

    def kern(self, first: str, second: str) -> float:
        return self._kerning.get(first + second, 0) / EM

    def extent(self, character: str) -> Extent:
        if character not in self._extents:
            mask, (x, y) = self.at(DRAWN).getmask2(character, mode="L", anchor="ls")
            left, top, right, bottom = mask.getbbox() or (-x, -y, -x, -y)
            self._extents[character] = Extent(
                (x + left) / DRAWN, (x + right) / DRAWN, -(y + top) / DRAWN, (y + bottom) / DRAWN
            )
        return self._extents[character]

    def has(self, character: str) -> bool:
        """Whether the font can draw it. Spaces and invisible characters count as drawn."""
        if character not in self._present:
            self._present[character] = (
                character.isspace() or ord(character) in UNSEEN or self._picture(character) != self._nothing
            )
        return self._present[character]

    def pens(self, text: str, tracking: float) -> list[float]:
        """Where the pen stands before each character and after the last one."""
        pens = [0.0]
        for character, following in zip(text, [*text[1:], ""], strict=True):
            pens.append(pens[-1] + self.advance(character) + self.kern(character, following) + tracking)
        return pens

    def width(self, text: str, tracking: float) -> float:
        """From the first to the last pixel of ink."""
        if not text:
            return 0.0
        return self.pens(text, tracking)[-2] + self.extent(text[-1]).right - self.extent(text[0]).left

    def _picture(self, character: str) -> bytes:
        mask = self.at(40).getmask(character)
        return repr(mask.size).encode() + bytes(mask)

    @cached_property
    def _nothing(self) -> bytes:
        return self._picture(_NOWHERE)


@lru_cache(maxsize=32)
def load_face(file: str) -> Face:
    """The face of a file in `data/fonts`, loaded once a process.

    Raises:
        NotReady: the file is missing or no font.
    """
    return Face(DATA / "fonts" / file)


def face_of(brand: Brand, family: str, *, bold: bool) -> Face:
    """The brand's face of a family ("display" or "text") and weight.

    Raises:
        NotReady: the file is missing or no font.
    """
    files = brand.fonts["display" if family == "display" else "text"]
    return load_face(files.bold if bold else files.regular)
