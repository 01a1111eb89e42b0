"""The brand as the screens' theme."""

import json

import numpy as np
import pytest

from core.formats.brand import DATA, load_brand
from core.formats.colour import contrast, luminance, rgb
from jobs.theme import theme_environment

THEME = theme_environment(load_brand())


def ratio(first: str, second: str) -> float:
    lights = [luminance(np.array(rgb(THEME[f"STREAMLIT_THEME_{name}"]), dtype=float)) for name in (first, second)]
    return float(contrast(*lights))


@pytest.mark.parametrize("mode", ["LIGHT", "DARK"])
@pytest.mark.parametrize("ground", ["BACKGROUND_COLOR", "SECONDARY_BACKGROUND_COLOR"])
@pytest.mark.parametrize("ink", ["TEXT_COLOR", "LINK_COLOR"])
def test_text_is_readable_on_every_ground(mode: str, ground: str, ink: str) -> None:
    assert ratio(f"{mode}_{ink}", f"{mode}_{ground}") >= 4.5


@pytest.mark.parametrize("mode", ["LIGHT", "DARK"])
def test_white_is_readable_on_buttons(mode: str) -> None:
    assert ratio(f"{mode}_PRIMARY_COLOR", "LIGHT_BACKGROUND_COLOR") >= 4.5


def test_the_fonts_are_the_brands_own_and_are_served() -> None:
    faces = json.loads(THEME["STREAMLIT_THEME_FONT_FACES"])
    assert {face["family"] for face in faces} == {"Onest", "Golos Text"}
    for face in faces:
        assert (DATA.parent / "static" / face["url"].removeprefix("app/static/")).is_file()
