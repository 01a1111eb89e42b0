"""Nothing jumps while work goes on, and nothing that was typed is lost, whatever happens to the line or the server."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.calm import CALM, shifted, watch
from tests.browser.stack import PATIENCE, SOON, expect_offer, running_stack, settled, sign_in
from tests.browser.workshop import choose_formats

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


def fill_in(page: Page, offer: str, mode: str = "New") -> None:
    page.get_by_label("Product").click()
    page.get_by_role("option", name=re.compile("Everyday debit card")).click()
    page.get_by_label("Offer", exact=True).fill(offer)
    page.keyboard.press("Tab")
    settled(page)
    page.get_by_text(mode, exact=True).click()
    settled(page)


@pytest.mark.parametrize("mode", ["From bank", "New"])
def test_nothing_jumps_while_banners_are_made(page: Page, mode: str) -> None:
    sign_in(page, "designer")
    fill_in(page, f"7% cashback in cafés until 30 November, {mode}", mode)
    choose_formats(page)
    watch(page)
    page.locator(".st-key-brief-submit button").first.click()
    expect(page.get_by_role("button", name="New brief")).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(3000)
    assert shifted(page) <= CALM
    page.get_by_role("button", name="New brief").click()
    settled(page)


def test_nothing_jumps_while_the_badge_counts_and_the_end_is_told_elsewhere(page: Page) -> None:
    sign_in(page, "marketer")
    fill_in(page, "Two pizzas for the price of one on Fridays")
    page.locator(".st-key-brief-submit button").first.click()
    expect(page.get_by_role("button", name="Cancel")).to_be_visible(timeout=SOON)
    page.get_by_role("link", name="Account").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible(timeout=SOON)
    settled(page)
    watch(page)
    told = page.get_by_text("“Two pizzas for the price of one on Fridays”: the banners are ready.")
    expect(told).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(2000)
    assert shifted(page) <= CALM


def test_a_shortcut_takes_along_what_is_being_typed(page: Page) -> None:
    sign_in(page, "marketer")
    fill_in(page, "Free delivery")
    offer = page.get_by_label("Offer", exact=True)
    offer.press("End")
    offer.press_sequentially(" on Fridays")
    page.keyboard.press("Alt+k")
    expect(page.get_by_role("dialog").get_by_text("this list of keys")).to_be_visible(timeout=SOON)
    page.keyboard.press("Escape")
    page.reload()
    expect_offer(page, "Free delivery on Fridays")


def test_a_broken_line_loses_nothing(page: Page) -> None:
    sign_in(page, "admin")
    fill_in(page, "Seven per cent")
    offer = page.get_by_label("Offer", exact=True)
    offer.press("End")
    offer.press_sequentially(" back")
    page.context.set_offline(True)
    offer.press_sequentially(" in cafés")
    page.wait_for_timeout(4000)
    offer.press_sequentially(" and shops")
    page.context.set_offline(False)
    page.wait_for_timeout(1000)
    offer.press_sequentially(" too")
    offer.press("Tab")
    settled(page)
    expect_offer(page, "Seven per cent back in cafés and shops too")
    page.reload()
    expect_offer(page, "Seven per cent back in cafés and shops too")


def test_who_has_to_sign_in_again_finds_the_same_address_and_the_same_words(page: Page, address: str) -> None:
    sign_in(page, "marketer")
    fill_in(page, "Only for students")
    page.context.clear_cookies()
    page.goto(f"{address}/bank?find=savings")
    expect(page.locator('input[autocomplete="username"]')).to_be_visible(timeout=SOON)
    sign_in(page, "marketer")
    expect(page.get_by_label("What the picture shows, or what it is about")).to_have_value("savings", timeout=SOON)
    assert page.url == f"{address}/bank?find=savings"
    page.get_by_role("link", name="Create").click()
    expect_offer(page, "Only for students")


@pytest.fixture
def window(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(locale="en-GB", viewport={"width": 1440, "height": 1000})
    yield context
    context.close()


def screens_of(home: Path) -> int:
    """The id of the process that serves the screens of that installation."""
    mine = f"ADBANNER_HOME={home}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command, told = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
        except OSError:  # gone meanwhile, or somebody else's
            continue
        if b"streamlit" in command and b"tether" not in command and mine in told.split(b"\0"):
            return int(process.name)
    raise AssertionError("the screens are not running")


def test_a_killed_server_loses_nothing(window: BrowserContext, tmp_path: Path) -> None:
    with running_stack(tmp_path) as address:
        page = window.new_page()
        page.goto(address)
        sign_in(page, "marketer")
        fill_in(page, "Seven per cent")
        offer = page.get_by_label("Offer", exact=True)
        offer.press("End")
        offer.press_sequentially(" back")
        expect(page.get_by_text(re.compile("^19 /"))).to_be_visible(
            timeout=SOON
        )  # after a pause it is counted, and kept
        settled(page)
        os.kill(screens_of(tmp_path), signal.SIGKILL)
        expect(offer).to_be_disabled(timeout=SOON)
        expect(offer).to_be_enabled(timeout=SOON)
        expect_offer(page, "Seven per cent back")
        page.reload()
        expect_offer(page, "Seven per cent back")
