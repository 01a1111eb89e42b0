"""How soon one can work: from `manage.py up` to the sign-in screen in a browser, and to engines that wait for work.

    python -m bench.bench_start

The first start makes the state folder, migrates and seeds; the second finds what the first one left: the same rows,
objects and secrets. Exit status 1 where the second takes longer than the 15 s that are promised, or loses something.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.stack import ROOT, SOON, running_chromium, running_stack

#: Seconds until the second start shows the sign-in screen.
PROMISED = 15.0


def doctor_is_ready(home: Path) -> bool:
    own = os.environ | {"ADBANNER_HOME": str(home)}
    command = [sys.executable, "manage.py", "doctor", "--json"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env=own, text=True)
    return bool(json.loads(result.stdout)["ready"])


def measure(home: Path, browser: Browser) -> tuple[float, float]:
    """Seconds to the sign-in form, and to readiness as doctor sees it."""
    start = time.monotonic()
    with running_stack(home) as address:
        page = browser.new_page()
        page.goto(address)
        page.locator('input[type="password"]').wait_for(timeout=SOON)
        shown = time.monotonic() - start
        page.close()
        while not doctor_is_ready(home):
            time.sleep(0.2)
        return shown, time.monotonic() - start


def kept(home: Path) -> dict[str, bytes]:
    """What must be the same after a restart: secrets and stored objects."""
    files = [*home.glob("*.secret"), *(path for path in (home / "objects").rglob("*") if path.is_file())]
    return {str(path.relative_to(home)): path.read_bytes() for path in files}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, running_chromium() as browser:
        home = Path(folder)
        first = measure(home, browser)
        before = kept(home)
        second = measure(home, browser)
        unchanged = before.items() <= kept(home).items()
    print(f"{'':14}{'sign-in screen':>16}{'engines ready':>16}")
    for name, (shown, ready) in (("first start", first), ("second start", second)):
        print(f"{name:14}{shown:14.1f} s{ready:14.1f} s")
    good = second[0] <= PROMISED and unchanged
    print(f"second start within {PROMISED:.0f} s, nothing lost: {'yes' if good else 'NO'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
