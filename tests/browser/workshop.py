"""What a person does in the workshop, for browser tests and benches."""

import re

from playwright.sync_api import Page, expect

from core.export_names import file_name
from core.formats.catalogue import load_formats
from tests.browser.stack import PATIENCE, SOON, settled

OFFER = "7% cashback in cafés until 30 November. The card is free."


def make_banner(page: Page, *, mode: str, prompt: str = "", every_format: bool = False) -> None:
    """From the empty form to finished banners. `mode` as its button says."""
    product = page.get_by_label("Product", exact=True)
    product.click()
    page.keyboard.type("Everyday debit")
    page.get_by_role("option", name=re.compile("Everyday debit card")).click()
    page.get_by_label("Offer", exact=True).fill(OFFER)
    page.keyboard.press("Tab")
    settled(page)
    page.get_by_text(mode, exact=True).click()
    settled(page)
    if prompt:
        described = page.get_by_label("What it shows")
        if not described.count() or described.evaluate("field => Boolean(field.closest('[inert]'))"):
            page.get_by_text("Describe the picture").click()  # closed, unless a draft of before has a description
            settled(page)
        described.fill(prompt)
        page.keyboard.press("Tab")
        settled(page)
    if every_format:
        choose_formats(page)
    page.locator(".st-key-brief-submit button").first.click()
    expect(page.get_by_role("button", name="New brief")).to_be_visible(timeout=PATIENCE)
    settled(page)


def choose_formats(page: Page) -> None:
    """Paste the sizes of some formats, as out of a media plan, beside those that are chosen."""
    page.get_by_test_id("stMultiSelect").locator("input").fill("1080x1080 1080x1920 1200x628 300x250")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    settled(page)


def choose_type(page: Page, kind: str) -> None:
    """Have files of that type from now on."""
    page.locator(".st-key-export-choice button").first.click()
    page.get_by_role("radio", name=kind).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("radio", name=kind)).to_have_count(0, timeout=SOON)
    settled(page)


def open_editor(page: Page, link: str) -> str:
    """Go to a banner's editor.

    Returns: the id of its format, by what its file is called.
    """
    page.goto(link)
    expect(page.locator(".st-key-preview img")).to_be_visible(timeout=SOON)
    settled(page)
    with page.expect_download(timeout=SOON) as caught:
        page.locator(".st-key-take button").click()
    stem, _, kind = caught.value.suggested_filename.rpartition(".")
    names = {file_name("debit-card", one, stem[-6:], kind): one.id for one in load_formats().values()}
    return names[f"{stem}.{kind}"]


def expect_another(page: Page, before: str) -> None:
    """Wait until the editor shows another picture."""
    page.wait_for_function(
        "before => { const shown = document.querySelector('.st-key-preview img'); return shown && shown.src !== before"
        " && shown.complete }",
        arg=before, timeout=PATIENCE,
    )  # fmt: skip
    settled(page)


def source_of(page: Page) -> str:
    """The whole address of the picture, as the browser resolves it."""
    return str(page.locator(".st-key-preview img").evaluate("image => image.src"))
