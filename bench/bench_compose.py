"""How long a banner takes on one core: from format, copy and pictures to PNG bytes.

    python -m bench.bench_compose [--rounds 100]

The banner is the 1080x1080 one with two texts, a button, a logo and an 800x800 cut-out. In every round both texts and
the picture are ones that were never seen before; what is remembered is what all banners share: fonts and their glyphs,
the format's ground, the logo, the button. Peers in the same run, on the same core, by the wall clock:

- plain: bench/plain_banner.py, the same pixels by the formulas themselves, PNG by Pillow as it comes;
- idiomatic Pillow: a banner that looks alike;
- warm headless Chromium: the same banner as HTML, of which only the texts change; its screenshot as everybody takes it,
  and with the quickest PNG that it has.

Exits 1 when plain takes less than 15 times as long as the banner, or Chromium's screenshot less than 10 times.
"""

import argparse
import math
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import permutations
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image

from bench.chromium_banner import CHROMIUM, warm_chromium
from bench.gallery import GOLDENS, Order
from bench.plain_banner import idiomatic_banner, plain_banner, plain_png
from core.compositing.compose import compose
from core.compositing.png import write_png
from core.formats.brand import load_brand
from core.formats.catalogue import load_formats

#: How much faster than its peers the banner must be.
THAN_PLAIN, THAN_CHROMIUM = 15, 10
#: Rounds that one way runs before it is the next one's turn.
TURN = 10
OURS, PLAIN, PILLOW = "banner", "plain, Pillow's PNG", "idiomatic Pillow"
CHROMIUM_USUAL, CHROMIUM_QUICK = "Chromium, screenshot", "Chromium, quickest PNG"
#: Formats whose times are shown beside the measured one's.
OTHERS = ("story-1080x1920", "landscape-1200x628", "display-300x250")
WORDS = ["кэшбэк", "пицца", "скидка", "доставка", "пятница", "семья", "карта", "ипотека", "подарок", "ужин", "город"]


class Times(NamedTuple):
    """Milliseconds that half of all rounds, and 99 of 100, stay below."""

    p50: float
    p99: float


def fresh_orders(name: str = "pilot-1080") -> Iterator[Order]:
    """Banners without end, of texts that never come again and of an 800x800 picture that always differs a little."""
    layout = load_formats()[name]
    picture = Image.open(GOLDENS / "pictures" / "pizza.webp").convert("RGBA").resize((800, 800))
    for index, chosen in enumerate(permutations(WORDS, 7)):
        fresh = picture.copy()
        fresh.putpixel((400, 400), (index % 256, index // 256 % 256, 0, 255))
        headline, message = (" ".join(words).capitalize() for words in (chosen[:3], chosen[3:]))
        texts = {"headline": headline, "message": message, "button": "Заказать", "label": "", "legal": ""}
        yield Order(f"{name}-{index}", layout, texts, (fresh,), "ru")


def ours(order: Order) -> bytes:
    made = compose(order.format, order.texts, order.pictures, brand=load_brand(), language=order.language)
    return write_png(made.pixels)


def plain(order: Order) -> bytes:
    made = plain_banner(order.format, order.texts, order.pictures, brand=load_brand(), language=order.language)
    return plain_png(made)


def idiomatic(order: Order) -> bytes:
    made = idiomatic_banner(order.format, order.texts, order.pictures, brand=load_brand(), language=order.language)
    return plain_png(made)


def measured(ways: Mapping[str, Callable[[Order], bytes]], orders: Iterator[Order], rounds: int) -> dict[str, Times]:
    """Milliseconds of each way. They take turns of a few rounds, so that whatever else the machine does hurts all of
    them; the first round of a turn, which finds the other ways' things in the caches, is left out."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(math.ceil(rounds / TURN)):
        for name, way in ways.items():
            times[name] += [_milliseconds(way, next(orders)) for _ in range(TURN + 1)][1:]
    return {name: Times(*np.quantile(taken, (0.5, 0.99))) for name, taken in times.items()}


def _milliseconds(way: Callable[[Order], bytes], order: Order) -> float:
    start = time.perf_counter()
    way(order)
    return (time.perf_counter() - start) * 1000


@contextmanager
def peers() -> Iterator[dict[str, Callable[[Order], bytes]]]:
    """All the ways to make the banner that there are on this machine."""
    ways = {OURS: ours, PLAIN: plain, PILLOW: idiomatic}
    if CHROMIUM is None:
        print("There is no Chromium here: it is left out.")
        yield ways
        return
    with warm_chromium(next(fresh_orders()), load_brand()) as (usual, quick):
        yield ways | {
            CHROMIUM_USUAL: lambda order: usual(order.texts),
            CHROMIUM_QUICK: lambda order: quick(order.texts),
        }


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=100)
    rounds = parser.parse_args().rounds
    cv2.setNumThreads(1)
    if hasattr(os, "sched_setaffinity"):  # before Chromium starts: its processes inherit it
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with peers() as ways:
        times = measured(ways, fresh_orders(), rounds)
    print(f"{'':26}{'p50 ms':>9}{'p99 ms':>9}{'times':>8}")
    for name, taken in times.items():
        print(f"{name:26}{taken.p50:9.1f}{taken.p99:9.1f}{taken.p50 / times[OURS].p50:8.1f}")
    for name in OTHERS:
        taken = measured({OURS: ours}, fresh_orders(name), rounds)[OURS]
        print(f"{name:26}{taken.p50:9.1f}{taken.p99:9.1f}")
    slow = [name for name, least in ((PLAIN, THAN_PLAIN), (CHROMIUM_USUAL, THAN_CHROMIUM))
            if name in times and times[name].p50 < least * times[OURS].p50]  # fmt: skip
    for name in slow:
        print(f"TOO SLOW beside: {name}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
