"""What is said of files that json or pydantic cannot read: in our words, in every language, with the place."""

import json
from copy import deepcopy
from typing import Any

import pytest

from core.errors import FormatFault, FormatInvalid
from core.formats.brand import DATA, load_brand
from core.formats.catalogue import parse_format
from core.formats.families import members_of
from core.formats.malformed import fault_of, not_json
from core.i18n import translate

PILOT = members_of(json.loads((DATA / "formats" / "pilot.json").read_text("utf-8")))[0]


def fault(content: Any) -> FormatFault:
    with pytest.raises(FormatInvalid) as caught:
        parse_format(content, load_brand())
    return caught.value.faults[0]


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("id", "Big board", "must be small Latin letters, digits and dashes"),
        ("id", 7, "must be text in quotes"),
        ("width", 15, "must be 16 or more"),
        ("width", 8001, "must be 8000 or less"),
        ("width", "wide", "must be a whole number"),
        ("width", 640.5, "must be a whole number"),
        ("smallest_type", float("inf"), "must be a number"),
        ("smallest_type", 5.5, "must be 6 or more"),
        ("weight_limit_kb", 0, "must be more than 0"),
        ("fields", [], "has 0 parts, and needs 1 or more"),
        ("networks", ["meta"] * 41, "has 41 parts, and may have 40 at most"),
        ("networks", "meta", "must be a list, in brackets"),
        ("name", [], "must be an object, in braces"),
        ("logo", [], "must be an object, in braces"),
        ("colour", "ink", "is no key that is known here"),
        ("file_types", ["gif"], "must be one of 'png', 'jpg'"),
        ("background", {}, "is missing"),
        ("background", {"colour": "#12"}, "must be a colour like #1A2B3C or a name of the palette"),
        ("background", {"colour": "ink", "angle": 360}, "must be less than 360"),
        ("fields", [{**PILOT["fields"][0], "id": "1st"}], "must be small Latin letters, digits and _, a letter first"),
        ("fields", [{**PILOT["fields"][0], "bold": "very"}], "must be true or false"),
        ("fields", [{**PILOT["fields"][0], "size": [20, 10]}], "size is [smallest, largest]"),
    ],
)
def test_what_stands_in_the_wrong_place_is_told_in_both_languages(name: str, value: Any, reason: str) -> None:
    found = fault({**deepcopy(PILOT), name: value})
    assert found.reason == reason
    assert found.path.startswith(name)
    assert translate(found.message, "en", **found.values) == reason
    assert translate(found.message, "ru", **found.values) != reason


@pytest.mark.parametrize(
    ("raw", "line", "reason"),
    [
        ("", 1, "a value is missing or misspelt"),
        ('{"id"\n"pilot"}', 2, "a colon is missing"),
        ('["a"\n"b"]', 2, "a comma or a closing bracket is missing"),
        ("{\nid: 3}", 2, "a key in double quotes is missing, or there is a comma too many"),
        ("{}\n\n{}", 3, "something follows the end"),
        ('{"id": "pilot', 1, "a closing quote is missing"),
        ('{"id": "pilot\n"}', 1, "a closing quote is missing"),
        (r'["\x"]', 1, r"Invalid \escape"),
    ],
)
def test_a_text_that_is_not_json_is_told_with_its_line(raw: str, line: int, reason: str) -> None:
    found = fault(raw)
    assert (found.path, found.line, found.reason) == ("", line, f"not JSON: {reason}")


def test_what_nobody_has_foreseen_keeps_its_english() -> None:
    strange = {"type": "url_scheme", "loc": ("fields", 2, "box"), "msg": "Odd {braces}", "ctx": {"error": ValueError()}}
    assert str(fault_of(strange)) == "fields[2].box: Odd {braces}"
    assert not_json(json.JSONDecodeError("Odd {braces}", "", 0)).reason == "not JSON: Odd {braces}"
