"""A view of the library is an address and back; whatever else an address holds is left out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.library_filter import Filter, Order, State
from core.models import ImageMode
from pages.parts.library_address import BIN, NAMES, ORDER, PAGE, View, asked, read_address, spelled, without

SLUGS = st.from_regex(r"[a-z0-9-]{0,12}", fullmatch=True)
DAYS = st.none() | st.dates()
VIEWS = st.builds(
    View,
    st.builds(
        Filter, product=SLUGS, campaign=SLUGS, format=SLUGS, author=SLUGS, mode=st.sampled_from(["", *ImageMode]),
        state=st.sampled_from(["", *State]), text=st.from_regex(r"[а-яa-z0-9 %_]{0,20}", fullmatch=True), since=DAYS,
        until=DAYS, seed=st.none() | st.integers(0, 2**31 - 1), binned=st.booleans(),
    ),
    st.sampled_from(Order),
    st.integers(1, 1000),
)  # fmt: skip


@given(VIEWS)
def test_a_view_comes_back_from_its_address(view: View) -> None:
    address = {name: spelled(getattr(view.filter, name)) for name in NAMES}
    address |= {BIN: "1" if view.filter.binned else "", ORDER: view.order.value, PAGE: str(view.page)}
    assert read_address(address) == view


@given(st.dictionaries(st.sampled_from([*NAMES, BIN, ORDER, PAGE, "else"]), st.text()))
def test_any_address_is_a_view(address: dict[str, str]) -> None:
    view = read_address(address)
    assert view.page >= 1
    assert view.filter.mode in {"", *ImageMode}
    assert view.filter.state in {"", *State}


@pytest.mark.parametrize("seed", ["-1", "1.5", "²", "٣", "9" * 30, str(2**31), "1e3", " 7"])
def test_what_is_no_seed_asks_for_nothing(seed: str) -> None:
    assert read_address({"seed": seed}) == View(Filter())


def test_what_is_asked_for_can_be_taken_back() -> None:
    wanted = Filter(product="taxi", seed=0, since=date(2026, 3, 1))
    assert asked(wanted) == ("product", "seed", "since")
    for name in asked(wanted):
        wanted = without(wanted, name)
    assert wanted == Filter()
