"""Any text in any field of any format: its ink is inside the field's box, or an error names the field."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.compositing.flow import place_blocks
from core.compositing.lettering import letter
from core.compositing.setting import set_fields
from core.errors import DoesNotFit
from core.formats.brand import Language, load_brand
from core.formats.catalogue import load_formats
from core.formats.geometry import around, inside, reach_of_stack, stack_with
from core.formats.schema import Box, Format
from tests.core.compositing.naughty import BY_KIND, NAUGHTY

BRAND = load_brand()
FORMATS = load_formats()

scripts = st.sampled_from([
    "абвгдёйуцщРФЖ АБВ -—«»,.!", "abcfgjpqyQW '\"&()", "0123456789 %₽$€ .,-:/", "🎉🔥❤\ufe0f👍🏽⭐☎\u200d",
    "אבגדשם םן", "سلام عليكم", "\u0301\u0308\u0316а́й", "\u200b\u00ad\u202e\ufeff\x00\u00a0\u2009", "αβγԱԲაბ→★✓∞",
    "漢字\ue000\u0378",
])  # fmt: skip
words = scripts.flatmap(lambda letters: st.text(letters, min_size=1, max_size=12))
texts = st.lists(words, max_size=10).map(" ".join) | st.text(max_size=60) | st.sampled_from(NAUGHTY)


def inks(layout: Format, given_texts: dict[str, str], language: Language, scale: int) -> dict[str, Box]:
    """What each field's letters cover, in px at 1x."""
    found = {}
    for name, placed in place_blocks(layout, set_fields(layout, given_texts, BRAND, language)).items():
        lettering = letter(placed.block, scale)
        x, y = round(np.floor(placed.x + 0.5)), round(np.floor(placed.y + 0.5))
        parts = [(right, down, layer.shape[1], layer.shape[0]) for layer, right, down in lettering.coloured]
        rows, columns = lettering.mask.any(axis=1).nonzero()[0], lettering.mask.any(axis=0).nonzero()[0]
        if len(rows):
            parts.append((columns[0], rows[0], columns[-1] + 1 - columns[0], rows[-1] + 1 - rows[0]))
        if parts:
            left, top, width, height = around(parts)
            left, top = left + lettering.dx, top + lettering.dy
            right, bottom = -(-(left + width) // scale), -(-(top + height) // scale)
            left, top = left // scale, top // scale
            found[name] = (x + left, y + top, right - left, bottom - top)
    return found


@given(name=st.sampled_from(list(FORMATS)), text=texts, language=st.sampled_from(["ru", "en"]),
       scale=st.sampled_from([1, 2]))  # fmt: skip
def test_ink_in_its_box_or_an_error_that_names_the_field(name: str, text: str, language: Language, scale: int) -> None:
    layout = FORMATS[name]
    for field in layout.fields:
        try:
            found = inks(layout, {field.id: text}, language, scale)
        except DoesNotFit as fault:
            assert fault.values["field"] == field.id  # noqa: PT017 - both outcomes are right
            json.dumps(fault.as_json(), ensure_ascii=False).encode()  # rows keep it
            continue
        if field.id in found:
            assert inside(found[field.id], reach_of_stack(layout, stack_with(layout, field.id)))


@pytest.mark.parametrize("kind", list(BY_KIND))
def test_naughty(kind: str) -> None:
    test_ink_in_its_box_or_an_error_that_names_the_field.hypothesis.inner_test("pilot-1080", BY_KIND[kind], "ru", 1)
