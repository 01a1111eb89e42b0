"""The picture source *bank*: what it looks for, and which of the found it takes."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadInput, EngineFailed
from core.imagery.bank import BankSource, bank_query
from core.imagery.port import Picture, PictureRequest
from core.retrieval.deriving import MOST_WORDS, derived_query
from core.retrieval.ranking import POOL
from tests.fakes import FakePictureBank, Progress, wish

BANK = FakePictureBank()


def taken(prompt: str = "a gift", bank: FakePictureBank = BANK, slot: int = 0, seed: int = 1) -> Picture:
    """The picture of a slot of a brief with that seed."""
    return BankSource(bank).obtain(replace(wish(prompt, seed=seed + slot), slot=slot), checkpoint=Progress())


def test_the_prompt_is_what_is_looked_for() -> None:
    request = replace(wish("  a gift  ", offer="7% back"), descriptions={"en": "A card.", "ru": "Карта."})
    query = bank_query(request)
    assert (query.text, query.derived) == ("a gift", False)
    assert query.product == {"en": "A card.", "ru": "Карта."}


@pytest.mark.parametrize("prompt", ["", "  \n"])
def test_without_a_prompt_it_is_what_the_offer_is_about(prompt: str) -> None:
    request = replace(wish(prompt, offer="7% back in cafés", product="Everyday card"), descriptions={"en": "A card."})
    query = bank_query(request)
    assert (query.text, query.derived) == ("Everyday card. back in cafés", True)
    assert query.product == {"en": "A card."}


def test_the_picture_says_where_it_comes_from_and_what_was_looked_for() -> None:
    picture = taken(seed=7)
    assert (picture.source, picture.engine, picture.prompt, picture.seed) == ("bank", "bank-1", "a gift", 7)
    assert picture.origin in {f"bank/{name}" for name in BANK.files}
    assert picture.image.mode == "RGBA"
    assert BANK.queries[-1].text == "a gift"


def test_the_same_seed_takes_the_same_picture_and_other_seeds_others() -> None:
    assert np.array_equal(np.asarray(taken(seed=5).image), np.asarray(taken(seed=5).image))
    origins = Counter(taken(seed=seed).origin for seed in range(200))
    assert set(origins) == {f"bank/{name}" for name in list(BANK.files)[:POOL]}, "one of the best ten"
    assert origins.most_common(1)[0][0] == "bank/0", "mostly the best"


@pytest.mark.parametrize("seed", range(20))
def test_the_slots_of_a_brief_show_different_pictures(seed: int) -> None:
    assert len({taken(slot=slot, seed=seed).origin for slot in range(POOL)}) == POOL


def test_a_picture_that_is_less_likely_comes_more_rarely_still() -> None:
    bank = FakePictureBank(2)  # one is 3 : 2 likelier than the other, and so drawn 9 : 4
    first = sum(taken(bank=bank, seed=seed).origin == "bank/0" for seed in range(400))
    assert first / 400 == pytest.approx(9 / 13, abs=0.06)


def test_where_the_bank_has_fewer_pictures_than_the_brief_has_slots_they_come_again() -> None:
    bank = FakePictureBank(2)
    assert {taken(bank=bank, slot=slot).origin for slot in range(5)} == {"bank/0", "bank/1"}


def test_a_prompt_that_is_a_picture_s_name_takes_that_picture() -> None:
    bank = FakePictureBank()
    for seed in range(5):
        assert taken("bank/9", bank, seed=seed).origin == "bank/9"
    assert bank.queries == []


def test_a_name_that_no_picture_has_is_looked_for() -> None:
    bank = FakePictureBank()
    taken("bank/99", bank)
    assert [query.text for query in bank.queries] == ["bank/99"]


def test_an_empty_bank_is_told_at_the_mode() -> None:
    with pytest.raises(BadInput, match="no picture in the bank") as caught:
        taken(bank=FakePictureBank(0))
    assert caught.value.field == "mode"


def test_a_picture_that_is_gone_by_now_fails_as_what_may_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    bank = FakePictureBank()
    monkeypatch.setattr(bank, "files", dict.fromkeys(bank.files, b""))
    with pytest.raises(BadInput):
        taken(bank=bank)
    monkeypatch.setattr(bank, "named", lambda _: "gone")
    with pytest.raises(EngineFailed):
        taken(bank=bank)


# --- a query from the offer -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offer", "words"),
    [
        ("Кэшбэк 10 % в ресторанах до 31.05", "Кэшбэк в ресторанах до"),
        ("Save £500 on flights with code FLY2026", "Save on flights with code"),
        ("Скидка 1 000 ₽ по промокоду SUMMER на https://example.org/a?b=c", "Скидка по промокоду на"),
        ("SALE -50%! Half-price shoes", "Half-price shoes"),
        ("-40% off 2x coffee — today", "off coffee today"),
        ("A card for everyone", "A card for everyone"),
    ],
)  # fmt: skip
def test_figures_codes_and_links_go_and_words_stay(offer: str, words: str) -> None:
    assert derived_query(offer, "Card") == f"Card. {words}"


@pytest.mark.parametrize("offer", ["", "50 %", "🎁🎁", "SALE 50%", "…", "https://example.org"])
def test_an_offer_without_words_leaves_the_product(offer: str) -> None:
    assert derived_query(offer, "Card") == "Card"


@given(st.text(st.sampled_from("abzABZ абяАЯЁ 0129%₽$.,!?-—🎁/:\n"), max_size=300), st.sampled_from(["Card", "Карта"]))
def test_a_derived_query_is_one_line_that_names_the_product_and_no_figure(offer: str, product: str) -> None:
    query = derived_query(offer, product)
    assert query.startswith(product)
    assert not any(letter.isdigit() for letter in query)
    assert "\n" not in query
    assert len(query.split()) <= MOST_WORDS + 1


@given(st.lists(st.sampled_from(["кэшбэк", "back", "Flights", "в", "Half-price", "don't"]), min_size=1, max_size=30))
def test_plain_words_all_stay(words: list[str]) -> None:
    assert derived_query(" ".join(words), "Card") == f"Card. {' '.join(words)}"


def test_a_request_without_anything_still_looks_for_something() -> None:
    assert bank_query(PictureRequest("", "", "Card", "", seed=1)).text == "Card"
