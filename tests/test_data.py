"""The company's own data: complete, in two real languages, within limits, and true to its own facts."""

import re
from collections import Counter

import pytest

from core.catalogue import load_categories, load_example_briefs, load_few_shot, load_products
from core.copywriting.offline.buttons import short_names
from core.copywriting.offline.wording import wording
from core.formats.brand import load_brand
from core.formats.catalogue import load_formats

PRODUCTS = load_products()
FEW_SHOT = load_few_shot()
BRIEFS = load_example_briefs()
#: Consumer credit: Russian law wants its full cost and the warning of risks on a tenth of the advert.
LOANS = {"credit-card", "mortgage", "personal-loan", "car-loan", "refinancing"}
#: How either language names the subjects that the studio can model.
SUBJECTS = {
    "bank card": r"банковская карта|bank card",
    "coins": r"монет|coins",
    "gift": r"подар|gift",
    "house": r"\bдом\b|house",
    "car": r"такси|машин|\bcar\b",
    "phone": r"телефон|phone|mobile",
    "parcel": r"посылк|parcel",
    "pizza": r"пицц|pizza",
}


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?…])\s+", text)


def cyrillic_share(text: str) -> float:
    letters = [letter for letter in text if letter.isalpha()]
    return sum("а" <= letter.lower() <= "я" or letter.lower() == "ё" for letter in letters) / len(letters)


def numbers(text: str) -> Counter[str]:
    """Every number of a text, thousands joined: '10 000 ₽' and '£5,000' are 10000 and 5000."""
    joined = re.sub(r"(?<=\d)[\s,](?=\d{3}(?!\d))", "", text)
    return Counter(re.findall(r"\d+(?:[.,]\d+)?", joined))


def codes(text: str) -> set[str]:
    return set(re.findall(r"\b[A-ZА-ЯЁ]{4,}\d*\b", text))


def everything_people_read() -> list[tuple[str, str]]:
    read = [
        (language, text)
        for p in PRODUCTS
        for part in (p.name, p.description, p.legal or {})
        for language, text in part.items()
    ]
    read += [(shot.language, text) for shot in FEW_SHOT for text in (shot.offer, *shot.texts.values())]
    return read + [(b.language, text) for b in BRIEFS for text in (b.offer, b.prompt, b.audience) if text]


def test_there_are_fifty_products_with_names_of_their_own():
    assert len(PRODUCTS) == 50
    for language in ("en", "ru"):
        assert len({product.name[language] for product in PRODUCTS}) == 50
        shortened = [short_names(product.name[language], wording(language)) for product in PRODUCTS]
        assert all(any(len(name) <= 20 for name in names) for names in shortened)


def test_no_sentence_stands_in_two_descriptions():
    for language in ("en", "ru"):
        said = Counter(sentence for product in PRODUCTS for sentence in sentences(product.description[language]))
        assert [sentence for sentence, times in said.items() if times > 1] == []


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.slug)
def test_each_language_speaks_to_its_own_market(product):
    assert not re.search(r"[₽$€]", product.description["en"])
    assert not re.search(r"[£$€]", product.description["ru"])


def test_every_category_is_used():
    assert {product.category for product in PRODUCTS} == set(load_categories())


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.slug)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_description_is_five_to_ten_whole_sentences(product, language):
    found = sentences(product.description[language])
    assert 5 <= len(found) <= 10
    assert len(set(found)) == len(found)
    for sentence in found:
        assert sentence[-1] in ".!?…"
        assert 15 <= len(sentence) <= 170, sentence
        assert sentence.strip("«")[0].isupper(), sentence


@pytest.mark.parametrize(("language", "text"), everything_people_read())
def test_a_text_is_in_its_language_and_cleanly_set(language, text):
    # Three Latin letters of eSIM or a promo code do not make a text English.
    assert cyrillic_share(text) > 0.9 if language == "ru" else cyrillic_share(text) == 0
    assert not re.search(r"  |\s[,.;:!?]|\.\.|!!|\"", text)
    assert not [word for word in load_brand().words_to_avoid[language] if word in text.lower()]
    if language == "ru":
        assert not re.search(r"\d\s?-\s?\d|\s-\s|\s–\s|\d%\d|\bруб\.", text)


