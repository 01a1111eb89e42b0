"""The workshop's screens, for bench/screenshots.py: library, editor, formats, campaigns, administration."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import FilePayload, Page

from core.formats.brand import DATA
from core.i18n import translate
from tests.browser.stack import PATIENCE, SOON, settled

if TYPE_CHECKING:
    from bench.screenshots import Look, Studio

Screen = Callable[["Studio", "Look", int], AbstractContextManager[Page]]


def at(address: str, act: Callable[[Page, "Look"], None] | None = None, user: str = "admin") -> Screen:
    """The screen at an address, `{banner}` being the one with several versions, after `act` was done there."""

    @contextmanager
    def opened(studio: "Studio", look: "Look", scale: int) -> Iterator[Page]:
        with studio.window(look, user, scale) as page:
            page.goto(f"{studio.address}/{address.format(banner=studio.banner)}")
            page.locator(".st-key-frame").wait_for(timeout=SOON)
            settled(page)
            page.wait_for_timeout(1500)
            if act:
                act(page, look)
                settled(page)
                page.wait_for_timeout(800)
            yield page

    return opened


def _tab(number: int) -> Callable[[Page, "Look"], None]:
    return lambda page, _look: page.get_by_role("tab").nth(number).click()


def _compare(page: Page, _look: "Look") -> None:
    page.get_by_role("tab").nth(2).click()
    page.locator('[class*="st-key-compare-1"] button').first.click(timeout=SOON)
    page.get_by_role("dialog").locator("img").nth(1).wait_for(timeout=SOON)


def _type(text: str) -> Callable[[Page, "Look"], None]:
    """Into the headline."""
    return lambda page, _look: page.locator('[data-testid="stTextInput"] input').first.fill(text)


def _variants(page: Page, look: "Look") -> None:
    page.get_by_role("button", name=translate("Suggest others", look.language)).click()
    page.locator('[class*="st-key-card-variant-"]').first.wait_for(timeout=PATIENCE)


def _press(message: str) -> Callable[[Page, "Look"], None]:
    return lambda page, look: page.get_by_role("button", name=translate(message, look.language)).first.click()


def _open_campaign(page: Page, _look: "Look") -> None:
    page.get_by_text("Осенний кэшбэк").first.click()


def _bring(old: str = "", new: str = "") -> Callable[[Page, "Look"], None]:
    """The template as a format file, spoilt by putting `new` in the place of `old`."""

    def act(page: Page, _look: "Look") -> None:
        content = (DATA / "format_template.json").read_text("utf-8").replace(old, new)
        file: FilePayload = {"name": "boards.json", "mimeType": "application/json", "buffer": content.encode()}
        page.locator("input[type=file]").set_input_files(file)
        page.locator('[data-testid="stAlert"]').wait_for(timeout=SOON)

    return act


SCREENS: dict[str, Screen] = {
    "banners": at("banners"),
    "banners-found": at("banners?text=кэшбэк"),
    "banners-nothing": at("banners?text=nothing+of+the+kind"),
    "banners-bin": at("banners?bin=1"),
    "banner": at("banner?id={banner}"),
    "banner-typing": at("banner?id={banner}", _type("7% back in every café and bar"), "designer"),
    "banner-fault": at("banner?id={banner}", _type("7% back in every café, bar and bakery this month"), "designer"),
    "banner-picture": at("banner?id={banner}", _tab(1)),
    "banner-versions": at("banner?id={banner}", _tab(2)),
    "banner-compare": at("banner?id={banner}", _compare),
    "banner-variants": at("banner?id={banner}", _variants),
    "formats": at("formats", user="marketer"),
    "formats-found": at("formats?network=yandex", user="marketer"),
    "format": at("formats?format=collection-1080x1080&guides=1", user="designer"),
    "format-wide": at("formats?format=billboard-970x250&text=longest", user="designer"),
    "format-file": at("formats?check=1", user="designer"),
    "format-good": at("formats?check=1", _bring(), "designer"),
    "format-faults": at("formats?check=1", _bring('"box": [180, 246', '"box": [180, 100'), "designer"),
    "campaigns": at("campaigns", user="marketer"),
    "campaign": at("campaigns", _open_campaign, "marketer"),
    "campaign-new": at("campaigns", _press("New campaign"), "marketer"),
    "products": at("products"),
    "product-new": at("products", _press("New product")),
    "users": at("users"),
    "user-new": at("users", _press("New user")),
    "reports": at("reports"),
    "keys": at("", lambda page, _look: page.keyboard.press("Alt+k")),
    "bug": at("banner?id={banner}", lambda page, _look: page.locator('[class*="st-key-frame-banner"] button').click()),
    "nowhere": at("nowhere"),
}
