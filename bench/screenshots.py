"""Pictures of the screens for docs/screenshots, taken of the real stack by a real browser.

`python -m bench.screenshots` writes the ones that the docs show; `--all FOLDER` writes every screen in both languages,
both themes and both widths, to look at.
"""

import argparse
import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from bench import workshop_screens
from bench.sample_workshop import fill
from core.formats.brand import Language
from core.i18n import translate
from tests.browser.stack import PATIENCE, ROOT, SOON, running_chromium, running_stack, settled, sign_in

FOLDER = ROOT / "docs" / "screenshots"
#: Bytes that a picture may have in the repository.
HEAVIEST = 250_000
#: Pixels a screen is high at least; what is longer is shown whole.
HEIGHT = 900
LOCALES: dict[Language, str] = {"en": "en-GB", "ru": "ru-RU"}
#: What is advertised in the pictures: product and offer.
BRIEFS: dict[Language, tuple[str, str]] = {
    "en": ("Everyday debit card", "Cashback 10 % on everything till month's end"),
    "ru": ("Ипотека", "Ипотека от 5,9 % годовых для семей с детьми, первый взнос от 20 %"),
}

#: The formats that the pictures show.
SIZES = "1080x1080 1080x1920 1200x628 300x250"
SEARCHES: dict[Language, str] = {"en": "savings that grow", "ru": "дом и ключи от него"}


@dataclass(frozen=True)
class Look:
    """How a screen is looked at."""

    language: Language = "en"
    theme: str = "light"
    width: int = 1440

    def __str__(self) -> str:
        return f"{self.language}-{self.theme}-{self.width}"


LOOKS = [Look(*parts) for parts in itertools.product(("en", "ru"), ("light", "dark"), (1440, 1024))]
#: Screen, look, and pixels of the picture a pixel of the screen: what is committed.
CHOSEN = {
    "create-done": ("create-done", Look(), 2),
    "create-done-dark": ("create-done", Look("ru", "dark"), 1),
    "create-running": ("create-running", Look(), 1),
    "create-running-dark": ("create-running", Look("ru", "dark", 1024), 1),
    "create-empty": ("create-empty", Look(), 1),
    "create-empty-ru": ("create-empty", Look("ru"), 1),
    "create-faults": ("create-faults", Look(), 1),
    "sign-in": ("sign-in", Look(), 1),
    "sign-in-dark": ("sign-in", Look("ru", "dark", 1024), 1),
    "bank-search": ("bank-search", Look(), 1),
    "bank-dark": ("bank", Look("ru", "dark", 1024), 1),
    "account": ("account", Look(), 1),
    "banners": ("banners", Look(), 1),
    "banners-found": ("banners-found", Look("ru", "dark", 1024), 1),
    "banner": ("banner-typing", Look(), 1),
    "banner-fault": ("banner-fault", Look("ru", "dark", 1024), 1),
    "banner-picture": ("banner-picture", Look("ru"), 1),
    "banner-picture-dark": ("banner-picture", Look("en", "dark", 1024), 1),
    "banner-versions": ("banner-versions", Look("ru", "dark"), 1),
    "banner-compare": ("banner-compare", Look(), 1),
    "banner-variants": ("banner-variants", Look("ru", "light", 1024), 1),
    "formats": ("formats-found", Look(), 1),
    "format": ("format", Look("ru", "dark"), 1),
    "format-good": ("format-good", Look("en", "light", 1024), 1),
    "format-faults": ("format-faults", Look("ru", "light", 1024), 1),
    "campaigns": ("campaigns", Look(), 1),
    "campaign": ("campaign", Look("ru", "dark"), 1),
    "products": ("products", Look("ru", "light", 1024), 1),
    "product-new": ("product-new", Look(), 1),
    "users": ("users", Look("en", "dark", 1024), 1),
    "reports": ("reports", Look(), 1),
    "keys": ("keys", Look("ru"), 1),
}


@dataclass
class Studio:
    """A browser before the real stack. `banner`: the id of one with several versions; `done`: the address of a finished
    job in each language."""

    browser: Browser
    address: str
    banner: str = ""
    cookies: dict[str, list] = field(default_factory=dict)
    done: dict[Language, str] = field(default_factory=dict)

    @contextmanager
    def window(self, look: Look, user: str = "", scale: int = 1) -> Iterator[Page]:
        """A browser window of somebody who is signed in; of nobody without `user`."""
        size = {"width": look.width, "height": HEIGHT}
        context = self.browser.new_context(
            locale=LOCALES[look.language], color_scheme=look.theme, viewport=size, device_scale_factor=scale
        )
        context.add_cookies(self.cookies.get(user, []))
        page = context.new_page()
        page.goto(self.address)
        if user and user not in self.cookies:
            sign_in(page, user)
            page.wait_for_function("document.cookie.includes('adbanner=')")
            self.cookies[user] = context.cookies()
        page.get_by_test_id("stAppViewContainer").wait_for(timeout=SOON)
        settled(page)
        yield page
        context.close()


# --- what a person does ----------------------------------------------------------------------------------------------


def say(look: Look, message: str) -> str:
    """A sentence as that screen says it."""
    return translate(message, look.language)


