"""Format files: the ones that come with AdBanner, and how faults in others are reported."""

import json
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from core.errors import FormatInvalid
from core.formats.brand import DATA, load_brand
from core.formats.catalogue import load_formats, parse_format
from core.formats.families import members_of
from core.formats.networks import load_networks


@pytest.fixture
def content() -> dict[str, Any]:
    """The pilot format as its file has it; spoil what you like."""
    family = json.loads((DATA / "formats" / "pilot.json").read_text("utf-8"))
    return deepcopy(next(member for member in members_of(family) if member["id"] == "pilot-1080"))


def faults(content: dict[str, Any] | str) -> dict[str, str]:
    with pytest.raises(FormatInvalid) as caught:
        parse_format(content, load_brand())
    return {fault.path: fault.reason for fault in caught.value.faults}


def field(content: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in content["fields"] if one["id"] == name)


#: Every size that the networks' pages name: the catalogue has all of them.
SIZES = """
    200x200 240x400 250x250 250x360 300x250 336x280 580x400 120x600 160x600 300x600 300x1050 468x60 728x90 930x180
    970x90 970x250 980x120 300x50 320x50 320x100 1200x628 1200x1200 1200x1500 1080x1350 1080x1080 1080x1920 300x500
    320x480 480x320 640x100 640x200 640x960 960x640 1080x607 1456x180 640x134 256x256 600x600 607x1080 640x360
"""


def test_the_catalogue_has_every_size_that_the_networks_name() -> None:
    layouts = load_formats()
    assert len(layouts) >= 42
    assert set(SIZES.split()) <= {f"{layout.width}x{layout.height}" for layout in layouts.values()}


def test_every_size_on_a_networks_list_has_a_format_that_says_so() -> None:
    claimed = {(name, one.width, one.height) for one in load_formats().values() for name in one.networks}
    for network in load_networks().values():
        for rule in network.rules:
            assert {(network.id, *size) for size in rule.sizes} <= claimed, network.id
            assert rule.sizes or any(name == network.id for name, *_ in claimed)


def test_a_network_is_named_by_all_formats_that_it_takes() -> None:
    for layout in load_formats().values():
        taken = {one.id for one in load_networks().values() if one.rule_for(layout.width, layout.height)}
        assert taken - set(layout.networks) <= {"pilot"}, layout.id


def test_there_are_formats_with_none_one_two_and_five_pictures() -> None:
    slots = Counter(len(layout.pictures) for layout in load_formats().values())
    assert slots[0] >= 3
    assert {1, 2, 5} <= slots.keys()


def test_every_format_belongs_to_a_family_and_families_have_several_members() -> None:
    families = Counter(layout.family.id for layout in load_formats().values() if layout.family)
    assert sum(families.values()) == len(load_formats())
    assert sum(members > 1 for members in families.values()) >= 6


def test_a_legal_text_can_take_the_tenth_of_the_area_that_loans_need() -> None:
    for layout in load_formats().values():
        for one in layout.fields:
            if one.source == "legal":
                assert one.box[2] * one.box[3] >= 0.1 * layout.width * layout.height, layout.id


def test_names_are_unique_in_both_languages() -> None:
    for spoken in ("en", "ru"):
        assert max(Counter(layout.name[spoken] for layout in load_formats().values()).values()) == 1


def test_the_pilot_format_has_heading_and_message_by_ai_and_the_rest_prefilled() -> None:
    pilot = load_formats()["pilot-1080"]
    assert [one.id for one in pilot.ai_fields] == ["headline", "message"]
    assert {one.id for one in pilot.fields if one.source == "fixed"} == {"label", "button"}


def test_the_story_keeps_clear_of_the_networks_own_controls() -> None:
    story = load_formats()["story-1080x1920"]
    left, top, right, bottom = story.safe_zone
    assert top >= 0.14 * 1920
    assert bottom >= 0.35 * 1920
    assert min(left, right) >= 0.06 * 1080


def test_a_good_format_is_accepted(content: dict[str, Any]) -> None:
    assert parse_format(json.dumps(content), load_brand()).id == "pilot-1080"


