"""Whatever the texts, the fonts, the format and the pictures: ink stays in its box and off the pictures, and nothing of
it is cut off; or an error says which text cannot be set, before anything is drawn."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from core.catalogue import load_products
from core.compositing.compose import Composition, compose
from core.compositing.flow import place_blocks
from core.compositing.lettering import letter
from core.compositing.setting import set_fields
from core.errors import DoesNotFit
from core.format_samples import Kind, sample_texts
from core.formats.brand import Brand, Language, load_brand
from core.formats.catalogue import load_formats
from core.formats.geometry import inside, meet, reach_of_stack, stack_with
from core.formats.schema import Background, Format
from tests.core.compositing.naughty import NAUGHTY

BRAND = load_brand()
#: The brand's fonts, its weights and families exchanged: other advances, other ink.
FILES = sorted({file for one in BRAND.fonts.values() for file in (one.regular, one.bold)})

RU = """
    кэшбэк на всё до конца месяца в кафе и супермаркетах для семей с детьми высокотехнологичный предпринимательство
    10 % 5 000 000 ₽ 31 марта № 5 «Будни» — же ли бы ни-ни Ёлка Щука йод 1–2 дня ПСК 6,2–18,7% промокод ЗДОРОВ
"""
EN = """
    cashback on everything till the end of a month free delivery from £5 don't “quoted” code SLICE3 24/7 — up to 50%
    off jpg gypsy Qty. internationalisation Luarica's 1,200 seaside hotels & more
