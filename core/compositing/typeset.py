"""From a text and a box to lines of type at a size. Pure arithmetic in ems; nothing is drawn here.

A paragraph is broken so that its lines are balanced and no line ends in a preposition or article, begins with a dash
or a particle, or holds one short word alone, wherever the box leaves the choice.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import inf

import regex

from core.compositing.faces import UNSEEN, Face
from core.formats.schema import TextField

#: Below the last baseline, in ems: where a line of text seems to end, whether or not it has descenders.
DESCENT = 0.2
#: Steps of the size search: finer where a step shows.
FINE, COARSE, COARSE_FROM = 0.5, 1.0, 24
#: A break that hurts the reading costs as much as a line that is this part of the width too short.
BAD_BREAK = 0.45
#: Of three or more lines, one shorter than this share of the longest is a stub.
STUB = 0.5
#: How much smaller type may get to spare a bad break.
YIELDING = 0.82

#: Words that belong to what follows them: prepositions, conjunctions, articles, and what leads to another price.
_SHORT_WORDS = """
    в во на не ни по под для без от до из за над при про и а но или с со к ко о об обо у то что как №
    a an the of to in on for at by with and or from your our my is are no not as if it than
    вместо дальше затем instead then
"""
_BOUND_TO_NEXT = frozenset(_SHORT_WORDS.split())
_BOUND_TO_PREVIOUS = frozenset(("же", "ли", "бы", "б", "ль", "—", "–", "-"))
_SPACES = regex.compile(r"[ \t\n\r\f\v\u2000-\u2006\u2008-\u200a\u3000]+")
_BEFORE_STOP = regex.compile(r" (?=[,.;:!?»)])")
#: A name of two or three words in quotes.
_NAME = regex.compile(r"[«„“][^\s«„“»”]+(?: [^\s«„“»”]+){1,2}[»”]")
_HYPHEN = regex.compile(r"(?<=\p{L}{3}-)(?=\p{L}{3})")
_NUMBER_AND = regex.compile(r"(?<=\d) (?=\d{3}(?!\d)|[%₽$€£°]|руб|тыс|млн|млрд)")


@dataclass(frozen=True)
class Setting:
    """A text set at a size (px). `broken` counts breaks that hurt the reading."""

    size: float
    lines: tuple[str, ...]
    broken: int


@dataclass(frozen=True)
class Piece:
    """What stands between two places where a line may end. `glue` is what joins it to the next piece on the same line;
    `clings` says that ending a line here hurts."""

    text: str
    glue: str
    clings: bool


def drawable(text: str, face: Face) -> str:
    """The text without the characters that the face cannot draw, and without the gaps that they leave.

    Whole grapheme clusters go, so that no accent or modifier is left behind alone.
    """
    kept = (c for c in regex.findall(r"\X", text) if all(face.has(character) for character in c))
    words: str = _SPACES.sub(" ", "".join(kept)).strip()
    return str(_BEFORE_STOP.sub("", words))


def set_text(text: str, field: TextField, face: Face, room: tuple[float, float]) -> Setting | None:
    """The largest setting of `text` between the field's sizes that fits into `room` (width, height in px).

    A slightly smaller one is taken where it spares a bad break. None: not even the smallest size fits.
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
        setting = _best_at(typist, field, size, room)
        if setting and (best is None or setting.broken < best.broken):
            best = setting
        if best and not best.broken:
            break
    return best


def rise_of(line: str, field: TextField, face: Face) -> float:
    """From the baseline to the top of a line in ems: the capitals' height, or higher ink. A filled field is as high
    whatever its letters, so that all buttons look alike: its padding holds what rises above the capitals."""
    return face.cap_height if field.fill else max([face.cap_height, *(face.extent(c).rise for c in line)])


def drop_of(line: str, field: TextField, face: Face) -> float:
    """From the baseline to the bottom of a line in ems."""
    return DESCENT if field.fill else max([DESCENT, *(face.extent(c).drop for c in line)])


def height_of(setting: Setting, field: TextField, face: Face) -> float:
    """From the top of the first line to the bottom of the last (px)."""
    first, last = setting.lines[0], setting.lines[-1]
    between = (len(setting.lines) - 1) * field.leading
    return setting.size * (rise_of(first, field, face) + between + drop_of(last, field, face))


# --- breaking into lines ---------------------------------------------------------------------------------------------


