"""What of a text is seen, and how a character is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.compositing.characters import begins_right_to_left, drawn_of, in_colours, named, nameless, readable, without
from tests.core.compositing.naughty import NAUGHTY


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("cafe\u0301 и\u0306", "café й"),
        ("Ски\u200bд\u2060ка\ufeff\x00", "Скидка"),
        ("\u202eтекст\u202c", "текст"),
        ("a\u200db", "ab"),
        ("  раз \t два\r\nтри\u2028", "раз два три"),
        ("10 \u00a0 %", "10\u00a0%"),
        ("\u00adПре\u00adвысоко \u00ad много\u00ad", "Пре\u00adвысоко много"),
        ("می\u200cگیرید", "می\u200cگیرید"),
        ("❤\ufe0f a\ufe0f", "❤\ufe0f a"),
        ("\u3164\u115f", ""),
    ],
)
def test_what_is_seen(text: str, seen: str) -> None:
    assert readable(text) == seen


@given(st.text() | st.sampled_from(NAUGHTY))
def test_seen_twice_is_seen_once(text: str) -> None:
    assert readable(readable(text)) == readable(text)


@pytest.mark.parametrize(
    ("cluster", "drawn", "coloured"),
    [("👍🏽", "👍", True), ("❤\ufe0f", "❤", True), ("❤\ufe0e", "❤", False), ("❤", "❤", False), ("⭐", "⭐", True),
     ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧", True), ("a\U0001f3fd", "a\U0001f3fd", False), ("Я", "Я", False)],
)  # fmt: skip
def test_what_a_font_must_have(cluster: str, drawn: str, coloured: bool) -> None:
    assert (drawn_of(cluster), in_colours(cluster)) == (drawn, coloured)


@pytest.mark.parametrize(
    ("cluster", "name"),
    [("漢", "漢"), ("\ue000", "U+E000"), ("\ud83d", "U+D83D"), ("\u0301", "◌\u0301"), (" \u0301", "◌\u0301"),
     ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧")],
)  # fmt: skip
def test_names(cluster: str, name: str) -> None:
    assert named(cluster) == name


@pytest.mark.parametrize("cluster", ["\u0301", "\ue000", "\ud83d", "\u0378", " \u0301"])
def test_what_nothing_can_stand_for(cluster: str) -> None:
    assert nameless(cluster)


def test_where_a_paragraph_begins() -> None:
    assert begins_right_to_left("20 שלום Visa")
    assert not begins_right_to_left("Visa שלום")
    assert not begins_right_to_left("20 %")


def test_what_is_taken_out_leaves_no_gap() -> None:
    assert without("Скидка 漢 20% 字, сегодня 漢!", {"漢", "字"}) == "Скидка 20%, сегодня!"
    assert without("漢字", {"漢", "字"}) == ""
