"""Whole banners: what must hold for any text, and the goldens."""

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter

from bench.gallery import GOLDENS, Order, banner, golden_orders
from core.compositing.compose import Composition, compose
from core.compositing.encode import encode
from core.errors import DoesNotFit, NotReady
from core.formats.brand import load_brand
from core.formats.catalogue import load_formats
from core.formats.geometry import inside, meet, reach_of_stack, stack_with
from core.formats.schema import Background, Format

BRAND = load_brand()
ORDERS = list(golden_orders())
FAILED = Path(__file__).parents[2] / "failed"
#: Mean and largest difference (0-255) that a golden may show once both are slightly blurred.
MEAN, LARGEST = 1.2, 40


def made(name: str, texts: dict[str, str], *pictures: Image.Image) -> Composition:
    return compose(load_formats()[name], texts, pictures, brand=BRAND, language="en")


def cut_out(width: int = 300, height: int = 300, colour: str = "#3355CC") -> Image.Image:
    """A plain block in the middle of nothing."""
    image = Image.new("RGBA", (width + 100, height + 100))
    image.paste(Image.new("RGBA", (width, height), colour), (50, 50))
    return image


COPY = {"headline": "Two pizzas, third free", "message": "Fridays only, with code SLICE3.", "button": "Order now"}


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.name)
def test_golden(order: Order) -> None:
    """As it was when somebody last looked at it; `python -m bench.gallery --goldens` remakes them all."""
    fresh, golden = banner(order), Image.open(GOLDENS / f"{order.name}.webp").convert("RGB")
    assert fresh.size == golden.size
    difference = ImageChops.difference(*(image.filter(ImageFilter.GaussianBlur(2)) for image in (fresh, golden)))
    pixels = np.asarray(difference, np.float64)
    if pixels.mean() > MEAN or pixels.max() > LARGEST:
        FAILED.mkdir(exist_ok=True)
        pair = Image.new("RGB", (fresh.width * 2, fresh.height))
        pair.paste(golden, (0, 0))
        pair.paste(fresh, (fresh.width, 0))
        pair.save(FAILED / f"{order.name}.png")
        pytest.fail(f"{order.name} differs by {pixels.mean():.2f} (at most {pixels.max():.0f}): golden and fresh "
                    f"side by side in {os.path.relpath(FAILED)}/{order.name}.png")  # fmt: skip


phrases = st.lists(
    st.text("абвгдёйуцжщРФ abcdefgjpqyQ 0123456789 %₽$«».,!—-", min_size=1, max_size=12), max_size=9
).map(" ".join)


@settings(max_examples=40)
@given(
    name=st.sampled_from(list(load_formats())),
    texts=st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("headline", "message", "button", "legal", "label"), phrases)
    ),
    shape=st.tuples(st.integers(20, 900), st.integers(20, 900)),
)
def test_text_never_leaves_its_box_and_never_lies_on_a_picture(
    name: str, texts: dict[str, str], shape: tuple[int, int]
) -> None:
    layout = load_formats()[name]
    try:
        result = compose(layout, texts, [cut_out(*shape)], brand=BRAND, language="ru")
    except DoesNotFit:
        return  # the tests below look at what it says
    canvas = (0, 0, layout.width, layout.height)
    assert result.image.size == canvas[2:]
    for field, box in result.boxes.items():
        assert inside(box, reach_of_stack(layout, stack_with(layout, field)))
        assert not any(meet(box, picture) for picture in result.picture_boxes)
        assert not any(meet(box, other) for name, other in result.boxes.items() if name != field)
    assert all(inside(picture, canvas) for picture in result.picture_boxes)


def test_the_boxes_hold_all_the_ink() -> None:
    layout = load_formats()["pilot-1080"].model_copy(update={"background": Background(colour="paper"), "logo": None})
    result = compose(layout, COPY, [], brand=BRAND, language="en")
    blank = Image.new("RGB", result.image.size, "#FFFFFF")
    for x, y, width, height in result.boxes.values():
        result.image.paste("#FFFFFF", (x, y, x + width, y + height))
    assert ImageChops.difference(result.image, blank).getbbox() is None


def test_the_same_input_makes_the_same_bytes() -> None:
    for media in ("png", "jpg", "webp"):
        first, second = (encode(made("landscape-1200x628", COPY, cut_out()).image, media) for _ in range(2))
        assert first == second


def test_png_keeps_every_pixel() -> None:
    import io

    image = made("display-300x250", COPY).image
    with Image.open(io.BytesIO(encode(image, "png"))) as again:
        assert again.mode == "RGB"
        assert ImageChops.difference(again, image).getbbox() is None


