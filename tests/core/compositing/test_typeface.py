"""Which font draws what, and where each glyph of a line stands."""

import pytest

from core.compositing.faces import Emoji, load_face
from core.compositing.shaping import can_shape
from core.compositing.typeface import Typeface, typeface_of
from core.formats.brand import load_brand

BRAND = load_brand()
FACE = typeface_of(BRAND, "display", bold=True)
OWN, NOTO = load_face("Onest-ExtraBold.ttf"), load_face("NotoSans-Bold.ttf")
needs_shaping = pytest.mark.skipif(not can_shape(), reason="this machine has no libfribidi")


def drawn(text: str, *, rtl: bool = False) -> list[tuple[str, str]]:
    """What is drawn from left to right, and how."""
    return [(one.text, one.way) for one in FACE.glyphs(text, rtl=rtl)]


def test_the_first_font_that_has_a_character_draws_it() -> None:
    assert [one.face for one in FACE.glyphs("Яα")] == [OWN, NOTO]


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("❤\ufe0f", [("❤", "colour")]),
        ("❤", [("❤", "plain")]),
        ("👍🏽!", [("👍", "colour"), ("!", "plain")]),
        ("a\u00a0b\u2011c", [("a", "plain"), (" ", "plain"), ("b", "plain"), ("-", "plain"), ("c", "plain")]),
    ],
)
def test_emoji_and_spaces(text: str, ways: list[tuple[str, str]]) -> None:
    assert drawn(text) == ways


@needs_shaping
def test_a_letter_with_its_loose_accent_is_one_glyph() -> None:
    assert drawn("За\u0301мок") == [("З", "plain"), ("а\u0301", "ltr"), ("м", "plain"), ("о", "plain"), ("к", "plain")]


@needs_shaping
@pytest.mark.parametrize(
    ("text", "rtl", "texts"),
    [
        ("שלום 12!", True, ["!", "1", "2", " ", "שלום"]),
        ("Да שלום (א) да", False, ["Д", "а", " ", ")", "א", "(", " ", "שלום", " ", "д", "а"]),
        ("שלום 🎁", True, ["🎁", " ", "שלום"]),
        ("abc", True, ["a", "b", "c"]),
    ],
)
def test_runs_from_the_right(text: str, rtl: bool, texts: list[str]) -> None:
    found = FACE.glyphs(text, rtl=rtl)
    assert [one.text for one in found] == texts
    assert {one.way for one in found if one.text in "()"} <= {"rtl"}  # brackets turn round


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Скидка 10 % 🎉", []),
        ("漢字 漢", ["漢", "字"]),
        ("👨\u200d👩\u200d👧 🇩🇪", ["👨\u200d👩\u200d👧", "🇩🇪"]),
        ("a\u0301\ue000", ["\ue000"]),
        ("a🏽", ["a🏽"]),
        ("\u0301a", ["\u0301"]),
    ],
)
def test_missing(text: str, missing: list[str]) -> None:
    assert FACE.missing(text) == missing


def test_a_brand_without_fallback_and_emoji() -> None:
    bare = Typeface([OWN])
    assert bare.missing("Я α 🎉") == ["α", "🎉"]


def test_what_needs_shaping() -> None:
    assert FACE.needing_shaping("Скидка é 🎉👍🏽 £5") == []
    assert FACE.needing_shaping("а\u0301 ש") == ["а\u0301", "ש"]


def test_a_line_is_as_wide_as_its_ink() -> None:
    line = FACE.line("Тара", 0.02)
    first, last = line.glyphs[0], line.glyphs[-1]
    assert line.width == pytest.approx(line.pens[-1] + last.right - first.left)
    assert line.pens[1] == pytest.approx(first.advance + 0.02 + OWN.kerning["Та"])
    assert OWN.kerning["Та"] < 0


def test_nothing_is_kerned_between_fonts() -> None:
    line = FACE.line("Tα", 0.0)
    assert line.pens[1] == line.glyphs[0].advance


def test_emoji_stand_with_the_capitals() -> None:
    emoji, capital = FACE.glyphs("🎉Н")
    assert isinstance(emoji.face, Emoji)
    assert 1.0 < emoji.rise / capital.rise < 1.1
    assert 0 < emoji.drop < 0.1 * capital.rise
    assert 1.05 <= (emoji.rise + emoji.drop) / capital.rise <= 1.15
    assert emoji.advance > emoji.right > emoji.left > 0
