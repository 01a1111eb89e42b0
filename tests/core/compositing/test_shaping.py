"""The order of letters in lines in which something runs from right to left."""

import pytest

from core.compositing.shaping import can_shape, in_visual_order, levels

pytestmark = pytest.mark.skipif(not can_shape(), reason="this machine has no libfribidi")


def seen(text: str, *, rtl: bool = True) -> str:
    """The characters from left to right."""
    return "".join(in_visual_order(list(zip(levels(text, rtl=rtl), text, strict=True))))


@pytest.mark.parametrize(
    ("text", "rtl", "wanted"),
    [
        ("אבג 123", True, "123 גבא"),
        ("אבג Visa!", True, "!Visa גבא"),
        ("Visa אבג 20%", False, "Visa 20% גבא"),
        ("Visa אבג", True, "גבא Visa"),
        ("א 1–2 ב", True, "ב 2–1 א"),  # what UAX #9 makes of numbers with a dash
        ("abc", False, "abc"),
        ("", False, ""),
    ],
)
def test_known_lines(text: str, rtl: bool, wanted: str) -> None:
    assert seen(text, rtl=rtl) == wanted


def test_things_move_as_wholes() -> None:
    assert in_visual_order([(1, "one"), (2, "two"), (2, "three"), (1, "four"), (0, "five")]) == [
        "four", "two", "three", "one", "five",
    ]  # fmt: skip
