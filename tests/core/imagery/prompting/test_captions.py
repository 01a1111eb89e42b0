"""Examples of style out of the bank's captions."""

from hypothesis import given
from hypothesis import strategies as st

from core.imagery.prompting.captions import Captions, captions_of

FEW = Captions([
    ("A blue car stands still.", "Car insurance"), ("A red car drives off.", "A taxi"),
    ("A salmon piggy bank.", "Savings for children"), ("A green umbrella.", "Home insurance"),
])  # fmt: skip


def test_captions_that_share_words_come_first() -> None:
    assert FEW.like("a piggy for my child", 1) == ("A salmon piggy bank.",)
    assert FEW.like("a green thing", 1) == ("A green umbrella.",)


def test_what_a_picture_could_advertise_counts_as_well() -> None:
    assert set(FEW.like("insurance", 2)) == {"A blue car stands still.", "A green umbrella."}


def test_one_that_repeats_another_comes_later() -> None:
    twins = Captions([("A blue car.", "Taxi"), ("A blue car!", "Taxi"), ("A car beside a tent.", "Camping")])
    assert twins.like("a blue car by a tent", 2) == ("A blue car.", "A car beside a tent.")


def test_where_no_word_is_shared_there_are_examples_all_the_same() -> None:
    assert len(FEW.like("", 3)) == 3
    assert len(FEW.like("xyzzy", 99)) == 4


def test_the_sample_bank_has_examples_in_both_languages() -> None:
    assert any("piggy" in caption for caption in captions_of("en").like("a piggy bank with coins"))
    assert any("копилка" in caption for caption in captions_of("ru").like("свинка-копилка и монеты"))


@given(st.text(max_size=60))
def test_examples_are_seven_different_ones_and_the_same_for_the_same_text(text: str) -> None:
    found = captions_of("en").like(text)
    assert len(set(found)) == 7
    assert captions_of("en").like(text) == found
