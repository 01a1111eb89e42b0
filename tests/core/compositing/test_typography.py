"""Typewriter text made typographic: by example, and what must hold for any text."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from core.compositing.characters import readable
from core.compositing.typography import typographic
from core.formats.brand import Language
from tests.core.compositing.naughty import NAUGHTY


def shown(text: str, language: Language) -> str:
    """With `~` for the spaces at which no line may end."""
    return typographic(text, language).replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ('Ипотека "Свои ключи"', "Ипотека «Свои ключи»"),
        ('"Банк "Луарика"" рядом', "«Банк „Луарика“» рядом"),
        ("Карта “Плюс” и „Минус“", "Карта «Плюс» и «Минус»"),
        ("«Ёлка „Сосна“ и ель»", "«Ёлка „Сосна“ и ель»"),
        ('Монитор 27" и "Люкс"', 'Монитор 27" и «Люкс»'),
        ('Тариф "Плюс', 'Тариф "Плюс'),
        ("Карта - это просто", "Карта — это просто"),
        ("Карта -- это просто", "Карта — это просто"),
        ("Карта – это просто", "Карта — это просто"),
        ("10 - 5 = 5", "10 - 5 = 5"),
        ("Ждём...", "Ждём…"),
        ("д'Артаньян", "д’Артаньян"),
        ("7-10 дней", "7–10~дней"),
        ("10-20%", "10–20%"),
        ("10 000-20 000 ₽", "10~000–20~000~₽"),
        ("9:00-21:00", "9:00–21:00"),
        ("с 10:00 - 21:00", "с 10:00~–~21:00"),
        ("10 % до 31 марта", "10~% до 31~марта"),
        ("5 000 000 ₽ на 20 лет", "5~000~000~₽ на 20~лет"),
        ("А. С. Пушкин и т. д.", "А.~С.~Пушкин и~т.~д."),
        ("№ 5, стр. 7, г. Москва", "№~5, стр.~7, г.~Москва"),
    ],
)
def test_russian(typed: str, wanted: str) -> None:
    assert shown(typed, "ru") == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ('Say "hi"', "Say “hi”"),
        ('"A "small" thing"', "“A ‘small’ thing”"),
        ("The «best» one", "The “best” one"),
        ("It's 'the best' - drivers' choice", "It’s ‘the best’ — drivers’ choice"),
        ("The '90s", "The ’90s"),
        ("5'10\" tall", "5'10\" tall"),
        ("Bed – and breakfast", "Bed – and breakfast"),
        ("3-5 days, March 12", "3–5~days, March~12"),
        ("5 GB for $ 3", "5~GB for $~3"),
    ],
)
def test_english(typed: str, wanted: str) -> None:
    assert shown(typed, "en") == wanted


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    "text",
    [
        "SALE-20", "8-800-555-35-35", "+7 (495) 123-45-67", "2026-11-20", "Boeing 737-800", "09-2026", "X-10-20",
        "https://example.com/a-b...c?d='e'", "name.o'neill@example.com", "example.com/10-20", "24-7", "50-50", "C++",
        "(c) (r) (tm)", "../../etc", "1...5", "<b>", "--flag", "10-ый",
    ],
)  # fmt: skip
def test_names_and_numbers_stay_as_they_were_typed(text: str, language: Language) -> None:
    assert typographic(text, language) == text


scraps = st.sampled_from(
    [*"\"'«»„“”‘’()-–—.,!?…%₽$№ ", "...", " - ", "--", "10", "20", "5 000", "31 марта", "дней", "SALE-20", "и", "it's",
     "www.a.ru", "a@b.ru", "«Плюс»", '"Плюс"', "т. д.", "А.", "9:00", "\u00a0", "2026-11-20", "слово", "word"]
)  # fmt: skip
texts = (st.lists(scraps, max_size=16).map("".join) | st.text(max_size=40) | st.sampled_from(NAUGHTY)).map(readable)
languages = st.sampled_from(["ru", "en"])


@given(text=texts, language=languages)
def test_twice_is_once(text: str, language: Language) -> None:
    once = typographic(text, language)
    assert typographic(once, language) == once


@given(text=texts, language=languages)
def test_only_signs_change(text: str, language: Language) -> None:
    """Letters, digits and the order of everything stay; quotes stay quotes, dashes dashes, spaces spaces."""
    assert same(typographic(text, language)) == same(text)


def same(text: str) -> str:
    """With one sign for all that typography may exchange."""
    for pattern, sign in (("…", "..."), ("[\"'«»„“”‘’]", '"'), ("-{1,2}|[–—]", "-"), ("\u00a0", " ")):
        text = regex.sub(pattern, sign, text)
    return text
