"""The whole loop as a person goes it: a banner is made, edited, made anew in parts, compared, taken away and found."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.calm import CALM, shifted, watch
from tests.browser.stack import PATIENCE, SOON, settled, sign_in
from tests.browser.workshop import choose_type, expect_another, make_banner, source_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.mark.parametrize(
    ("mode", "prompt", "other"),
    [("From bank", "a piggy bank with coins", "a gift box"), ("New", "a red rocket", "a gift box")],
)
def test_the_whole_loop(page: Page, tmp_path: Path, mode: str, prompt: str, other: str) -> None:
    sign_in(page, "marketer")
    make_banner(page, mode=mode, prompt=prompt)
    page.get_by_role("link", name="Edit").first.click()
    expect(page.get_by_label("Headline", exact=True)).to_be_visible(timeout=SOON)
    settled(page)
    banner = re.search(r"id=(\w+)", page.url)
    assert banner

    edit_text(page)
    regenerate_field(page)
    regenerate_picture(page, mode, other)
    undo_and_compare(page)
    for kind in ("PNG", "JPG"):
        download(page, kind, tmp_path)

    page.get_by_role("link", name="Banners", exact=True).click()
    find_by(page, other)
    expect(page.locator(f'a[href*="{banner[1]}"]')).to_have_count(0, timeout=SOON)
    find_by(page, prompt)
    page.locator(f'a[href*="{banner[1]}"]').first.click(timeout=SOON)
    expect(page.get_by_label("Headline", exact=True)).to_have_value("9% cashback", timeout=SOON)


def edit_text(page: Page) -> None:
    """The preview follows the keys; nothing is queued and nothing saved before one says so."""
    before = source_of(page)
    headline = page.get_by_label("Headline", exact=True)
    headline.fill("")
    headline.press_sequentially("9% cashback", delay=40)
    expect_another(page, before)
    expect(page.get_by_text("11 / 40")).to_be_visible(timeout=SOON)
    expect(page.get_by_text("Queue is free")).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Version 2", exact=True)).to_be_visible(timeout=SOON)
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
    settled(page)


def regenerate_field(page: Page) -> None:
    """Only that field changes."""
    message = page.get_by_label("Message", exact=True)
    before, said = source_of(page), message.input_value()
    page.locator(".st-key-rewrite-message button").first.click()
    expect(page.get_by_text("Version 3", exact=True)).to_be_visible(timeout=PATIENCE)
    expect_another(page, before)
    assert page.get_by_label("Message", exact=True).input_value() != said
    expect(page.get_by_label("Headline", exact=True)).to_have_value("9% cashback")


def regenerate_picture(page: Page, mode: str, other: str) -> None:
    """By another prompt: drawn, or the next result of the bank; the screen stays calm meanwhile."""
    before = source_of(page)
    page.get_by_role("tab", name="Picture").click()
    settled(page)
    described = page.get_by_label("What it shows")
    described.fill(other)
    page.keyboard.press("Tab")
    settled(page)
    watch(page)
    page.get_by_role("button", name="Make a new one" if mode == "New" else "Next result").click()
    expect(page.get_by_text("Version 4", exact=True)).to_be_visible(timeout=PATIENCE)
    expect_another(page, before)
    assert shifted(page) <= CALM


def undo_and_compare(page: Page) -> None:
    """Undo shows the version before; both stand side by side."""
    before = source_of(page)
    page.keyboard.press("Alt+z")
    expect(page.get_by_text("Version 3", exact=True)).to_be_visible(timeout=SOON)
    expect_another(page, before)
    page.get_by_role("tab", name="Versions").click()
    settled(page)
    page.locator(".st-key-compare-4 button").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("img")).to_have_count(2, timeout=SOON)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0, timeout=SOON)
    settled(page)
    page.get_by_role("tab", name="Text").click()
    settled(page)


def download(page: Page, kind: str, folder: Path) -> None:
    """The file is what the format says."""
    choose_type(page, kind)
    with page.expect_download(timeout=SOON) as caught:
        page.get_by_role("button", name=kind).click()
    file = folder / caught.value.suggested_filename
    caught.value.save_as(file)
    with Image.open(file) as banner:
        assert (banner.format, banner.size) == ({"PNG": "PNG", "JPG": "JPEG"}[kind], (1080, 1080))


def find_by(page: Page, words: str) -> None:
    """Look for these words in the library."""
    looked_for = page.get_by_placeholder("Words of the offer, the copy or the prompt")
    expect(looked_for).to_be_visible(timeout=SOON)
    settled(page)
    looked_for.fill(words)
    looked_for.press("Enter")
    settled(page)
