"""What the headline promises of varied offers, in the limits of our four formats, and that it stays true."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from core.copywriting.offline.buttons import button_texts
from core.copywriting.offline.engine import OfflineCopywriter
from core.copywriting.offline.fillers import fillers
from core.copywriting.offline.wording import wording
from core.copywriting.port import CopyRequest
from core.copywriting.text import graphemes
from core.formats.brand import DATA, Language
from core.formats.schema import Role, TextField

OFFERS = [json.loads(line) for line in Path(__file__).with_name("promises.jsonl").read_text("utf-8").splitlines()]
FORMATS: dict[str, dict[Role, int]] = {
    "pilot": {"headline": 40, "message": 90},
    "story": {"headline": 40, "message": 90, "button": 20},
    "landscape": {"headline": 36, "message": 85, "button": 20},
    "display": {"headline": 30, "message": 48, "button": 18},
}
#: A later or another price, with the word that says so.
LATER = re.compile(
    r"(?:then|дальше|далее|потом|затем|иначе|normally|usually|was)\s(?:от\s|from\s)?[£$€]?\d[\d\s,.]*\d?", re.I
)


def product(key: str, language: Language) -> tuple[str, str]:
    """Name and description of one of our products; else the name itself."""
    path = DATA / "products" / f"{key}.json"
    if not path.exists():
        return key, ""
    known = json.loads(path.read_text("utf-8"))
    return known["name"][language], " ".join(known["description"][language])


def write(brief: dict[str, Any], name: str = "story") -> dict[str, str]:
    title, description = product(brief["product"], brief["language"])
    fields = tuple(
        TextField(id=role, role=role, source="ai", box=(0, 0, 10, 10), limit=limit, size=(10, 20), lines=3)
        for role, limit in FORMATS[name].items()
    )
    request = CopyRequest(
        offer=brief["offer"],
        language=brief["language"],
        fields=fields,
        product_name=title,
        product_description=brief.get("description", description),
    )
    texts = OfflineCopywriter().write(request).texts
    return {role: text.replace("\u00a0", " ") for role, text in texts.items()}


def of(language: Language, offer: str, name: str = "story", product: str = "debit-card") -> tuple[str, str]:
    texts = write({"language": language, "offer": offer, "product": product}, name)
    return texts["headline"], texts["message"]


@pytest.mark.parametrize("brief", OFFERS, ids=[brief["offer"][:40] for brief in OFFERS])
def test_the_headline_is_the_offers_own_promise(brief: dict[str, Any]) -> None:
    texts = write(brief)
    assert texts["headline"] == brief["headline"]
    assert texts["message"] == brief.get("message", texts["message"])
    small = write(brief, "display")
    assert [small["headline"], small["message"]] == brief.get("display", [small["headline"], small["message"]])


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("brief", OFFERS, ids=[brief["offer"][:40] for brief in OFFERS])
def test_every_format_is_true_and_finished(brief: dict[str, Any], name: str) -> None:
    texts = write(brief, name)
    for role, text in texts.items():
        assert graphemes(text) <= FORMATS[name][role]
        assert role == "button" or text.rstrip(".").split()[-1].lower() not in wording(brief["language"]).never_last
        assert not re.search(r"(?:\d|[£$€])\s?(?:и|and)$|:\s*(?:если|при|if|when)\b", text)
    said = f"{texts['headline']}. {texts['message']}"
    assert set(re.findall(r"\d+", said)) <= set(re.findall(r"\d+", brief["offer"]))
    for later in LATER.findall(brief["offer"]):
        amount = re.escape(re.sub(r"^\D+", "", later).strip(" .,"))
        own = len(re.findall(rf"(?<![\d.,]){amount}(?![\d.,]\d|\d)", brief["offer"])) == 1
        if own and re.search(rf"(?<![\d.,]){amount}(?![\d.,]\d|\d)", said):
            assert later.strip(" .,").casefold() in said.casefold()
            assert later.strip(" .,").casefold() not in texts["headline"].casefold()


@pytest.mark.parametrize(
    ("language", "offer", "unsaid"),
    [
        ("en", "Free delivery on your first order", "Thursday"),
        ("en", "Cashback 10 % on everything till month's end", "Groceries, coffee"),
        ("ru", "Скидка 10% на всё", "3 000"),
    ],
)
@pytest.mark.parametrize("name", FORMATS)
def test_a_description_adds_no_terms(language: Language, offer: str, unsaid: str, name: str) -> None:
    for key in ("marketplace", "debit-card"):
        assert unsaid not in " ".join(of(language, offer, name, key))


def test_fillers_are_whole_sentences_without_terms() -> None:
    text = "Goods from Thursday to Sunday. We bake bread on site: rye, wheat. If we are late, it is free."
    found = fillers(text, "en", wording("en"), "", 90, alone=False)
    assert found == ["We bake bread on site: rye, wheat.", "We bake bread on site."]


def test_a_promise_is_not_said_without_its_condition() -> None:
    offer = "0% on purchases for 90 days. £30 back when you spend £300 in the first 3 months."
    assert "£30" not in " ".join(of("en", offer, "display", "credit-card"))
    halves = "Кэшбэк 7% в кафе и 5% в супермаркетах весь ноябрь. Обслуживание 0 ₽."
    headline, message = of("ru", halves, "display")
    assert "7% в кафе" in f"{headline} {message}"
    assert not re.search(r"7% и 5%|5%(?! в супермаркетах)", f"{headline} {message}")


@pytest.mark.parametrize(
    ("language", "offer", "weak"),
    [
        ("en", "Join by 24 December and get 20% off. Use code GIFT24 in the app.", "code"),
        ("en", "No interest for 90 days. Apply by 15 October, decision in 2 minutes.", "Apply"),
        ("ru", "Кухни от 89 000 ₽. Доставка бесплатно, предоплата 10%, код КУХНЯ.", "Доставка"),
        ("ru", "Ипотека от 6% годовых, взнос от 20%. Решение за 15 минут.", "взнос"),
    ],
)
@pytest.mark.parametrize("name", FORMATS)
def test_what_comes_along_is_no_headline(language: Language, offer: str, weak: str, name: str) -> None:
    assert weak not in of(language, offer, name, "marketplace")[0]


@pytest.mark.parametrize(
    ("key", "language", "offer", "button"),
    [
        ("pizza-delivery", "ru", "Скидка 30% на первый заказ", "Заказать"),
        ("credit-card", "ru", "90 дней без процентов", "Оформить карту"),
        ("savings-account", "ru", "16% годовых", "Открыть счёт"),
        ("mortgage", "en", "Fixed 4.9%", "See your rate"),
    ],
)
def test_the_button_fits_the_product(key: str, language: Language, offer: str, button: str) -> None:
    name, description = product(key, language)
    assert button_texts(name, offer, description, wording(language))[0] == button
