"""The texts of a format, set: which words, at which size, in which lines. Nothing is placed or drawn here."""

from collections.abc import Mapping

from core.compositing.characters import named, readable, without
from core.compositing.flow import Block, block_of
from core.compositing.hyphenation import SOFT, hyphenated
from core.compositing.shaping import can_shape
from core.compositing.typeface import Typeface, typeface_of
from core.compositing.typeset import set_text
from core.compositing.typography import typographic
from core.errors import CannotShape, DoesNotFit, MissingGlyph
from core.formats.brand import Brand, Language
from core.formats.geometry import INSET
from core.formats.schema import Format, TextField


def set_fields(layout: Format, texts: Mapping[str, str], brand: Brand, language: Language) -> dict[str, Block]:
    """Every field that has something to show, by its id; a fixed field shows the format's own text unless it is named
    in `texts`. What is drawn is typographic; characters without a picture of their own count as nothing.

    Raises:
        MissingGlyph: no font has some of the characters (value "field").
        CannotShape: they cannot be laid out on this machine (value "field").
        DoesNotFit: a text does not fit its box at its smallest size (value "field").
        NotReady: a font is missing.
    """
    blocks = {}
    for field in layout.fields:
        text = readable(texts.get(field.id, (field.text or {}).get(language, "")))
        if text:
            blocks[field.id] = _block(field, typographic(text, language), brand, language)
    return blocks


def drawable(layout: Format, texts: Mapping[str, str], brand: Brand) -> dict[str, str]:
    """The texts without what cannot be drawn in their fields here, for texts that nobody has typed.

    Raises:
        NotReady: a font is missing.
    """
    faces = {field.id: typeface_of(brand, field.family, bold=field.bold) for field in layout.fields}
    return {name: _drawable(text, faces[name]) if name in faces else text for name, text in texts.items()}


def _drawable(text: str, face: Typeface) -> str:
    shown = readable(text)
    unwanted = {*face.missing(shown), *([] if can_shape() else face.needing_shaping(shown))}
    return without(shown, unwanted) if unwanted else text


def _block(field: TextField, text: str, brand: Brand, language: Language) -> Block:
    face = typeface_of(brand, field.family, bold=field.bold)
    if missing := face.missing(text):
        raise MissingGlyph([named(one) for one in missing], field=field.id)
    if (unshaped := face.needing_shaping(text)) and not can_shape():
        raise CannotShape([named(one) for one in unshaped], field=field.id)
    room = field.box[2] - 2 * field.padding[0] - 2 * INSET, field.box[3] - 2 * field.padding[1] - 2 * INSET

    def too_wide(word: str) -> bool:
        return face.line(word, field.tracking).width * field.size[0] > room[0]

    setting = set_text(text.replace(SOFT, ""), field, face, room)
    if setting is None:  # words that are wider than a line of the smallest type may be broken; else nothing helps
        broken = hyphenated(text, language, too_wide=too_wide, names=brand.name.values())
        setting = set_text(broken, field, face, room) if SOFT in broken else None
    if setting is None:
        raise DoesNotFit("The text of {field} does not fit: shorten it.", field=field.id)
    return block_of(field, face, setting)
