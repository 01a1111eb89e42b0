"""One stack and one Chromium for all browser tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.stack import CHROMIUM, running_chromium, running_stack


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a fresh installation answers."""
    with running_stack(tmp_path_factory.mktemp("stack")) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A window whose browser speaks British English."""
    context = chromium.new_context(locale="en-GB", viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    window = context.new_page()
    window.goto(address)
    yield window
    context.close()