def test_a_display_banner_is_light_enough_for_the_networks() -> None:
    layout = load_formats()["display-300x250"]
    assert layout.weight_limit_kb is not None
    assert len(encode(made("display-300x250", COPY).image, "png")) <= layout.weight_limit_kb * 1024


def test_fixed_fields_show_the_formats_own_text_unless_another_is_given() -> None:
    own, other = made("pilot-1080", COPY | {"button": "Learn more"}), made("pilot-1080", COPY | {"button": "Go"})
    assert (
        own.image.tobytes()
        == compose(
            load_formats()["pilot-1080"],
            {k: v for k, v in COPY.items() if k != "button"},
            [],
            brand=BRAND,
            language="en",
        ).image.tobytes()
    )
    assert other.boxes["button"][2] < own.boxes["button"][2]


def test_without_legal_text_nothing_is_drawn_and_its_room_is_used() -> None:
    with_legal = made("pilot-1080", COPY | {"legal": "Luarica Bank. Terms apply."}, cut_out(300, 600))
    without = made("pilot-1080", COPY, cut_out(300, 600))
    assert "legal" not in without.boxes
    assert without.boxes["button"][1] > with_legal.boxes["button"][1]
    assert without.picture_boxes[0][3] > with_legal.picture_boxes[0][3]


def test_the_message_follows_where_the_headline_really_ends() -> None:
    short, long = (made("pilot-1080", COPY | {"headline": text}) for text in ("Free", "The third pizza is free"))
    gaps = [one.boxes["message"][1] - one.boxes["headline"][1] - one.boxes["headline"][3] for one in (short, long)]
    assert short.boxes["message"][1] < long.boxes["message"][1]
    assert abs(gaps[0] - gaps[1]) < 30


def test_a_slot_without_a_picture_stays_empty() -> None:
    assert made("pilot-1080", COPY).picture_boxes == ()


def test_the_picture_stands_on_the_bottom_of_its_slot() -> None:
    left, _, room, _ = load_formats()["pilot-1080"].pictures[0].box
    for shape in ((300, 300), (600, 200), (200, 600)):
        x, y, width, height = made("pilot-1080", COPY, cut_out(*shape)).picture_boxes[0]
        assert y + height == 1016  # with the room that a legal text would take
        assert left <= x
        assert x + width <= left + room


def test_pictures_are_not_fringed() -> None:
    """White that is hidden under transparency must not shine through at the edges."""
    image = cut_out(colour="#14204A")
    hidden = Image.new("RGBA", image.size, (255, 255, 255, 0))
    hidden.paste(image, mask=image.getchannel("A"))
    dark = made("story-1080x1920", COPY, image).image
    assert ImageChops.difference(dark, made("story-1080x1920", COPY, hidden).image).getextrema() == ((0, 1),) * 3 or (
        ImageChops.difference(dark, made("story-1080x1920", COPY, hidden).image).getbbox() is None
    )


def test_too_long_a_text_names_its_field() -> None:
    with pytest.raises(DoesNotFit, match="headline") as caught:
        made("display-300x250", COPY | {"headline": "word " * 60})
    assert caught.value.values["field"] == "headline"


def test_text_of_which_nothing_can_be_drawn() -> None:
    with pytest.raises(DoesNotFit, match="message"):
        made("pilot-1080", COPY | {"message": "漢字"})


def test_a_missing_font_is_named() -> None:
    fonts = {**BRAND.fonts, "display": BRAND.fonts["display"].model_copy(update={"bold": "Nowhere.ttf"})}
    with pytest.raises(NotReady, match=r"Nowhere\.ttf"):
        compose(load_formats()["pilot-1080"], COPY, [], brand=BRAND.model_copy(update={"fonts": fonts}), language="en")


def test_a_missing_logo_is_named() -> None:
    logos = {"dark": {"en": "none.png", "ru": "none.png"}, "light": BRAND.logos["light"]}
    with pytest.raises(NotReady, match=r"none\.png"):
        compose(load_formats()["pilot-1080"], COPY, [], brand=BRAND.model_copy(update={"logos": logos}), language="en")


def test_text_that_its_ground_swallows_gets_a_backing() -> None:
    """A format made by hand, past the catalogue's checks."""
    raw = {
        "id": "odd", "name": {"en": "Odd", "ru": "Странный"}, "width": 400, "height": 200,
        "background": {"colour": "#888888"},
        "fields": [{"id": "headline", "role": "headline", "source": "legal", "box": [20, 20, 360, 160],
                    "size": [20, 20], "lines": 2, "colour": "#7F7F7F"}],
    }  # fmt: skip
    result = compose(Format.model_validate(raw), {"headline": "Can you read me?"}, [], brand=BRAND, language="en")
    x, y, width, height = result.boxes["headline"]
    under = np.asarray(result.image.crop((x, y, x + width, y + height)))
    assert (under == np.array([0x14, 0x20, 0x4A])).all(axis=2).mean() > 0.4 or (under == 255).all(axis=2).mean() > 0.4


