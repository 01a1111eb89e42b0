"""A model's text as the object that its schema promises. Pure functions."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jsonschema  # type: ignore[import-untyped]

#: Braces in the text around an answer that are looked at before it counts as unreadable.
_BRACES = 50
_BRACE = re.compile(r"\{")


class UnreadableError(ValueError):
    """The text holds no object that fits the schema; the message says why, in words that a model understands."""


def read_answer(text: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The one object of `text`, without the keys that the schema does not know.

    A fence around the object and words before or after it are overlooked; two objects are not, since nobody can say
    which one is meant.

    Raises:
        UnreadableError: no object, several, or one that breaks the schema.
    """
    content: dict[str, Any] = _known(_only_object(text), schema)
    fault = jsonschema.exceptions.best_match(_validator(json.dumps(schema, sort_keys=True)).iter_errors(content))
    if fault is None:
        return content
    place = "".join(f"[{step!r}]" for step in fault.absolute_path)
    raise UnreadableError(f"{place} {fault.message}".strip()[:300])


def _only_object(text: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = []
    try:
        start = 0
        for _ in range(_BRACES):
            brace = _BRACE.search(text, start)
            if not brace:
                break
            start = _take_object(text, brace.start(), found)
    except RecursionError:
        raise UnreadableError("it is nested too deeply") from None
    if len(found) != 1:
        raise UnreadableError("it holds several JSON objects" if found else "it is not a complete JSON object")
    return found[0]


def _take_object(text: str, start: int, found: list[dict[str, Any]]) -> int:
    """Add the object that begins at `start`, if one does; where to look on."""
    try:
        content, end = _DECODER.raw_decode(text, start)
        json.dumps(content, ensure_ascii=False).encode()  # half a surrogate pair could not be stored
    except ValueError:
        return start + 1
    found.append(content)
    return end


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is not JSON")


_DECODER = json.JSONDecoder(parse_constant=_no_number)


def _known(content: Any, schema: Mapping[str, Any]) -> Any:
    """`content` without what its schema forbids as additional: a harmless addition costs no second call."""
    if isinstance(content, dict):
        parts = schema.get("properties", {})
        closed = schema.get("additionalProperties") is False
        return {key: _known(part, parts.get(key, {})) for key, part in content.items() if key in parts or not closed}
    if isinstance(content, list):
        return [_known(part, schema.get("items", {})) for part in content]
    return content


@lru_cache(maxsize=256)
def _validator(schema: str) -> Any:
    return jsonschema.Draft202012Validator(json.loads(schema))
