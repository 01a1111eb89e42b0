"""The drawings of formats."""

from xml.etree import ElementTree as ET

from core.formats.brand import load_brand
from core.formats.catalogue import load_formats
from pages.parts.sketches import sketch


def test_a_sketch_is_svg_in_the_formats_own_proportions_with_every_slot() -> None:
    for layout in load_formats().values():
        drawing = ET.fromstring(sketch(layout, load_brand()))
        assert drawing.get("viewBox") == f"0 0 {layout.width} {layout.height}"
        boxes = [[shape.get(side) for side in ("x", "y", "width", "height")] for shape in drawing]
        for slot in layout.pictures:
            assert [str(side) for side in slot.box] in boxes
