"""The fast path makes the very pixels that the formulas make: `bench/plain_banner.py` is written the plain way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from bench.gallery import Order, golden_orders
from bench.plain_banner import plain_banner
from core.compositing.compose import compose
from core.errors import DoesNotFit
from core.formats.brand import Language, load_brand
from core.formats.catalogue import load_formats

BRAND = load_brand()
LARGE = ("pilot-1080", "story-1080x1920", "duo-1200x628")
SMALL = [name for name, layout in load_formats().items() if layout.width * layout.height <= 120_000]


def same(order: Order) -> None:
    what = order.format, order.texts, order.pictures
    how = {"brand": BRAND, "language": order.language, "legal_share": order.legal_share}
    assert np.array_equal(compose(*what, **how).pixels, np.asarray(plain_banner(*what, **how)))


@pytest.mark.parametrize(
    "order", [order for order in golden_orders() if order.format.id in LARGE], ids=lambda order: order.name
)
def test_of_the_goldens(order: Order) -> None:
    same(order)


def picture(kind: str, width: int, height: int) -> Image.Image:
    """What people upload: a cut-out with hard or soft edges, with a shadow, a whole photo, nothing that can be seen."""
    colours = np.random.default_rng(width * height).integers(0, 256, (5, 5, 3), dtype=np.uint8)
    image = Image.fromarray(colours).resize((width, height), Image.Resampling.BICUBIC).convert("RGBA")
    alpha = Image.new("L", (width, height))
    if kind != "nothing":
        ImageDraw.Draw(alpha).ellipse((width // 8, height // 8, width - 1, height - 1), fill=255)
    if kind == "soft":
        alpha = alpha.filter(ImageFilter.GaussianBlur(min(width, height) / 12))
    if kind != "photo":
        image.putalpha(alpha)
    return image


WORDS = ["скидка", "на", "всё", "до", "50 %", "free", "в", "кафе", "Ёлка", "£5", "«дом»", "—", "gypsy,"]
phrases = st.lists(st.sampled_from(WORDS), max_size=6)
pictures = st.builds(
    picture, st.sampled_from(["hard", "soft", "photo", "nothing"]), st.integers(1, 260), st.integers(1, 260)
)


@settings(max_examples=60)
@given(
    name=st.sampled_from(SMALL),
    texts=st.fixed_dictionaries({role: phrases.map(" ".join) for role in ("headline", "message", "button", "legal")}),
    shown=st.lists(pictures, min_size=1, max_size=2),
    language=st.sampled_from(["ru", "en"]),
    share=st.sampled_from([0.0, 0.0, 0.1]),
)
def test_of_any_texts_and_pictures(
    name: str, texts: dict[str, str], shown: list[Image.Image], language: Language, share: float
) -> None:
    try:
        same(Order(name, load_formats()[name], texts, tuple(shown), language, share))
    except DoesNotFit:
        return
