"""Colours: sRGB and linear light (IEC 61966-2-1), the three brand colours of a scene, and their names."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.formats.brand import Brand, Colour


def linear(colour: Colour) -> tuple[float, float, float]:
    """A hexadecimal sRGB colour as linear light, 0-1 each."""
    encoded = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    r, g, b = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    return float(r), float(g), float(b)


def encoded(light: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Linear light as sRGB bytes, clipped to 0-1."""
    light = np.clip(light, 0, 1)
    curve = np.where(light <= 0.0031308, 12.92 * light, 1.055 * np.power(light, 1 / 2.4) - 0.055)
    return np.round(255 * curve).astype(np.uint8)


def mixed(colour: Colour, other: Colour, share: float) -> Colour:
    """`colour` with `share` (0-1) of `other`, mixed as light."""
    blend = (1 - share) * np.array(linear(colour)) + share * np.array(linear(other))
    return "#" + "".join(f"{byte:02X}" for byte in encoded(blend.astype(np.float32)))


@dataclass(frozen=True)
class Tints:
    """The colours of one scene: the brand's three, dealt out, and neutrals drawn from them.

    `light` stands in for white (pure white is the floor's alone), `dark` for black, `deep` for a colour that
    shows on pale ones, `cream` for a warm white; `glass` is always another colour than `main`.
    """

    main: Colour
    second: Colour
    accent: Colour
    light: Colour
    dark: Colour
    glass: Colour
    deep: Colour
    cream: Colour

    def on(self, colour: Colour) -> Colour:
        """What a sign on `colour` is drawn in, so that it can be read: `light`, or `deep` where that is too near."""
        return self.light if sum(linear(colour)) < 1.9 else self.deep


#: How often primary, secondary and accent are a scene's main colour.
_SHARES = (0.55, 0.2, 0.25)


def dealt(brand: Brand, rng: np.random.Generator) -> Tints:
    """The brand's colours in an order that `rng` picks."""
    hues = [brand.colour(role) for role in ("primary", "secondary", "accent")]
    main = hues.pop(int(rng.choice(3, p=_SHARES)))
    second, accent = hues if rng.random() < 0.5 else hues[::-1]
    primary, secondary, paper = (brand.colour(role) for role in ("primary", "secondary", "paper"))
    return Tints(
        main=main,
        second=second,
        accent=accent,
        light=mixed(paper, secondary, 0.4),
        dark=mixed(brand.colour("ink"), primary, 0.12),
        glass=secondary if main != secondary else primary,
        deep=primary,
        cream=mixed(paper, brand.colour("accent"), 0.22),
    )


#: Colour words a reader knows (names and values of CSS Color 4), for describing a picture.
_NAMES = {
    "white": "#FFFFFF", "black": "#000000", "grey": "#808080", "silver": "#C0C0C0", "navy": "#000080",
    "royal blue": "#4169E1", "sky blue": "#87CEEB", "pale turquoise": "#AFEEEE", "turquoise": "#40E0D0",
    "teal": "#008080", "green": "#008000", "lime green": "#32CD32", "mint": "#98FF98", "olive": "#808000",
    "yellow": "#FFFF00", "gold": "#FFD700", "orange": "#FFA500", "light salmon": "#FFA07A", "coral": "#FF7F50",
    "red": "#FF0000", "crimson": "#DC143C", "pink": "#FFC0CB", "magenta": "#FF00FF", "purple": "#800080",
    "lavender": "#E6E6FA", "brown": "#A52A2A", "beige": "#F5F5DC",
}  # fmt: skip


def colour_name(colour: Colour) -> str:
    """The English word for the nearest named colour."""
    asked = np.cbrt(linear(colour))
    return min(_NAMES, key=lambda name: float(((np.cbrt(linear(_NAMES[name])) - asked) ** 2).sum()))
