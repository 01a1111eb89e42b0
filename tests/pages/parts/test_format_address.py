"""The Formats screen's address."""

from core.format_samples import Kind
from pages.parts.format_address import LONGEST, link_to, read_address


def test_an_address_says_what_is_shown() -> None:
    params = {"format": "pilot-1080", "network": "vk", "find": "300", "text": "longest", "in": "ru", "guides": "1"}
    shown = read_address(params, "en")
    assert (shown.format, shown.network, shown.find) == ("pilot-1080", "vk", "300")
    assert (shown.kind, shown.language, shown.guides, shown.checking) == (Kind.LONGEST, "ru", True, False)


def test_what_makes_no_sense_is_left_out() -> None:
    shown = read_address({"text": "shouted", "in": "de", "guides": "yes", "check": "2", "find": "x" * 999}, "ru")
    assert (shown.kind, shown.language, shown.guides, shown.checking) == (Kind.REAL, "ru", False, False)
    assert len(shown.find) == LONGEST


def test_a_link_keeps_what_was_looked_for() -> None:
    shown = read_address({"find": "300", "format": "pilot-1080", "text": "longest"}, "en")
    assert link_to(shown) == {"find": "300"}
    assert link_to(shown, format="story-1080x1920") == {"find": "300", "format": "story-1080x1920"}
