"""What the networks take: a rule's sizes, and what becomes of a format that promises a network too much."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from core.formats.brand import DATA
from core.formats.catalogue import load_formats
from core.formats.networks import Network, Rule, load_networks, network_faults
from core.formats.schema import Format

LANDSCAPE = Rule(ratio=(1200, 628), smallest=(600, 314), largest=(2400, 1256))
STORY = Rule(
    sizes=((1080, 1920),), file_types=("jpg",), weight_limit_kb=300, smallest_type=22,
    safe_zone=(0.06, 0.14, 0.06, 0.35), logo_width=0.28,
)  # fmt: skip
NETWORKS: Mapping[str, Network] = {
    "boards": Network(id="boards", name={"en": "Boards"}, rules=(LANDSCAPE, STORY)),
    "walls": Network(id="walls", name={"en": "Walls"}, rules=(Rule(sizes=((300, 600),)),)),
}


def story(**changes: Any) -> Format:
    """A format that keeps every rule of the network "boards", but for what is changed."""
    content = {
        "id": "story", "name": {"en": "Story"}, "width": 1080, "height": 1920, "background": {"colour": "deep"},
        "fields": [
            {"id": "headline", "role": "headline", "source": "ai", "limit": 30, "box": [80, 300, 900, 300],
             "size": [60, 90], "lines": 3}
        ],
        "logo": {"box": [80, 280, 302, 60]}, "safe_zone": [65, 269, 65, 672], "smallest_type": 22,
        "file_types": ["jpg"], "weight_limit_kb": 300, "networks": ["boards"],
    }  # fmt: skip
    return Format.model_validate({**content, **changes})


def faults(layout: Format) -> dict[str, str]:
    return {fault.path: fault.reason for fault in network_faults(layout, NETWORKS)}


def test_a_rule_takes_the_sizes_on_its_list_and_no_others() -> None:
    assert STORY.takes(1080, 1920)
    assert not STORY.takes(1920, 1080)
    assert not STORY.takes(540, 960)


@given(st.integers(600, 2400))
def test_a_rule_of_a_ratio_takes_every_size_that_is_rounded_from_it(width: int) -> None:
    assert LANDSCAPE.takes(width, max(314, round(width * 628 / 1200)))


@given(st.integers(700, 2300), st.sampled_from([0.9, 0.98, 1.02, 1.5]))
def test_it_takes_none_that_is_more_than_its_tolerance_off(width: int, off: float) -> None:
    assert not LANDSCAPE.takes(width, round(width * 628 / 1200 * off))


def test_it_takes_none_that_is_too_small_or_too_large() -> None:
    assert not LANDSCAPE.takes(599, 313)
    assert not LANDSCAPE.takes(2640, 1382)


@pytest.mark.parametrize("both_or_neither", [{}, {"sizes": ((300, 250),), "ratio": (6, 5)}])
def test_a_rule_is_about_sizes_or_about_a_ratio(both_or_neither: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="listed sizes or about a ratio"):
        Rule(**both_or_neither)


def test_the_first_rule_about_a_size_holds() -> None:
    strict, lax = Rule(sizes=((300, 250),), weight_limit_kb=100), Rule(ratio=(6, 5), weight_limit_kb=900)
    network = Network(id="boards", name={"en": "Boards"}, rules=(strict, lax))
    assert network.rule_for(300, 250) is strict
    assert network.rule_for(600, 500) is lax
    assert network.rule_for(600, 600) is None


def test_a_format_that_keeps_the_rules_has_no_faults() -> None:
    assert faults(story()) == {}


def test_a_format_without_networks_promises_nothing() -> None:
    assert faults(story(networks=[], safe_zone=[0, 0, 0, 0], weight_limit_kb=None)) == {}


def test_a_network_that_nobody_knows() -> None:
    assert faults(story(networks=["boards", "fences"])) == {
        "networks[1]": 'there is no network "fences", only boards, walls'
    }


def test_a_network_that_does_not_take_the_size() -> None:
    assert faults(story(networks=["walls"])) == {"networks[0]": '"walls" takes no 1080x1920'}


@pytest.mark.parametrize(
    ("changes", "path", "reason"),
    [
        ({"file_types": ["jpg", "png"]}, "file_types", "takes no png"),
        ({"weight_limit_kb": 301}, "weight_limit_kb", "takes 300 KB at most"),
        ({"weight_limit_kb": None}, "weight_limit_kb", "takes 300 KB at most"),
        ({"smallest_type": 20}, "smallest_type", "wants type of 22 px or more"),
        ({"safe_zone": [65, 268, 65, 672]}, "safe_zone", "wants margins of 6, 14, 6, 35 percent"),
        ({"safe_zone": [65, 269, 65, 671]}, "safe_zone", "wants margins of 6, 14, 6, 35 percent"),
        ({"logo": {"box": [80, 280, 303, 60]}}, "logo.box", "takes a logo of 28 percent of the width at most"),
    ],
)
def test_a_promise_that_a_format_breaks_is_named(changes: dict[str, Any], path: str, reason: str) -> None:
    assert faults(story(**changes)) == {path: f'"boards" {reason}'}


def test_every_network_is_in_the_file_once() -> None:
    listed = [one["id"] for one in json.loads((DATA / "networks.json").read_text("utf-8"))]
    assert list(load_networks()) == listed


def test_yandex_front_page_lays_its_label_and_its_menu_over_two_corners_on_the_right() -> None:
    fronts = [one for one in load_formats().values() if "yandex-front" in one.networks]
    assert len(fronts) == 2
    for front in fronts:
        label, menu = (front.width - 70, 0, 70, 30), (front.width - 42, front.height - 42, 42, 42)
        assert set(front.keep_clear) >= {label, menu}
        assert min(front.safe_zone) >= 20


def test_a_front_page_format_that_forgets_the_label_is_named() -> None:
    front = load_formats()["front-1456x180"].model_copy(update={"keep_clear": (), "safe_zone": (8, 8, 8, 8)})
    assert {fault.path for fault in network_faults(front, load_networks())} == {"keep_clear", "safe_zone"}
