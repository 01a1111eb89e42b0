"""How soon one can work: from `manage.py up` to the sign-in screen in a browser, and to engines that wait for work.

    python -m bench.bench_start

The first start makes the state folder, migrates and seeds, and one banner is made; the second must find what was left:
the same rows, objects and secrets. Exit status 1 where the second takes longer than the 15 s that are promised, or
loses something.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.browser.stack import ROOT, SOON, running_chromium, running_stack

#: Seconds until the second start shows the sign-in screen.
PROMISED = 15.0
#: Tables whose rows never change once their job is done.
LASTING = ("user_account", "product", "brief", "job", "task", "banner", "version", "asset", "event")
BANNER = ("make-banner", "--product", "debit-card", "--offer", "7% cashback in cafés", "--format", "display-300x250")


def manage(home: Path, *arguments: str) -> Any:
    """What a command answers."""
    command = [sys.executable, "manage.py", *arguments, "--json"]
    own = os.environ | {"ADBANNER_HOME": str(home)}
    result = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env=own, text=True)
    return json.loads(result.stdout)


def measure(home: Path, browser: Browser) -> tuple[float, float]:
    """Seconds to the sign-in form, and to readiness as doctor sees it."""
    start = time.monotonic()
    with running_stack(home) as address:
        page = browser.new_page()
        page.goto(address)
        page.locator('input[type="password"]').wait_for(timeout=SOON)
        shown = time.monotonic() - start
        page.close()
        while not manage(home, "doctor")["ready"]:
            time.sleep(0.2)
        return shown, time.monotonic() - start


def kept(home: Path) -> dict[str, object]:
    """What must be the same after a restart: secrets, stored objects, and every row that lasts."""
    files = [*home.glob("*.secret"), *(path for path in (home / "objects").rglob("*") if path.is_file())]
    found: dict[str, object] = {str(path.relative_to(home)): path.read_bytes() for path in files}
    with closing(sqlite3.connect(home / "adbanner.sqlite3")) as rows:
        found |= {f"{table} {row[0]}": row for table in LASTING for row in rows.execute(f"SELECT * FROM {table}")}
    return found


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, running_chromium() as browser:
        home = Path(folder)
        first = measure(home, browser)
        made = manage(home, *BANNER, "--out", str(home / "banners"))["status"] == "completed"
        before = kept(home)
        second = measure(home, browser)
        unchanged = made and before.items() <= kept(home).items()
    print(f"{'':14}{'sign-in screen':>16}{'engines ready':>16}")
    for name, (shown, ready) in (("first start", first), ("second start", second)):
        print(f"{name:14}{shown:14.1f} s{ready:14.1f} s")
    print(f"{len(before)} rows, objects and secrets compared")
    good = second[0] <= PROMISED and unchanged
    print(f"second start within {PROMISED:.0f} s, nothing lost: {'yes' if good else 'NO'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
