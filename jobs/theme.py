"""The brand as the screens' theme: environment variables that Streamlit reads when it starts."""

import json

from core.formats.brand import Brand
from core.formats.colour import mix

#: Weights that the files of a family stand for in CSS: the regular one serves up to 500, the bold one from 600.
REGULAR, BOLD = "100 500", "600 900"


def theme_environment(brand: Brand) -> dict[str, str]:
    """Colours in light and dark and the fonts, as `STREAMLIT_THEME_…` variables.

    The fonts' addresses are below app/static, which serves data/fonts.
    """
    ink, paper, primary = brand.palette["ink"], brand.palette["paper"], brand.palette["primary"]
    light = {
        "PRIMARY_COLOR": primary,
        "BACKGROUND_COLOR": paper,
        "SECONDARY_BACKGROUND_COLOR": mix(paper, primary, 0.06),
        "TEXT_COLOR": ink,
        "LINK_COLOR": brand.palette["deep"],
        "BORDER_COLOR": mix(paper, ink, 0.14),
        "GRAY_TEXT_COLOR": brand.palette["muted"],
    }
    dark = {
        "PRIMARY_COLOR": mix(primary, paper, 0.04),
        "BACKGROUND_COLOR": mix(ink, "#000000", 0.42),
        "SECONDARY_BACKGROUND_COLOR": mix(ink, "#000000", 0.08),
        "TEXT_COLOR": mix(paper, ink, 0.06),
        "LINK_COLOR": mix(primary, paper, 0.5),
        "BORDER_COLOR": mix(ink, paper, 0.2),
        "GRAY_TEXT_COLOR": mix(ink, paper, 0.68),
    }
    fonts = {
        "FONT": f"'{brand.fonts['text'].name}', sans-serif",
        "HEADING_FONT": f"'{brand.fonts['display'].name}', sans-serif",
        "FONT_FACES": json.dumps(_faces(brand)),
    }
    groups = {"": fonts, "LIGHT_": light, "DARK_": dark}
    return {
        f"STREAMLIT_THEME_{group}{name}": value for group, options in groups.items() for name, value in options.items()
    }


def _faces(brand: Brand) -> list[dict[str, str]]:
    return [
        {"family": family.name, "url": f"app/static/{file}", "weight": weight}
        for family in brand.fonts.values()
        for file, weight in ((family.regular, REGULAR), (family.bold, BOLD))
    ]
