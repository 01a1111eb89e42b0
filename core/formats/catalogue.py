"""Format files: read, checked, said what is wrong with them."""

import json
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from core.errors import FormatFault, FormatInvalid
from core.formats.brand import DATA, Brand, load_brand
from core.formats.families import is_family, members_of
from core.formats.faults import faults_of
from core.formats.malformed import fault_of, not_json
from core.formats.networks import load_networks, network_faults
from core.formats.schema import Format


def parse_file(raw: str, brand: Brand) -> tuple[Format, ...]:
    """The formats of a file: a family's members, or the one that it holds.

    Raises:
        FormatInvalid: with every fault's path as a person reads it ("members[3].fields[2].box") and its reason.
    """
    content = _read(raw)
    if not is_family(content):
        return (parse_format(content, brand),)
    layouts: list[Format] = []
    faults: list[FormatFault] = []
    for index, member in enumerate(members_of(content)):
        try:
            layouts.append(parse_format(member, brand))
        except FormatInvalid as error:
            faults += [replace(fault, path=f"members[{index}].{fault.path}") for fault in error.faults]
    if faults:
        raise FormatInvalid(str(content.get("family", "?")), faults)
    return tuple(layouts)


def parse_format(raw: str | dict[str, Any], brand: Brand) -> Format:
    """A format out of JSON text or what was read from it.

    Raises:
        FormatInvalid: with every fault's path as a person reads it ("fields[2].box") and its reason.
    """
    content = _read(raw) if isinstance(raw, str) else raw
    name = str(content.get("id", "?")) if isinstance(content, dict) else "?"
    try:
        layout = Format.model_validate(content)
    except ValidationError as error:
        raise FormatInvalid(name, [fault_of(detail) for detail in error.errors()]) from error
    if faults := [*faults_of(layout, brand), *network_faults(layout, load_networks())]:
        raise FormatInvalid(name, faults)
    return layout


@lru_cache(maxsize=8)
def load_formats(folder: Path = DATA / "formats") -> MappingProxyType[str, Format]:
    """Every format of the folder by its id, largest first; read once a process.

    Raises:
        FormatInvalid: a file breaks the schema, is not named after its family or its only format, or two have one id.
    """
    layouts: dict[str, Format] = {}
    for path in sorted(folder.glob("*.json")):
        for layout in parse_file(path.read_text("utf-8"), load_brand()):
            if path.stem != (layout.family.id if layout.family else layout.id):
                fault = FormatFault("id", "the file is called {file}", {"file": path.name})
                raise FormatInvalid(layout.id, [fault])
            if layout.id in layouts:
                raise FormatInvalid(layout.id, [FormatFault("id", "another format has it already")])
            layouts[layout.id] = layout
    largest_first = sorted(layouts.values(), key=lambda layout: (-layout.width * layout.height, layout.id))
    return MappingProxyType({layout.id: layout for layout in largest_first})


def _read(raw: str) -> Any:
    try:
        return json.loads(raw)
    except json.JSONDecodeError as error:
        raise FormatInvalid("?", [not_json(error)]) from error
