"""How long a banner takes: set, painted and encoded in this process on one core.

    python -m bench.bench_compose [--rounds 60]

Each round changes the message, as an editor does, so that nothing of it is remembered. Peers in the same run: the
same picture encoded by Pillow at its default and at its fastest level.
"""

import argparse
import io
import time
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
from PIL import Image

from bench.gallery import Order, banner, golden_orders
from core.compositing.encode import encode


def milliseconds(work: Callable[[int], object], rounds: int) -> tuple[float, float]:
    """p50 and p99 of the process' own time over `rounds` calls, the first one left out."""
    times = []
    for index in range(rounds + 1):
        start = time.process_time()
        work(index)
        times.append((time.process_time() - start) * 1000)
    return float(np.quantile(times[1:], 0.5)), float(np.quantile(times[1:], 0.99))


def edited(order: Order, index: int) -> Order:
    """The order with a message that it never had."""
    return replace(order, texts={**order.texts, "message": f"{order.texts['message']} {index}"[-80:]})


def by_pillow(image: Image.Image, level: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=level)
    return out.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=60)
    rounds = parser.parse_args().rounds
    cv2.setNumThreads(1)
    print(f"{'':34}{'p50 ms':>8}{'p99 ms':>8}")
    for order in list(golden_orders())[:4]:
        image = banner(order)
        rows: dict[str, Callable[[int], object]] = {
            f"{order.format.id} compose": lambda index, order=order: banner(edited(order, index)),  # type: ignore[misc]
            f"{order.format.id} PNG": lambda _, image=image: encode(image, "png"),  # type: ignore[misc]
        }
        if order.format.id == "pilot-1080":
            rows["  peer: Pillow, default level"] = lambda _, image=image: by_pillow(image, 6)  # type: ignore[misc]
            rows["  peer: Pillow, level 1"] = lambda _, image=image: by_pillow(image, 1)  # type: ignore[misc]
        for name, work in rows.items():
            p50, p99 = milliseconds(work, rounds)
            print(f"{name:34}{p50:8.1f}{p99:8.1f}")


if __name__ == "__main__":
    main()