def test_no_json() -> None:
    assert faults('{"id": ') == {"": "not JSON: a value is missing or misspelt"}
    with pytest.raises(FormatInvalid, match="line 2: not JSON: a colon is missing"):
        parse_format('{\n"id"}', load_brand())


def test_no_object() -> None:
    assert faults("[]") == {"": "must be an object, in braces"}


def test_an_unknown_key_is_named_with_its_path(content: dict[str, Any]) -> None:
    content["fields"][1]["colr"] = "ink"
    assert faults(content).keys() == {"fields[1].colr"}


def test_every_fault_is_reported_at_once(content: dict[str, Any]) -> None:
    content["width"] = 4
    content["fields"][0]["limit"] = None
    assert faults(content) == {
        "width": "must be 16 or more",
        "fields[0]": "a field written by AI needs a limit",
    }


def test_a_box_outside_the_canvas(content: dict[str, Any]) -> None:
    field(content, "headline")["box"] = [72, 172, 1200, 232]
    assert "reaches outside the canvas of 1080x1080" in faults(content)["fields[0].box"]


def test_text_outside_the_safe_zone(content: dict[str, Any]) -> None:
    content["logo"]["box"] = [10, 10, 200, 40]
    assert "reaches outside the safe zone" in faults(content)["logo.box"]


def test_text_on_a_picture(content: dict[str, Any]) -> None:
    content["pictures"][0]["box"] = [400, 420, 620, 440]
    found = faults(content)
    assert "lies on pictures[0].box" in found.values()


def test_text_that_could_come_to_lie_on_a_growing_picture(content: dict[str, Any]) -> None:
    content["pictures"][0]["box"] = [500, 600, 544, 200]
    content["pictures"][0]["grows_over"] = ["legal"]
    field(content, "label")["box"] = [700, 830, 308, 52]
    assert faults(content)["pictures[0].box"] == "meets fields[2].box"


def test_text_on_text(content: dict[str, Any]) -> None:
    field(content, "label")["box"] = [72, 800, 300, 52]
    assert faults(content)["fields[3].box"] == "meets fields[2].box"


def test_text_on_the_logo(content: dict[str, Any]) -> None:
    content["logo"]["box"] = [72, 170, 300, 52]
    assert faults(content)["logo.box"] == "meets fields[0].box"


def test_a_colour_that_the_brand_has_not(content: dict[str, Any]) -> None:
    field(content, "label")["fill"] = "gold"
    assert faults(content)["fields[2].fill"].startswith('the palette has no "gold", only accent, ')


def test_a_name_given_twice(content: dict[str, Any]) -> None:
    field(content, "label")["id"] = "button"
    assert faults(content)["fields[2].id"] == '"button" is there 2 times'


def test_a_field_below_nothing(content: dict[str, Any]) -> None:
    field(content, "message")["below"] = "subtitle"
    assert "fields[1].below" in faults(content)


def test_text_that_cannot_be_read(content: dict[str, Any]) -> None:
    field(content, "message")["colour"] = "accent"
    assert faults(content)["fields[1].colour"].endswith("on its ground, 3:1 are needed")


def test_a_fill_makes_it_readable(content: dict[str, Any]) -> None:
    message = field(content, "message")
    message["colour"], message["fill"] = "accent", "ink"
    assert parse_format(content, load_brand()).id == "pilot-1080"


def test_small_text_needs_more_contrast(content: dict[str, Any]) -> None:
    legal = field(content, "legal")
    legal["colour"] = "#6f7fa8"
    assert faults(content)["fields[4].colour"].endswith("4.5:1 are needed")


def test_a_shape_under_the_text_counts(content: dict[str, Any]) -> None:
    content["background"]["shapes"] = [{"box": [0, 900, 1080, 180], "colour": "ink"}]
    assert faults(content).keys() == {"fields[4].colour"}


def test_a_file_is_named_after_its_format(content: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "oblong.json").write_text(json.dumps(content), "utf-8")
    with pytest.raises(FormatInvalid, match="the file is called oblong"):
        load_formats(tmp_path)
