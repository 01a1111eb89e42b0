"""Texts into blocks: what is drawn of them, and the errors that name what cannot be."""

import pytest

from core.compositing import setting
from core.compositing.setting import drawable, set_fields
from core.errors import CannotShape, DoesNotFit, MissingGlyph
from core.formats.brand import load_brand
from core.formats.schema import Format
from core.i18n import explain

BRAND = load_brand()


def layout(width: int = 300, **more: object) -> Format:
    field = {"id": "headline", "role": "headline", "source": "legal", "box": [0, 0, width, 200], "size": [20, 30],
             "lines": 5, "family": "display"} | more  # fmt: skip
    return Format.model_validate({"id": "f", "name": {"en": "F", "ru": "Ф"}, "width": 400, "height": 200,
                                  "background": {"colour": "paper"}, "fields": [field]})  # fmt: skip


def lines(text: str, width: int = 300) -> tuple[str, ...]:
    return set_fields(layout(width), {"headline": text}, BRAND, "ru")["headline"].setting.lines


def test_what_is_drawn_is_typographic() -> None:
    assert lines('Тариф "Плюс"') == ("Тариф «Плюс»",)


@pytest.mark.parametrize("text", ["", "  ", "\u200b\ufeff\x00", "\u00ad", "\n\t\u2028"])
def test_nothing_to_see_shows_nothing(text: str) -> None:
    assert set_fields(layout(), {"headline": text}, BRAND, "ru") == {}


def test_a_missing_character_is_named_with_its_field() -> None:
    with pytest.raises(MissingGlyph, match=r"“漢”, “U\+E000”.*headline") as caught:
        lines("Скидка 漢 \ue000")
    assert caught.value.values["field"] == "headline"
    assert "漢" in explain(caught.value, "ru")


@pytest.mark.parametrize("text", ["Скидка שלום", "За\u0301мок"])
def test_without_libfribidi_the_characters_are_named(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting, "can_shape", lambda: False)
    with pytest.raises(CannotShape, match=r"headline.*libfribidi") as caught:
        lines(text)
    assert "libfribidi" in explain(caught.value, "ru")
    assert drawable(layout(), {"headline": text}, BRAND)["headline"] in {"Скидка", "Змок"}


def test_plain_text_needs_no_libfribidi(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting, "can_shape", lambda: False)
    assert lines("Скидка é 🎉 α") == ("Скидка é 🎉 α",)


def test_a_word_is_broken_only_where_nothing_else_helps() -> None:
    assert lines("Предпринимательство", 300) == ("Предпринимательство",)
    assert lines("Предпринимательство", 160) == ("Предприни-", "мательство")
    assert lines("Предпринима\u00adтельст\u00adво", 160) == ("Предпринима-", "тельство")


def test_what_cannot_be_broken_does_not_fit() -> None:
    with pytest.raises(DoesNotFit, match="shorten it"):
        lines("https://example.com/предпринимательство", 160)


def test_texts_that_nobody_typed_lose_what_cannot_be_drawn() -> None:
    texts = {"headline": "Скидка 漢 20% 👨\u200d👩\u200d👧, сегодня!", "other": "漢"}
    assert drawable(layout(), texts, BRAND) == {"headline": "Скидка 20%, сегодня!", "other": "漢"}


def test_what_can_be_drawn_stays_as_it_was_written() -> None:
    text = 'Скидка  "10 %" 🎉\u200b'
    assert drawable(layout(), {"headline": text}, BRAND) == {"headline": text}
