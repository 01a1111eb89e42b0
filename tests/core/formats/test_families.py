"""Families: a style and its members become whole formats, and a file that is not built so is told where it is wrong."""

import json
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import FormatInvalid
from core.formats.brand import load_brand
from core.formats.catalogue import parse_file
from core.formats.families import is_family, members_of

#: Two boards: one with all that the style knows, one with a headline and a button.
BOARDS: dict[str, Any] = {
    "family": "boards",
    "name": {"en": "Boards", "ru": "Щиты"},
    "style": {
        "background": {"colour": "deep", "shapes": [{"colour": "mist"}, {"colour": "secondary", "opacity": 0.5}]},
        "logo": {"variant": "light"},
        "pictures": {"anchor": "bottom", "grows_over": ["legal"]},
        "fields": {
            "headline": {"role": "headline", "source": "ai", "bold": True, "colour": "paper"},
            "message": {"role": "message", "source": "ai", "colour": "paper", "below": "headline"},
            "button": {"role": "button", "source": "ai", "fill": "accent", "below": "message", "grows_over": "legal"},
            "legal": {"role": "legal", "source": "legal", "colour": "paper"},
        },
    },
    "members": [
        {
            "id": "board-800x400", "name": {"en": "Board 800×400", "ru": "Щит 800×400"}, "width": 800, "height": 400,
            "background": {"shapes": [{"box": [500, 0, 400, 400]}, {"box": [600, 100, 200, 200], "radius": 100}]},
            "logo": {"box": [24, 24, 160, 30]},
            "fields": {
                "headline": {"limit": 36, "box": [24, 70, 420, 90], "size": [28, 54], "lines": 2},
                "message": {"limit": 60, "box": [24, 170, 420, 60], "size": [16, 20], "lines": 2},
                "button": {"limit": 18, "box": [24, 240, 420, 44], "size": [16, 20], "lines": 1, "align": "centre"},
                "legal": {"box": [24, 300, 420, 80], "size": [14, 20], "lines": 4},
            },
            "pictures": [{"box": [520, 20, 260, 260]}],
        },
        {
            "id": "board-400x100", "name": {"en": "Board 400×100", "ru": "Щит 400×100"}, "width": 400, "height": 100,
            "background": {"angle": 0, "shapes": [{"box": [300, 0, 100, 100]}]},
            "fields": {
                "button": {"limit": 18, "box": [10, 60, 280, 30], "size": [12, 20], "lines": 1},
                "headline": {"limit": 36, "box": [10, 10, 280, 46], "size": [16, 30], "lines": 2},
            },
            "pictures": [{"box": [310, 10, 80, 80], "anchor": "centre"}],
        },
    ],
}  # fmt: skip


@pytest.fixture
def content() -> dict[str, Any]:
    """The boards; spoil what you like."""
    return deepcopy(BOARDS)