"""
FOREIGN = ["🎉", "🔥", "שלום", "مرحبا", "e\u0301", "漢字"]
words_ru, words_en = st.sampled_from(RU.split()), st.sampled_from(EN.split())
any_text = st.text(max_size=40)
phrases = st.one_of(
    st.lists(words_ru, max_size=14).map(" ".join),
    st.lists(words_en, max_size=14).map(" ".join),
    st.lists(st.one_of(words_ru, words_en, st.sampled_from(FOREIGN)), max_size=8).map(" ".join),
    st.sampled_from(NAUGHTY),
    any_text,
)  # fmt: skip
ROLES = ("headline", "message", "button", "label", "legal")


@cache
def dressed(files: tuple[str, ...]) -> Brand:
    fonts = {
        name: family.model_copy(update={"regular": files[2 * index], "bold": files[2 * index + 1]})
        for index, (name, family) in enumerate(BRAND.fonts.items())
    }
    return BRAND.model_copy(update={"fonts": fonts})


brands = st.tuples(*[st.sampled_from(FILES)] * 4).map(dressed)
languages: st.SearchStrategy[Language] = st.sampled_from(["ru", "en"])
layouts = st.sampled_from(sorted(load_formats()))
copies = st.fixed_dictionaries({}, optional=dict.fromkeys(ROLES, phrases))
sides = st.sampled_from([20, 90, 400])


@cache
def picture(width: int, height: int) -> Image.Image:
    """A plain block in the middle of nothing."""
    image = Image.new("RGBA", (width + 20, height + 20))
    image.paste(Image.new("RGBA", (width, height), "#3355CC"), (10, 10))
    return image


def texts_of(layout: Format, by_role: Mapping[str, str]) -> dict[str, str]:
    """A text for each field that people can fill, within its limit."""
    return {one.id: by_role.get(one.role, "")[: one.limit or 40] for one in layout.fields}


def made_or_named(
    layout: Format, texts: Mapping[str, str], pictures: Sequence[Image.Image], **options: Any
) -> Composition | None:
    """The banner; None where an error names the field whose text cannot be set."""
    try:
        return compose(layout, texts, pictures, **options)
    except DoesNotFit as fault:
        named = fault.values["field"]
    assert texts.get(str(named))
    return None


def check(layout: Format, made: Composition) -> None:
    canvas, boxes = (0, 0, layout.width, layout.height), made.boxes
    left, top, right, bottom = layout.safe_zone
    safe = left, top, layout.width - left - right, layout.height - top - bottom
    assert made.image.size == canvas[2:]
    for name, one in made.type.items():
        assert inside(one.ink, one.covered)
        assert inside(one.covered, reach_of_stack(layout, stack_with(layout, name)))
        assert inside(one.covered, safe)
        assert not any(meet(one.covered, zone) for zone in (*layout.keep_clear, *made.picture_boxes))
        assert not (made.logo_box and meet(one.covered, made.logo_box))
        assert one.contrast >= 3
    assert not any(meet(first, second) for first, second in combinations(boxes.values(), 2))
    assert all(inside(box, canvas) for box in made.picture_boxes)


@given(name=layouts, brand=brands, language=languages, share=st.sampled_from([0.0, 0.05, 0.1]), by_role=copies,
       shape=st.tuples(sides, sides))  # fmt: skip
def test_text_stays_in_its_box_and_off_everything_else(
    *, name: str, brand: Brand, language: Language, share: float, by_role: dict[str, str], shape: tuple[int, int]
) -> None:
    layout = load_formats()[name]
    pictures = [picture(*shape)] * len(layout.pictures)
    texts = texts_of(layout, by_role)
    made = made_or_named(layout, texts, pictures, brand=brand, language=language, legal_share=share)
    if made:
        check(layout, made)


@given(name=layouts, brand=brands, language=languages, by_role=copies)
def test_nothing_of_a_letter_is_cut_off_and_no_ink_is_outside_the_boxes(
    name: str, brand: Brand, language: Language, by_role: dict[str, str]
) -> None:
    """On a white ground without logo and pictures every other pixel is ink."""
    layout = load_formats()[name].model_copy(
        update={"background": Background(colour="#FFFFFF"), "logo": None, "pictures": ()}
    )
    texts = texts_of(layout, by_role)
    made = made_or_named(layout, texts, [], brand=brand, language=language)
    if made is None:
        return
    for placed in place_blocks(layout, set_fields(layout, texts, brand, language)).values():
        mask = letter(placed.block).mask
        border = [*mask[0], *mask[-1], *mask[:, 0], *mask[:, -1]]
        assert not any(border)
    bare = made.image.copy()
    for x, y, width, height in made.boxes.values():
        bare.paste("#FFFFFF", (x, y, x + width, y + height))
    assert ImageChops.difference(bare, Image.new("RGB", bare.size, "#FFFFFF")).getbbox() is None


def test_naughty_strings_are_set_or_named_in_every_format() -> None:
    """Each of them in the format's first field: an error that names the field, or ink inside its box."""
    layouts_ = list(load_formats().values())
    for index, text in enumerate(NAUGHTY):
        for layout in layouts_[index % 4 :: 4]:
            field = layout.fields[0].id
            if made := made_or_named(layout, {field: text}, [], brand=BRAND, language="en"):
                check(layout, made)


@pytest.mark.parametrize("name", list(load_formats()))
def test_texts_at_their_limits_fit_and_every_products_legal_text_takes_its_share(name: str) -> None:
    layout = load_formats()[name]
    for language in ("ru", "en"):
        assert set_fields(layout, sample_texts(layout, Kind.LONGEST, language), BRAND, language)
        for product in load_products():
            if product.legal and any(field.source == "legal" for field in layout.fields):
                share = product.legal_share or 0.0
                blocks = set_fields(layout, {"legal": product.legal[language]}, BRAND, language)
                _, _, width, height = place_blocks(layout, blocks, share)["legal"].box
                assert width * height >= share * layout.width * layout.height, product.slug


def test_what_is_invisible_shows_nothing() -> None:
    layout = load_formats()["pilot-1080"]
    empty = {field.id: "" for field in layout.fields}
    plain = compose(layout, empty, [], brand=BRAND, language="en")
    for text in (" ", "\u200b", "\ufeff", "\u00ad", "\u2060\u200d", "\n\t"):
        made = compose(layout, empty | {"headline": text}, [], brand=BRAND, language="en")
        assert np.array_equal(np.asarray(made.image), np.asarray(plain.image))
        assert not made.type
