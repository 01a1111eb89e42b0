"""Draws the company's logo: a crescent that holds a small moon, and the name beside it.

    python -m bench.draw_logo

Writes `data/logo/logo-{dark,light}-{en,ru}.png` (for light and for dark grounds, by language) and `mark.png`, all
transparent. The drawing is made at four times its size and reduced, so that every edge is smooth.
"""

from PIL import Image, ImageChops, ImageDraw, ImageFont

from core.formats.brand import DATA, Brand, load_brand

HEIGHT, SCALE = 256, 4
INKS = {"dark": ("primary", "accent", "ink"), "light": ("paper", "accent", "paper")}


def disc(size: int, x: float, y: float, radius: float) -> Image.Image:
    """Mask of one disc; centre and radius are fractions of `size`."""
    mask = Image.new("L", (size, size))
    box = [(x - radius) * size, (y - radius) * size, (x + radius) * size, (y + radius) * size]
    ImageDraw.Draw(mask).ellipse(box, fill=255)
    return mask


def mark(size: int, crescent: str, moon: str) -> Image.Image:
    """The sign alone, square, transparent."""
    image = Image.new("RGBA", (size, size), crescent)
    image.putalpha(ImageChops.subtract(disc(size, 0.5, 0.5, 0.5), disc(size, 0.655, 0.345, 0.315)))
    image.paste(moon, mask=disc(size, 0.745, 0.255, 0.165))
    return image


def logo(brand: Brand, name: str, inks: tuple[str, str, str]) -> Image.Image:
    """Sign and name on one line, cropped to what is drawn."""
    crescent, moon, ink = (brand.colour(role) for role in inks)
    size = HEIGHT * SCALE
    font = ImageFont.truetype(
        DATA / "fonts" / brand.fonts["display"].bold, size * 0.82, layout_engine=ImageFont.Layout.BASIC
    )
    image = Image.new("RGBA", (size * 7, size), ink)
    mask = Image.new("L", image.size)
    ImageDraw.Draw(mask).text((size * 1.2, size * 0.795), name, font=font, fill=255, anchor="ls")
    image.putalpha(mask)
    image.paste(mark(size, crescent, moon), (0, 0))
    image = image.crop((0, 0, mask.getbbox()[2], size))  # type: ignore[index]
    return image.reduce(SCALE)


def main() -> None:
    brand, folder = load_brand(), DATA / "logo"
    folder.mkdir(exist_ok=True)
    for variant, inks in INKS.items():
        for language, name in brand.name.items():
            logo(brand, name, inks).save(folder / f"logo-{variant}-{language}.png", optimize=True)
    mark(HEIGHT * 2 * SCALE, brand.colour("primary"), brand.colour("accent")).reduce(SCALE).save(
        folder / "mark.png", optimize=True
    )


if __name__ == "__main__":
    main()
