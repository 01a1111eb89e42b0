"""Why a text is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.guard.by_rules import RulesGuard
from core.guard.port import Given
from core.guard.refusing import refusal, to_blame


@pytest.mark.parametrize(
    ("text", "wrong", "blamed"),
    [
        ("Fresh bread and poison, 10% off", "poison", "poison"),
        ("poison", "poison", "poison"),
        ("Bread, «poison ivy» and tea", "poison ivy", "poison ivy"),
        ("Bread and tea", "poison", ""),
        ("", "poison", ""),
    ],
)
def test_the_shortest_run_of_words_is_to_blame(text: str, wrong: str, blamed: str) -> None:
    assert to_blame(text, lambda part: wrong in part) == blamed


@given(st.lists(st.sampled_from(["bread", "tea", "poison"]), max_size=12))
def test_the_first_of_several_is_named(words: list[str]) -> None:
    assert to_blame(" ".join(words), lambda part: "poison" in part) == ("poison" if "poison" in words else "")


@pytest.mark.parametrize(
    ("offer", "message"),
    [
        ("Скидка 10 % на кокаин, только сегодня.", "“кокаин” may not be advertised here."),
        ("Лучше, чем в Квиллбанке: вклад 10 %", "“Квиллбанке” is a competitor."),
    ],
)
def test_the_rules_name_the_word(offer: str, message: str) -> None:
    with pytest.raises(Exception, match=message):
        RulesGuard(("Квиллбанк",)).check(Given(offer, language="ru"))


def test_words_that_are_no_word_are_not_quoted() -> None:
    assert str(refusal("offensive", "offer", "word " * 30)) == "This text is offensive. Put it in other words."
    assert str(refusal("offensive", "offer")) == "This text is offensive. Put it in other words."
    assert str(refusal("offensive", "prompt", " a\n b ")) == "“a b” is offensive. Put it in other words."
