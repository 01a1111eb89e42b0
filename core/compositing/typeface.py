"""What a field's text is drawn with: its face, the fallback fonts, emoji. A text becomes glyphs from left to right.

Each grapheme cluster is drawn by the first font that has all of it. Latin, Cyrillic and the like stand character by
character, the same on every machine; letters with loose accents, and everything from right to left, are laid out as a
whole, which needs `shaping.can_shape`.
"""

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from core.compositing import shaping
from core.compositing.characters import clusters, drawn_of, in_colours, nameless, right_to_left
from core.compositing.faces import Emoji, Face, Way, load_emoji, load_face
from core.formats.brand import Brand

#: An emoji's height, and how far it reaches under the baseline, in heights of the capitals; the space around it.
EMOJI, EMOJI_DROP, EMOJI_SPACE = 1.14, 0.08, 0.04
#: What is drawn as something else: characters that only line breaking knows, and spaces that a font may lack.
_SAME, _SPACE = {"\u00a0": " ", "\u2011": "-"}, ("\u2007", "\u202f")


class Glyph(NamedTuple):
    """What is drawn at one pen position: a character, a letter with its accents, a run from right to left, or an emoji.
    All lengths are in ems; ink reaches from `left` to `right` of the pen, `rise` above the baseline, `drop` below."""

    text: str
    face: Face | Emoji
    way: Way | Literal["colour"]
    advance: float
    left: float
    right: float
    rise: float
    drop: float

    @property
    def inked(self) -> bool:
        return self.right > self.left


class Line(NamedTuple):
    """Glyphs from left to right, where the pen stands for each, and from where to where there is ink (ems)."""

    glyphs: tuple[Glyph, ...]
    pens: tuple[float, ...]
    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left


