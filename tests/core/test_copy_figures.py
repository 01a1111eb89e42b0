"""How well the language model serves: computed from events alone, and read from rows."""

from datetime import timedelta
from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from core.clock import now
from core.copy_figures import CopyFigures, Told, calls_now, figures, figures_since, percentile
from core.db import write
from core.events import record
from core.llm_slots import RowSlots
from core.models import Event

USAGE = {"calls": 1, "prompt_tokens": 900, "completion_tokens": 100, "seconds": 2.0, "waited": 0.5, "cost": 0.01}


def copy(name: str = "copy.generated", **other: Any) -> Told:
    """A copy that the model wrote at once."""
    data = {"texts": {"headline": "7% back"}, "engine": "openai:m", "prompts": "3", "corrections": 0, "repairs": 0,
            "fallback": "", "usage": USAGE}  # fmt: skip
    return Told(name, data | other)


def by_rules(trouble: str, seconds: float = 40.0) -> Told:
    """A copy that rules had to write."""
    return copy(engine="offline-2", fallback=trouble, usage={"calls": 3, "seconds": seconds})


#: What an installation without a model tells, in this version and in the one before.
OFFLINE = copy(engine="offline-2", prompts="", usage={"calls": 0, "seconds": 0.0})
BEFORE = Told("copy.generated", {"texts": {"headline": "7% back"}})


def test_a_model_that_serves_well() -> None:
    assert figures([copy(), copy("copy.regenerated")]) == CopyFigures(
        copies=2, fallbacks=0, corrections=0.0, repaired=0.0, tokens=2000, cost=0.02, median=2.5, slowest=2.5
    )
    assert figures([copy()]).fallback_rate == 0.0


def test_fallbacks_count_by_their_trouble_the_most_frequent_first() -> None:
    found = figures([by_rules("timeout"), by_rules("rejected"), copy(), by_rules("rejected")])
    assert (found.copies, found.fallbacks, found.fallback_rate) == (4, 3, 0.75)
    assert list(found.troubles.items()) == [("rejected", 2), ("timeout", 1)]


def test_answers_of_which_nothing_could_be_used_are_a_fallback_too() -> None:
    found = figures([copy("copy.regenerated", engine="offline-1"), copy()])
    assert (found.fallbacks, found.troubles) == (1, {"invalid": 1})


def test_corrections_and_repairs_are_of_what_the_model_wrote() -> None:
    found = figures([copy(corrections=3, repairs=2), copy(corrections=1), copy(), copy(), by_rules("timeout")])
    assert (found.corrections, found.repaired) == (1.0, 0.25)


def test_nineteen_of_twenty_copies_take_no_longer_than_the_slowest_figure() -> None:
    found = figures([*(copy(usage={"seconds": float(n)}) for n in range(1, 20)), by_rules("timeout", 900)])
    assert (found.median, found.slowest) == (10.5, 19.0)


def test_refused_briefs_are_counted_by_themselves() -> None:
    assert figures([Told("job.refused", {"total": 1.0})]) == CopyFigures(refused=1)


@pytest.mark.parametrize("event", [OFFLINE, BEFORE, Told("banner.composed", {"format": "pilot-1080"})])
def test_where_no_model_was_asked_there_is_nothing_to_count(event: Told) -> None:
    assert figures([event]) == CopyFigures()
    assert figures([event]).fallback_rate is None


COPIES = st.lists(
    st.builds(
        lambda trouble, corrections, repairs, seconds, name: copy(
            name, fallback=trouble, corrections=corrections, repairs=repairs, usage=USAGE | {"seconds": seconds}
        ),
        st.sampled_from(["", "", "timeout", "invalid"]), st.integers(0, 3), st.integers(0, 4),
        st.floats(0, 60), st.sampled_from(["copy.generated", "copy.regenerated"]),
    )
)  # fmt: skip


@given(COPIES, st.lists(st.sampled_from([OFFLINE, BEFORE])))
def test_figures_agree_with_each_other_whatever_happened(copies: list[Told], others: list[Told]) -> None:
    found = figures([*others, *copies])
    assert found.copies == len(copies)
    assert sum(found.troubles.values()) == found.fallbacks <= found.copies
    assert found.repaired is None or 0 <= found.repaired <= 1
    assert (found.corrections is None) == (found.fallbacks == found.copies)
    assert found.median is None or found.slowest is None or found.slowest >= found.median


@given(st.lists(st.floats(0, 1000), min_size=1), st.floats(0, 1))
def test_a_percentile_is_one_of_the_values_and_that_share_does_not_exceed_it(values: list[float], part: float) -> None:
    ordered = sorted(values)
    found = percentile(ordered, part)
    assert found in ordered
    assert sum(value <= found for value in ordered) >= part * len(ordered) - 1e-6
    assert percentile(ordered, 1) >= median(ordered)


# --- from rows --------------------------------------------------------------------------------------------------------


def test_events_since_a_moment_are_read_and_no_older_ones(every_database: Engine) -> None:
    with write(every_database) as session:
        old = copy()
        session.add(Event(name=old.name, data=dict(old.data), at=now() - timedelta(hours=30)))
        record(session, "copy.regenerated", user_id=None, **by_rules("timeout").data)
        record(session, "job.refused", user_id=None, seconds={}, total=1.0)
        record(session, "brief.submitted", user_id=None)
    found = figures_since(now() - timedelta(hours=24), every_database)
    assert (found.copies, found.fallbacks, found.refused) == (1, 1, 1)
    assert figures_since(now() - timedelta(days=7), every_database).copies == 2


def test_calls_are_the_slots_that_are_taken(every_database: Engine) -> None:
    slots = RowSlots(every_database, 3)
    assert calls_now(every_database) == 0
    first, _second = slots.take(), slots.take()
    assert calls_now(every_database) == 2
    assert first
    slots.give_back(first)
    assert calls_now(every_database) == 1
