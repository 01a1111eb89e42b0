"""Whether two copies differ in idea."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.copywriting.llm.different import alike

SAME = [
    ("Кэшбэк 10 % на всё до конца месяца", "До конца месяца кэшбэк 10 % на всё"),
    ("Открытие счёта до 30 июня", "До 30 июня открытие счёта"),
    ("Вторая пицца в подарок по пятницам", "По пятницам вторая пицца — в подарок"),
    ("Up to 40% off desks and lamps", "Desks and lamps: up to 40% off"),
    ("Free delivery on orders over £50", "Orders over £50: delivery is free"),
    ("20 GB for £9 a month", "£9 a month for 20 GB"),
    ("Кредит от 19,9% годовых", "Кредит: от 19,9% годовых"),
]
OTHER = [
    ("Кэшбэк 10 % на всё", "Обеды, которые возвращают деньги"),
    ("Успейте до 30 июня", "Счёт без визита в банк"),
    ("Устали готовить по пятницам?", "Вторая пицца в подарок"),
    ("Up to 40% off desks and lamps", "A desk that fits your corner"),
    ("Sale ends on 30 June", "Furnish your first office for less"),
    ("First two weeks free", "25% off any course"),
    ("Кэшбэк 10 %", "До 31 марта"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_another_order_or_ending_is_no_other_idea(one, other):
    assert alike({"headline": one}, {"headline": other})
    assert alike({"headline": other}, {"headline": one})


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_angle_is_another_idea(one, other):
    assert not alike({"headline": one}, {"headline": other})


def test_facts_that_must_be_said_anyway_make_no_two_copies_alike():
    condition = "До 31 марта с кодом ВЕСНА25."
    one = {"headline": "Обед, который окупается", "message": f"Кэшбэк 10 % в кафе. {condition}"}
    other = {"headline": "Весна дешевле на десятую часть", "message": f"Возвращаем 10 %. {condition}"}
    assert not alike(one, other)


@given(st.dictionaries(st.sampled_from(["headline", "message"]), st.text(max_size=80), min_size=1))
def test_every_copy_is_like_itself(texts):
    assert alike(texts, texts)
