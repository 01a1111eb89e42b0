"""Colours: sRGB and linear light (IEC 61966-2-1), the three brand colours of a scene, and their names."""

from dataclasses import dataclass, replace
from typing import Self

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

    def exchanged(self) -> Self:
        """Main colour and accent exchanged, for a thing beside one in these tints."""
        glass = self.main if self.glass == self.accent else self.glass
        return replace(self, main=self.accent, accent=self.main, glass=glass)


#: How often primary, secondary and accent are a scene's main colour.
_SHARES = (0.55, 0.2, 0.25)


def hues(brand: Brand) -> list[Colour]:
    """The brand's three colours that a subject may have."""
    return [brand.colour(role) for role in ("primary", "secondary", "accent")]


def dealt(brand: Brand, rng: np.random.Generator, main: Colour | None = None) -> Tints:
    """The brand's colours in an order that `rng` picks; `main`, one of them, may be given."""
    left = hues(brand)
    picked = left[int(rng.choice(3, p=_SHARES))]  # drawn also where it is given, so that the rest stays the same
    main = main or picked
    left.remove(main)
    second, accent = left if rng.random() < 0.5 else left[::-1]
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