class _Typist:
    """A paragraph in pieces, with the widths that every breaking asks for."""

    def __init__(self, text: str, face: Face, tracking: float) -> None:
        self.face = face
        self.pieces = pieces_of(text)
        self._tracking = tracking
        self._width: dict[tuple[int, int], float] = {}

    def line(self, start: int, end: int) -> str:
        """What a line of the pieces from `start` to before `end` shows."""
        chosen = self.pieces[start:end]
        shown = "".join(piece.text + piece.glue for piece in chosen[:-1]) + chosen[-1].text
        return shown.translate(UNSEEN)

    def width(self, start: int, end: int) -> float:
        if (start, end) not in self._width:
            self._width[start, end] = self.face.width(self.line(start, end), self._tracking)
        return self._width[start, end]

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

    def balanced(self, width: float, lines: int) -> tuple[tuple[str, ...], int, float] | None:
        """The best breaking into exactly so many lines: lines, bad breaks, cost. None: impossible.

        Least squares of what each line lacks (Knuth and Plass, "Breaking paragraphs into lines", 1981, without
        stretching), plus a price for bad breaks.
        """
        count = len(self.pieces)
        best: list[dict[int, tuple[float, int, int]]] = [{0: (0.0, 0, -1)}] + [{} for _ in range(lines)]
        for row in range(1, lines + 1):
            for start, (cost, broken, _) in best[row - 1].items():
                for end in range(start + 1, count + 1):
                    wide = self.width(start, end)
                    if wide > width:
                        break
                    if (end == count) != (row == lines):
                        continue
                    hurts = self._hurts(start, end, wide, width)
                    total = cost + (1 - wide / width) ** 2 + hurts * BAD_BREAK**2
                    if total < best[row].get(end, (inf,))[0]:
                        best[row][end] = (total, broken + hurts, start)
        if count not in best[lines]:
            return None
        found, end = [], count
        for row in range(lines, 0, -1):
            start = best[row][end][2]
            found.append(self.line(start, end))
            end = start
        cost, broken, _ = best[lines][count]
        return tuple(reversed(found)), broken, cost

    def stubs(self, lines: tuple[str, ...]) -> int:
        """Lines that look like a mistake beside the longest one; of two lines either may be short."""
        widths = [self.face.width(line, self._tracking) for line in lines]
        return sum(width < STUB * max(widths) for width in widths) if len(lines) > 2 else 0

    def _hurts(self, start: int, end: int, wide: float, width: float) -> int:
        last, alone = end == len(self.pieces), end - start == 1
        clings = not last and self.pieces[end - 1].clings
        widow = alone and wide < 0.3 * width and (last or start == 0) and len(self.pieces) > 1
        return int(clings) + int(widow)


@lru_cache(maxsize=512)
def _typist(text: str, face: Face, tracking: float) -> _Typist:
    return _Typist(text, face, tracking)


def pieces_of(text: str) -> tuple[Piece, ...]:
    """A paragraph cut at its spaces and inside long hyphenated words. Numbers stay with their units."""
    words = _NUMBER_AND.sub("\u00a0", text).split(" ")
    named = {word for name in _NAME.findall(text) for word in name.split(" ")[:-1]}
    pieces = []
    for before, word, following in zip(["", *words[:-1]], words, [*words[1:], ""], strict=True):
        parts = _HYPHEN.split(word)
        pieces += [Piece(part, "", clings=True) for part in parts[:-1]]
        clings = (
            following.lower() in _BOUND_TO_PREVIOUS
            or _bare(word) in _BOUND_TO_NEXT
            or word in named
            or (word.isdigit() and len(word) < 5)
            or before.endswith((".", "!", "?"))  # the first word of a sentence, left behind
        )
        pieces.append(Piece(parts[-1], " ", clings))
    return tuple(pieces)


def _bare(word: str) -> str:
    return word.lower().lstrip("«„“\"'(")


def _sizes(smallest: float, largest: float) -> list[float]:
    """Every size that is tried, rising; both ends are among them."""
    sizes = [smallest]
    while sizes[-1] < largest:
        sizes.append(min(largest, sizes[-1] + (COARSE if sizes[-1] >= COARSE_FROM else FINE)))
    return sizes


def _fits(typist: _Typist, field: TextField, size: float, room: tuple[float, float]) -> bool:
    lines = typist.fewest_lines(room[0] / size)
    return lines is not None and lines <= _most_lines(typist, field, size, room[1])


def _most_lines(typist: _Typist, field: TextField, size: float, height: float) -> int:
    """How many lines have room, whatever letters the first and the last one begin and end with."""
    everything = typist.line(0, len(typist.pieces))
    rest = height / size - rise_of(everything, field, typist.face) - drop_of(everything, field, typist.face)
    return 0 if rest < -1e-9 else min(field.lines, 1 + int((rest + 1e-9) / field.leading))


def _best_at(typist: _Typist, field: TextField, size: float, room: tuple[float, float]) -> Setting | None:
    width = room[0] / size
    fewest, most = typist.fewest_lines(width), _most_lines(typist, field, size, room[1])
    if fewest is None:
        return None
    found = [typist.balanced(width, lines) for lines in range(fewest, min(fewest + 1, most) + 1)]
    candidates = [one for one in found if one is not None]
    if not candidates:
        return None
    ranked = [(broken + typist.stubs(lines), len(lines), cost, lines) for lines, broken, cost in candidates]
    broken, _, _, lines = min(ranked)
    return Setting(size, lines, broken)
