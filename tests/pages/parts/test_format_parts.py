"""What the screens make of formats without a browser: sizes that people paste, searching, lines, JSON, shelves."""

import json
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.formats.brand import load_brand
from core.formats.catalogue import load_formats
from pages.parts.format_choice import of_sizes, simplest
from pages.parts.format_gallery import matching
from pages.parts.format_guides import COLOURS, guides
from pages.parts.format_screen import pretty
from pages.parts.sketches import SHELF, shelf

FORMATS = load_formats()


@pytest.mark.parametrize("text", ["300x250", "300 х 250 (РСЯ)", "300X250;", "size: 300×250", "300*250"])
def test_a_size_is_understood_however_it_is_written(text: str) -> None:
    found, unknown = of_sizes(text, FORMATS.values())
    assert "display-300x250" in [layout.id for layout in found]
    assert not unknown


def test_several_sizes_at_once_and_those_that_no_format_has() -> None:
    found, unknown = of_sizes("1080x1920, 77x99 1200x628", FORMATS.values())
    assert {"story-1080x1920", "landscape-1200x628"} <= {layout.id for layout in found}
    assert unknown == ["77×99"]


def test_of_formats_of_one_size_the_simplest_is_taken() -> None:
    found, _ = of_sizes("1080x1080 1200x628", FORMATS.values())
    assert len(found) > 2
    assert {layout.id for layout in simplest(found)} == {"pilot-1080", "landscape-1200x628"}


@given(st.text())
def test_searching_takes_anything(text: str) -> None:
    assert set(map(id, matching(FORMATS.values(), text))) <= set(map(id, FORMATS.values()))


def test_formats_are_found_by_name_family_and_network() -> None:
    assert "pilot-1080" in [layout.id for layout in matching(FORMATS.values(), "ПИЛОТ")]
    stories = matching(FORMATS.values(), "stories")
    assert "story-1080x1920" in [layout.id for layout in stories]
    assert all("vk" in layout.networks for layout in matching(FORMATS.values(), "", "vk"))
    assert matching(FORMATS.values(), "nothing of the kind") == []


def test_the_lines_show_every_box_safe_zone_and_what_the_network_keeps() -> None:
    story = FORMATS["story-1080x1920"].model_copy(update={"keep_clear": ((0, 0, 100, 50),)})
    drawing = ET.fromstring(guides(story))
    strokes = [shape.get("stroke") for shape in drawing]
    assert strokes.count(COLOURS["text"]) == len(story.fields)
    assert strokes.count(COLOURS["picture"]) == len(story.pictures)
    assert strokes.count(COLOURS["safe"]) == 1
    assert "url(#hatch)" in [shape.get("fill") for shape in drawing]
    assert f"headline ≤ {story.fields[0].limit}" in "".join(drawing.itertext())


@pytest.mark.parametrize("name", FORMATS)
def test_json_is_written_as_people_write_it(name: str) -> None:
    content = FORMATS[name].model_dump(mode="json", exclude_unset=True)
    text = pretty(content)
    assert json.loads(text) == content
    assert f'"box": [{", ".join(map(str, content["fields"][0]["box"]))}]' in text


def test_a_shelf_holds_every_format_beside_the_others() -> None:
    drawing = ET.fromstring(shelf(list(FORMATS.values()), load_brand()))
    boxes = [
        [float(one.get(side) or 0) for side in ("x", "y", "width", "height")] for one in drawing if one.get("viewBox")
    ]
    assert len(boxes) == len(FORMATS)
    assert all(x >= 0 and x + width <= SHELF + 2 for x, _, width, _ in boxes)
    grounds = [one.get("id") for one in drawing.iter("{http://www.w3.org/2000/svg}linearGradient")]
    assert len(set(grounds)) == len(FORMATS)
