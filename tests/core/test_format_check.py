"""Format files that people bring: every fault with its place, and nothing that a file could do to the screen."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DoesNotFit
from core.format_check import LARGEST, MOST_PIXELS, Report, preview, report_of
from core.format_samples import Kind
from core.formats.brand import DATA, load_brand
from core.formats.catalogue import load_formats

BRAND = load_brand()
TEMPLATE = (DATA / "format_template.json").read_text("utf-8")
FAMILY: dict[str, Any] = json.loads(TEMPLATE)


def check(content: Any) -> Report:
    return report_of(json.dumps(content, indent=1).encode(), BRAND)


def test_the_template_is_a_good_beginning() -> None:
    report = report_of(TEMPLATE.encode(), BRAND)
    assert (report.name, report.faults, report.misfits) == ("boards", (), ())
    assert report.tried == len(report.layouts) > 1
    for layout in report.layouts:
        for kind in (Kind.REAL, Kind.LONGEST, Kind.SHORTEST):
            assert preview(layout, kind, "ru", BRAND).findings == ()


def test_a_fault_is_told_in_the_files_own_words_with_its_line() -> None:
    spoilt = TEMPLATE.replace('"limit": 36', '"limit": 3').replace('"anchor": "bottom"', '"anchor": "botom"')
    faults = {fault.path: fault for fault in report_of(spoilt.encode(), BRAND).faults}
    lines = spoilt.splitlines()
    assert '"limit": 3' in lines[(faults["members[0].fields.headline.limit"].line or 0) - 1]
    assert "botom" in lines[(faults["members[0].pictures[0].anchor"].line or 0) - 1]


def test_a_reason_names_fields_as_the_file_does() -> None:
    family = deepcopy(FAMILY)
    member = family["members"][0]
    member["logo"]["box"] = member["fields"]["headline"]["box"]
    (fault,) = check(family).faults
    assert (fault.path, fault.reason) == ("members[0].logo.box", "meets fields.headline.box")


def test_names_are_wanted_in_both_languages() -> None:
    family = deepcopy(FAMILY)
    del family["name"]["ru"]
    family["members"][0]["name"]["en"] = " "
    assert {fault.path: fault.reason for fault in check(family).faults} == {
        "members[0].family.name": 'has no text in "ru"', "members[0].name": 'has no text in "en"',
        "members[1].family.name": 'has no text in "ru"',
    }  # fmt: skip


def test_a_text_at_its_limit_that_does_not_fit_is_told() -> None:
    family = deepcopy(FAMILY)
    family["members"][0]["fields"]["headline"]["limit"] = 400
    misfits = check(family).misfits
    assert {(one.format_id, one.kind, one.error.values["field"]) for one in misfits} == {
        (family["members"][0]["id"], Kind.LONGEST, "headline")
    }
    assert {one.language for one in misfits} == {"en", "ru"}


@pytest.mark.parametrize(
    ("raw", "line", "reason"),
    [
        (b"", 1, "not JSON"),
        (b'{\n "id": x}', 2, "not JSON"),
        (b"\xff{}", None, "UTF-8"),
        (b'["\\ud800"]', None, "UTF-8"),
        (b"[" * 100_000, None, "too deep"),
        (b"[" + b"1" * 9999 + b"]", None, "too long"),
        (b" " * (LARGEST + 1), None, "256 KB"),
        (b"null", 1, "must be an object"),
        (b'{"members": 7}', 1, "is missing"),
    ],
)
def test_what_nobody_can_have_meant_is_refused(raw: bytes, line: int | None, reason: str) -> None:
    fault = report_of(raw, BRAND).faults[0]
    assert reason in fault.reason
    assert line in (None, fault.line)


@pytest.mark.parametrize(
    ("name", "value"),
    [("size", [6, 1e9]), ("size", [6, float("inf")]), ("radius", float("nan")), ("gap", float("inf")),
     ("limit", 10**9), ("padding", [float("inf"), 0])],
)  # fmt: skip
def test_figures_that_would_take_for_ever_are_refused(name: str, value: Any) -> None:
    family = deepcopy(FAMILY)
    family["members"][0]["fields"]["headline"][name] = value
    assert check(family).faults


def test_a_file_of_many_large_formats_is_tried_in_part() -> None:
    family = deepcopy(FAMILY)
    first = family["members"][0]
    family["members"] = [{**deepcopy(first), "id": f"board-{number}"} for number in range(90)]
    for member in family["members"]:
        member["fields"]["headline"]["limit"] = 700
    report = check(family)
    assert len(report.layouts) == 90
    assert 0 < report.tried < 60


def test_a_canvas_that_is_too_large_is_not_drawn() -> None:
    layout = load_formats()["pilot-1080"].model_copy(update={"width": 8000, "height": 8000})
    assert layout.width * layout.height > MOST_PIXELS
    made = preview(layout, Kind.REAL, "en", BRAND)
    assert made.image is None
    assert isinstance(made.error, DoesNotFit)


def test_what_the_gate_finds_stands_beside_the_preview() -> None:
    pilot = load_formats()["pilot-1080"]
    assert preview(pilot, Kind.REAL, "en", BRAND).findings == ()
    found = [one.message for one in preview(pilot, Kind.MISSING, "en", BRAND).findings]
    assert "{field} is empty" in found
    tight = pilot.model_copy(update={"smallest_type": 200})
    assert "type_size" in [one.rule for one in preview(tight, Kind.REAL, "en", BRAND).findings]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9999) | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)


@given(st.data(), JSON)
def test_no_file_breaks_the_check(data: st.DataObject, value: Any) -> None:
    """Any value anywhere in a good file is either taken or told."""
    family = deepcopy(FAMILY)
    family["members"] = family["members"][:1]
    place: Any = family
    while True:
        step = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[step], dict | list) or not place[step] or data.draw(st.integers(0, 4)) == 0:
            break
        place = place[step]
    place[step] = value
    report = check(family)
    assert report.faults or report.layouts
