from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from core.imagery.studio.choosing import cast, choose, mentioned, wishes
from core.imagery.studio.subject import Subject
from core.imagery.studio.subjects import CATALOGUE
from tests.fakes import wish


class PointingEncoder:
    """Finds the meaning that begins with `favourite` nearest to everything."""

    name, dimension, languages = "pointing", 2, frozenset({"en"})

    def __init__(self, favourite: str) -> None:
        self.favourite, self.asked = favourite, list[str]()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        known = {subject.meaning: name for name, subject in CATALOGUE.items()}
        near = [known.get(text, self.favourite) == self.favourite for text in texts]
        return np.array([[1, 0] if yes else [0, 1] for yes in near], np.float32)


def chosen(**texts: str) -> str:
    return choose(wishes(wish(**texts)), CATALOGUE, None).name


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Кредитная карта без годовой платы", "card"),
        ("A credit card with no annual fee", "card"),
        ("Кэшбэк 10 % на всё", "coins"),
        ("Повышенный кешбэк до 31 декабря", "coins"),
        ("5% cashback on groceries", "coins"),
        ("Откройте вклад под 18 %", "coins"),
        ("Подарок каждому новому клиенту", "gift"),
        ("500 бонусов на первый визит", "gift"),
        ("A welcome gift for everyone", "gift"),
        ("Ипотека от 6 %", "house"),
        ("Семейная ипотека на новый дом", "house"),
        ("A mortgage from 3.9%", "house"),
        ("Каско со скидкой 30 %", "car"),
        ("Полис ОСАГО за пять минут", "car"),
        ("Автокредит на новый автомобиль", "car"),
        ("Car insurance in 5 minutes", "car"),
        ("Скачайте приложение", "phone"),
        ("Телефон в рассрочку", "phone"),
        ("Get the app", "phone"),
        ("Бесплатная доставка от 1500 ₽", "parcel"),
        ("Free delivery over $30", "parcel"),
        ("Вторая пицца за полцены", "pizza"),
        ("Горячая еда за 30 минут", "pizza"),
        ("Buy one pizza, get one free", "pizza"),
        ("График платежей по кредиту", "calendar"),
        ("A calendar of events", "calendar"),
        ("График доходности за год", "chart"),
        ("Analytics for your shop", "chart"),
        ("Часы со скидкой 20 %", "clock"),
        ("A vintage alarm clock", "clock"),
        ("Чашка горячего шоколада", "cup"),
        ("A cup of coffee for free", "cup"),
        ("Курсы английского с нуля", "graduation_cap"),
        ("A university near you", "graduation_cap"),
        ("Наушники за отзыв", "headphones"),
        ("Three months of music", "headphones"),
        ("Здоровье всей семьи", "heart"),
        ("Donate today", "heart"),
        ("Ключи в день сделки", "key"),
        ("A key on a ring", "key"),
        ("Ноутбуки в рассрочку", "laptop"),
        ("Онлайн-курсы для всех", "laptop"),
        ("Замок для велосипеда", "lock"),
        ("One password for everything", "lock"),
        ("Копилка для мечты", "piggy_bank"),
        ("A piggy bank for kids", "piggy_bank"),
        ("Самолёт в тёплые края", "plane"),
        ("Flights from $40", "plane"),
        ("Ракета летит к цели", "rocket"),
        ("For your startup", "rocket"),
        ("Щит от мошенников", "shield"),
        ("Защитите свой телефон", "shield"),
        ("Большая распродажа", "shopping_bag"),
        ("Summer sale", "shopping_bag"),
        ("5 звёзд от наших гостей", "star"),
        ("Top-rated, five stars", "star"),
        ("Чемодан в подарок", "suitcase"),
        ("A trip for two", "suitcase"),
        ("Кубок лучшему игроку", "trophy"),
        ("Win the championship", "trophy"),
        ("Переезд под ключ", "truck"),
        ("A delivery truck at the door", "truck"),
        ("Зонт в дождливый день", "umbrella"),
        ("An umbrella for rainy days", "umbrella"),
        ("Карта лояльности", "card"),
        ("Сберегательный счёт", "coins"),
    ],
)
def test_a_word_in_either_language_names_its_subject(text: str, subject: str) -> None:
    assert mentioned(text, CATALOGUE)[0].name == subject
    assert chosen(offer=text) == subject
    assert chosen(prompt=text) == subject


@pytest.mark.parametrize(
    "text",
    [
        "Автоматический перевод",
        "Красивая картина",
        "A happy scarecrow carves wood",
        "Автор книги",
        "Domain names",
        "Домашняя работа",
        "It appears here",
        "признание и призыв",
        "Ключевая ставка снижена",
        "Key rate and key benefits",
        "Keyboard shortcuts, a turnkey monkey",
        "Звёздный состав, звездочёт",
        "Starting from 5 %, a restart",
        "План и планшет",
        "Planet, planning, planetarium",
        "Часто задаваемые вопросы",
        "Clockwise",
        "Замена масла, замкнутый круг",
        "Carton, carpet, career, cardboard",
        "Cupboard, cupcakes",
        "Чайник и чаевые",
        "Щитовидная железа и щиток",
        "Фуражка, вкладыш, вкладка",
        "Курсы валют",
        "Блокировка, locker, blocked",
        "Сумма кредита",
        "Автобус, авторизация, машинист",
        "Домино и домкрат",
        "Машиностроение и картофель",
        "Кафель, обедневший",
        "Rocky road to vanilla",
        "Teamwork and teaching",
        "Phonetics, housekeeping",
    ],
)
def test_a_word_that_only_begins_alike_names_nothing(text: str) -> None:
    assert mentioned(text, CATALOGUE) == []


