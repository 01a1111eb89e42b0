"""The real stack on ports of its own, and the Chromium that looks at it: for browser tests and bench/screenshots.py."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a-browser-test"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
#: Nothing that would talk to the network by itself.
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync")  # fmt: skip
#: Seconds until the screens answer, on a busy machine.
START = 90
#: Milliseconds that a page may take, and that banners may take, on a machine that is busy with other tests.
SOON, PATIENCE = 30_000, 240_000


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def running_stack(home: Path) -> Iterator[str]:
    """Where a fresh installation answers: as `make run` starts it, with its state in `home`."""
    port = free_port()
    own = {"ADBANNER_HOME": str(home), "ADBANNER_UI_PORT": str(port), "ADBANNER_DEMO_PASSWORD": PASSWORD}
    with (home / "stack.log").open("w") as log:
        stack = subprocess.Popen([sys.executable, "manage.py", "up"], cwd=ROOT, env=os.environ | own,
                                 stdout=log, stderr=log, start_new_session=True)  # fmt: skip
    try:
        deadline = time.monotonic() + START
        while not answers(f"http://127.0.0.1:{port}"):
            assert stack.poll() is None, (home / "stack.log").read_text()
            assert time.monotonic() < deadline, "the screens do not answer"
            time.sleep(0.3)
        yield f"http://127.0.0.1:{port}"
    finally:
        stack.send_signal(signal.SIGTERM)
        try:
            stack.wait(30)
        except subprocess.TimeoutExpired:
            stack.kill()


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """A browser without windows yet."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def settled(page: Page) -> None:
    """Wait until Streamlit has run the script and drawn what came of it."""
    page.locator('[data-test-script-state="notRunning"]').wait_for(state="attached", timeout=SOON)
    page.wait_for_timeout(300)


def sign_in(page: Page, name: str) -> None:
    """Fill in the sign-in form, whatever language it speaks, and wait for the first screen."""
    send_password(page, name, PASSWORD)
    page.locator('input[autocomplete="username"]').wait_for(state="detached", timeout=SOON)
    # The component that sets it is asynchronous: who goes elsewhere at once would be signed out.
    page.wait_for_function("document.cookie.includes('adbanner=')", timeout=SOON)
    settled(page)


def send_password(page: Page, name: str, password: str) -> None:
    """Fill in the sign-in form and send it."""
    page.locator('input[autocomplete="username"]').fill(name)
    page.locator('input[type="password"]').fill(password)
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()


def expect_offer(page: Page, text: str) -> None:
    """Wait until the form holds this offer. While it is drawn anew, the field of before still stands beside the new
    one, and a locator would find two."""
    page.wait_for_function(
        """text => {
            const found = document.querySelectorAll('textarea[aria-label="Offer"]');
            return found.length === 1 && found[0].value === text;
        }""",
        arg=text, timeout=SOON,
    )  # fmt: skip
