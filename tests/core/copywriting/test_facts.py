"""Facts: what is found in an offer, and what copy has lost."""

from itertools import pairwise

import pytest

from core.copywriting.facts import Kind, extract_facts, missing, numbers
from core.formats.brand import Language

FOUND: list[tuple[Language, str, Kind, str]] = [
    ("ru", "Ремонт до 800 000 ₽ за случай", "price", "до 800 000 ₽"),
    ("ru", "Полис от 190 ₽ в месяц", "price", "от 190 ₽ в месяц"),
    ("ru", "Абонемент 23 900 ₽ вместо 35 850 ₽", "price", "23 900 ₽ вместо 35 850 ₽"),
    ("ru", "Номер от 5 000 ₽ за ночь с завтраком", "price", "от 5 000 ₽ за ночь"),
    ("ru", "Расходы до 1 000 €", "price", "до 1 000 €"),
    ("ru", "подписка 299 р в мес", "price", "299 р в мес"),
    ("ru", "Кредит под 6 % годовых", "percent", "6 % годовых"),
    ("ru", "Кэшбэк до 10 % в кафе", "percent", "до 10 %"),
    ("ru", "взнос от 20,1%", "percent", "от 20,1%"),
    ("ru", "Скидки с 1 по 11 мая", "date", "с 1 по 11 мая"),
    ("ru", "Только до воскресенья", "date", "Только до воскресенья"),
    ("ru", "с 1 апреля по 31 мая", "date", "с 1 апреля по 31 мая"),
    ("ru", "действует до 31.12.2026", "date", "до 31.12.2026"),
    ("ru", "скидка по промокоду ЗАРАНЕЕ15", "promo", "по промокоду ЗАРАНЕЕ15"),
    ("ru", "шесть аккаунтов сразу", "number", "шесть аккаунтов"),
    ("ru", "5 ГБ интернета", "number", "5 ГБ"),
    ("ru", "1 миля за каждые 60 ₽", "number", "1 миля за каждые 60 ₽"),
    ("ru", "в подарок при заказе от 1 500 ₽", "condition", "при заказе от 1 500 ₽"),
    ("ru", "счёт без первого взноса", "condition", "без первого взноса"),
    ("en", "Plans from £29.50 a month", "price", "from £29.50 a month"),
    ("en", "Worth $1,200.50 now", "price", "$1,200.50"),
    ("en", "£24 a month instead of £36", "price", "£24 a month instead of £36"),
    ("en", "Up to 40% off laptops", "percent", "Up to 40% off"),
    ("en", "Lock in 4.6% AER", "percent", "4.6% AER"),
    ("en", "Week of Aug 18–24", "date", "Aug 18–24"),
    ("en", "Arrivals until 30 November", "date", "until 30 November"),
    ("en", "between 15 September and 30 November", "date", "between 15 September and 30 November"),
    ("en", "18% with code SLOWDAYS", "promo", "with code SLOWDAYS"),
    ("en", "20 GB of data", "number", "20 GB"),
    ("en", "on an 18-month plan", "number", "18-month plan"),
    ("en", "Free delivery on orders over £50", "condition", "on orders over £50"),
    ("en", "with no setup fee", "condition", "with no setup fee"),
    ("ru", "на срок от 13 месяцев до 7 лет", "number", "от 13 месяцев до 7 лет"),
    ("ru", "промо-код: SCHOOL-24", "promo", "промо-код: SCHOOL-24"),
    ("ru", "3=2 на все очки", "condition", "3=2"),
    ("ru", "далее 8,5 ₽/мин", "price", "8,5 ₽/мин"),
    ("ru", "ставка 9,7 %–13,2 % годовых", "percent", "9,7 %–13,2 % годовых"),
    ("en", "then 19.24%–29.99% APR", "percent", "19.24%–29.99% APR"),
    ("en", "expires 30/04/26", "date", "expires 30/04/26"),
    ("en", "book until 15.03.2026", "date", "until 15.03.2026"),
    ("en", "Ends 1/31", "date", "Ends 1/31"),
    ("en", "Free for over-65s", "number", "over-65s"),
    ("en", "code: SPRING10", "promo", "code: SPRING10"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "kind", "fact"), FOUND)
def test_a_fact_is_found_with_its_qualifier_and_unit(language: Language, text: str, kind: Kind, fact: str) -> None:
    assert (fact, kind) in [(found.text, found.kind) for found in extract_facts(text, language)]


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, text, _, _ in FOUND])
def test_spans_point_into_the_text_and_do_not_overlap(language: Language, text: str) -> None:
    facts = extract_facts(text, language)
    assert all(text[fact.start : fact.end] == fact.text for fact in facts)
    assert all(before.end <= after.start for before, after in pairwise(facts))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 200,50 ₽", ("1200.5",)),
        ("$1,200.50", ("1200.5",)),
        ("23 900 ₽ вместо 35 850 ₽", ("23900", "35850")),
        ("three nights, pay for two", ("3", "2")),
        ("с 1 по 11 мая", ("1", "11")),
        ("ЗАРАНЕЕ15", ("15",)),
    ],
)
def test_numbers_have_one_spelling(text: str, expected: tuple[str, ...]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("offer", "copy", "lost"),
    [
        ("Скидка до 10 % до 5 июля", ["Скидка до 10 %"], ["до 5 июля"]),
        ("Скидка до 10 %", ["Скидка 10 %"], ["до 10 %"]),
        ("Скидка до 10 %", ["до 10\u00a0% на всё"], []),
        ("Up to 40% off, code NEST10", ["Up to 40% off"], ["code NEST10"]),
        ("Stay three nights", ["3 nights in Porto"], []),
        ("Счёт без первого взноса", ["Без первых взносов"], ["без первого взноса"]),
    ],
)
def test_missing_names_what_no_text_keeps(offer: str, copy: list[str], lost: list[str]) -> None:
    language: Language = "ru" if any("а" <= letter <= "я" for letter in offer.lower()) else "en"
    assert [fact.text for fact in missing(extract_facts(offer, language), copy)] == lost
