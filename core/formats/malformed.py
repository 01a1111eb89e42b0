"""What makes a file malformed: what json and pydantic find, in words that a person can act on. Pure."""

import json
from typing import Any

from core.errors import FormatFault
from core.formats.schema import FIELD_ID, FORMAT_ID, INK
from core.i18n import N_

_NUMBER, _WHOLE = N_("must be a number"), N_("must be a whole number")
_OBJECT, _LIST = N_("must be an object, in braces"), N_("must be a list, in brackets")
_BOOLEAN = N_("must be true or false")
#: By pydantic's type of error, or by the pattern that a text does not match; the error's context fills them in.
_INVALID = {
    "missing": N_("is missing"),
    "extra_forbidden": N_("is no key that is known here"),
    "greater_than": N_("must be more than {gt}"),
    "greater_than_equal": N_("must be {ge} or more"),
    "less_than": N_("must be less than {lt}"),
    "less_than_equal": N_("must be {le} or less"),
    "string_too_long": N_("has more than {max_length} characters"),
    "too_short": N_("has {actual_length} parts, and needs {min_length} or more"),
    "too_long": N_("has {actual_length} parts, and may have {max_length} at most"),
    "literal_error": N_("must be one of {expected}"),
    "int_type": _WHOLE, "int_parsing": _WHOLE, "int_parsing_size": _WHOLE, "int_from_float": _WHOLE,
    "float_type": _NUMBER, "float_parsing": _NUMBER, "finite_number": _NUMBER,
    "bool_type": _BOOLEAN, "bool_parsing": _BOOLEAN,
    "string_type": N_("must be text in quotes"),
    "tuple_type": _LIST, "dict_type": _OBJECT, "model_type": _OBJECT,
    INK: N_("must be a colour like #1A2B3C or a name of the palette"),
    FIELD_ID: N_("must be small Latin letters, digits and _, a letter first"),
    FORMAT_ID: N_("must be small Latin letters, digits and dashes"),
}  # fmt: skip
_NOT_JSON = {
    "Expecting value": N_("not JSON: a value is missing or misspelt"),
    "Expecting ',' delimiter": N_("not JSON: a comma or a closing bracket is missing"),
    "Expecting ':' delimiter": N_("not JSON: a colon is missing"),
    "Expecting property name enclosed in double quotes": N_(
        "not JSON: a key in double quotes is missing, or there is a comma too many"
    ),
    "Extra data": N_("not JSON: something follows the end"),
    "Unterminated string starting at": N_("not JSON: a closing quote is missing"),
    "Invalid control character at": N_("not JSON: a closing quote is missing"),
}


def fault_of(detail: Any) -> FormatFault:
    """One of pydantic's error details (`ValidationError.errors()`), its path as a person reads it.

    The checks of our own schema bring their msgids; what nobody has foreseen stays in pydantic's English.
    """
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in detail["loc"]).lstrip(".")
    context = detail.get("ctx", {})
    message = _INVALID.get(context.get("pattern", detail["type"]))
    if message is None:
        return FormatFault(path, detail["msg"])
    return FormatFault(path, message, {name: _value(one) for name, one in context.items()})


def not_json(error: json.JSONDecodeError) -> FormatFault:
    """Why a text cannot be read at all, with its line."""
    message = _NOT_JSON.get(error.msg)
    if message is None:
        return FormatFault("", "not JSON: {reason}", {"reason": error.msg}, error.lineno)
    return FormatFault("", message, line=error.lineno)


def _value(one: object) -> object:
    if isinstance(one, float):
        return f"{one:g}"
    return one.replace("' or '", "', '") if isinstance(one, str) else one