def fill_in(page: Page, look: Look, sizes: str = SIZES) -> None:
    """Write the brief of the look's language; `sizes` of the formats, as people paste them."""
    product, offer = BRIEFS[look.language]
    page.get_by_test_id("stSelectbox").first.locator("input").fill(product)  # the list draws but what is in sight
    page.get_by_role("option", name=product).first.click()
    page.get_by_label(say(look, "Offer"), exact=True).fill(offer)
    page.keyboard.press("Tab")
    settled(page)
    chosen = page.get_by_test_id("stMultiSelect").first
    if (clear := chosen.get_by_role("button", name="Clear all")).count():
        clear.click()
        settled(page)
    if sizes:
        chosen.locator("input").fill(sizes)
        page.keyboard.press("Enter")
        settled(page)


def submit(page: Page, look: Look) -> None:
    page.locator(".st-key-brief-submit button").first.click()
    settled(page)


# --- screens ---------------------------------------------------------------------------------------------------------


@contextmanager
def sign_in_screen(studio: Studio, look: Look, scale: int) -> Iterator[Page]:
    with studio.window(look, scale=scale) as page:
        yield page


@contextmanager
def empty(studio: Studio, look: Look, scale: int) -> Iterator[Page]:
    with studio.window(look, "admin", scale) as page:  # who has made nothing yet
        yield page


@contextmanager
def faults(studio: Studio, look: Look, scale: int) -> Iterator[Page]:
    with studio.window(look, "designer", scale) as page:
        fill_in(page, look, "")
        page.get_by_label(say(look, "Offer"), exact=True).fill("7%!" * 100)
        page.keyboard.press("Tab")
        settled(page)
        submit(page, look)
        yield page


@contextmanager
def running(studio: Studio, look: Look, scale: int) -> Iterator[Page]:
    with studio.window(look, "designer", scale) as page:
        fill_in(page, look)
        submit(page, look)
        expect(page.get_by_role("progressbar").nth(1)).not_to_have_attribute("aria-valuenow", "0", timeout=PATIENCE)
        page.wait_for_timeout(4000)
        yield page
        page.get_by_role("button", name=say(look, "Cancel")).click()
        settled(page)


@contextmanager
def done(studio: Studio, look: Look, scale: int) -> Iterator[Page]:
    with studio.window(look, "marketer", scale) as page:
        fill_in(page, look)
        if look.language not in studio.done:
            submit(page, look)
            expect(page.get_by_role("button", name=say(look, "New brief"))).to_be_visible(timeout=PATIENCE)
            studio.done[look.language] = page.url
        page.goto(studio.done[look.language])
        page.get_by_test_id("stDownloadButton").first.wait_for(timeout=SOON)
        settled(page)
        yield page


@contextmanager
def account(studio: Studio, look: Look, scale: int) -> Iterator[Page]:
    with studio.window(look, "marketer", scale) as page:
        page.goto(f"{studio.address}/account")
        page.get_by_role("button", name=say(look, "Sign out")).wait_for(timeout=SOON)
        settled(page)
        yield page


@contextmanager
def bank(studio: Studio, look: Look, scale: int) -> Iterator[Page]:
    with bank_at(studio, look, scale, "") as page:
        yield page


@contextmanager
def bank_search(studio: Studio, look: Look, scale: int) -> Iterator[Page]:
    with bank_at(studio, look, scale, f"?find={SEARCHES[look.language]}") as page:
        yield page


@contextmanager
def bank_at(studio: Studio, look: Look, scale: int, query: str) -> Iterator[Page]:
    with studio.window(look, "designer", scale) as page:
        page.goto(f"{studio.address}/bank{query}")
        page.locator('[class*="st-key-card-bank-"]').first.wait_for(timeout=PATIENCE)
        settled(page)
        yield page


SCREENS = {
    "sign-in": sign_in_screen,
    "create-empty": empty,
    "create-faults": faults,
    "create-running": running,
    "create-done": done,
    "bank": bank,
    "bank-search": bank_search,
    "account": account,
    **workshop_screens.SCREENS,
}


# --- pictures --------------------------------------------------------------------------------------------------------


def photograph(studio: Studio, screen: str, look: Look, path: Path, scale: int = 1) -> None:
    """The whole screen, as long as it is."""
    with SCREENS[screen](studio, look, scale) as page:
        page.mouse.move(0, 0)
        long = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
        page.set_viewport_size({"width": look.width, "height": max(HEIGHT, long)})
        page.wait_for_timeout(600)
        write(Image.open(BytesIO(page.screenshot())), path)
    print(f"{path.name:40}{path.stat().st_size / 1000:6.0f} kB")


def write(image: Image.Image, path: Path) -> None:
    """As WebP, as good as the weight allows."""
    for quality in (92, 85, 78, 70, 60):
        image.convert("RGB").save(path, "WEBP", quality=quality, method=6)
        if path.stat().st_size <= HEAVIEST:
            return
    write(image.resize((image.width * 3 // 4, image.height * 3 // 4), Image.Resampling.LANCZOS), path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every screen in every look, to this folder")
    parser.add_argument("--only", default="", metavar="NAME", help="only pictures whose name begins so")
    options = parser.parse_args()
    folder = options.all or FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    every = {f"{screen}-{look}": (screen, look, 1) for screen in SCREENS for look in LOOKS}
    with tempfile.TemporaryDirectory() as home, running_stack(Path(home)) as address, running_chromium() as browser:
        studio = Studio(browser, address)
        chosen = {
            name: one for name, one in (every if options.all else CHOSEN).items() if name.startswith(options.only)
        }
        if any(screen in workshop_screens.SCREENS for screen, _, _ in chosen.values()):
            studio.banner = fill(Path(home))
        for name, (screen, look, scale) in chosen.items():
            photograph(studio, screen, look, folder / f"{name}.webp", scale)


if __name__ == "__main__":
    main()
