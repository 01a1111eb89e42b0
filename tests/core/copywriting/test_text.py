"""Cleaning, counting, cutting and setting text."""

import pytest

from core.copywriting.language import detect_language
from core.copywriting.text import capitalised, clean_text, cut_at_word, drop_emoji, graphemes, typographic
from core.formats.brand import Language


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  a \t b\n c ", "a b c"),
        ("и\u0306огурт", "йогурт"),
        ("a\u200bb\u202ec\x07", "abc"),
        ("10\u00a0%", "10 %"),
        ("\ufeff.", "."),
    ],
)
def test_clean_text(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@pytest.mark.parametrize(("text", "count"), [("йод", 3), ("и\u0306од", 3), ("👨‍👩‍👧", 1), ("🇷🇸", 1), ("", 0)])
def test_graphemes_are_what_a_reader_counts(text: str, count: int) -> None:
    assert graphemes(text) == count


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [("one two three", 7, "one two"), ("one two three", 6, "one"), ("one, two", 5, "one"), ("longword", 4, "")],
)
def test_cut_at_word_keeps_whole_words(text: str, limit: int, cut: str) -> None:
    assert cut_at_word(text, limit) == cut


@pytest.mark.parametrize(
    ("language", "raw", "set_text"),
    [
        ("ru", 'Тариф "Плюс"', "Тариф «Плюс»"),
        ("ru", 'подписка "Кино "Без рекламы""', "подписка «Кино „Без рекламы“»"),
        ("ru", "Тариф «Семейный „Плюс“»", "Тариф «Семейный „Плюс“»"),
        ("ru", "‘второй’ номер - в подарок", "«второй» номер — в подарок"),
        ("ru", "«без пары", "без пары"),
        ("ru", "23 900 ₽ и 10 %", "23\u00a0900\u00a0₽ и 10\u00a0%"),
        ("en", 'the "quiet" room', "the “quiet” room"),
        ("en", "the driver's card", "the driver’s card"),
        ("en", "20 GB for 2 people", "20\u00a0GB for 2\u00a0people"),
    ],
)
def test_typographic(language: Language, raw: str, set_text: str) -> None:
    assert typographic(raw, language) == set_text


@pytest.mark.parametrize(
    ("raw", "text"), [("от 5 ₽", "От 5 ₽"), ("«плюс»", "«Плюс»"), ("eSIM", "eSIM"), ("5 ГБ", "5 ГБ")]
)
def test_capitalised(raw: str, text: str) -> None:
    assert capitalised(raw) == text


def test_drop_emoji() -> None:
    assert drop_emoji("🚕 Такси 💨 домой") == "Такси домой"


@pytest.mark.parametrize(
    ("offer", "fallback", "language"),
    [
        ("Скидка 10 %", "en", "ru"),
        ("10% off", "ru", "en"),
        ("eSIM и Wi-Fi в поездке", "en", "ru"),
        (" . ", "ru", "ru"),
        ("🚕", "en", "en"),
    ],
)
def test_detect_language(offer: str, fallback: Language, language: Language) -> None:
    assert detect_language(offer, fallback) == language
