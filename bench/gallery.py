"""The contact sheet of all formats, and the golden banners that the tests compare with.

python -m bench.gallery              docs/gallery.webp, from the golden briefs
python -m bench.gallery --goldens    tests/goldens/*.webp as well: look at them before you commit them
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from core.compositing.compose import compose
from core.formats.brand import Language, load_brand
from core.formats.catalogue import load_formats
from core.formats.schema import Format

ROOT = Path(__file__).resolve().parents[1]
GOLDENS = ROOT / "tests" / "goldens"
#: Height of a row of the sheet, the space around banners (px), and the colour under them.
ROW, SPACE, TABLE = 860, 56, "#EEF1F7"


@dataclass(frozen=True)
class Order:
    """What one banner is made of."""

    name: str
    format: Format
    texts: Mapping[str, str]
    pictures: tuple[Image.Image, ...]
    language: Language


def golden_orders() -> Iterator[Order]:
    """The committed briefs in every format, brief by brief; the largest format first."""
    for brief in json.loads((GOLDENS / "briefs.json").read_text("utf-8")):
        picture = Image.open(GOLDENS / "pictures" / f"{brief['picture']}.webp").convert("RGBA")
        for layout in load_formats().values():
            texts = {"legal": brief["legal"], **brief["texts"][layout.id]}
            yield Order(f"{layout.id}-{brief['picture']}", layout, texts, (picture,), brief["language"])


def banner(order: Order) -> Image.Image:
    """The order's banner at its exact size."""
    made = compose(order.format, order.texts, order.pictures, brand=load_brand(), language=order.language)
    return made.image


def contact_sheet(orders: Sequence[Order]) -> Image.Image:
    """One row a brief: the tall formats at full height, the wide ones one above the other beside them."""
    rows = [_row(orders[start : start + len(load_formats())]) for start in range(0, len(orders), len(load_formats()))]
    sheet = Image.new("RGB", (max(row.width for row in rows), sum(row.height for row in rows) + SPACE), TABLE)
    for index, row in enumerate(rows):
        sheet.paste(row, (0, SPACE + sum(above.height for above in rows[:index])))
    return sheet


def _row(orders: Sequence[Order]) -> Image.Image:
    banners = [banner(order) for order in orders]
    wide = [one for one in banners if one.width > one.height]
    tall = [_scaled(one, ROW / one.height) for one in banners if one.width <= one.height]
    stacked = [_scaled(wide[0], ROW * 1.05 / wide[0].width)]
    stacked += [_scaled(one, (ROW - SPACE - stacked[0].height) / one.height) for one in wide[1:]]
    row = Image.new("RGB", (sum(one.width + SPACE for one in [*tall, stacked[0]]) + SPACE, ROW + SPACE), TABLE)
    x = SPACE
    for one in tall:
        _lay(row, one, (x, 0))
        x += one.width + SPACE
    y = 0
    for one in stacked:
        _lay(row, one, (x, y))
        y += one.height + SPACE
    return row


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    return image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)


def _lay(table: Image.Image, image: Image.Image, at: tuple[int, int]) -> None:
    """With a hairline, so that white banners end somewhere."""
    table.paste(image, at)
    ImageDraw.Draw(table).rectangle(
        (at[0] - 1, at[1] - 1, at[0] + image.width, at[1] + image.height), outline="#D5DBE8"
    )


def main() -> None:
    orders = list(golden_orders())
    contact_sheet(orders).save(ROOT / "docs" / "gallery.webp", quality=88, method=6)
    if "--goldens" in sys.argv:
        for order in orders:
            banner(order).save(GOLDENS / f"{order.name}.webp", quality=92, method=6)


if __name__ == "__main__":
    main()