@pytest.mark.parametrize("name", ["pilot-1080", "display-300x250", "tower-160x600", "strip-728x90"])
def test_at_twice_the_pixels_it_is_the_same_banner(name: str) -> None:
    order = next(order for order in ORDERS if order.format.id == name)
    once, twice = (
        compose(order.format, order.texts, order.pictures, brand=BRAND, language=order.language, scale=scale)
        for scale in (1, 2)
    )
    assert (twice.scale, twice.image.size) == (2, (once.image.width * 2, once.image.height * 2))
    assert (twice.picture_boxes, twice.logo_box) == (once.picture_boxes, once.logo_box)
    for field, measure in once.type.items():
        assert (twice.type[field].lines, twice.type[field].size) == (measure.lines, measure.size)
        assert np.abs(np.subtract(twice.type[field].ink, measure.ink)).max() <= 1
        assert twice.type[field].contrast == pytest.approx(measure.contrast, rel=0.15)
    halved = np.asarray(twice.image.reduce(2).filter(ImageFilter.GaussianBlur(1)), float)
    difference = np.abs(halved - np.asarray(once.image.filter(ImageFilter.GaussianBlur(1)), float))
    assert difference.mean() < 0.8
    assert np.quantile(difference, 0.999) < 24


def on(ground: str, colour: str, **field: object) -> Format:
    """A format with one legal text, made by hand, past the catalogue's checks."""
    return Format.model_validate({
        "id": "odd", "name": {"en": "Odd", "ru": "Странный"}, "width": 400, "height": 200,
        "background": {"colour": ground},
        "fields": [{"id": "legal", "role": "legal", "source": "legal", "box": [20, 20, 360, 160],
                    "size": [20, 20], "lines": 2, "colour": colour, **field}],
    })  # fmt: skip


def test_contrast_is_that_of_the_pixels_under_the_glyphs() -> None:
    """A white stripe beside white letters hurts nobody; one behind them does."""
    stripe = {"colour": "#FFFFFF", "box": [200, 0, 200, 200]}
    for text, box, worst in (("No", [20, 20, 160, 160], 15), ("No", [195, 20, 160, 160], 1.1)):
        layout = on("#14204A", "#FFFFFF", box=box)
        layout = layout.model_copy(update={"background": Background.model_validate(
            {"colour": "#14204A", "shapes": [stripe]})})  # fmt: skip
        made = compose(layout, {"legal": text}, [], brand=BRAND, language="en")
        if worst > 3:
            assert made.type["legal"].contrast > worst
        else:  # it has got a backing, and is measured on it
            assert made.type["legal"].covered != made.type["legal"].ink
            assert made.type["legal"].contrast > 4.5


@pytest.mark.parametrize(("ground", "colour"), [("paper", "muted"), ("mist", "muted"), ("primary", "paper")])
def test_a_plate_is_of_a_quiet_colour_on_which_the_text_reads(ground: str, colour: str) -> None:
    made = compose(on(ground, colour), {"legal": "Terms apply."}, [], brand=BRAND, language="en", legal_share=0.2)
    x, y, width, height = made.type["legal"].covered
    assert width * height >= 0.2 * 400 * 200
    assert made.type["legal"].contrast >= 4.5
    corner, middle = made.image.getpixel((x, y)), made.image.getpixel((x + width // 2, y + 1))
    assert corner == made.image.getpixel((1, 1)) != middle


def test_a_plate_stands_out_from_its_ground() -> None:
    """White on white would be no plate."""
    colours = [
        compose(on(ground, "ink"), {"legal": "Terms."}, [], brand=BRAND, language="en", legal_share=0.2)
        for ground in ("#FFFFFF", "#FDFDFD", "#AFEEEE")
    ]
    plates = ["#{:02X}{:02X}{:02X}".format(*one.image.getpixel((300, 30))) for one in colours]
    assert plates == [BRAND.palette["mist"], BRAND.palette["mist"], BRAND.palette["mist"]]


def test_an_emoji_is_painted_in_its_own_colours_and_belongs_to_the_ink() -> None:
    bare, merry = (made("pilot-1080", COPY | {"message": text}) for text in ("Fridays", "Fridays 🎉"))
    assert merry.type["message"].ink[2] > bare.type["message"].ink[2] + 20
    x, y, width, height = merry.type["message"].ink
    emoji = merry.pixels[y : y + height, x + width - 30 : x + width].reshape(-1, 3).astype(int)
    assert (np.ptp(emoji, axis=1) > 120).sum() > 50
