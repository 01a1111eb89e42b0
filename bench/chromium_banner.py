"""The same banner as HTML in a headless Chromium that is warm: a peer of the bench.

The page is made once: fonts and pictures are loaded and decoded, and only texts change from round to round, so the
browser does less than we do. It breaks lines itself, into the boxes and at the sizes that we have found.
"""

import base64
import io
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from bench.gallery import Order
from core.compositing.cutouts import Placement, place, prepared, size_in
from core.compositing.flow import Placed, place_blocks, slot_box
from core.compositing.setting import set_fields
from core.formats.brand import DATA, Brand
from core.formats.schema import Background, Box

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync")  # fmt: skip
STYLE = "* { margin: 0 } body { position: relative; overflow: hidden } body * { position: absolute }"
CHANGE = """texts => {
    for (const [id, text] of Object.entries(texts)) {
        const shown = document.getElementById(id);
        if (shown) shown.textContent = text;
    }
}"""

#: Texts in, PNG bytes out.
Shoot = Callable[[Mapping[str, str]], bytes]


@contextmanager
def warm_chromium(order: Order, brand: Brand) -> Iterator[tuple[Shoot, Shoot]]:
    """Two ways to take a picture of the order with other texts: Playwright's screenshot as everybody takes it, and the
    quickest that the browser has, which packs its PNG less (`optimizeForSpeed` of its debugging protocol)."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": order.format.width, "height": order.format.height})
        page.set_content(page_of(order, brand), wait_until="load")
        page.evaluate("document.fonts.ready")
        protocol = page.context.new_cdp_session(page)

        def usual(texts: Mapping[str, str]) -> bytes:
            page.evaluate(CHANGE, dict(texts))
            return page.screenshot()

        def quick(texts: Mapping[str, str]) -> bytes:
            page.evaluate(CHANGE, dict(texts))
            taken = protocol.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
            return base64.b64decode(taken["data"])

        try:
            yield usual, quick
        finally:
            browser.close()


def page_of(order: Order, brand: Brand) -> str:
    """The banner as one HTML page that needs nothing else."""
    layout = order.format
    placed = place_blocks(layout, set_fields(layout, order.texts, brand, order.language))
    parts = [_shapes(layout.background, brand)]
    for slot, picture in zip(layout.pictures, order.pictures, strict=False):
        cutout, box = prepared(picture), slot_box(layout, slot, placed)
        size = size_in((box[2], box[3]), cutout.size)
        where = (*place(cutout, size, box, slot.anchor, Placement()), *size)
        parts.append(f'<img src="{_png(picture.crop(picture.getbbox()))}" style="{_at(where)}">')
    if layout.logo:
        logo = DATA / "logo" / brand.logos[layout.logo.variant][order.language]
        style = f"{_at(layout.logo.box)}; object-fit: contain; object-position: left"
        parts.append(f'<img src="{_file(logo, "image/png")}" style="{style}">')
    parts += [_text(name, one, brand) for name, one in placed.items()]
    fonts = "".join(
        f"@font-face {{ font-family: {family}; font-weight: {weight};"
        f" src: url({_file(DATA / 'fonts' / file, 'font/ttf')}) }}"
        for family, files in brand.fonts.items()
        for weight, file in ((400, files.regular), (800, files.bold))
    )
    size = f"body {{ width: {layout.width}px; height: {layout.height}px }}"
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE} {size} {fonts}</style><body>{"".join(parts)}</body>'


def _shapes(background: Background, brand: Brand) -> str:
    first, last = brand.colour(background.colour), brand.colour(background.colour_to or background.colour)
    ground = f"inset: 0; background: linear-gradient({background.angle + 90}deg, {first}, {last})"
    shapes = "".join(
        f'<div style="{_at(shape.box)}; background: {brand.colour(shape.colour)}; opacity: {shape.opacity};'
        f' border-radius: {shape.radius}px; filter: blur({shape.blur}px)"></div>'
        for shape in background.shapes
    )
    return f'<div style="{ground}"></div>{shapes}'


def _text(name: str, one: Placed, brand: Brand) -> str:
    field, setting = one.block.field, one.block.setting
    x, y, width, height = one.box
    fill = f"background: {brand.colour(field.fill)}; border-radius: {field.radius}px;" if field.fill else ""
    style = (
        f"left: {x}px; top: {y}px; height: {height}px; {fill} text-align: {field.align.replace('centre', 'center')};"
        f" width: {width if field.fill else field.box[2]}px; color: {brand.colour(field.colour)};"
        f" font: {800 if field.bold else 400} {setting.size}px/{field.leading} {field.family};"
        f" letter-spacing: {field.tracking}em; text-wrap: balance"
    )
    if field.fill:
        style += f"; line-height: {height}px; text-align: center; white-space: nowrap"
    return f'<div style="{style}"><span id="{name}" style="left: 0; width: 100%">{" ".join(setting.lines)}</span></div>'


def _at(box: Box) -> str:
    return f"left: {box[0]}px; top: {box[1]}px; width: {box[2]}px; height: {box[3]}px"


def _png(image: Image.Image) -> str:
    out = io.BytesIO()
    image.save(out, "PNG")
    return _url(out.getvalue(), "image/png")


def _file(path: Path, media: str) -> str:
    return _url(path.read_bytes(), media)


def _url(data: bytes, media: str) -> str:
    return f"data:{media};base64,{base64.b64encode(data).decode()}"