def test_the_prompt_goes_before_the_offer_and_the_offer_before_the_product() -> None:
    assert chosen(prompt="a pizza", offer="Подарок", product="Ипотека") == "pizza"
    assert chosen(offer="Подарок за заявку", product="Ипотека") == "gift"
    assert chosen(offer="Ставка от 6 %", product="Ипотека", description="Доставим документы") == "house"
    assert chosen(offer="Ставка от 6 %", product="Дальний", description="Доставка документов") == "parcel"


def test_of_several_the_one_that_the_product_is_about_wins() -> None:
    pizzeria = "Пицца на тонком тесте, доставка за 40 минут."
    assert chosen(offer="Две пиццы за 790 ₽. Доставка бесплатно", description=pizzeria) == "pizza"
    assert chosen(offer="Вторая пицца в подарок", description=pizzeria) == "pizza"
    assert chosen(offer="В подарок вторая пицца", description=pizzeria) == "pizza"
    assert chosen(offer="Решение в приложении, ставка по ипотеке от 6 %", product="Ипотека") == "house"


@pytest.mark.parametrize(
    ("offer", "product", "subject"),
    [
        ("Решение за 5 минут", "", "clock"),
        ("Решение за 5 минут", "Ипотека", "house"),
        ("За 30 минут привезём пиццу", "", "pizza"),
        ("Гарантия 2 года", "", "shield"),
        ("Гарантия 2 года на ноутбук", "", "laptop"),
        ("Скидка на все покупки", "", "shopping_bag"),
        ("На все покупки кешбэк 5 %", "", "coins"),
        ("С заботой о ваших сбережениях", "", "coins"),
        ("Срок до 31 декабря", "", "calendar"),
        ("Only a few hours left", "", "clock"),
    ],
)
def test_a_hint_counts_where_nothing_is_named(offer: str, product: str, subject: str) -> None:
    assert chosen(offer=offer, product=product) == subject


def test_what_cyrillic_words_leave_open_is_the_one_named_first() -> None:
    texts = wishes(wish(offer="Подарок рядом с машиной и домом"))
    assert choose(texts, CATALOGUE, PointingEncoder("house")).name == "gift"


def test_of_several_named_subjects_the_encoder_takes_the_nearest_and_only_of_them() -> None:
    texts = wishes(wish(offer="a gift beside a car and a house"))
    assert choose(texts, CATALOGUE, PointingEncoder("house")).name == "house"
    assert choose(texts, CATALOGUE, PointingEncoder("pizza")).name in {"gift", "car", "house"}
    assert choose(texts, CATALOGUE, None).name == "gift"


def test_where_no_word_matches_the_encoder_decides_among_all() -> None:
    encoder = PointingEncoder("coins")
    assert choose(wishes(wish("wealth", offer="never read")), CATALOGUE, encoder).name == "coins"
    assert "never read" not in encoder.asked


def test_nothing_at_all_still_gives_a_subject() -> None:
    assert choose(wishes(wish()), CATALOGUE, None).name in CATALOGUE
    assert choose(wishes(wish()), CATALOGUE, PointingEncoder("car")).name in CATALOGUE


@pytest.mark.parametrize(
    ("prompt", "names"),
    [
        ("a card with coins", ["card", "coins"]),
        ("карта и подарок", ["card", "gift"]),
        ("Телефон с кешбэком", ["phone", "coins"]),
        ("a house, a car and a pizza", ["house", "car"]),
        ("голубая машина у синего дома", ["car", "house"]),
        ("a card and another card", ["card"]),
        ("подарочная карта", ["gift", "card"]),
        ("Страхование автомобиля", ["shield", "car"]),
        ("страхование жизни", ["shield"]),
        ("грузовой автомобиль", ["truck"]),
        ("a delivery truck", ["truck"]),
        ("Чемодан, самолёт и зонт", ["suitcase", "plane"]),
        ("Ноутбук и наушники", ["laptop", "headphones"]),
        ("a key to your new home", ["key", "house"]),
        ("Кофе и пицца за 15 минут", ["cup", "pizza"]),
        ("a card without coins", ["card"]),
        ("карта без подарков", ["card"]),
        ("дом, но не машина", ["house"]),
        ("машина, нет никаких подарков", ["car"]),
        ("не только карта, но и подарок", ["card", "gift"]),
        ("not a car but a house", ["house"]),
        ("a phone instead of a card", ["phone"]),
        ("никакой машины, только дом", ["house"]),
    ],
)
def test_the_first_two_that_the_prompt_wants_share_the_picture(prompt: str, names: list[str]) -> None:
    assert [subject.name for subject in cast(wish(prompt), CATALOGUE, None) if subject] == names


def test_an_offer_gets_one_subject_however_many_it_names() -> None:
    hero, companion = cast(wish(offer="Карта и подарок"), CATALOGUE, None)
    assert (hero.name, companion) == ("card", None)


@pytest.mark.parametrize("subject", CATALOGUE.values(), ids=list(CATALOGUE))
def test_a_subject_s_own_words_name_it_alone(subject: Subject) -> None:
    colours = {"main": "royal blue", "accent": "light salmon"}
    assert mentioned(subject.phrase.format(**colours), CATALOGUE) == [subject]
    assert mentioned(subject.name, CATALOGUE) == [subject]
