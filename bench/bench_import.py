"""How long a folder takes to come into a bank, and that a second import changes nothing.

    python -m bench.bench_import

Takes the measuring bank of 480 pictures beside the project where it is there, else the sample bank. Exit status 1 where
480 pictures take longer than the minute that is promised (fewer: as much less), or the second import changes something.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from typing import Any

from bench.eval_bank import MEASURING, ROOT, SAMPLE

#: Seconds that a picture may take, the encoder's loading included.
PROMISED = 60 / 480


def imported(home: str) -> tuple[dict[str, Any], float]:
    """What the command says, and the seconds it took."""
    folder = MEASURING if MEASURING.exists() else SAMPLE
    command = [sys.executable, "manage.py", "bank", "import", str(folder), "--bank", "bench", "--json"]
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=os.environ | {"ADBANNER_HOME": home}, check=True, capture_output=True)
    return json.loads(done.stdout), time.perf_counter() - begun


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        (first, long), (second, short) = imported(home), imported(home)
    print(f"{first['added']} pictures {long:.1f} s; again {short:.1f} s, {second['unchanged']} unchanged")
    nothing = second["added"] + second["changed"] == 0 and second["unchanged"] == first["added"]
    kept = nothing and long <= PROMISED * first["added"]
    print("promise kept" if kept else "THE PROMISE IS BROKEN")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