class Typeface:
    """The fonts of a field, in the order in which they are asked."""

    def __init__(self, faces: Sequence[Face], emoji: Emoji | None = None) -> None:
        self._faces, self._emoji = tuple(faces), emoji
        self._own = faces[0]
        self.cap_height, self.x_height = self._own.cap_height, self._own.x_height
        #: Glyphs of characters that nothing joins to their neighbours.
        self._single: dict[str, Glyph] = {}
        self._shaped = lru_cache(maxsize=512)(self._shape)
        #: A line set with `tracking` added to each advance: `line(text, tracking, rtl=...)`.
        self.line = lru_cache(maxsize=512)(self._line)

    def missing(self, text: str) -> list[str]:
        """The clusters of a text that no font can draw, each once."""
        return self._once(text, lambda cluster: self._font_of(cluster) is None)

    def needing_shaping(self, text: str) -> list[str]:
        """The clusters of a text that can only be laid out as a whole, each once."""
        return self._once(text, lambda cluster: right_to_left(cluster) or len(_plain(cluster)) > 1)

    def glyphs(self, text: str, *, rtl: bool = False) -> tuple[Glyph, ...]:
        """A line's glyphs, from left to right. `rtl`: its paragraph runs from the right. Nothing may be missing."""
        if not rtl:
            try:
                return tuple([self._single[character] for character in text])
            except KeyError:
                pass
        found = clusters(text)
        if rtl or right_to_left(text):
            return self._reordered(found, rtl)
        return tuple(self._glyph(cluster) for cluster in found)

    def _line(self, text: str, tracking: float, *, rtl: bool = False) -> Line:
        glyphs = self.glyphs(text, rtl=rtl)
        pens = pens_of(glyphs, tracking)
        ends = [(pen + one.left, pen + one.right) for one, pen in zip(glyphs, pens, strict=False) if one.inked]
        left, right = min((end[0] for end in ends), default=0.0), max((end[1] for end in ends), default=0.0)
        return Line(glyphs, pens[:-1], left, right)

    def _once(self, text: str, wanted: Callable[[str], bool]) -> list[str]:
        if all(character in self._single for character in text):
            return []
        return [cluster for cluster in dict.fromkeys(clusters(text)) if wanted(cluster)]

    def _font_of(self, cluster: str) -> Face | Emoji | None:
        """The first font that has all of a cluster."""
        text = _plain(cluster)
        if text in _SPACE or cluster == "\u00ad":
            return self._own
        if nameless(cluster):
            return None
        coloured = (self._emoji,) if self._emoji else ()
        fonts: tuple[Face | Emoji, ...] = self._faces + coloured
        if in_colours(cluster):
            fonts = coloured + self._faces
        return next((font for font in fonts if font.has(text)), None)

    def _glyph(self, cluster: str) -> Glyph:
        if cluster in self._single:
            return self._single[cluster]
        text, font = _plain(cluster), self._font_of(cluster)
        assert font is not None, f"no font has {cluster!r}"
        if isinstance(font, Emoji):
            glyph = self._coloured(text, font)
        elif len(text) > 1:
            return self._shaped(text, font, "ltr")
        else:
            glyph = self._shape(text if font.has(text) else " ", font, "plain")
        if len(cluster) == 1 and _stands_alone(cluster):
            self._single[cluster] = glyph
        return glyph

    def _shape(self, text: str, face: Face, way: Way) -> Glyph:
        reach = face.extent(text, way)
        return Glyph(text, face, way, face.advance(text, way), reach.left, reach.right, reach.rise, reach.drop)

    def _coloured(self, text: str, font: Emoji) -> Glyph:
        height = self.cap_height * EMOJI
        space, drop = self.cap_height * EMOJI_SPACE, self.cap_height * EMOJI_DROP
        width = height * font.proportion
        return Glyph(text, font, "colour", width + 2 * space, space, space + width, height - drop, drop)

    def _reordered(self, found: Sequence[str], rtl: bool) -> tuple[Glyph, ...]:
        """Glyphs of a line in which something runs from right to left."""
        levels, place = shaping.levels("".join(found), rtl=rtl), 0
        runs: list[tuple[int, Face | None, str]] = []
        for cluster in found:
            level = levels[place]
            place += len(cluster)
            face = self._font_of(cluster) if right_to_left(cluster) else None
            if isinstance(face, Face) and runs and runs[-1][:2] == (level, face):
                runs[-1] = level, face, runs[-1][2] + cluster
            else:
                runs.append((level, face if isinstance(face, Face) else None, cluster))
        return tuple(shaping.in_visual_order([(level, self._of_run(level, face, text)) for level, face, text in runs]))

    def _of_run(self, level: int, face: Face | None, text: str) -> Glyph:
        if face is None and level % 2 and unicodedata.mirrored(text[0]):  # brackets turn round
            font = self._font_of(text)
            face = font if isinstance(font, Face) else None
        return self._shaped(text, face, "rtl" if level % 2 else "ltr") if face else self._glyph(text)


def pens_of(glyphs: Sequence[Glyph], tracking: float) -> tuple[float, ...]:
    """Where the pen stands before each glyph and after the last one (ems)."""
    pens, pen, before = [0.0], 0.0, None
    for glyph in glyphs:
        if before:
            pen += before.advance + tracking + kerning(before, glyph)
            pens.append(pen)
        before = glyph
    return (*pens, pen + before.advance + tracking) if before else (0.0,)


def kerning(first: Glyph, second: Glyph) -> float:
    """What moves the second glyph towards the first (ems); nothing between fonts."""
    return first.face.kerning.get(first.text[0] + second.text[0], 0.0) if first.face is second.face else 0.0


def _plain(cluster: str) -> str:
    return _SAME.get(cluster, cluster) if len(cluster) == 1 else drawn_of(cluster)


def _stands_alone(character: str) -> bool:
    """Whether it is a cluster whatever follows but accents, which make the whole line be cut into clusters."""
    return not right_to_left(character) and not unicodedata.category(character).startswith("M")


@lru_cache(maxsize=32)
def _typeface(files: tuple[str, ...], emoji: str | None) -> Typeface:
    return Typeface([load_face(file) for file in files], load_emoji(emoji) if emoji else None)


def typeface_of(brand: Brand, family: str, *, bold: bool) -> Typeface:
    """The brand's fonts for a family ("display" or "text") and weight, loaded once a process.

    Raises:
        NotReady: a file is missing or no font.
    """
    families = [brand.fonts["display" if family == "display" else "text"], *brand.fallback_fonts]
    return _typeface(tuple(one.bold if bold else one.regular for one in families), brand.emoji_font)
