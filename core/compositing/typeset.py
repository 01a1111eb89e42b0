"""From a text and a box to lines of type at a size. Pure arithmetic in ems; nothing is drawn here.

A paragraph is broken so that its lines are balanced and no line ends in a preposition or article, begins with a dash
or a particle, or holds one short word alone, wherever the box leaves the choice.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import regex

from core.compositing.characters import begins_right_to_left, right_to_left
from core.compositing.hyphenation import SOFT
from core.compositing.typeface import Typeface, kerning, pens_of
from core.formats.schema import TextField

#: Below the last baseline, in ems: where a line of text seems to end, whether or not it has descenders.
DESCENT = 0.2
#: Steps of the size search: finer where a step shows.
FINE, COARSE, COARSE_FROM = 0.5, 1.0, 24
#: A break that hurts the reading costs as much as a line that is this part of the width too short.
BAD_BREAK = 0.45
#: Of three or more lines, one shorter than this share of the longest is a stub.
STUB = 0.5
#: A first or last line of one word is a widow when it is shorter than this share of the width.
WIDOW = 0.3
#: How much smaller type may get to spare a bad break.
YIELDING = 0.82

#: Words that belong to what follows them: prepositions, conjunctions, articles, and what leads to another price.
_SHORT_WORDS = """
    в во на не ни по под для без от до из за над при про через между перед около и а но да или либо что чтобы если как
    когда где чем с со к ко о об обо у то ещё уже только всего более менее свыше около почти №
    a an the of to in on for at by with without and or but from into your our my his her its is are no not as if than
    that when where only just over under up per via every each
    вместо дальше затем instead then
"""
_BOUND_TO_NEXT = frozenset(_SHORT_WORDS.split())
_BOUND_TO_PREVIOUS = frozenset(("же", "ж", "ли", "бы", "б", "ль", "—", "–", "-"))
#: A name of two or three words in quotes.
_NAME = regex.compile(r"[«„“‘][^\s«„“‘»”’]+(?: [^\s«„“‘»”’]+){1,2}[»“”’]")
_HYPHEN = regex.compile(r"(?<=\p{L}{3}-)(?=\p{L}{3})")
_NUMBER = regex.compile(r"\d{1,4}")


@dataclass(frozen=True)
class Setting:
    """A text set at a size (px). `broken` counts what hurts the reading; `rtl`: it runs from the right."""

    size: float
    lines: tuple[str, ...]
    broken: int
    rtl: bool = False


@dataclass(frozen=True)
class Piece:
    """What stands between two places where a line may end. `glue` is what joins it to the next piece on the same line,
    `hyphen` what it gets where the line ends; `clings` says that ending a line here hurts."""

    text: str
    glue: str
    clings: bool
    hyphen: str = ""


def set_text(text: str, field: TextField, face: Typeface, room: tuple[float, float]) -> Setting | None:
    """The largest setting of `text` between the field's sizes that fits into `room` (width, height in px).

    A slightly smaller one is taken where it spares a bad break. A line may end at spaces, after hyphens between long
    words, and at soft hyphens. None: not even the smallest size fits.
    """
    typist = _typist(text, face, field.tracking)
    sizes = _sizes(*field.size)
    low, high = 0, len(sizes) - 1
    if not _fits(typist, field, sizes[low], room):
        return None
    while low < high:  # the largest size that fits: what fits at one size fits at every smaller one
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _fits(typist, field, sizes[middle], room) else (low, middle - 1)
    best = None
    for size in [s for s in reversed(sizes[: low + 1]) if s >= sizes[low] * YIELDING]:
        breaking = _best_at(typist, field, size, room)
        if breaking and (best is None or breaking.broken < best[1].broken):
            best = size, breaking
        if best and not best[1].broken:
            break
    return best and Setting(best[0], typist.shown(best[1]), best[1].broken, typist.rtl)


def ink_of(line: str, setting: Setting, face: Typeface) -> tuple[float, float]:
    """How far a line's ink reaches above its baseline and below it (px)."""
    glyphs = face.glyphs(line, rtl=setting.rtl)
    rise, drop = max((one.rise for one in glyphs), default=0.0), max((one.drop for one in glyphs), default=0.0)
    return rise * setting.size, drop * setting.size


def rise_of(line: str, setting: Setting, field: TextField, face: Typeface) -> float:
    """From the baseline to the top of a line (px): the capitals' height, or higher ink."""
    return _reach(face.cap_height * setting.size, ink_of(line, setting, face)[0], field)


def drop_of(line: str, setting: Setting, field: TextField, face: Typeface) -> float:
    """From the baseline to the bottom of a line (px)."""
    return _reach(DESCENT * setting.size, ink_of(line, setting, face)[1], field)


def middle_of(setting: Setting, face: Typeface) -> float:
    """How far above the baseline the middle of the letters seems to be (ems): half of the capitals' height; without any,
    what only some letters reach counts half."""
    tall = any(character.isupper() or character.isdigit() for line in setting.lines for character in line)
    return face.cap_height / 2 if tall else (face.cap_height + face.x_height) / 4


def _reach(usual: float, ink: float, field: TextField) -> float:
    """A filled field is as high whatever its letters, so that all buttons look alike: its padding holds what is higher
    than usual, as far as it can."""
    return max(usual, ink - (field.padding[1] if field.fill else 0.0))


