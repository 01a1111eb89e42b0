"""A banner by the plain way: what a careful engineer writes first. It is the reference of the tests, whose fast path
must make the very same pixels, and a peer of the bench.

Nothing is remembered: ground, logo, pills and letters are made anew. Every step is the formula itself over whole
arrays, and Pillow's own calls where it has them. Where things stand, and what the numbers are rounded to, is the same:
light in 16 bits, everything else in 32-bit floats until it is a pixel. `idiomatic_banner` is the same banner as most
would make it, with other pixels: sRGB resized by LANCZOS, no dithering, Pillow's text.
"""

import io
import math
from collections.abc import Mapping, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps

from core.compositing import checks, paint
from core.compositing.canvas import pill
from core.compositing.cutouts import ROUNDING, WHOLE, Anchor, size_in
from core.compositing.flow import Block, Placed, place_blocks, slot_box
from core.compositing.inking import BACKING, BACKING_RADIUS, PLATE_RADIUS
from core.compositing.lettering import LARGE, OVERSAMPLING, OVERSAMPLING_LARGE, nearest
from core.compositing.light import OPAQUE, STEPS
from core.compositing.setting import set_fields
from core.compositing.shadow import NOTHING, SHARE, standing
from core.compositing.typeface import Glyph
from core.formats.brand import DATA, Brand, Colour, Language
from core.formats.colour import needed_contrast, rgb
from core.formats.geometry import reach_of_stack, stack_with, widened
from core.formats.schema import Background, Box, Format

Floats = NDArray[np.float32]


def plain_banner(
    layout: Format, texts: Mapping[str, str], pictures: Sequence[Image.Image], *, brand: Brand, language: Language,
    legal_share: float = 0.0,
) -> Image.Image:  # fmt: skip
    """The banner's pixels (RGB)."""
    placed = place_blocks(layout, set_fields(layout, texts, brand, language), legal_share)
    canvas = Image.fromarray(_ground(layout.background, (layout.width, layout.height), brand))
    for slot, picture in zip(layout.pictures, pictures, strict=False):
        _put_picture(canvas, picture, slot_box(layout, slot, placed), slot.anchor)
    if layout.logo:
        _put_logo(canvas, layout.logo.box, brand.logos[layout.logo.variant][language])
    for name, one in placed.items():
        _draw(canvas, one, reach_of_stack(layout, stack_with(layout, name)), brand)
    return canvas


def plain_png(image: Image.Image) -> bytes:
    """Pillow's default encoder."""
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _ground(background: Background, size: tuple[int, int], brand: Brand) -> NDArray[np.uint8]:
    first = np.array(rgb(brand.colour(background.colour)), float)
    last = np.array(rgb(brand.colour(background.colour_to or background.colour)), float)
    x, y = np.meshgrid(np.arange(size[0]) + 0.5, np.arange(size[1]) + 0.5)
    steps = np.rint(background.position(x, y, size) * (paint.STEPS - 1))[..., None]
    canvas = (first + steps * ((last - first) / (paint.STEPS - 1))).astype(np.float32)
    for shape in background.shapes:
        ink = np.array(rgb(brand.colour(shape.colour)), np.float32)
        canvas += (ink - canvas) * paint.cover_of(shape, size, 1)[..., None]
    return np.floor(canvas + paint.dither_of(canvas.shape)[..., None]).clip(0, 255).astype(np.uint8)


def _put_picture(canvas: Image.Image, picture: Image.Image, box: Box, anchor: Anchor) -> None:
    pixels = _prepared(np.asarray(picture.convert("RGBA")))
    width, height = size = size_in((box[2], box[3]), (pixels.shape[1], pixels.shape[0]))
    solid = pixels[..., 3].astype(float) ** 2
    x, y = {"left": 0.0, "right": 1.0}.get(anchor), {"top": 0.0, "bottom": 1.0}.get(anchor)
    left = _slid(solid.sum(axis=0), width, box[2]) if x is None else round((box[2] - width) * x)
    top = _slid(solid.sum(axis=1), height, box[3]) if y is None else round((box[3] - height) * y)
    _blend(canvas, _resized(pixels, size), (box[0] + left, box[1] + top))


