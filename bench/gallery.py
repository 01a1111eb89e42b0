"""The contact sheet of all formats, and the golden banners that the tests compare with.

python -m bench.gallery              docs/gallery.webp: example briefs through the real engines, a minute or two
python -m bench.gallery --all FILE   the same of all example briefs, to look at
python -m bench.gallery --goldens    tests/goldens/*.webp, from texts and pictures that never change: look at them
                                     before you commit them
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from core.catalogue import ExampleBrief, load_example_briefs, load_products
from core.compositing.compose import compose
from core.copywriting.offline.engine import OfflineCopywriter
from core.copywriting.port import CopyRequest
from core.formats.brand import Language, load_brand
from core.formats.catalogue import load_formats
from core.formats.schema import Format
from core.imagery.port import PictureRequest
from core.imagery.studio.engine import StudioEngine
from core.matting.white import WhiteMatter
from core.retrieval.minilm import MiniLmEncoder

ROOT = Path(__file__).resolve().parents[1]
GOLDENS = ROOT / "tests" / "goldens"
#: The example briefs on the sheet: a card in Russian, a gift and a parcel in English, a mortgage with legal text.
SHOWN = (0, 2, 5, 6)
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
    """Every format with two of the committed briefs, in turn; of each field's texts the longest within its limit."""
    briefs = json.loads((GOLDENS / "briefs.json").read_text("utf-8"))
    for index, layout in enumerate(load_formats().values()):
        for brief in (briefs[index % len(briefs)], briefs[(index + 1) % len(briefs)]):
            picture = Image.open(GOLDENS / "pictures" / f"{brief['picture']}.webp").convert("RGBA")
            texts = {"legal": brief["legal"]} | {
                field.id: next(text for text in brief["texts"][field.role] if len(text) <= (field.limit or 0))
                for field in layout.ai_fields
            }
            pictures = (picture,) * len(layout.pictures)
            yield Order(f"{layout.id}-{brief['picture']}", layout, texts, pictures, brief["language"])


def fresh_orders(briefs: Sequence[ExampleBrief]) -> Iterator[Order]:
    """Example briefs in every format, with the copy and the pictures that the engines make of them now."""
    studio, copywriter = StudioEngine(MiniLmEncoder()), OfflineCopywriter()
    products = {product.slug: product for product in load_products()}
    for seed, brief in enumerate(briefs, 1):
        product, language = products[brief.product], brief.language
        name, about = product.name[language], product.description[language]
        wish = PictureRequest(brief.prompt, brief.offer, name, about, seed)
        cut_out = WhiteMatter().cut_out(studio.obtain(wish, checkpoint=_told).image)
        for layout in load_formats().values():
            request = CopyRequest(brief.offer, language, layout.ai_fields, name, about, layout.id)
            texts = {**copywriter.write(request).texts, "legal": (product.legal or {}).get(language, "")}
            yield Order(f"{layout.id}-{brief.product}", layout, texts, (cut_out,), language)


def _told(fraction: float, note: str) -> None:
    print(f"\r{fraction:4.0%} {note:40}", end="", flush=True)


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
    parser = argparse.ArgumentParser()
    parser.add_argument("--goldens", action="store_true")
    parser.add_argument("--all", type=Path, metavar="FILE")
    options = parser.parse_args()
    if options.goldens:
        for order in golden_orders():
            banner(order).save(GOLDENS / f"{order.name}.webp", quality=92, method=6)
        return
    briefs = load_example_briefs()
    chosen = briefs if options.all else [briefs[index] for index in SHOWN]
    sheet = contact_sheet(list(fresh_orders(chosen)))
    sheet.save(options.all or ROOT / "docs" / "gallery.webp", quality=86, method=6)


if __name__ == "__main__":
    main()
