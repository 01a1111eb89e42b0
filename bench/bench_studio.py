"""How long the studio takes for a 768 px picture, and what it costs. Run: python -m bench.bench_studio [subject …]

Each subject is photographed in a process of its own, so that its peak memory is its own.
"""

import resource
import subprocess
import sys
import time

from core.imagery.port import PictureRequest
from core.imagery.studio.engine import StudioEngine
from core.imagery.studio.subjects import CATALOGUE


class Stopwatch:
    """A checkpoint that remembers the longest time between two calls, in seconds."""

    def __init__(self) -> None:
        self.longest, self._last = 0.0, time.monotonic()

    def __call__(self, fraction: float, note: str) -> None:
        now = time.monotonic()
        self.longest, self._last = max(self.longest, now - self._last), now


def measure(name: str) -> str:
    """One line: wall and CPU seconds, longest time between checkpoints, peak memory."""
    watch, wall, cpu = Stopwatch(), time.monotonic(), time.process_time()
    StudioEngine().obtain(PictureRequest(name, "", "", "", seed=1), checkpoint=watch)
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{name:<8} {wall:6.1f} s wall {cpu:6.1f} s CPU {watch.longest:5.1f} s between checkpoints {peak:5.0f} MB"


if __name__ == "__main__":
    if len(sys.argv) == 2:
        print(measure(sys.argv[1]))
    else:
        for name in sys.argv[1:] or CATALOGUE:
            subprocess.run([sys.executable, "-m", "bench.bench_studio", name], check=True)
