"""Which approved banners a model gets to see."""

from dataclasses import replace

import pytest

from core.copywriting.llm.few_shot import MOST, Examples
from core.copywriting.port import CopyRequest
from core.copywriting.text import graphemes
from core.formats.catalogue import load_formats
from tests.core.copywriting.llm.cases import EN, FEW_SHOT, PRODUCTS, RU, field

EXAMPLES = Examples(FEW_SHOT, PRODUCTS)


def asked(offer: str, product: str, language: str, layout: str = "pilot-1080") -> CopyRequest:
    fields = load_formats()[layout].ai_fields
    return CopyRequest(offer, language, fields, product, "", format_id=layout)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("offer", "product", "language", "words"),
    [
        ("Две пиццы по цене одной", "Ипотека «Свой дом»", "ru", "Ипотека"),
        ("Ставка по ипотеке от 5,9% годовых для семей с детьми", "Ипотека", "ru", "Ипотека"),
        ("20% off your first hotel stay, 3 nights or more", "Hotel booking", "en", "hotels"),
        ("Save with pet insurance from £7 a month", "Pet insurance", "en", "pet insurance"),
        ("Скидка 300 ₽ на такси в аэропорт", "Такси", "ru", "Такси"),
        ("Third pizza free on Fridays", "Pizza delivery", "en", "pizzas"),
    ],
)
def test_the_most_similar_one_stands_last_where_it_is_read_last(offer, product, language, words):
    request = asked(offer, product, language)
    assert words in EXAMPLES.choose(replace(request, format_id="another"))[-1].offer


def test_they_are_in_the_language_of_the_copy():
    for request in (EN, RU):
        texts = {text for one in EXAMPLES.choose(request) for text in one.texts.values()}
        known = {text for shot in FEW_SHOT if shot.language == request.language for text in shot.texts.values()}
        assert texts <= known


@pytest.mark.parametrize("layout", load_formats())
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_format_gets_examples_that_keep_its_limits(layout, language):
    request = asked("10%", "A product", language, layout)
    limits = {one.id: one.limit for one in request.fields}
    chosen = EXAMPLES.choose(request)
    assert 2 <= len(chosen) <= MOST
    assert all(graphemes(text) <= limits[name] for one in chosen for name, text in one.texts.items())


def test_examples_of_the_same_format_come_first_among_equals():
    request = asked("x", "y", "ru", "display-300x250")
    same = {shot.offer for shot in FEW_SHOT if shot.format == "display-300x250"}
    assert EXAMPLES.choose(request)[-1].offer in same


def test_no_example_is_better_than_one_that_is_too_long():
    assert EXAMPLES.choose(replace(EN, fields=(field("headline", 5),))) == ()


def test_texts_stand_under_the_field_ids_of_the_format_at_hand():
    request = replace(EN, fields=(field("headline", 40, "big"), field("message", 90, "small")))
    assert all(list(one.texts) == ["big", "small"] for one in EXAMPLES.choose(request))


def test_fields_that_no_example_fills_are_left_out():
    request = replace(EN, fields=(*EN.fields, field("label", 30)))
    assert all("label" not in one.texts for one in EXAMPLES.choose(request))


def test_the_same_request_gets_the_same_examples():
    assert EXAMPLES.choose(EN) == EXAMPLES.choose(EN)


def test_without_approved_banners_there_are_none():
    assert Examples(()).choose(EN) == ()
