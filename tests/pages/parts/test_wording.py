"""Words for durations, beginnings of texts, and people's own text inside Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.formats.catalogue import load_formats
from pages.parts.wording import excerpt, format_labels, plain, short_name, size_of, sized_name


@given(st.text(), st.integers(10, 80))
def test_an_excerpt_is_one_line_of_limited_length(text: str, length: int) -> None:
    short = excerpt(text, length)
    assert len(short) <= length + 1
    assert "\n" not in short


def test_an_excerpt_ends_between_words() -> None:
    assert excerpt("Two pizzas for the price of one", 18) == "Two pizzas for the…"
    assert excerpt("Two pizzas", 18) == "Two pizzas"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[free](http://x)", r"\[free\]\(http\://x\)".replace(r"\:", ":")),
        ("**7%** off", r"\*\*7%\*\* off"),
        (":red[x] at 9:30", r"\:red\[x\] at 9\:30"),
        ("![x](y)", r"\!\[x\]\(y\)"),
    ],
)
def test_a_persons_text_stays_text_inside_markdown(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_a_formats_name_is_said_without_its_size() -> None:
    for layout in load_formats().values():
        for spoken in ("en", "ru"):
            name = short_name(layout, spoken)
            assert name
            assert str(layout.width) not in name


def test_formats_are_told_apart_by_name_and_size_in_both_languages() -> None:
    layouts = list(load_formats().values())
    twin = layouts[0].model_copy(update={"id": "twin"})
    for spoken in ("en", "ru"):
        labels = format_labels([*layouts, twin], spoken)
        assert len(set(labels.values())) == len(layouts) + 1
        assert labels["display-300x250"].startswith("300x250 ")
        assert labels["twin"].endswith(" · twin")
        assert sized_name(layouts[0], spoken).endswith(size_of(layouts[0]))
