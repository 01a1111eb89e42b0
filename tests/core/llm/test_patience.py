"""Whether to try again after trouble, and when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Trouble
from core.llm.patience import pause_after, time_for_call


@pytest.mark.parametrize(
    ("trouble", "tries", "retry_after", "left", "pause"),
    [
        ("server_error", 1, None, 45, 0.5),
        ("server_error", 2, None, 45, 1),
        ("timeout", 4, None, 45, 4),
        ("unreachable", 9, None, 45, 10),
        ("unreachable", 2000, None, 45, 10),
        ("declined", 1, None, 45, 0.5),
        ("declined", 3, None, 45, 2),
        ("declined", 4, None, 45, None),
        ("invalid", 4, None, 45, None),
        ("truncated", 4, 5, 45, None),
        ("server_error", 5, None, 3, None),
        ("server_error", 1, None, 0, None),
        ("rejected", 1, None, 45, None),
        ("rejected", 1, 1, 45, None),
        ("rate_limited", 1, 7, 45, 7.5),
        ("rate_limited", 8, 7, 45, 7.5),
        ("rate_limited", 1, 44, 45, 44.5),
        ("rate_limited", 1, 60, 45, None),
        ("server_error", 1, 3600, 45, None),
        ("rate_limited", 1, 0, 45, 0.5),
    ],
)
def test_the_longest_pause_that_can_be_drawn(
    trouble: Trouble, tries: int, retry_after: float | None, left: float, pause: float | None
) -> None:
    assert pause_after(trouble, tries, retry_after, left, lambda: 1.0) == pause


@given(st.integers(1, 50), st.floats(0, 100), st.floats(0, 1))
def test_a_pause_is_drawn_from_the_whole_span_and_never_outlasts_patience(tries: int, left: float, draw: float) -> None:
    pause = pause_after("server_error", tries, None, left, lambda: draw)
    assert pause is None or 0 <= pause <= min(10, 0.5 * 2 ** (tries - 1), left)


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 1))
def test_nobody_comes_back_before_the_server_wants_it(retry_after: float, left: float, draw: float) -> None:
    pause = pause_after("rate_limited", 1, retry_after, left, lambda: draw)
    assert pause is None or retry_after <= pause <= left


@pytest.mark.parametrize(("left", "seconds"), [(45, 40), (40, 40), (12.5, 12.5), (0.2, 1), (0, 1)])
def test_a_call_gets_what_patience_leaves_within_bounds(left: float, seconds: float) -> None:
    assert time_for_call(left) == seconds
