"""Where blocks stand: the legal text's plate, and what is centred for the eye."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.compositing.flow import Placed, place_blocks
from core.compositing.setting import set_fields
from core.compositing.typeset import ink_of
from core.formats.brand import load_brand
from core.formats.catalogue import load_formats
from core.formats.geometry import INSET, inside
from core.formats.schema import Format

BRAND = load_brand()
LEGAL = {name: layout for name, layout in load_formats().items() if any(one.role == "legal" for one in layout.fields)}
SHORT, LONG = "Реклама.", "Реклама. Банк «Луарика», лицензия 1234. Не является офертой. Условия на сайте. "


def legal(layout: Format, text: str, share: float) -> Placed:
    return place_blocks(layout, set_fields(layout, {"legal": text}, BRAND, "ru"), share)["legal"]


@pytest.mark.parametrize("name", list(LEGAL))
def test_a_short_legal_text_gets_a_plate_of_the_share_that_is_asked_for(name: str) -> None:
    layout = LEGAL[name]
    box = next(field.box for field in layout.fields if field.id == "legal")
    plate = legal(layout, SHORT, 0.05).plate
    assert plate is not None
    assert inside(plate, box)
    assert plate[2] * plate[3] >= 0.05 * layout.width * layout.height or plate[2:] == box[2:]


@given(name=st.sampled_from(list(LEGAL)), text=st.sampled_from([SHORT, LONG]), share=st.floats(0, 0.3))
def test_the_text_stands_on_its_plate(name: str, text: str, share: float) -> None:
    placed = legal(LEGAL[name], text, share)
    if placed.plate is None:
        assert placed.box[2] * placed.box[3] >= share * LEGAL[name].width * LEGAL[name].height
        return
    x, y, width, height = placed.plate
    assert placed.box == placed.plate
    assert x <= placed.x
    assert placed.x + placed.block.width <= x + width
    setting, face = placed.block.setting, placed.block.face
    (rise, _), (_, drop) = ink_of(setting.lines[0], setting, face), ink_of(setting.lines[-1], setting, face)
    last = placed.y + (len(setting.lines) - 1) * placed.block.field.leading * setting.size
    assert y + INSET <= placed.y - rise + 1e-6
    assert last + drop <= y + height - INSET + 1e-6


def test_without_a_share_there_is_no_plate() -> None:
    for layout in LEGAL.values():
        assert legal(layout, SHORT, 0.0).plate is None


def test_neighbours_keep_off_the_plate() -> None:
    layout = LEGAL["pilot-1080"]
    blocks = set_fields(layout, {"legal": SHORT, "headline": "Сразу"}, BRAND, "ru")
    placed = place_blocks(layout, blocks, 0.1)
    button, plate = placed["button"].box, placed["legal"].plate
    assert plate is not None
    assert button[1] + button[3] <= plate[1]
