"""A format file as a person brings it, checked and tried: what is wrong with it and where, and how its formats look.

Nothing is kept. The file is untrusted: it is measured before it is read, and no more of it is tried than a screen can
wait for.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PIL import Image

from core.compositing.compose import compose
from core.compositing.setting import set_fields
from core.errors import DoesNotFit, FormatFault, FormatInvalid
from core.export_gate import judge
from core.export_measures import measures_of
from core.export_verdict import File, Finding
from core.format_lines import line_of, lines_of
from core.format_samples import Kind, sample_legal_share, sample_pictures, sample_texts
from core.formats.brand import Brand, Language
from core.formats.catalogue import parse_file
from core.formats.families import is_family, members_of
from core.formats.malformed import not_json
from core.formats.schema import Format
from core.i18n import LANGUAGES

#: Bytes of a file, and pixels of a canvas that is drawn.
LARGEST, MOST_PIXELS = 256 * 1024, 6_000_000
#: Characters that the formats of a file are tried with, all limits together.
MOST_CHARACTERS = 30_000


@dataclass(frozen=True)
class Misfit:
    """A text of a kind that the format cannot show."""

    format_id: str
    kind: Kind
    language: Language
    error: DoesNotFit


@dataclass(frozen=True)
class Report:
    """What is to be said of a file. `name`: what it has to be called, without ".json"; `tried`: of how many formats,
    from the first on, the texts were set."""

    name: str = ""
    layouts: tuple[Format, ...] = ()
    faults: tuple[FormatFault, ...] = ()
    misfits: tuple[Misfit, ...] = ()
    tried: int = 0


def report_of(raw: bytes, brand: Brand) -> Report:
    """Everything that is to be said of a file with one format or a family."""
    try:
        text = _text_of(raw)
    except FormatInvalid as error:
        return Report(faults=error.faults)
    try:
        layouts = parse_file(text, brand)
    except FormatInvalid as error:
        return Report(error.name, faults=tuple(_placed(text, error.faults)))
    first = layouts[0]
    tried = _affordable(layouts)
    misfits = tuple(misfit for layout in layouts[:tried] for misfit in misfits_of(layout, brand))
    return Report(first.family.id if first.family else first.id, layouts, (), misfits, tried)


def misfits_of(layout: Format, brand: Brand) -> Iterator[Misfit]:
    """The texts of every kind and language that cannot be set. Nothing is painted."""
    for language in LANGUAGES:
        for kind in Kind:
            try:
                set_fields(layout, sample_texts(layout, kind, language), brand, language)
            except DoesNotFit as error:
                yield Misfit(layout.id, kind, language, error)


@dataclass(frozen=True)
class Preview:
    """A format with texts and pictures of a kind: the banner with what the export gate finds amber or red, or why there
    is none."""

    image: Image.Image | None = None
    findings: tuple[Finding, ...] = ()
    error: DoesNotFit | None = None


def preview(layout: Format, kind: Kind, language: Language, brand: Brand) -> Preview:
    """The format as a banner, at its exact size."""
    if layout.width * layout.height > MOST_PIXELS:
        return Preview(error=DoesNotFit("This canvas is too large to be drawn here."))
    texts, share = sample_texts(layout, kind, language), sample_legal_share(layout, kind, language)
    try:
        made = compose(layout, texts, sample_pictures(layout, kind, language), brand=brand, language=language,
                       legal_share=share or 0)  # fmt: skip
    except DoesNotFit as error:
        return Preview(error=error)
    file = File(layout.file_types[0], made.image.size)
    return Preview(made.image, judge(layout, measures_of(made), file, texts=texts, legal_share=share).reasons)


# --- reading ----------------------------------------------------------------------------------------------------------


def _text_of(raw: bytes) -> str:
    """The file's text, which is JSON.

    Raises:
        FormatInvalid: it is not, or nobody can have meant it.
    """
    if len(raw) > LARGEST:
        raise FormatInvalid("?", [FormatFault("", "is larger than {limit} KB", {"limit": LARGEST // 1024})])
    try:
        text = raw.decode("utf-8-sig")
        json.dumps(json.loads(text), ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise FormatInvalid("?", [not_json(error)]) from error
    except UnicodeError as error:
        raise FormatInvalid("?", [FormatFault("", "is not UTF-8 throughout")]) from error
    except RecursionError as error:
        raise FormatInvalid("?", [FormatFault("", "is nested too deep")]) from error
    except ValueError as error:  # a number of thousands of digits
        raise FormatInvalid("?", [FormatFault("", "has a number that is too long")]) from error
    return text


def _placed(text: str, faults: Sequence[FormatFault]) -> Iterator[FormatFault]:
    """The faults in the file's own words, with their lines."""
    lines, content = lines_of(text), json.loads(text)
    try:
        members = members_of(content) if is_family(content) else []
    except FormatInvalid:  # its paths are the file's own
        members = []
    for fault in faults:
        found = re.match(r"members\[(\d+)\]", fault.path)
        fields = members[int(found[1])]["fields"] if found and members else []
        place = _by_name(fault.path, fields)
        values = {name: _by_name(one, fields) if isinstance(one, str) else one for name, one in fault.values.items()}
        yield replace(fault, path=place, values=values, line=line_of(place, lines))


def _by_name(told: str, fields: Sequence[dict[str, Any]]) -> str:
    """A family's fields stand by their names, not by their numbers."""
    return re.sub(
        r"\bfields\[(\d+)\]", lambda found: f"fields.{fields[int(found[1])]['id']}" if fields else found[0], told
    )


def _affordable(layouts: Sequence[Format]) -> int:
    """How many of the formats, from the first on, can be tried."""
    characters = 0
    for count, layout in enumerate(layouts):
        characters += sum(field.limit or 200 for field in layout.fields)
        if characters > MOST_CHARACTERS:
            return max(count, 1)
    return len(layouts)
