"""From signing in to files in hand, as a person does it."""

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from core.formats.brand import load_brand
from core.formats.colour import rgb
from tests.browser.stack import PATIENCE, expect_offer, settled, sign_in
from tests.browser.workshop import choose_type

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

OFFER = "Card “Everyday”: 7% cashback in cafés until 30 November. The card is free."


def near(found: np.ndarray, colour: str, distance: int) -> np.ndarray:
    return np.abs(found - np.array(rgb(colour))).max(axis=-1) <= distance


def test_from_an_offer_to_files_in_hand(page: Page, tmp_path: Path) -> None:
    sign_in(page, "marketer")
    page.get_by_label("Product").click()
    page.get_by_role("option", name=re.compile("Everyday debit card")).click()
    page.get_by_label("Offer", exact=True).fill(OFFER)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="Cancel")).to_be_visible(timeout=30_000)
    running = page.url
    assert "job=" in running

    page.reload()
    expect_offer(page, OFFER)
    assert page.url == running

    expect(page.get_by_role("button", name="New brief")).to_be_visible(timeout=PATIENCE)
    settled(page)
    for kind, shape in (("PNG", "PNG"), ("JPG", "JPEG")):
        choose_type(page, kind)
        with page.expect_download(timeout=30_000) as caught:
            page.get_by_role("button", name=kind).first.click()
        file = tmp_path / caught.value.suggested_filename
        caught.value.save_as(file)
        assert re.fullmatch(r"debit-card-1080x1080-pilot-\w{6}\." + kind.lower(), file.name)
        with Image.open(file) as banner:
            assert (banner.format, banner.size) == (shape, (1080, 1080))
            look(np.asarray(banner.convert("RGB"), dtype=int))


def look(banner: np.ndarray) -> None:
    """The brand's ground in the corner, ink of the headline, and a picture of many colours."""
    palette = load_brand().palette
    assert near(banner[:8, :8], palette["mist"], 12).all()
    headline = banner[150:420, 60:1010]
    assert 0.02 < near(headline, palette["ink"], 40).mean() < 0.6
    assert len(np.unique(banner[430:860, 510:1020].reshape(-1, 3) // 16, axis=0)) > 20


def test_the_screens_speak_russian_and_signing_out_ends_the_session(page: Page, address: str) -> None:
    sign_in(page, "designer")
    page.get_by_role("link", name="Account").click()
    page.get_by_text("Русский").click()
    expect(page.get_by_role("heading", name="Профиль")).to_be_visible(timeout=30_000)
    settled(page)
    page.reload()
    expect(page.get_by_role("heading", name="Профиль")).to_be_visible(timeout=30_000)
    settled(page)
    page.get_by_role("button", name="Выйти").click()
    expect(page.get_by_label("Пароль", exact=True)).to_be_visible(timeout=30_000)
    page.wait_for_function("!document.cookie.includes('adbanner=')")
    page.goto(f"{address}/account")
    expect(page.locator("input[type=password]")).to_be_visible(timeout=30_000)
    assert page.get_by_text("Dan Designer").count() == 0
