"""From a text and a box to lines of type at a size. Pure arithmetic; nothing is drawn here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from core.compositing.breaking import Breaking, Typist
from core.compositing.typeface import Typeface
from core.formats.schema import TextField

#: Below the last baseline, in ems: where a line of text seems to end, whether or not it has descenders.
DESCENT = 0.2
#: Steps of the size search: finer where a step shows.
FINE, COARSE, COARSE_FROM = 0.5, 1.0, 24
#: How much smaller type may get to spare a line that looks odd, and one that ends where it must not.
YIELDING, YIELDING_MUCH = 0.82, 0.72


@dataclass(frozen=True)
class Setting:
    """A text set at a size (px). `broken` counts what hurts the reading; `rtl`: it runs from the right."""

    size: float
    lines: tuple[str, ...]
    broken: int
    rtl: bool = False


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
    size, breaking = _nicest(typist, field, sizes[: low + 1], room)
    return Setting(size, typist.shown(breaking), breaking.broken, typist.rtl)


def _nicest(
    typist: Typist, field: TextField, sizes: Sequence[float], room: tuple[float, float]
) -> tuple[float, Breaking]:
    """The largest size and its breaking, unless a slightly smaller one spares something that hurts the reading."""
    largest = sizes[-1]
    best = largest, _best_at(typist, field, largest, room)
    for size in reversed(sizes[:-1]):
        close = size >= largest * YIELDING
        if size < largest * YIELDING_MUCH or not (best[1].broken if close else best[1].clinging):
            break
        breaking = _best_at(typist, field, size, room)
        if breaking.broken < best[1].broken if close else breaking.clinging < best[1].clinging:
            best = size, breaking
    return best


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
    """How far above the baseline the middle of the letters seems to be (ems): half of the capitals' height; without
    any, what only some letters reach counts half."""
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


@lru_cache(maxsize=512)
def _typist(text: str, face: Typeface, tracking: float) -> Typist:
    """A paragraph's pieces and widths, kept while its field is edited."""
    return Typist(text, face, tracking)


@lru_cache(maxsize=256)
def _sizes(smallest: float, largest: float) -> tuple[float, ...]:
    """Every size that is tried, rising; both ends are among them."""
    sizes = [smallest]
    while sizes[-1] < largest:
        sizes.append(min(largest, sizes[-1] + (COARSE if sizes[-1] >= COARSE_FROM else FINE)))
    return tuple(sizes)


def _fits(typist: Typist, field: TextField, size: float, room: tuple[float, float]) -> bool:
    lines = typist.fewest_lines(room[0] / size)
    return lines is not None and lines <= _most_lines(typist, field, size, room[1])


def _most_lines(typist: Typist, field: TextField, size: float, height: float) -> int:
    """How many lines have room, whatever letters the first and the last one begin and end with."""
    rise = _reach(typist.face.cap_height * size, typist.rise * size, field)
    rest = (height - rise - _reach(DESCENT * size, typist.drop * size, field)) / size
    return 0 if rest < -1e-9 else min(field.lines, 1 + int((rest + 1e-9) / field.leading))


def _best_at(typist: Typist, field: TextField, size: float, room: tuple[float, float]) -> Breaking:
    """The best breaking at a size that fits: into as few lines as it takes, or into one more."""
    width = room[0] / size
    fewest, most = typist.fewest_lines(width), _most_lines(typist, field, size, room[1])
    assert fewest is not None
    found = [typist.balanced(width, lines) for lines in range(fewest, min(fewest + 1, most) + 1)]
    judged = [replace(one, odd=one.odd + typist.stubs(one)) for one in found if one is not None]
    return min(judged, key=lambda one: (one.broken, len(one.starts), one.cost))
