"""A paragraph broken into lines: balanced ones, none of which ends in a preposition or article, begins with a dash or a
particle, or holds one short word alone, wherever the width leaves the choice. Pure arithmetic in ems.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from core.compositing.characters import begins_right_to_left, right_to_left
from core.compositing.hyphenation import SOFT
from core.compositing.typeface import Typeface, kerning, pens_of

#: A break that hurts the reading costs as much as a line that is this part of the width too short.
BAD_BREAK = 0.45
#: Of three or more lines, one shorter than this share of the longest is a stub.
STUB = 0.5
#: A first or last line of one word is a widow when it is shorter than this share of the width.
WIDOW = 0.3

#: Words that belong to what follows them: prepositions, conjunctions, articles, and what leads to another price.
_SHORT_WORDS = """
    в во на не ни по под для без от до из за над при про через между перед около и а но да или либо что чтобы если как
    когда где чем с со к ко о об обо у то ещё уже только всего более менее свыше около почти №
    a an the of to in on for at by with without and or but from into your our my his her its is are no not as if than
    that when where only just over under up per via every each
    вместо дальше затем instead then
"""
_BOUND_TO_NEXT = frozenset(_SHORT_WORDS.split())
_DASHES = frozenset("—–-")
_BOUND_TO_PREVIOUS = _DASHES | {"же", "ж", "ли", "бы", "б", "ль"}
#: A name of two or three words in quotes.
_NAME = regex.compile(r"[«„“‘][^\s«„“‘»”’]+(?: [^\s«„“‘»”’]+){1,2}[»“”’]")
_HYPHEN = regex.compile(r"(?<=\p{L}{3}-)(?=\p{L}{3})")
_NUMBER = regex.compile(r"\d{1,4}")


@dataclass(frozen=True)
class Piece:
    """What stands between two places where a line may end. `glue` is what joins it to the next piece on the same line,
    `hyphen` what it gets where the line ends; `clings` says that ending a line here hurts."""

    text: str
    glue: str
    clings: bool
    hyphen: str = ""


@dataclass(frozen=True)
class Breaking:
    """Lines as the first piece of each and what comes after the last piece; how many of them end where they must not,
    how many look odd, and the cost."""

    starts: tuple[int, ...]
    clinging: int
    odd: int
    cost: float

    @property
    def broken(self) -> int:
        """What hurts the reading."""
        return self.clinging + self.odd


class Typist:
    """A paragraph in pieces, with the widths (ems) that every breaking asks for.

    Set on one endless line, piece i has ink from `_lefts[i]` on, and up to `_ends[i]` if a line ends there: so the
    width of any line is one difference. Where something runs from the right, lines are measured one by one.
    """

    def __init__(self, text: str, face: Typeface, tracking: float) -> None:
        self.face, self.rtl = face, begins_right_to_left(text)
        self.pieces = pieces_of(text)
        self._tracking = tracking
        self._reordered = right_to_left(text)
        self._widths: dict[tuple[int, int], float] = {}
        self._lefts: list[float] = []
        self._ends: list[float] = []
        glyphs = face.glyphs(self.line(0, len(self.pieces)), rtl=self.rtl)
        self.rise = max((one.rise for one in glyphs), default=0.0)
        self.drop = max((one.drop for one in glyphs), default=0.0)
        if not self._reordered:
            self._measure()

    def _measure(self) -> None:
        pen, before = 0.0, None
        for piece in self.pieces:
            glyphs = self.face.glyphs(piece.text + piece.glue)
            hyphen = self.face.glyphs(piece.hyphen)
            pen += kerning(before, glyphs[0]) if before else 0.0
            pens = pens_of(glyphs, self._tracking)
            inked = [(pen + at + one.left, pen + at + one.right)
                     for one, at in zip(glyphs, pens, strict=False) if one.inked] or [(pen, pen)]  # fmt: skip
            self._lefts.append(min(left for left, _ in inked))
            end = max(right for _, right in inked)
            if hyphen:
                end = pen + pens[-1] + kerning(glyphs[-1], hyphen[0]) + hyphen[0].right
            self._ends.append(end)
            pen, before = pen + pens[-1], glyphs[-1]

    def line(self, start: int, end: int) -> str:
        """What a line of the pieces from `start` to before `end` shows."""
        *chosen, last = self.pieces[start:end]
        return "".join(piece.text + piece.glue for piece in chosen) + last.text + last.hyphen

    def shown(self, breaking: Breaking) -> tuple[str, ...]:
        """The lines of a breaking."""
        return tuple(self.line(start, end) for start, end in pairwise(breaking.starts))

    def width(self, start: int, end: int) -> float:
        """How wide a line of the pieces from `start` to before `end` is."""
        if not self._reordered:
            return self._ends[end - 1] - self._lefts[start]
        if (start, end) not in self._widths:
            line = self.face.line(self.line(start, end), self._tracking, rtl=self.rtl)
            self._widths[start, end] = line.width
        return self._widths[start, end]

    def fewest_lines(self, width: float) -> int | None:
        """Lines when each takes as many pieces as it can hold. None: a piece is too wide."""
        lines, start = 0, 0
        while start < len(self.pieces):
            end = start + 1
            if self.width(start, end) > width:
                return None
            while end < len(self.pieces) and self.width(start, end + 1) <= width:
                end += 1
            lines, start = lines + 1, end
        return lines

    def balanced(self, width: float, lines: int) -> Breaking | None:
        """The best breaking into exactly so many lines. None: impossible.

        Least squares of what each line lacks (Knuth and Plass, "Breaking paragraphs into lines", 1981, without
        stretching), plus a price for bad breaks.
        """
        count = len(self.pieces)
        best: dict[int, Breaking] = {0: Breaking((0,), 0, 0, 0.0)}
        for row in range(1, lines + 1):
            found: dict[int, Breaking] = {}
            for start, before in best.items():
                for end in range(start + 1, count - (lines - row) + 1):
                    wide = self.width(start, end)
                    if wide > width:
                        break
                    if row == lines and end != count:
                        continue
                    clings, widow = self._clings(end), self._widow(start, end, wide, width)
                    cost = before.cost + (1 - wide / width) ** 2 + (clings + widow) * BAD_BREAK**2
                    if end not in found or cost < found[end].cost:
                        found[end] = Breaking((*before.starts, end), before.clinging + clings, before.odd + widow, cost)
            best = found
        return best.get(count)

    def stubs(self, breaking: Breaking) -> int:
        """Lines that look like a mistake beside the longest one; of two lines either may be short."""
        widths = [self.width(start, end) for start, end in pairwise(breaking.starts)]
        return sum(width < STUB * max(widths) for width in widths) if len(widths) > 2 else 0

    def _clings(self, end: int) -> bool:
        return end < len(self.pieces) and self.pieces[end - 1].clings

    def _widow(self, start: int, end: int, wide: float, width: float) -> bool:
        outer = start == 0 or end == len(self.pieces)
        return end - start == 1 and outer and wide < WIDOW * width and len(self.pieces) > 1


def pieces_of(text: str) -> tuple[Piece, ...]:
    """A paragraph cut at its spaces, inside long hyphenated words, and at soft hyphens."""
    words = text.split(" ")
    named = {word for name in _NAME.findall(text) for word in name.split(" ")[:-1]}
    pieces: list[Piece] = []
    for index, word in enumerate(words):
        parts = [part for part in _HYPHEN.split(word) if part]
        for part in parts:
            *syllables, last = part.split(SOFT)
            pieces += [Piece(one, "", clings=True, hyphen="-") for one in syllables]
            pieces.append(Piece(last, "", clings=True))
        pieces[-1] = Piece(pieces[-1].text, " ", word in named or _clings(words, index))
    return tuple(pieces)


def _clings(words: Sequence[str], index: int) -> bool:
    """Whether a line should not end after a word."""
    word, following = words[index], words[index + 1] if index + 1 < len(words) else ""
    first = index - 1 if word in _DASHES else index  # a dash after a sentence's first word is no better end than that
    return bool(
        following.lower() in _BOUND_TO_PREVIOUS
        or word.lower().lstrip("«„“‘\"'(") in _BOUND_TO_NEXT
        or _NUMBER.fullmatch(word)
        or (first > 0 and words[first - 1].endswith((".", "!", "?", "…")))  # left behind by its sentence
    )
