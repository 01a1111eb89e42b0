"""Format files: read, checked, said what is wrong with them."""

import json
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from core.errors import FormatInvalid
from core.formats.brand import DATA, Brand, load_brand
from core.formats.faults import Fault, faults_of
from core.formats.schema import Format


def parse_format(raw: str | dict[str, Any], brand: Brand) -> Format:
    """A format out of JSON text or what was read from it.

    Raises:
        FormatInvalid: with every fault's path as a person reads it ("fields[2].box") and its reason.
    """
    try:
        content = json.loads(raw) if isinstance(raw, str) else raw
    except json.JSONDecodeError as error:
        raise FormatInvalid("?", [(f"line {error.lineno}", f"not JSON: {error.msg}")]) from error
    name = str(content.get("id", "?")) if isinstance(content, dict) else "?"
    try:
        layout = Format.model_validate(content)
    except ValidationError as error:
        raise FormatInvalid(name, [_fault(detail) for detail in error.errors()]) from error
    if faults := faults_of(layout, brand):
        raise FormatInvalid(name, faults)
    return layout


@lru_cache(maxsize=8)
def load_formats(folder: Path = DATA / "formats") -> MappingProxyType[str, Format]:
    """Every format of the folder by its id, largest first; read once a process.

    Raises:
        FormatInvalid: a file breaks the schema, or is not named after its id.
    """
    layouts = []
    for path in sorted(folder.glob("*.json")):
        layout = parse_format(path.read_text("utf-8"), load_brand())
        if layout.id != path.stem:
            raise FormatInvalid(layout.id, [("id", f"the file is called {path.name}")])
        layouts.append(layout)
    layouts.sort(key=lambda layout: (-layout.width * layout.height, layout.id))
    return MappingProxyType({layout.id: layout for layout in layouts})


def _fault(detail: Any) -> Fault:
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in detail["loc"])
    return path.lstrip(".") or "format", detail["msg"].removeprefix("Value error, ")
