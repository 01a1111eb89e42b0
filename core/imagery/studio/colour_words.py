"""Colours in words: what a picture's colours are called, and which one a prompt asks for."""

import re
from collections.abc import Iterable

import numpy as np

from core.formats.brand import Colour
from core.imagery.studio.colours import linear

#: Names and values of CSS Color 4, for describing a picture.
_NAMES = {
    "white": "#FFFFFF", "black": "#000000", "grey": "#808080", "silver": "#C0C0C0", "navy": "#000080",
    "royal blue": "#4169E1", "sky blue": "#87CEEB", "pale turquoise": "#AFEEEE", "turquoise": "#40E0D0",
    "teal": "#008080", "green": "#008000", "lime green": "#32CD32", "mint": "#98FF98", "olive": "#808000",
    "yellow": "#FFFF00", "gold": "#FFD700", "orange": "#FFA500", "light salmon": "#FFA07A", "coral": "#FF7F50",
    "red": "#FF0000", "crimson": "#DC143C", "pink": "#FFC0CB", "magenta": "#FF00FF", "purple": "#800080",
    "lavender": "#E6E6FA", "brown": "#A52A2A", "beige": "#F5F5DC",
}  # fmt: skip

#: Stems that ask for a colour, Russian and English.
_ASKED = {
    r"pale turquoise|turquoise|aqua|cyan|mint|teal|light blue|sky blue|бирюз|голуб|мятн": "#AFEEEE",
    r"royal blue|navy|blue|син(?:ий|яя|ее|ие|его|ей|юю|им|их)|василь": "#4169E1",
    r"light salmon|salmon|coral|peach|orange|лосос|коралл|персик|оранж": "#FFA07A",
    r"red\b|pink|красн|розов": "#F06060",
    r"yellow|gold(?!en hour)|желт|золот": "#FFD040",
    r"green|зелен": "#40B060",
    r"purple|violet|lilac|фиолет|сирен": "#8050D0",
}


def colour_name(colour: Colour) -> str:
    """The English word for the nearest named colour."""
    return min(_NAMES, key=lambda name: _apart(_NAMES[name], colour))


def asked_colour(text: str, offered: Iterable[Colour]) -> Colour | None:
    """Of the `offered` colours the one nearest to the first colour that `text` names; None where it names none."""
    lowered = text.casefold().replace("ё", "е")
    found = ((re.search(rf"\b(?:{stems})", lowered), colour) for stems, colour in _ASKED.items())
    named = min(((hit.start(), colour) for hit, colour in found if hit), default=None)
    return min(offered, key=lambda colour: _apart(colour, named[1])) if named else None


def _apart(first: Colour, second: Colour) -> float:
    """Squared distance; the cube root of light is roughly even to the eye."""
    return float(((np.cbrt(linear(first)) - np.cbrt(linear(second))) ** 2).sum())
