"""What only a real browser shows: what is typed outlives a dialog that is closed and a reload, and keys send it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.stack import SOON, settled, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def button(page: Page, key: str) -> Locator:
    return page.locator(f'[class*="st-key-{key}"] button:visible').first


def signed_in(page: Page) -> None:
    """In, and with the cookie that outlives a reload."""
    sign_in(page, "admin")
    page.wait_for_function("document.cookie.includes('adbanner=')", timeout=SOON)


def test_a_bug_s_text_outlives_esc_and_a_reload_and_is_sent_by_keys(page: Page) -> None:
    signed_in(page)
    text = page.get_by_label("What went wrong?")
    button(page, "frame-create").click()
    text.fill("It blinks")
    page.keyboard.press("Escape")
    expect(text).to_have_count(0, timeout=SOON)
    settled(page)
    page.reload()
    button(page, "frame-create").click(timeout=SOON)
    expect(text).to_have_value("It blinks", timeout=SOON)
    settled(page)
    text.fill("It blinks all day")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Thank you.")).to_be_visible(timeout=SOON)
    expect(text).to_have_count(0, timeout=SOON)


def test_a_product_is_counted_while_it_is_typed_kept_over_a_reload_and_saved(page: Page, address: str) -> None:
    signed_in(page)
    page.goto(f"{address}/products?edit=taxi")
    name, description = page.get_by_label("Name · English"), page.get_by_label("Description · English")
    name.wait_for(timeout=SOON)
    settled(page)
    name.fill("Blue taxi")
    expect(page.locator('[class*="st-key-count-name-en"]')).to_have_text("9 / 60", timeout=SOON)
    description.fill("Too short.")
    page.keyboard.press("Tab")
    expect(page.locator('[class*="st-key-count-description-en"]')).to_contain_text("1 sentence", timeout=SOON)
    settled(page)
    page.reload()
    expect(description).to_have_value("Too short.", timeout=SOON)
    settled(page)
    description.fill("This is one of six. " * 6)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("“Blue taxi” is saved.")).to_be_visible(timeout=SOON)
    expect(page.locator(".st-key-rows-products")).to_be_visible(timeout=SOON)
