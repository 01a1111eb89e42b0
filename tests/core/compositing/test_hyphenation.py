"""Where words may be broken when nothing else helps."""

import pytest

from core.compositing.hyphenation import SOFT, hyphenated
from core.formats.brand import Language


def broken(text: str, language: Language = "ru", longest: int = 8) -> str:
    """With `|` where a word may be broken; words up to `longest` letters have room."""
    found = hyphenated(text, language, too_wide=lambda word: len(word) > longest, names=["Luarica", "Луаричество"])
    return found.replace(SOFT, "|")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("для предпринимательства", "для пред|при|ни|ма|тель|ства"),
        ("интернет-предпринимательство", "интер|нет-пред|при|ни|ма|тель|ство"),
        ("«Предпринимательство»!", "«Пред|при|ни|ма|тель|ство»!"),
        ("Превысоко\u00adмногорассмотрительный", "Превысоко|многорассмотрительный"),
        ("ко\u00adрот\u00adкий", "короткий"),
        ("Луаричество", "Луаричество"),
        ("https://example.com/предпринимательство", "https://example.com/предпринимательство"),
        ("СКИДКА2026ПРЕДПРИНИМАТЕЛЮ", "СКИДКА2026ПРЕДПРИНИМАТЕЛЮ"),
        ("internationalisation", "internationalisation"),
    ],
)
def test_russian(text: str, wanted: str) -> None:
    assert broken(text) == wanted


def test_english() -> None:
    assert "|" in broken("internationalisation", "en")
    assert broken("CASHBACKPROMOCODE", "en") == "CASHBACKPROMOCODE"


def test_three_letters_stay_on_either_side() -> None:
    for word in ("предпринимательство", "высокотехнологичный", "электрификация", "экономический"):
        parts = broken(word).split("|")
        assert min(len(parts[0]), len(parts[-1])) >= 3
        assert "".join(parts) == word
