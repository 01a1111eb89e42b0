"""The export gate's rules: each of them green, amber and red."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.compositing.compose import TypeMeasure
from core.compositing.encode import How
from core.export_gate import in_kb, judge
from core.export_measures import Measures, content_of, measures_from
from core.export_verdict import File, Level, Rule, Verdict
from core.formats.geometry import inside
from core.formats.schema import Box
from tests.core.export_cases import FILE, LAYOUT, MEASURES, TEXTS, text, typed, verdict

GREEN, AMBER, RED = Level


def only(rule: Rule, level: Level, found: Verdict) -> str:
    """The one thing that is not green; its message, filled in."""
    (finding,) = found.reasons
    assert (finding.rule, finding.level, found.level) == (rule, level, level)
    return finding.message.format(**finding.values)


def test_a_banner_that_is_well_passes_every_rule_once_and_in_order() -> None:
    found = verdict()
    assert [one.rule for one in found.findings] == list(Rule)
    assert (found.level, found.reasons, found.red) == (GREEN, (), ())


# --- the file ---------------------------------------------------------------------------------------------------------


def test_the_file_has_the_formats_size_times_the_scale() -> None:
    assert "401 × 200" in only(Rule.PIXELS, RED, verdict(file=replace(FILE, pixels=(401, 200))))
    double = replace(FILE, pixels=(800, 400), scale=2)
    assert verdict(file=double).level == GREEN
    assert "800 × 400" in only(Rule.PIXELS, RED, verdict(file=replace(FILE, scale=2)))


def test_a_file_is_of_a_type_that_the_networks_take() -> None:
    assert verdict({"file_types": ["jpg", "png"]}).level == GREEN
    assert only(Rule.FILE_TYPE, RED, verdict({"file_types": ["jpg"]})) == "The networks take this as JPG, not as PNG"


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({"bytes": 102_400}, GREEN),
        ({"bytes": 102_401}, RED),
        ({"bytes": None}, GREEN),
        ({"bytes": 102_401, "scale": 2, "pixels": (800, 400)}, AMBER),
        ({"how": How("palette", 128)}, AMBER),
        ({"kind": "jpg", "how": How("quality", 74)}, AMBER),
        ({"kind": "jpg", "how": How("quality", 75)}, GREEN),
    ],
)
def test_a_file_weighs_no_more_than_the_network_takes(changes: dict[str, object], level: Level) -> None:
    found = verdict(file=replace(FILE, **changes))
    assert found.level == level
    assert {one.rule for one in found.reasons} <= {Rule.WEIGHT}


def test_where_no_network_has_a_limit_any_weight_passes() -> None:
    assert verdict({"weight_limit_kb": None}, replace(FILE, bytes=10**9)).level == GREEN


# --- what stands on the banner ----------------------------------------------------------------------------------------


def test_what_is_missing_is_told() -> None:
    assert only(Rule.COMPLETE, AMBER, verdict(texts={"headline": "Seven", "message": " "})) == "message is empty"
    assert only(Rule.COMPLETE, AMBER, verdict(pictures=())) == "picture 1 is missing"
    bare = {name: one for name, one in MEASURES.type.items() if name != "message"}
    assert only(Rule.COMPLETE, RED, verdict(type=bare)) == "message is not on the banner"


def test_texts_keep_to_their_limits_as_a_reader_counts() -> None:
    family = "👨‍👩‍👧" * 20
    assert verdict(texts=TEXTS | {"headline": family}).level == GREEN
    assert "21 characters" in only(Rule.CHARACTERS, RED, verdict(texts=TEXTS | {"headline": family + "!"}))


def test_legal_text_takes_its_share_of_the_area() -> None:
    share = 360 * 30 / (400 * 200)
    assert verdict(legal_share=share).level == GREEN
    assert "13.5 %" in only(Rule.LEGAL, RED, verdict(legal_share=share + 0.001))
    assert verdict(legal_share=None).level == GREEN


def test_a_plate_behind_the_legal_text_counts() -> None:
    plate = TypeMeasure((20, 150, 100, 10), (10, 140, 380, 50), 12, ("…",), 12)
    assert verdict(type=typed(legal=plate), legal_share=0.2375).level == GREEN


def test_legal_text_that_is_needed_is_there() -> None:
    bare = {name: one for name, one in MEASURES.type.items() if name != "legal"}
    assert "is missing" in only(Rule.LEGAL, RED, verdict(type=bare))
    assert verdict(type=bare, legal_share=None).level == GREEN
    fields = [one.model_dump() for one in LAYOUT.fields if one.id != "legal"]
    assert "no place" in only(Rule.LEGAL, RED, verdict({"fields": fields}, type=bare))


# --- where it stands --------------------------------------------------------------------------------------------------


def test_texts_and_logo_keep_out_of_the_unsafe_zone_and_pictures_need_not() -> None:
    assert only(Rule.CLEAR, RED, verdict(type=typed(message=text(9, 72, 160, 18)))).startswith("message")
    assert only(Rule.CLEAR, RED, verdict(logo=(300, 9, 50, 20))).startswith("logo")
    assert verdict(pictures=((245, 50, 155, 80),)).level == GREEN


def test_nothing_stands_where_the_network_puts_something_of_its_own() -> None:
    assert only(Rule.CLEAR, RED, verdict(logo=(325, 10, 40, 20))).startswith("logo")
    found = verdict({"keep_clear": [[390, 100, 10, 10]]}, pictures=((245, 50, 155, 80),))
    assert only(Rule.CLEAR, RED, found).startswith("picture 1")


def test_nothing_is_cut_off() -> None:
    assert only(Rule.CANVAS, RED, verdict(pictures=((245, 50, 156, 80),))) == "picture 1 is cut off at the edge"
    assert verdict(type=typed(legal=text(20, 160, 360, 41))).red == (Rule.CLEAR, Rule.CANVAS)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"type": typed(message=text(20, 57, 160, 18))}, "headline and message overlap"),
        ({"type": typed(message=text(20, 72, 206, 18))}, "message and picture 1 overlap"),
        ({"type": typed(headline=text(20, 20, 281, 20))}, "headline and logo overlap"),
        ({"logo": (300, 31, 50, 20)}, "logo and picture 1 overlap"),
    ],
)
def test_nothing_lies_on_anything_else(changes: dict[str, object], told: str) -> None:
    assert only(Rule.OVERLAP, RED, verdict(**changes)) == told


def test_pictures_may_lie_on_each_other() -> None:
    slots = [{"box": [220, 50, 160, 80]}, {"box": [230, 60, 140, 60]}]
    assert verdict({"pictures": slots}, pictures=((225, 50, 150, 80), (230, 60, 140, 60))).level == GREEN


# --- how it reads -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "contrast", "level"),
    [(20, 4.73, GREEN), (20, 4.72, AMBER), (20, 4.5, AMBER), (20, 4.49, RED), (24, 3.31, GREEN), (24, 2.99, RED)],
)
def test_every_text_reads_on_its_ground(size: float, contrast: float, level: Level) -> None:
    found = verdict(type=typed(message=text(20, 72, 160, 18, size, contrast=contrast)))
    assert (found.level, {one.rule for one in found.reasons} <= {Rule.CONTRAST}) == (level, True)


def test_no_type_is_smaller_than_the_network_allows() -> None:
    assert "11.5 px" in only(Rule.TYPE_SIZE, RED, verdict(type=typed(legal=text(20, 140, 360, 30, 11.5))))


# --- always -----------------------------------------------------------------------------------------------------------

boxes = st.tuples(st.integers(0, 420), st.integers(0, 220), st.integers(1, 420), st.integers(1, 220))
texts_painted = st.dictionaries(
    st.sampled_from(["headline", "message", "legal"]),
    st.builds(
        lambda box, size, contrast: TypeMeasure(box, box, size, ("…",), contrast),
        boxes, st.floats(6, 60), st.floats(1, 21),
    ),
)  # fmt: skip
measured = st.builds(
    Measures, texts_painted, st.lists(boxes, max_size=1).map(tuple), st.none() | boxes, st.just((400, 200))
)
files = st.builds(File, st.sampled_from(["png", "jpg"]), st.just((400, 200)), st.none() | st.integers(0, 10**6))


@given(measures=measured, file=files, share=st.none() | st.floats(0.01, 0.5))
def test_whatever_is_judged_every_rule_speaks_in_order_and_what_is_green_is_so(
    measures: Measures, file: File, share: float | None
) -> None:
    found = judge(LAYOUT, measures, file, texts=TEXTS, legal_share=share)
    assert list(dict.fromkeys(one.rule for one in found.findings)) == list(Rule)
    assert all(one.message.format(**one.values) for one in found.findings)
    assert found.level == max((one.level for one in found.findings), key=list(Level).index)
    canvas: Box = (0, 0, LAYOUT.width, LAYOUT.height)
    everything = [one.covered for one in measures.type.values()] + [*measures.pictures]
    if Rule.CANVAS not in found.red:
        assert all(inside(box, canvas) for box in everything)
    if Rule.WEIGHT not in found.red:
        assert (file.bytes or 0) <= 100 * 1024


@given(measures=measured)
def test_measures_come_back_from_their_row_as_they_were(measures: Measures) -> None:
    back = measures_from(content_of(measures))
    assert back is not None
    assert (back.pictures, back.logo, back.pixels) == (measures.pictures, measures.logo, measures.pixels)
    assert {name: one.covered for name, one in back.type.items()} == {
        name: one.covered for name, one in measures.type.items()
    }
    assert measures_from({}) is None


@pytest.mark.parametrize(("weight", "kb"), [(0, 0), (1, 1), (1024, 1), (1025, 2)])
def test_weights_are_rounded_up(weight: int, kb: int) -> None:
    assert in_kb(weight) == kb