def height_of(setting: Setting, field: TextField, face: Typeface) -> float:
    """From the top of the first line to the bottom of the last (px)."""
    between = (len(setting.lines) - 1) * field.leading * setting.size
    first, last = setting.lines[0], setting.lines[-1]
    return rise_of(first, setting, field, face) + between + drop_of(last, setting, field, face)


# --- breaking into lines ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Breaking:
    """Lines as the first piece of each and what comes after the last piece; what hurts the reading, and the cost."""

    starts: tuple[int, ...]
    broken: int
    cost: float


class _Typist:
    """A paragraph in pieces, with the widths (ems) that every breaking asks for.

    Set on one endless line, piece i has ink from `_lefts[i]` to `_rights[i]`, or to `_ends[i]` if a line ends there: so
    the width of any line is one difference. Where something runs from the right, lines are measured one by one.
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

    def shown(self, breaking: _Breaking) -> tuple[str, ...]:
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

    def balanced(self, width: float, lines: int) -> _Breaking | None:
        """The best breaking into exactly so many lines. None: impossible.

        Least squares of what each line lacks (Knuth and Plass, "Breaking paragraphs into lines", 1981, without
        stretching), plus a price for bad breaks.
        """
        count = len(self.pieces)
        best: dict[int, _Breaking] = {0: _Breaking((0,), 0, 0.0)}
        for row in range(1, lines + 1):
            found: dict[int, _Breaking] = {}
            for start, before in best.items():
                for end in range(start + 1, count - (lines - row) + 1):
                    wide = self.width(start, end)
                    if wide > width:
                        break
                    if row == lines and end != count:
                        continue
                    hurts = self._hurts(start, end, wide, width)
                    cost = before.cost + (1 - wide / width) ** 2 + hurts * BAD_BREAK**2
                    if end not in found or cost < found[end].cost:
                        found[end] = _Breaking((*before.starts, end), before.broken + hurts, cost)
            best = found
        return best.get(count)

    def stubs(self, breaking: _Breaking) -> int:
        """Lines that look like a mistake beside the longest one; of two lines either may be short."""
        widths = [self.width(start, end) for start, end in pairwise(breaking.starts)]
        return sum(width < STUB * max(widths) for width in widths) if len(widths) > 2 else 0

    def _hurts(self, start: int, end: int, wide: float, width: float) -> int:
        last, alone = end == len(self.pieces), end - start == 1
        clings = not last and self.pieces[end - 1].clings
        widow = alone and wide < WIDOW * width and (last or start == 0) and len(self.pieces) > 1
        return int(clings) + int(widow)


@lru_cache(maxsize=512)
def _typist(text: str, face: Typeface, tracking: float) -> _Typist:
    return _Typist(text, face, tracking)


def pieces_of(text: str) -> tuple[Piece, ...]:
    """A paragraph cut at its spaces, inside long hyphenated words, and at soft hyphens."""
    words = text.split(" ")
    named = {word for name in _NAME.findall(text) for word in name.split(" ")[:-1]}
    pieces = []
    for before, word, following in zip(["", *words[:-1]], words, [*words[1:], ""], strict=True):
        parts = [part for part in _HYPHEN.split(word) if part]
        for part in parts:
            syllables = [one for one in part.split(SOFT) if one]
            pieces += [Piece(one, "", clings=True, hyphen="-") for one in syllables[:-1]]
            pieces += [Piece(one, "", clings=True) for one in syllables[-1:]]
        if pieces:
            clings = _clings(before, word, following) or word in named
            pieces[-1] = Piece(pieces[-1].text, " ", clings)
    return tuple(pieces)


def _clings(before: str, word: str, following: str) -> bool:
    """Whether a line should not end after a word."""
    return bool(
        following.lower() in _BOUND_TO_PREVIOUS
        or word.lower().lstrip("«„“‘\"'(") in _BOUND_TO_NEXT
        or _NUMBER.fullmatch(word)
        or before.endswith((".", "!", "?", "…"))  # the first word of a sentence, left behind
    )


@lru_cache(maxsize=256)
def _sizes(smallest: float, largest: float) -> tuple[float, ...]:
    """Every size that is tried, rising; both ends are among them."""
    sizes = [smallest]
    while sizes[-1] < largest:
        sizes.append(min(largest, sizes[-1] + (COARSE if sizes[-1] >= COARSE_FROM else FINE)))
    return tuple(sizes)


def _fits(typist: _Typist, field: TextField, size: float, room: tuple[float, float]) -> bool:
    lines = typist.fewest_lines(room[0] / size)
    return lines is not None and lines <= _most_lines(typist, field, size, room[1])


def _most_lines(typist: _Typist, field: TextField, size: float, height: float) -> int:
    """How many lines have room, whatever letters the first and the last one begin and end with."""
    rise = _reach(typist.face.cap_height * size, typist.rise * size, field)
    rest = (height - rise - _reach(DESCENT * size, typist.drop * size, field)) / size
    return 0 if rest < -1e-9 else min(field.lines, 1 + int((rest + 1e-9) / field.leading))


def _best_at(typist: _Typist, field: TextField, size: float, room: tuple[float, float]) -> _Breaking | None:
    width = room[0] / size
    fewest, most = typist.fewest_lines(width), _most_lines(typist, field, size, room[1])
    if fewest is None:
        return None
    found = [typist.balanced(width, lines) for lines in range(fewest, min(fewest + 1, most) + 1)]
    judged = [replace(one, broken=one.broken + typist.stubs(one)) for one in found if one is not None]
    return min(judged, key=lambda one: (one.broken, len(one.starts), one.cost), default=None)
