"""The Formats screen in a real browser: its address, the lines on the preview, a file."""

import pytest
from playwright.sync_api import Page, expect

from core.formats.brand import DATA
from tests.browser.stack import SOON, settled, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


def test_a_format_is_found_opened_and_measured_and_a_file_is_checked(page: Page) -> None:
    sign_in(page, "marketer")
    page.get_by_role("link", name="Formats").click()
    search = page.get_by_label("Search")
    expect(search).to_be_visible(timeout=SOON)
    settled(page)
    search.fill("300x250")
    search.press("Enter")
    page.wait_for_url("**/formats?find=300x250", timeout=SOON)
    settled(page)
    page.locator(".st-key-card-format-display-300x250").click(timeout=SOON)  # all of it leads there
    expect(page.get_by_role("heading", name="Display 300")).to_be_visible(timeout=SOON)
    page.get_by_text("Longest", exact=True).click()
    settled(page)
    page.get_by_text("Guides", exact=True).click()
    lines = page.locator(".st-key-format-stage img").nth(1)
    expect(lines).to_be_visible(timeout=SOON)
    settled(page)
    assert lines.bounding_box() == page.locator(".st-key-format-stage img").first.bounding_box()
    assert "text=longest" in page.url
    page.go_back()
    page.get_by_role("link", name="All formats").click()
    expect(search).to_have_value("300x250", timeout=SOON)

    page.get_by_role("link", name="Check a file").click()
    page.locator("input[type=file]").set_input_files(DATA / "format_template.json")
    expect(page.get_by_text("2 formats, no fault.")).to_be_visible(timeout=SOON)
    expect(page.locator('[class*="st-key-format-stage-"] img')).to_have_count(4, timeout=SOON)
