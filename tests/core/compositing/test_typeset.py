"""Breaking text into lines and finding its size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.compositing.breaking import pieces_of
from core.compositing.characters import readable
from core.compositing.typeface import typeface_of
from core.compositing.typeset import Setting, height_of, set_text
from core.compositing.typography import typographic
from core.formats.brand import load_brand
from core.formats.catalogue import load_formats
from core.formats.schema import TextField

FACE = typeface_of(load_brand(), "display", bold=False)


def field(size: tuple[float, float] = (20, 40), lines: int = 4, **more: object) -> TextField:
    return TextField.model_validate(
        {"id": "t", "role": "message", "source": "legal", "box": [0, 0, 400, 300], "size": size, "lines": lines, **more}
    )


def setting(text: str, width: float = 400, height: float = 300, **more: object) -> Setting:
    found = set_text(typographic(text, "ru"), field(**more), FACE, (width, height))  # type: ignore[arg-type]
    assert found is not None
    return found


def test_short_text_gets_the_largest_size() -> None:
    assert setting("Сразу") == Setting(40, ("Сразу",), 0)


def test_a_text_that_fits_at_no_size() -> None:
    assert set_text("Превысокомногорассмотрительствующий", field(), FACE, (200, 300)) is None


def test_no_more_lines_than_allowed() -> None:
    assert set_text(readable("слово " * 40), field(lines=2), FACE, (400, 300)) is None


def test_lines_are_balanced() -> None:
    lines = setting("Доставка продуктов домой ежедневно", width=420, size=(30, 30)).lines
    widths = [FACE.line(line, 0).width for line in lines]
    assert len(lines) == 2
    assert min(widths) > 0.75 * max(widths)


@pytest.mark.parametrize("word", ["в", "для", "не", "of", "the", "with"])
def test_no_line_ends_in_a_short_word(word: str) -> None:
    text = f"Удобная карта {word} покупок каждый день"
    for width in range(300, 520, 20):
        lines = setting(text, width=width, size=(28, 32)).lines
        assert not any(line.split(" ")[-1] == word for line in lines[:-1]), (width, lines)


def test_a_dash_never_begins_a_line() -> None:
    for width in range(240, 520, 20):
        lines = setting("Обслуживание карты — ноль рублей", width=width, size=(24, 32)).lines
        assert not any(line.startswith("—") for line in lines)


def test_numbers_stay_with_their_units() -> None:
    for width in range(240, 520, 20):
        lines = setting("Кредит до 5 000 000 ₽ под 12 % на три года", width=width, size=(20, 24), lines=6).lines
        assert any("5\u00a0000\u00a0000\u00a0₽" in line for line in lines)
        assert any("12\u00a0%" in line for line in lines)


def test_non_breaking_spaces_hold() -> None:
    for width in range(240, 420, 20):
        lines = setting("Приходите 31\u00a0марта, будет весело", width=width, size=(20, 28)).lines
        assert any("31\u00a0марта" in line for line in lines)


def test_long_hyphenated_words_may_break_at_the_hyphen() -> None:
    assert [piece.text for piece in pieces_of("интернет-магазин по-русски 7-10")] == [
        "интернет-", "магазин", "по-русски", "7-10",
    ]  # fmt: skip


def test_nothing_is_lost_or_changed() -> None:
    text = "Откройте счёт до 30 июня: эквайринг от 1,2 %, терминал привезём и настроим за 0 ₽"
    lines = setting(text, width=300, lines=8).lines
    assert " ".join(lines).replace("\u00a0", " ") == text


words = st.text("абвгдежзиклмнопрстуфхцчшэюяёйАБВ0123456789%₽«»,.-", min_size=1, max_size=14)


@given(text=st.lists(words, min_size=1, max_size=14).map(" ".join), width=st.integers(120, 900))
def test_every_line_fits_and_the_block_too(text: str, width: int) -> None:
    one = field(size=(14, 60), lines=5)
    found = set_text(readable(text), one, FACE, (width, 260)) if text.strip() else None
    if found is not None:
        assert max(FACE.line(line, 0).width for line in found.lines) * found.size <= width + 1e-6
        assert len(found.lines) <= 5
        assert height_of(found, one, FACE) <= 260 + 1e-6
        assert "".join("".join(found.lines).split()) == "".join(text.split())


#: Average words of the two languages, to be cut at a field's limit.
AVERAGE = {
    "ru": "Кэшбэк на покупки в супермаркетах и аптеках весь год, если открыть карту до марта и платить ей каждый день",
    "en": "Cashback on groceries and pharmacies for a whole year if you open the card by March and pay with it daily",
}


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", list(load_formats()))
def test_text_at_its_limit_sets_well(name: str, language: str) -> None:
    from core.compositing.compose import compose
    from core.formats.brand import load_brand

    layout = load_formats()[name]
    texts = {one.id: AVERAGE[language][: one.limit].strip() for one in layout.ai_fields}
    texts |= {one.id: (AVERAGE[language] * 3)[: one.limit] for one in layout.fields if one.source == "legal"}
    made = compose(layout, texts, [], brand=load_brand(), language=language)  # type: ignore[arg-type]
    assert set(made.boxes) == {one.id for one in layout.fields}


@pytest.mark.parametrize(
    ("text", "clinging"),
    [
        ("Ипотека «Свои ключи» от 6%", ["«Свои", "от"]),
        ("£3.49 instead of £4.99", ["instead", "of"]),
        ("299 ₽, дальше 590 ₽", ["дальше"]),
        ("Тариф «Плюс» для всех", ["для"]),
    ],
)
def test_what_belongs_together_clings(text: str, clinging: list[str]) -> None:
    assert [piece.text for piece in pieces_of(typographic(text, "ru")) if piece.clings] == clinging
