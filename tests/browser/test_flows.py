"""What happens on the way: own pictures, second windows, second thoughts and wrong passwords."""

import re
import time
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.browser.stack import PATIENCE, SOON, expect_offer, send_password, settled, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

#: Buttons that open briefs of before; the one on the screen is not among them.
RECENT = '[class*="st-key-recent-"]'


def fill_in(page: Page, offer: str) -> None:
    page.get_by_label("Product").click()
    page.get_by_role("option", name=re.compile("Everyday debit card")).click()
    page.get_by_label("Offer", exact=True).fill(offer)
    page.keyboard.press("Tab")
    settled(page)


def test_an_own_picture_survives_a_reload_and_becomes_every_banner(page: Page, tmp_path: Path) -> None:
    own = Image.new("RGB", (600, 600), "white")
    ImageDraw.Draw(own).ellipse((150, 150, 450, 450), fill="#FFA07A")
    own.save(tmp_path / "own.jpg")
    (tmp_path / "no.png").write_bytes(b"not a picture")

    sign_in(page, "marketer")
    earlier = page.locator(RECENT).count()
    fill_in(page, "7% back in cafés until 30 November")
    page.get_by_text("My own", exact=True).click()
    settled(page)
    page.locator("input[type=file]").set_input_files(tmp_path / "no.png")
    expect(page.get_by_text("This is not a PNG, JPEG or WebP picture.")).to_be_visible(timeout=SOON)
    page.locator("input[type=file]").set_input_files(tmp_path / "own.jpg")
    expect(page.get_by_text("Your picture", exact=True)).to_be_visible(timeout=SOON)
    settled(page)

    page.reload()
    expect(page.get_by_role("button", name="Remove", exact=True)).to_be_visible(timeout=SOON)
    settled(page)
    page.get_by_test_id("stMultiSelect").locator("input").fill("1200x628")
    page.get_by_role("option", name=re.compile("1200x628 Landscape")).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Remove 1200x628 Landscape")).to_be_visible(timeout=SOON)
    settled(page)
    page.locator(".st-key-brief-submit button").first.dblclick()
    expect(page.get_by_role("button", name="New brief")).to_be_visible(timeout=PATIENCE)
    settled(page)
    assert page.locator(RECENT).count() == earlier, "two clicks are one job"
    with page.expect_download(timeout=SOON) as caught:
        page.get_by_role("button", name="Download all").click()
    with ZipFile(caught.value.path()) as bundle:
        assert len(bundle.namelist()) == 4, "two banners, and the report in two forms"


def test_cancelling_in_one_window_ends_it_in_the_other_and_leaves_what_is_typed(page: Page, address: str) -> None:
    sign_in(page, "admin")
    fill_in(page, "Free delivery on Fridays")
    page.locator(".st-key-brief-submit button").first.click()
    expect(page.get_by_role("button", name="Cancel")).to_be_visible(timeout=SOON)
    offer = page.get_by_label("Offer", exact=True)
    offer.press("End")
    offer.press_sequentially(" and Saturdays", delay=100)  # while the panel looks again by itself

    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="Cancel").click(timeout=SOON)
    for window in (other, page):
        expect(window.get_by_text("You cancelled this.")).to_be_visible(timeout=SOON)
    expect_offer(page, "Free delivery on Fridays and Saturdays")
    offer.press("Tab")
    page.get_by_role("button", name="Use this").click()
    expect_offer(page, "Free delivery on Fridays")
    settled(page)
    page.get_by_role("button", name="New brief").click()
    expect(page.get_by_text("Your banners appear here")).to_be_visible(timeout=SOON)

    other.goto(f"{address}/account")
    expect(other.get_by_role("button", name="Sign out")).to_be_visible(timeout=SOON)
    settled(other)
    other.get_by_role("link", name="Create").click(timeout=SOON)
    expect_offer(other, "Free delivery on Fridays")


def test_a_wrong_password_says_so_and_leaves_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}/account")
    expect(page.locator("input[type=password]")).to_be_visible(timeout=SOON)
    settled(page)
    send_password(page, "analyst", "not this one")
    expect(page.get_by_text("User name or password is wrong")).to_be_visible(timeout=SOON)
    assert page.get_by_role("button", name="Sign out").count() == 0
    sign_in(page, "analyst")
    expect(page.get_by_role("heading", name="Ana Analyst")).to_be_visible(timeout=SOON)


def test_a_picture_of_the_bank_goes_into_a_banner(page: Page, address: str) -> None:
    sign_in(page, "marketer")
    fill_in(page, "7% back in cafés until 30 November")
    page.get_by_role("link", name="Bank").click()
    looked_for = page.get_by_label("What the picture shows, or what it is about")
    expect(looked_for).to_be_visible(timeout=PATIENCE)  # the bank fills while the workers start
    looked_for.fill("a piggy bank with coins")
    looked_for.press("Enter")
    page.wait_for_url(re.compile("find="), timeout=SOON)
    first = page.locator('[class*="st-key-card-bank-"]').first
    again = page.get_by_role("button", name="Try again")  # workers that have just started cannot search yet
    deadline = time.monotonic() + PATIENCE / 1000
    while not first.get_by_text("1 ·").count() and time.monotonic() < deadline:
        if again.count():
            again.click()
        settled(page)
    expect(first.get_by_text("1 ·")).to_be_visible(timeout=SOON)
    settled(page)
    first.get_by_text("About it").click()
    named = page.get_by_text(re.compile(r"^sample / ")).inner_text().split(" / ")[1].split()[0]
    page.keyboard.press("Escape")
    first.get_by_role("link", name="Use it").click()

    expect_offer(page, "7% back in cafés until 30 November")
    page.get_by_text("Describe the picture").click()
    expect(page.get_by_label("What it shows")).to_have_value(f"sample/{named}", timeout=SOON)
    page.locator(".st-key-brief-submit button").first.click()
    expect(page.get_by_role("button", name="New brief")).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.locator('[class*="st-key-details-"] button').first.click()
    expect(page.get_by_text(f"From the bank: sample/{named}", exact=True)).to_be_visible(timeout=SOON)