def faults(content: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(FormatInvalid) as caught:
        members_of(content)
    return {fault.path: fault.reason for fault in caught.value.faults}


def test_a_file_with_members_is_a_family(content: dict[str, Any]) -> None:
    assert is_family(content)
    assert not is_family(members_of(content)[0])
    assert not is_family([])


def test_the_members_are_whole_formats_of_the_family(content: dict[str, Any]) -> None:
    large, small = parse_file(json.dumps(content), load_brand())
    assert (large.id, small.id) == ("board-800x400", "board-400x100")
    assert large.family == small.family
    assert large.family is not None
    assert large.family.id == "boards"


def test_the_style_and_the_places_come_together(content: dict[str, Any]) -> None:
    large = members_of(content)[0]
    assert large["fields"][0] == {
        "id": "headline", "role": "headline", "source": "ai", "bold": True, "colour": "paper",
        "limit": 36, "box": [24, 70, 420, 90], "size": [28, 54], "lines": 2,
    }  # fmt: skip
    assert large["logo"] == {"variant": "light", "box": [24, 24, 160, 30]}
    assert large["pictures"] == [{"anchor": "bottom", "grows_over": ["legal"], "box": [520, 20, 260, 260]}]


def test_the_fields_stand_in_the_order_of_the_style(content: dict[str, Any]) -> None:
    assert [one["id"] for one in members_of(content)[1]["fields"]] == ["headline", "button"]


def test_shapes_look_like_the_styles_by_their_order_and_a_member_may_have_fewer(content: dict[str, Any]) -> None:
    large, small = (member["background"] for member in members_of(content))
    assert large["shapes"][1] == {
        "colour": "secondary", "opacity": 0.5, "box": [600, 100, 200, 200], "radius": 100,
    }  # fmt: skip
    assert small == {"colour": "deep", "angle": 0, "shapes": [{"colour": "mist", "box": [300, 0, 100, 100]}]}


def test_a_member_that_does_not_place_the_logo_has_none(content: dict[str, Any]) -> None:
    assert "logo" not in members_of(content)[1]


def test_what_stood_below_a_field_that_is_left_out_moves_up(content: dict[str, Any]) -> None:
    headline, button = members_of(content)[1]["fields"]
    assert button["below"] == "headline"
    assert "below" not in headline


def test_nothing_grows_over_a_field_that_is_left_out(content: dict[str, Any]) -> None:
    small = members_of(content)[1]
    assert "grows_over" not in small["fields"][1]
    assert small["pictures"][0]["grows_over"] == []


def test_what_a_member_says_goes_before_the_style(content: dict[str, Any]) -> None:
    content["members"][0]["fields"]["button"]["below"] = None
    large, small = members_of(content)
    assert large["fields"][2]["below"] is None
    assert small["pictures"][0]["anchor"] == "centre"


@pytest.mark.parametrize(
    ("place", "path"),
    [
        (lambda one: one["fields"]["headline"].update(colour="ink"), "members[0].fields.headline.colour"),
        (lambda one: one["background"].update(colour="ink"), "members[0].background.colour"),
        (lambda one: one["background"]["shapes"][1].update(opacity=1), "members[0].background.shapes[1].opacity"),
        (lambda one: one["logo"].update(variant="dark"), "members[0].logo.variant"),
        (lambda one: one["pictures"][0].update(role="hero"), "members[0].pictures[0].role"),
        (lambda one: one.update(style={}), "members[0].style"),
    ],
)
def test_a_look_belongs_into_the_style(content: dict[str, Any], place: Any, path: str) -> None:
    place(content["members"][0])
    assert faults(content) == {path: "belongs into the family's style"}


def test_a_member_shows_no_field_that_the_style_does_not_know(content: dict[str, Any]) -> None:
    content["members"][1]["fields"]["slogan"] = {"box": [0, 0, 10, 10]}
    assert faults(content) == {"members[1].fields.slogan": "the family has no such field"}


def test_a_member_has_no_more_shapes_than_the_style(content: dict[str, Any]) -> None:
    content["members"][1]["background"]["shapes"] *= 3
    assert faults(content) == {"members[1].background.shapes": "the family's style has only 2"}


def test_a_typo_in_what_the_style_links_is_not_taken_for_a_field_that_is_left_out(content: dict[str, Any]) -> None:
    style = content["style"]
    style["fields"]["message"]["below"] = "headlin"
    style["fields"]["button"]["grows_over"] = "leagl"
    style["pictures"]["grows_over"] = ["legal", "lgal"]
    assert faults(content) == {
        "style.fields.message.below": 'the family has no field "headlin"',
        "style.fields.button.grows_over": 'the family has no field "leagl"',
        "style.pictures.grows_over": 'the family has no field "lgal"',
    }


def test_fields_that_stand_below_each_other_in_a_ring_have_an_end(content: dict[str, Any]) -> None:
    content["style"]["fields"]["headline"]["below"] = "message"
    content["members"][1]["fields"].pop("headline")
    assert "below" not in members_of(content)[1]["fields"][0]


@pytest.mark.parametrize(
    ("key", "value", "path"),
    [
        ("family", "Big boards", "family"),
        ("name", "Boards", "name"),
        ("style", [], "style"),
        ("members", [], "members"),
        ("members", {}, "members"),
        ("colour", "ink", "colour"),
    ],
)
def test_a_file_that_is_not_built_like_a_family(content: dict[str, Any], key: str, value: Any, path: str) -> None:
    content[key] = value
    assert faults(content).keys() == {path}


def test_every_fault_of_every_member_is_reported_at_once(content: dict[str, Any]) -> None:
    content["members"][0]["fields"]["legal"]["size"] = [8, 20]
    content["members"][1]["width"] = 4
    with pytest.raises(FormatInvalid) as caught:
        parse_file(json.dumps(content), load_brand())
    assert [fault.path for fault in caught.value.faults] == ["members[0].fields[3].size", "members[1].width"]


def nodes(content: Any) -> list[tuple[Any, Any]]:
    """(container, key) of everything inside, from the outside in."""
    keys = list(content) if isinstance(content, dict) else range(len(content)) if isinstance(content, list) else []
    return [node for key in keys for node in [(content, key), *nodes(content[key])]]


@given(st.integers(0, len(nodes(BOARDS)) - 1), st.sampled_from([None, 3, True, "x", [], {}, [None], ["x"], {"x": 3}]))
def test_whatever_stands_in_the_wrong_place_is_a_fault_and_no_crash(at: int, junk: Any) -> None:
    content = deepcopy(BOARDS)
    container, key = nodes(content)[at]
    container[key] = junk
    with suppress(FormatInvalid):
        assert len(members_of(content)) == 2
