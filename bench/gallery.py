"""The contact sheets of all formats, and the golden banners that the tests compare with.

python -m bench.gallery                       docs/gallery/: example briefs through the real engines, a minute or two
python -m bench.gallery --family NAME FILE    one family with the committed briefs, to look at while making formats
python -m bench.gallery --goldens [FORMAT …]  tests/goldens/*.webp, from texts and pictures that never change: look at
                                              them before you commit them
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from PIL import Image

from bench.sheets import packed, rows
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
SHEETS = ROOT / "docs" / "gallery"
#: The example briefs on the sheets: a card and a pizza in Russian, a gift and a parcel in English, a mortgage
#: with legal text.
SHOWN = (0, 2, 4, 5, 6)
#: The committed cut-outs.
PICTURES = ("house", "pizza", "gift", "card", "parcel")
#: A golden of fewer pixels is kept without loss: what WebP takes from the colours of small type is all there is of it.
SMALL = 120_000


@dataclass(frozen=True)
class Order:
    """What one banner is made of."""

    name: str
    format: Format
    texts: Mapping[str, str]
    pictures: tuple[Image.Image, ...]
    language: Language
    legal_share: float = 0.0


def golden_briefs() -> list[dict[str, Any]]:
    """The committed briefs: a picture's name, language, legal text, and for each role texts from long to short."""
    return list(json.loads((GOLDENS / "briefs.json").read_text("utf-8")))


def golden_order(layout: Format, brief: Mapping[str, Any]) -> Order:
    """The brief in a format: of each field's texts the longest within its limit; further slots show the others'
    pictures."""
    texts = {"legal": brief["legal"]} | {
        field.id: next(text for text in brief["texts"][field.role] if len(text) <= (field.limit or 0))
        for field in layout.ai_fields
    }
    first = PICTURES.index(brief["picture"])
    names = [PICTURES[(first + slot) % len(PICTURES)] for slot in range(len(layout.pictures))]
    pictures = tuple(Image.open(GOLDENS / "pictures" / f"{name}.webp").convert("RGBA") for name in names)
    return Order(f"{layout.id}-{brief['picture']}", layout, texts, pictures, brief["language"], brief["legal_share"])


def golden_orders() -> Iterator[Order]:
    """Every format with two of the committed briefs; which two depends on its name alone."""
    briefs = golden_briefs()
    for layout in load_formats().values():
        first = crc32(layout.id.encode()) % len(briefs)
        for brief in (briefs[first], briefs[(first + 1) % len(briefs)]):
            yield golden_order(layout, brief)


def fresh_orders(briefs: Sequence[ExampleBrief]) -> Iterator[list[Order]]:
    """Each of the briefs in every format, with the copy and the pictures that the engines make of them now. Further
    slots show what the other briefs asked for, as if each slot had been given words of its own."""
    copywriter, cut_outs = OfflineCopywriter(), [*fresh_pictures(briefs)]
    products = {product.slug: product for product in load_products()}
    for number, brief in enumerate(briefs):
        product, language = products[brief.product], brief.language
        turned, orders = cut_outs[number:] + cut_outs[:number], []
        for layout in load_formats().values():
            request = CopyRequest(brief.offer, language, layout.ai_fields, product.name[language],
                                  product.description[language], layout.id)  # fmt: skip
            texts = {**copywriter.write(request).texts, "legal": (product.legal or {}).get(language, "")}
            pictures = tuple(turned[slot % len(turned)] for slot in range(len(layout.pictures)))
            orders.append(Order(f"{layout.id}-{brief.product}", layout, texts, pictures, language,
                                product.legal_share or 0.0))  # fmt: skip
        yield orders


def fresh_pictures(briefs: Sequence[ExampleBrief]) -> Iterator[Image.Image]:
    """What the studio makes of each brief, cut out."""
    studio, matter = StudioEngine(MiniLmEncoder()), WhiteMatter()
    products = {product.slug: product for product in load_products()}
    for seed, brief in enumerate(briefs, 1):
        product, language = products[brief.product], brief.language
        wish = PictureRequest(brief.prompt, brief.offer, product.name[language], product.description[language], seed)
        yield matter.cut_out(studio.obtain(wish, checkpoint=_told).image)


def _told(fraction: float, note: str) -> None:
    print(f"\r{fraction:4.0%} {note:40}", end="", flush=True)


def banner(order: Order) -> Image.Image:
    """The order's banner at its exact size."""
    made = compose(order.format, order.texts, order.pictures, brand=load_brand(), language=order.language,
                   legal_share=order.legal_share)  # fmt: skip
    return made.image


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--goldens", nargs="*", metavar="FORMAT")
    parser.add_argument("--family", nargs=2, metavar=("FAMILY", "FILE"))
    options = parser.parse_args()
    if options.family:
        _family(options.family[0]).save(options.family[1])
    elif options.goldens is not None:
        for order in golden_orders():
            if not options.goldens or order.format.id in options.goldens:
                made = banner(order)
                lossless = made.width * made.height < SMALL
                made.save(GOLDENS / f"{order.name}.webp", lossless=lossless, quality=92, method=6)
    else:
        SHEETS.mkdir(exist_ok=True)
        briefs = [load_example_briefs()[index] for index in SHOWN]
        for brief, orders in zip(briefs, fresh_orders(briefs), strict=True):
            packed([banner(order) for order in orders]).save(SHEETS / f"{brief.product}.webp", quality=86, method=6)


def _family(name: str) -> Image.Image:
    """The family's formats, each with all committed briefs."""
    members = [layout for layout in load_formats().values() if layout.family and layout.family.id == name]
    return rows([[banner(golden_order(layout, brief)) for brief in golden_briefs()] for layout in members])


if __name__ == "__main__":
    main()
