"""The texts of a format, set: which words, at which size, in which lines. Nothing is placed or drawn here."""

from collections.abc import Mapping

from core.compositing.faces import face_of
from core.compositing.flow import Block, block_of
from core.compositing.typeset import drawable, set_text
from core.errors import DoesNotFit
from core.formats.brand import Brand, Language
from core.formats.geometry import INSET
from core.formats.schema import Format, TextField


def set_fields(layout: Format, texts: Mapping[str, str], brand: Brand, language: Language) -> dict[str, Block]:
    """Every field that has something to show, by its id; a fixed field shows the format's own text unless it is named
    in `texts`.

    Raises:
        DoesNotFit: a text does not fit its box at its smallest size, or nothing of it can be drawn (value "field").
        NotReady: a font is missing.
    """
    blocks = {}
    for field in layout.fields:
        given = texts.get(field.id, (field.text or {}).get(language, ""))
        if given.strip():
            blocks[field.id] = _block(field, given, brand)
    return blocks


def _block(field: TextField, given: str, brand: Brand) -> Block:
    face = face_of(brand, field.family, bold=field.bold)
    text = drawable(given, face)
    if not text:
        raise DoesNotFit("Nothing in the text of {field} can be drawn with the brand's font.", field=field.id)
    room = field.box[2] - 2 * field.padding[0] - 2 * INSET, field.box[3] - 2 * field.padding[1] - 2 * INSET
    setting = set_text(text, field, face, room)
    if setting is None:
        raise DoesNotFit("The text of {field} does not fit: shorten it.", field=field.id)
    return block_of(field, face, setting)
