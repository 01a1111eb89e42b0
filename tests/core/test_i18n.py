"""Both languages, from the same sentences."""

import pytest

from core.errors import BadInput
from core.i18n import best_language, explain, translate


@pytest.mark.parametrize(
    ("locale", "language"),
    [("ru", "ru"), ("ru-RU", "ru"), ("RU_ru", "ru"), ("en-GB", "en"), ("de", "en"), ("", "en"), (None, "en")],
)
def test_the_browser_chooses_the_language(locale: str | None, language: str) -> None:
    assert best_language(locale) == language


def test_english_is_its_own_catalogue() -> None:
    assert translate("Choose a product.", "en") == "Choose a product."


def test_an_error_is_explained_in_both_languages_with_its_values() -> None:
    error = BadInput("At most {limit} characters fit here; this has {length}.", field="offer", limit=4000, length=4001)
    english, russian = explain(error, "en"), explain(error, "ru")
    assert english == str(error)
    assert russian != english
    assert "4000" in russian
    assert "4001" in russian
