"""The catalogue's loaders: what they accept, and how they say what is wrong in a file."""

import json
from pathlib import Path

import pytest

from core.catalogue import load_categories, load_example_briefs, load_few_shot, load_products
from core.errors import NotReady

PRODUCT = {
    "name": {"en": "Umbrella cover", "ru": "Страховка зонта"},
    "category": "insurance",
    "description": {"en": "Covers an umbrella.", "ru": ["Страхует зонт.", "И от ветра тоже."]},
}
FEW_SHOT = {
    "product": "umbrella",
    "format": "pilot-1080",
    "language": "en",
    "offer": "Cover from £1",
    "texts": {"headline": "Cover from £1"},
}
BRIEF = {"product": "umbrella", "language": "en", "offer": "Cover from £1", "formats": ["pilot-1080"]}


def write(file: Path, content: object) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return file


def products_of(folder: Path, **files: object):
    for stem, content in files.items():
        write(folder / "products" / f"{stem}.json", content)
    categories = {"savings": {"en": "Savings", "ru": "Накопления"}, "insurance": {"en": "Insurance", "ru": "Страховки"}}
    return load_products(folder / "products", write(folder / "categories.json", categories))


def test_a_product_is_called_as_its_file_and_its_sentences_are_joined(tmp_path):
    (product,) = products_of(tmp_path, umbrella=PRODUCT)
    assert product.slug == "umbrella"
    assert product.description == {"en": "Covers an umbrella.", "ru": "Страхует зонт. И от ветра тоже."}
    assert (product.legal, product.legal_share) == (None, None)


def test_products_come_by_category_in_the_order_of_the_categories(tmp_path):
    saver = PRODUCT | {"category": "savings"}
    found = products_of(tmp_path, umbrella=PRODUCT, boat=PRODUCT, saver=saver)
    assert [product.slug for product in found] == ["saver", "boat", "umbrella"]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"nmae": "typo"}, "nmae: Extra inputs are not permitted"),
        ({"name": {"en": "Umbrella cover"}}, "name: no text in: ru"),
        ({"name": {"en": "Umbrella cover", "ru": " Зонт"}}, "name.ru: must be one paragraph"),
        ({"name": {"en": "Umbrella cover", "ru": ""}}, "name.ru: must be one paragraph"),
        ({"name": {"en": "Umbrella\ncover", "ru": "Зонт"}}, "name.en: must be one paragraph"),
        ({"description": {"en": ["One.", 2], "ru": "Два."}}, "description.en: Input should be a valid string"),
        ({"category": "boats"}, "category: boats is none of savings, insurance"),
        ({"slug": "parasol"}, "slug: parasol is not the name of the file"),
        ({"legal": {"en": "Terms.", "ru": "Условия."}}, "legal and legal_share belong together"),
        ({"legal_share": 0.1}, "legal and legal_share belong together"),
        (
            {"legal": {"en": "T" * 181, "ru": "Условия."}, "legal_share": 0.1},
            "legal.en: String should have at most 180",
        ),
        ({"legal": {"en": "Terms.", "ru": "Условия."}, "legal_share": 10}, "legal_share: Input should be less than"),
    ],
)
def test_a_faulty_product_is_named_with_path_and_reason(tmp_path, change, complaint):
    with pytest.raises(NotReady) as caught:
        products_of(tmp_path, boat=PRODUCT, umbrella=PRODUCT | change)
    assert str(tmp_path / "products" / "umbrella.json") in str(caught.value)
    assert complaint in str(caught.value)


def test_all_faults_of_a_file_are_told_at_once(tmp_path):
    with pytest.raises(NotReady, match=r"(?s)category: Field required.*legal_share: Input should be a valid number"):
        products_of(tmp_path, umbrella={"legal_share": "x", "name": PRODUCT["name"], "description": {}})


def test_a_folder_without_products_is_a_fault(tmp_path):
    with pytest.raises(NotReady, match="there are no products"):
        products_of(tmp_path)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b'{"cards": }', "line 1, column 11: Expecting value"),
        (b'{"cards": "\xff"}', "byte 11: not UTF-8"),
        (b"[]", "file: Input should be a valid dictionary"),
    ],
)
def test_a_file_that_is_no_json_of_ours_is_named_with_the_place(tmp_path, content, complaint):
    file = tmp_path / "categories.json"
    file.write_bytes(content)
    with pytest.raises(NotReady, match=r"categories\.json cannot be used") as caught:
        load_categories(file)
    assert complaint in str(caught.value)


@pytest.mark.parametrize("load", [load_categories, load_few_shot, load_example_briefs])
def test_a_missing_file_is_named(tmp_path, load):
    with pytest.raises(NotReady, match=r"absent\.json cannot be used\. No such file"):
        load(tmp_path / "absent.json")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"texts": {"headline": "H" * 41}}, "[1]: headline: 41 characters, at most 40"),
        ({"texts": {"button": "B" * 19}}, "[1]: button: 19 characters, at most 18"),
        ({"texts": {"footer": "F"}}, "[1].texts.footer.[key]: Input should be 'headline', 'message' or 'button'"),
        ({"texts": {}}, "[1].texts: Dictionary should have at least 1 item"),
        ({"language": "de"}, "[1].language: Input should be 'en' or 'ru'"),
        ({"offer": "x" * 4001}, "[1].offer: String should have at most 4000"),
    ],
)
def test_a_faulty_few_shot_is_named_by_its_place_in_the_list(tmp_path, change, complaint):
    file = write(tmp_path / "few_shot.json", [FEW_SHOT, FEW_SHOT | change])
    with pytest.raises(NotReady) as caught:
        load_few_shot(file)
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"formats": []}, "[0].formats: Tuple should have at least 1 item"),
        ({"formats": ["Pilot 1080"]}, "[0].formats[0]: String should match"),
        ({"mode": "paint"}, "[0].mode: Input should be 'generate', 'search' or 'upload'"),
    ],
)
def test_a_faulty_brief_is_named_by_its_place_in_the_list(tmp_path, change, complaint):
    with pytest.raises(NotReady) as caught:
        load_example_briefs(write(tmp_path / "briefs.json", [BRIEF | change]))
    assert complaint in str(caught.value)


def test_a_brief_may_leave_picture_and_audience_open(tmp_path):
    (brief,) = load_example_briefs(write(tmp_path / "briefs.json", [BRIEF]))
    assert (brief.mode, brief.prompt, brief.audience) == ("generate", "", "")
