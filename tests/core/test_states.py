"""What a banner shows, and what becomes of it when people change it."""

import json

from hypothesis import assume, given
from hypothesis import strategies as st

from core.compositing.cutouts import SMALLEST, Placement
from core.models import Version
from core.states import Change, State, apply, content_of, contested, difference, state_from, state_of

FIELDS, SLOTS = ("headline", "message", "button"), range(3)

words = st.text("abcя ", max_size=3)
pictures = st.sampled_from(["cup", "card", "house"])
shares = st.none() | st.floats(0, 1)
places = st.none() | st.builds(Placement, st.floats(SMALLEST, 0.99), shares, shares)
changes = st.builds(
    Change,
    texts=st.dictionaries(st.sampled_from(FIELDS), words),
    pictures=st.dictionaries(st.sampled_from(SLOTS), pictures),
    placements=st.dictionaries(st.sampled_from(SLOTS), places),
)


@st.composite
def states(draw: st.DrawFn) -> State:
    """Banners of one format: three fields and three slots."""
    texts = draw(st.fixed_dictionaries(dict.fromkeys(FIELDS, words)))
    stand = draw(st.tuples(places, places, places))
    return State(texts, draw(st.tuples(pictures, pictures, pictures)), stand if any(stand) else ())


A = State({"headline": "Free coffee", "message": "Every day"}, ("cup", "card"))


@given(states(), states())
def test_the_difference_of_two_states_leads_from_one_to_the_other(before: State, after: State) -> None:
    assert apply(before, difference(before, after)) == after


@given(states())
def test_a_state_does_not_differ_from_itself(state: State) -> None:
    assert not difference(state, state)
    assert apply(state, Change()) == state


@given(states(), changes)
def test_making_a_change_twice_is_making_it_once(state: State, change: Change) -> None:
    assert apply(apply(state, change), change) == apply(state, change)
    assert difference(state, apply(state, change)).parts <= change.parts


@given(states(), changes, changes)
def test_changes_of_different_parts_meet_in_either_order(state: State, mine: Change, theirs: Change) -> None:
    assume(not mine.parts & theirs.parts)
    assert apply(apply(state, mine), theirs) == apply(apply(state, theirs), mine)
    assert not contested(state, apply(state, theirs), mine)
    both = apply(apply(state, theirs), mine)
    assert difference(apply(state, theirs), both).parts <= mine.parts, "what they did stays as they did it"


@given(states(), changes, changes)
def test_contested_is_what_both_change_to_something_else(state: State, mine: Change, theirs: Change) -> None:
    found = contested(state, apply(state, theirs), mine)
    assert found <= mine.parts & theirs.parts
    assert not contested(state, state, mine), "nobody else was there"
    assert not contested(state, apply(state, mine), mine), "both did the same"


def test_two_who_change_one_text_are_told_apart_from_two_who_change_two() -> None:
    theirs = apply(A, Change(texts={"headline": "Free tea"}))
    assert contested(A, theirs, Change(texts={"headline": "Free juice", "message": "On Fridays"})) == {"headline"}
    assert not contested(A, theirs, Change(texts={"message": "On Fridays"}))


def test_a_new_picture_stands_where_the_old_one_stood() -> None:
    moved = apply(A, Change(placements={1: Placement(0.5, x=0.2)}))
    assert moved.placements == (None, Placement(0.5, x=0.2))
    other = apply(moved, Change(pictures={1: "house"}))
    assert other == State(A.texts, ("cup", "house"), moved.placements)


def test_put_back_to_where_the_format_says_a_picture_is_not_moved_any_more() -> None:
    moved = apply(A, Change(placements={0: Placement(0.5)}))
    assert apply(moved, Change(placements={0: None})) == A
    assert apply(moved, Change(placements={0: Placement()})) == A, "as large as it can be, where the format says"


def test_a_text_that_is_not_there_is_an_empty_one() -> None:
    assert not difference(State({"headline": "A"}), State({"headline": "A", "message": ""}))
    assert difference(State({"headline": "A", "message": "B"}), State({"headline": "A"})).texts == {"message": ""}


def test_the_parts_of_a_change_are_named() -> None:
    change = Change({"headline": "Hi"}, {0: "cup"}, {0: None, 1: Placement()})
    assert change.parts == {"headline", "picture 0", "place 0", "place 1"}
    assert change
    assert not Change()


@given(states())
def test_rows_and_outputs_keep_a_state(state: State) -> None:
    content = json.loads(json.dumps(content_of(state)))
    assert state_from(content) == state
    version = Version(banner_id="b", number=1, cause="generated", author_id="a", copy_engine="e", asset="x", **content)
    assert state_of(version) == state