@pytest.mark.parametrize("product", [p for p in PRODUCTS if p.legal], ids=lambda product: product.slug)
def test_a_legal_text_can_be_set_on_a_banner(product):
    assert all(len(text) <= 90 for text in product.legal.values())
    assert product.legal_share >= 0.05


def test_loans_carry_their_warning_on_a_tenth_of_the_area():
    loans = [product for product in PRODUCTS if product.slug in LOANS]
    assert [product.legal_share for product in loans] == [0.1] * len(LOANS)
    assert all("ПСК" in product.legal["ru"] and "риски" in product.legal["ru"] for product in loans)


def test_what_the_law_binds_to_a_notice_carries_one():
    bound = [p for p in PRODUCTS if p.category in {"investments", "loans", "insurance", "health"}]
    assert [product.slug for product in bound if not product.legal] == []
    assert all("Страховщик" in p.legal["ru"] and "Insurer" in p.legal["en"] for p in bound if p.category == "insurance")
    assert all("at risk" in p.legal["en"] for p in bound if p.category == "investments")
    assert all("противопоказания" in p.legal["ru"] for p in bound if p.category == "health")


def test_few_shots_and_briefs_are_half_in_each_language():
    assert Counter(entry.language for entry in FEW_SHOT) == {"en": 20, "ru": 20}
    assert Counter(entry.language for entry in BRIEFS) == {"en": 5, "ru": 5}


def test_few_shots_and_briefs_are_in_formats_of_the_catalogue_and_span_the_first_four():
    first = {"pilot-1080", "story-1080x1920", "landscape-1200x628", "display-300x250"}
    assert first <= {shot.format for shot in FEW_SHOT} <= set(load_formats())
    assert first <= {name for brief in BRIEFS for name in brief.formats} <= set(load_formats())


def test_few_shots_and_briefs_are_about_products_of_the_catalogue_and_leave_no_category_out():
    categories = {product.slug: product.category for product in PRODUCTS}
    assert {categories[entry.product] for entry in (*FEW_SHOT, *BRIEFS)} == set(load_categories())


@pytest.mark.parametrize("shot", FEW_SHOT, ids=lambda shot: f"{shot.product}-{shot.language}")
def test_few_shot_copy_keeps_every_figure_and_code_of_its_offer_and_adds_none(shot):
    copy = " ".join(shot.texts.values())
    assert numbers(copy) == numbers(shot.offer)
    assert codes(copy) == codes(shot.offer)


@pytest.mark.parametrize("shot", FEW_SHOT, ids=lambda shot: f"{shot.product}-{shot.language}")
def test_few_shot_copy_is_laid_out_as_the_house_does(shot):
    assert shot.texts["headline"][-1] not in ".!,:"
    assert shot.texts.get("message", ".")[-1] == "."


@pytest.mark.parametrize("shot", FEW_SHOT, ids=lambda shot: f"{shot.product}-{shot.language}")
def test_few_shot_copy_fills_the_fields_of_its_format_within_their_limits(shot):
    limits = {field.role: field.limit for field in load_formats()[shot.format].ai_fields}
    assert shot.texts.keys() == limits.keys()
    assert all(len(text) <= limits[role] for role, text in shot.texts.items())


def test_briefs_differ_and_bring_out_every_subject_of_the_studio():
    assert len({brief.offer for brief in BRIEFS}) == 10
    assert all(brief.mode == "generate" and numbers(brief.offer) for brief in BRIEFS)
    names = {product.slug: product.name for product in PRODUCTS}
    asked = [(brief.prompt or f"{names[brief.product][brief.language]} {brief.offer}").lower() for brief in BRIEFS]
    for subject, words in SUBJECTS.items():
        assert any(re.search(words, text) for text in asked), subject


def test_some_briefs_leave_the_picture_or_the_audience_open():
    assert 2 <= sum(not brief.prompt for brief in BRIEFS) <= 5
    assert 2 <= sum(not brief.audience for brief in BRIEFS) <= 8