def _prepared(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Trimmed, with round corners, its shadow faded out, or a new shadow."""
    rows, columns = np.nonzero(pixels[..., 3] > NOTHING)
    if len(rows):
        pixels = pixels[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    pixels, alpha = pixels.copy(), pixels[..., 3].astype(float)
    if alpha.min() >= WHOLE:
        height, width = alpha.shape
        pixels[..., 3] = pill.__wrapped__(width, height, ROUNDING * min(width, height))
    elif ((alpha > NOTHING) & (alpha < 200)).sum() > SHARE * (alpha > NOTHING).sum():
        pixels[..., 3] = np.rint((alpha - NOTHING).clip(0) * (255 / (255 - NOTHING)))
    else:
        pixels = standing(pixels)
    return pixels


def _resized(pixels: NDArray[np.uint8], size: tuple[int, int]) -> tuple[Floats, Floats]:
    """In premultiplied linear light; comes back as sRGB (0-255), not premultiplied, and alpha (0-1)."""
    share = pixels[..., :3] / 255
    light = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4).astype(np.float32)
    alpha = pixels[..., 3:].astype(np.float32) * np.float32(OPAQUE / 255)
    whole = np.rint(np.concatenate([light * alpha, alpha], axis=2)).astype(np.uint16)
    smaller = size[0] < whole.shape[1] or size[1] < whole.shape[0]
    whole = cv2.resize(whole, size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC).astype(np.float32)
    alpha = whole[..., 3:]
    steps = np.rint(whole[..., :3] * (np.float32(STEPS - 1) / alpha.clip(1))).clip(0, STEPS - 1)
    light = steps.astype(float) / (STEPS - 1)
    share = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return (share * 255).astype(np.float32), (alpha / np.float32(OPAQUE)).clip(0, 1)


def _slid(weight: NDArray[np.float64], length: int, room: int) -> int:
    """So far in that the optical centre comes to the middle of the room, without leaving it."""
    middle = float(weight @ (np.arange(len(weight)) + 0.5)) / max(float(weight.sum()), 1e-6) / len(weight)
    return min(max(round(room / 2 - middle * length), 0), room - length)


def _blend(canvas: Image.Image, picture: tuple[Floats, Floats], at: tuple[int, int]) -> None:
    colour, alpha = picture
    under = np.asarray(canvas.crop((*at, at[0] + colour.shape[1], at[1] + colour.shape[0])), np.float32)
    canvas.paste(Image.fromarray(np.rint(under * (1 - alpha) + colour * alpha).astype(np.uint8)), at)


def _put_logo(canvas: Image.Image, box: Box, file: str) -> None:
    with Image.open(DATA / "logo" / file) as image:
        size = size_in((box[2], box[3]), image.size)
        _blend(canvas, _resized(np.asarray(image.convert("RGBA")), size), (box[0], box[1] + (box[3] - size[1]) // 2))


def _draw(canvas: Image.Image, one: Placed, reach: Box, brand: Brand) -> None:
    field, setting = one.block.field, one.block.setting
    colour = brand.colour(field.colour)
    mask, dx, dy = _letters(one.block)
    at = math.floor(one.x + 0.5) + dx, math.floor(one.y + 0.5) + dy
    left, top, right, bottom = mask.getbbox() or (0, 0, 1, 1)
    mask, at = mask.crop((left, top, right, bottom)), (at[0] + left, at[1] + top)
    needed = needed_contrast(setting.size, bold=field.bold)
    if field.fill:
        x, y, width, height = (math.floor(side + 0.5) for side in one.box)
        _paint_pill(canvas, (x, y, width, height), field.radius, brand.colour(field.fill))
    elif one.plate:
        x, y, width, height = one.plate
        under = np.asarray(canvas.crop((x, y, x + width, y + height)))
        _paint_pill(canvas, one.plate, setting.size * PLATE_RADIUS, checks.plate_for(colour, needed, under, brand))
    elif checks.worst_contrast(np.asarray(canvas), np.asarray(mask), at, colour) < needed:
        backing = widened((*at, *mask.size), round(setting.size * BACKING), reach)
        _paint_pill(canvas, backing, setting.size * BACKING_RADIUS, checks.backing_for(colour, brand))
    canvas.paste(colour, at, mask)


def _paint_pill(canvas: Image.Image, box: Box, radius: float, colour: Colour) -> None:
    canvas.paste(colour, box[:2], Image.fromarray(pill.__wrapped__(box[2], box[3], radius)))


def _letters(block: Block) -> tuple[Image.Image, int, int]:
    """Each glyph drawn two or four times as large, reduced, and added to the others."""
    size, slack = block.setting.size, {"left": 0.0, "centre": 0.5, "right": 1.0}[block.align]
    lines = [block.face.line(line, block.field.tracking) for line in block.setting.lines]
    widest = max(line.width for line in lines)
    margin, below = 3 * math.ceil(size), nearest(len(lines) * size * block.field.leading)
    mask = Image.new("L", (math.ceil(widest * size) + 2 * margin, below + 2 * margin))
    for row, line in enumerate(lines):
        left, baseline = (widest - line.width) * slack - line.left, nearest(row * size * block.field.leading)
        for glyph, pen in zip(line.glyphs, line.pens, strict=True):
            picture, right = _glyph(glyph, (left + pen) * size, size)
            where = margin + right, margin + baseline
            under = mask.crop((*where, where[0] + picture.width, where[1] + picture.height))
            mask.paste(ImageChops.add(under, picture), where)
    return mask, -margin, -margin - 2 * math.ceil(size)


def _glyph(glyph: Glyph, pen: float, size: float) -> tuple[Image.Image, int]:
    """Its coverage, three sizes wide and high, on a baseline after two of them; and where its left edge is (px)."""
    scale = OVERSAMPLING if size < LARGE else OVERSAMPLING_LARGE
    x, reach = math.floor(pen), math.ceil(size)
    drawn = Image.new("L", (3 * reach * scale, 3 * reach * scale))
    at = nearest(pen * scale) - (x - reach) * scale, 2 * reach * scale
    ImageDraw.Draw(drawn).text(at, glyph.text, 255, glyph.face.at(size * scale), anchor="ls")
    return drawn.reduce(scale), x - reach


def idiomatic_banner(
    layout: Format, texts: Mapping[str, str], pictures: Sequence[Image.Image], *, brand: Brand, language: Language
) -> Image.Image:
    """The banner as most would make it with Pillow; it looks alike, and its pixels are others."""
    placed = place_blocks(layout, set_fields(layout, texts, brand, language))
    ground = layout.background
    size = layout.width, layout.height
    canvas = Image.new("RGB", size, brand.colour(ground.colour))
    if ground.colour_to:
        canvas.paste(brand.colour(ground.colour_to), mask=Image.linear_gradient("L").resize(size))
    for shape in ground.shapes:
        mask = Image.new("L", size)
        x, y, width, height = shape.box
        ImageDraw.Draw(mask).rounded_rectangle((x, y, x + width, y + height), shape.radius, round(255 * shape.opacity))
        canvas.paste(brand.colour(shape.colour), mask=mask.filter(ImageFilter.GaussianBlur(shape.blur)))
    for slot, picture in zip(layout.pictures, pictures, strict=False):
        _paste(canvas, picture.convert("RGBA"), slot_box(layout, slot, placed))
    if layout.logo:
        logo = Image.open(DATA / "logo" / brand.logos[layout.logo.variant][language])
        canvas.paste(logo := ImageOps.contain(logo, layout.logo.box[2:]), layout.logo.box[:2], logo)
    draw = ImageDraw.Draw(canvas)
    for one in placed.values():
        field, setting = one.block.field, one.block.setting
        if field.fill:
            x, y, width, height = one.box
            draw.rounded_rectangle((x, y, x + width, y + height), field.radius, brand.colour(field.fill))
        files = brand.fonts["display" if field.family == "display" else "text"]
        font = ImageFont.truetype(DATA / "fonts" / (files.bold if field.bold else files.regular), setting.size)
        spacing = setting.size * (field.leading - 1)
        draw.text((one.x, one.y), "\n".join(setting.lines), brand.colour(field.colour), font, anchor="ls",
                  spacing=spacing)  # fmt: skip
    return canvas


def _paste(canvas: Image.Image, picture: Image.Image, box: Box) -> None:
    """In the middle of its box, on its lower edge."""
    picture = picture.crop(picture.getbbox())
    picture = picture.resize(size_in((box[2], box[3]), picture.size), Image.Resampling.LANCZOS)
    canvas.paste(picture, (box[0] + (box[2] - picture.width) // 2, box[1] + box[3] - picture.height), picture)
