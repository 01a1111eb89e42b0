"""A brief is checked whole, and each fault knows its field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.briefs import BriefInput, by_field, check_offer, check_text, clean, faults
from core.errors import BadInput

GOOD = BriefInput(product="card", offer="Cashback 10 % till 31 May", formats=("pilot-1080",))
PRODUCTS, FORMATS, CAMPAIGNS = {"card", "taxi"}, {"pilot-1080"}, {"spring": "card"}


def found(brief: BriefInput) -> list[BadInput]:
    return faults(brief, products=PRODUCTS, formats=FORMATS, campaigns=CAMPAIGNS)


def fields(brief: BriefInput) -> list[str]:
    return [fault.field for fault in found(brief)]


def changed(**values: object) -> BriefInput:
    return BriefInput(**{**GOOD.__dict__, **values})  # type: ignore[arg-type]


def test_a_good_brief_has_no_faults() -> None:
    assert fields(GOOD) == []
    assert fields(changed(campaign="spring")) == []


@pytest.mark.parametrize(
    ("brief", "field"),
    [
        (changed(product=""), "product"),
        (changed(product="yacht"), "product"),
        (changed(campaign="autumn"), "campaign"),
        (changed(campaign="spring", product="taxi"), "campaign"),
        (changed(offer=""), "offer"),
        (changed(offer=" \n\u200b "), "offer"),
        (changed(offer=" . "), "offer"),
        (changed(offer="a" * 4001), "offer"),
        (changed(offer="cashback " + "щ" * 300), "offer"),
        (changed(offer="cash\x07back 5 %"), "offer"),
        (changed(offer="cash\x00back 5 %"), "offer"),
        (changed(formats=()), "formats"),
        (changed(formats=("pilot-1080", "billboard")), "formats"),
        (changed(mode="steal"), "mode"),
        (changed(mode="upload"), "picture"),
        (changed(mode="upload", picture=b"not a picture"), "picture"),
        (changed(prompt="p" * 1001), "prompt"),
        (changed(prompt="a\x1bb"), "prompt"),
        (changed(audience="a" * 501), "audience"),
        (changed(seed=-1), "seed"),
        (changed(seed=2**31), "seed"),
    ],
)
def test_each_fault_is_told_at_its_field(brief: BriefInput, field: str) -> None:
    assert fields(brief) == [field]


def test_all_faults_are_told_at_once_in_the_order_of_the_form() -> None:
    brief = changed(product="", offer="", formats=(), seed=-5)
    assert fields(brief) == ["product", "offer", "formats", "seed"]
    assert set(by_field(found(brief))) == {"product", "offer", "formats", "seed"}


@pytest.mark.parametrize("offer", ["a" * 240 + " 5 %", "🚕💨🌧️", "1", "строка\nи ещё\tодна", "слово " * 600 + "x" * 250])
def test_unusual_offers_are_welcome(offer: str) -> None:
    assert check_offer(offer)


def test_an_offer_of_exactly_four_thousand_characters_passes_after_trimming() -> None:
    assert len(check_offer("  " + "слово " * 666 + "abcd  ")) == 4000


def test_decomposed_letters_are_composed_and_invisible_ones_dropped() -> None:
    assert clean("чаи\u0306\u200b\u202e ") == "чай"
    assert clean("👨\u200d👩\u200d👧") == "👨\u200d👩\u200d👧"


@given(st.text(max_size=300))
def test_whatever_is_accepted_is_clean_and_cleaning_again_changes_nothing(raw: str) -> None:
    try:
        text = check_text(raw, field="offer", limit=200)
    except BadInput:
        return
    assert len(text) <= 200
    assert clean(text) == text
    assert not any(ord(sign) < 32 and sign not in "\n\t" for sign in text)
