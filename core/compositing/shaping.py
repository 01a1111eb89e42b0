"""Scripts that need more than one letter after the other: whether this machine can lay them out, and in which order
their letters stand. Both through the system's libfribidi, which is loaded when the first such text comes."""

import ctypes
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from PIL import features

#: What the library is called on Linux and macOS.
_NAMES = ("libfribidi.so.0", "libfribidi.dylib", "libfribidi.0.dylib")
#: FriBidiParType: the paragraph's direction is given.
_FROM_LEFT, _FROM_RIGHT = 0x110, 0x111

Thing = TypeVar("Thing")


@lru_cache(maxsize=1)
def _library() -> ctypes.CDLL | None:
    for name in _NAMES:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def can_shape() -> bool:
    """Whether letters can be joined, accents placed and lines be written from right to left on this machine."""
    return bool(features.check("raqm")) and bool(features.check("fribidi")) and _library() is not None


def levels(text: str, *, rtl: bool) -> list[int]:
    """The embedding level of each character (UAX #9) in a paragraph from the right (`rtl`) or from the left: odd ones
    are written from right to left. The text must be one line without marks of direction; `can_shape` must hold."""
    library = _library()
    assert library is not None
    found = (ctypes.c_int8 * len(text))()
    direction = ctypes.c_uint32(_FROM_RIGHT if rtl else _FROM_LEFT)
    codes = (ctypes.c_uint32 * len(text))(*map(ord, text))
    library.fribidi_log2vis(codes, len(text), ctypes.byref(direction), None, None, None, found)
    return list(found)


def in_visual_order(things: Sequence[tuple[int, Thing]]) -> list[Thing]:
    """Things with their levels, as they stand from left to right (UAX #9, L2)."""
    ordered = list(things)
    for level in range(max((level for level, _ in things), default=0), 0, -1):
        start = 0
        while start < len(ordered):
            end = start
            while end < len(ordered) and ordered[end][0] >= level:
                end += 1
            ordered[start:end] = ordered[start:end][::-1]
            start = max(end, start + 1)
    return [thing for _, thing in ordered]
