"""The schema that a model's answer must follow."""

import json

from jsonschema import Draft202012Validator

from core.copywriting.llm.schema import copy_schema, purpose, variants_schema
from core.formats.catalogue import load_formats

FIELDS = load_formats()["story-1080x1920"].ai_fields


def test_it_names_every_field_and_forbids_others():
    schema = copy_schema(FIELDS)
    assert list(schema["properties"]) == schema["required"] == ["headline", "message", "button"]
    assert schema["additionalProperties"] is False
    assert Draft202012Validator.check_schema(schema) is None


def test_a_description_says_role_purpose_and_limit():
    assert purpose(FIELDS[0]) == (
        "headline: set largest: the strongest fact of the offer and what it is about; no full stop at the end. "
        "At most 40 characters, spaces included."
    )


def test_servers_get_no_length_to_enforce_since_they_stop_in_the_middle_of_a_word():
    assert "maxLength" not in json.dumps([copy_schema(FIELDS), variants_schema(FIELDS, 3)])


def test_variants_are_a_list_of_such_objects_with_a_label():
    item = variants_schema(FIELDS, 3)["properties"]["variants"]["items"]
    assert item["required"] == ["idea", "headline", "message", "button"]
    assert item["additionalProperties"] is False
    assert item["properties"]["headline"] == copy_schema(FIELDS)["properties"]["headline"]


def test_strict_servers_are_satisfied_every_object_is_closed_and_requires_all_it_has():
    def objects(part):
        if isinstance(part, dict):
            if part.get("type") == "object":
                yield part
            for inner in part.values():
                yield from objects(inner)

    found = list(objects(variants_schema(FIELDS, 2)))
    assert len(found) == 2
    assert all(one["additionalProperties"] is False and one["required"] == list(one["properties"]) for one in found)
