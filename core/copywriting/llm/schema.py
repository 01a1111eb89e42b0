"""What the model's answer must look like: one strict JSON schema a format, built from its AI fields. Pure.

No `maxLength`: servers that enforce it stop in the middle of a word. Limits stand in the descriptions, and Python
counts.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from core.formats.schema import Role, TextField

#: What a field of that role is for, as the model is told.
PURPOSES: dict[Role, str] = {
    "headline": "set largest: the strongest fact of the offer and what it is about; no full stop at the end",
    "message": "one short sentence, at most two: what the headline leaves out; ends with a full stop",
    "button": "one or two words, a verb first: what a press on the button does; no full stop",
    "label": "a tag of one to three words, such as the product's name; no full stop",
    "legal": "small print: the offer's conditions in full, plainly",
}


def purpose(field: TextField) -> str:
    """A field's role, what it is for and how long it may be: ``"headline: set largest … At most 40 characters."``"""
    return f"{field.role}: {PURPOSES[field.role]}. At most {field.limit} characters, spaces included."


def copy_schema(fields: Sequence[TextField]) -> dict[str, Any]:
    """Schema of ``{field id: text}``, every field required and nothing else allowed."""
    return _object({field.id: {"type": "string", "description": purpose(field)} for field in fields})


def variants_schema(fields: Sequence[TextField], count: int) -> dict[str, Any]:
    """Schema of ``{"variants": [{"idea": label, field id: text}]}``. A field may be called "idea" too: it wins."""
    idea = {"type": "string", "description": "what sets this variant apart, in two to four words"}
    item = _object({"idea": idea, **copy_schema(fields)["properties"]})
    return _object({"variants": {"type": "array", "description": f"{count} different variants", "items": item}})


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object", "properties": dict(properties), "required": list(properties), "additionalProperties": False,
    }  # fmt: skip
