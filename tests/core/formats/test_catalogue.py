"""Format files: the ones that come with AdBanner, and how faults in others are reported."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from core.errors import FormatInvalid
from core.formats.brand import DATA, load_brand
from core.formats.catalogue import load_formats, parse_format
from core.formats.families import members_of


@pytest.fixture
def content() -> dict[str, Any]:
    """The pilot format as its file has it; spoil what you like."""
    family = json.loads((DATA / "formats" / "pilot.json").read_text("utf-8"))
    return deepcopy(next(member for member in members_of(family) if member["id"] == "pilot-1080"))


def faults(content: dict[str, Any] | str) -> dict[str, str]:
    with pytest.raises(FormatInvalid) as caught:
        parse_format(content, load_brand())
    return dict(caught.value.faults)


def field(content: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in content["fields"] if one["id"] == name)


def test_the_formats_that_come_along() -> None:
    layouts = load_formats()
    sizes = {name: (layout.width, layout.height, len(layout.pictures)) for name, layout in layouts.items()}
    assert sizes == {
        "story-1080x1920": (1080, 1920, 1),
        "pilot-1080": (1080, 1080, 1),
        "landscape-1200x628": (1200, 628, 1),
        "display-300x250": (300, 250, 0),
    }


def test_the_pilot_format_has_heading_and_message_by_ai_and_the_rest_prefilled() -> None:
    pilot = load_formats()["pilot-1080"]
    assert [one.id for one in pilot.ai_fields] == ["headline", "message"]
    assert {one.id for one in pilot.fields if one.source == "fixed"} == {"label", "button"}


def test_the_story_keeps_clear_of_the_networks_own_controls() -> None:
    story = load_formats()["story-1080x1920"]
    left, top, right, _ = story.safe_zone
    assert top >= 0.14 * 1920
    assert min(left, right) >= 0.06 * 1080


def test_a_good_format_is_accepted(content: dict[str, Any]) -> None:
    assert parse_format(json.dumps(content), load_brand()).id == "pilot-1080"


def test_no_json() -> None:
    assert faults('{"id": ') == {"line 1": "not JSON: Expecting value"}


def test_no_object() -> None:
    assert faults("[]").keys() == {"format"}


def test_an_unknown_key_is_named_with_its_path(content: dict[str, Any]) -> None:
    content["fields"][1]["colr"] = "ink"
    assert faults(content).keys() == {"fields[1].colr"}


def test_every_fault_is_reported_at_once(content: dict[str, Any]) -> None:
    content["width"] = 4
    content["fields"][0]["limit"] = None
    assert faults(content) == {
        "width": "Input should be greater than or equal to 16",
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
