"""The real stack on ports of its own, and a real Chromium in front of it."""

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
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a-browser-test"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
#: Nothing that would talk to the network by itself.
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync")  # fmt: skip
#: Seconds until the screens answer, on a busy machine.
START = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a fresh installation answers: as `make run` starts it."""
    home, port = tmp_path_factory.mktemp("stack"), free_port()
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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()
