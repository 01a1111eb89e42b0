"""Where the values of a JSON file stand."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.format_lines import line_of, lines_of

FAMILY = """{
  "family": "boards",
  "style": {
    "pictures": {"anchor": "bottom"},
    "fields": {"headline": {
      "role": "headline"}}},
  "members": [
    {"width": 800,
     "fields": {"headline": {"box": [0,
       1, 2, 3]}},
     "pictures": [
       {"box": [1, 2, 3, 4]}]}
  ]
}"""


def values(content: Any, path: str = "") -> dict[str, Any]:
    """Every value of a JSON content by its path."""
    found = {path: content}
    if isinstance(content, dict):
        for key, value in content.items():
            found |= values(value, f"{path}.{key}".lstrip("."))
    elif isinstance(content, list):
        for index, value in enumerate(content):
            found |= values(value, f"{path}[{index}]")
    return found


def test_every_value_has_its_line() -> None:
    lines = lines_of(FAMILY)
    assert lines.keys() == values(json.loads(FAMILY)).keys()
    assert (lines[""], lines["family"], lines["members[0].fields.headline.box[1]"]) == (1, 2, 10)


NAMES = st.text("abc", min_size=1, max_size=2)
CONTENT = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@given(CONTENT, st.sampled_from([None, 1]))
def test_whatever_is_written_and_however(content: Any, indent: int | None) -> None:
    assert lines_of(json.dumps(content, indent=indent)).keys() == values(content).keys()


def test_what_a_member_does_not_say_itself_is_found_in_the_style_or_above() -> None:
    lines = lines_of(FAMILY)
    assert line_of("members[0].fields.headline.box", lines) == 9
    assert line_of("members[0].fields.headline.role", lines) == 6
    assert line_of("members[0].pictures[0].anchor", lines) == 4
    assert line_of("members[0].height", lines) == 8
    assert line_of("weight", lines) == 1
