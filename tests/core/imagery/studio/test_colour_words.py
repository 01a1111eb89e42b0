import pytest

from core.formats.brand import load_brand
from core.imagery.studio.colour_words import asked_colour, colour_name
from core.imagery.studio.colours import hues

PALETTE = load_brand().palette
HUES = hues(load_brand())


def test_the_brand_s_colours_have_names() -> None:
    names = [colour_name(PALETTE[role]) for role in ("primary", "secondary", "accent", "paper")]
    assert names == ["royal blue", "pale turquoise", "light salmon", "white"]


@pytest.mark.parametrize("role", ["primary", "secondary", "accent"])
def test_the_name_of_a_colour_asks_for_it(role: str) -> None:
    assert asked_colour(f"a {colour_name(PALETTE[role])} car with a red roof", HUES) == PALETTE[role]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("a blue car", "primary"),
        ("синяя машина", "primary"),
        ("бирюзовый подарок", "secondary"),
        ("a light blue house", "secondary"),
        ("жёлтая машина, синий дом", "accent"),
        ("a coral phone", "accent"),
        ("a pink gift", "accent"),
        ("a violet parcel", "primary"),
    ],
)
def test_the_first_colour_named_is_matched_with_the_nearest_of_the_brand(text: str, role: str) -> None:
    assert asked_colour(text, HUES) == PALETTE[role]


@pytest.mark.parametrize("text", ["", "a car", "машина", "a scared reader", "Синергия"])
def test_a_text_without_a_colour_asks_for_none(text: str) -> None:
    assert asked_colour(text, HUES) is None
