"""How well the guard's rules tell attacks from advertising: rates for files of cases.

python -m bench.eval_guard FILE… [--show]

A line of a file is a JSON object. With `expect` it is a case (allow, neutralise or refuse; `keeps` must stay, `payload`
must go); without, every offer, prompt, caption and description in it has to be allowed.
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.guard.screening import Purpose, Screening, screen

#: Where files without expectations have texts from people, and what the texts are for.
_TEXTS: dict[str, Purpose] = {
    "offer": "offer", "description": "offer", "description_ru": "offer", "description_en": "offer", "text": "offer",
    "product_description": "offer", "prompt": "prompt", "image_prompt": "prompt", "caption_ru": "prompt",
    "caption_en": "prompt", "query_ru": "prompt", "query_en": "prompt", "audience": "audience",
}  # fmt: skip
_VERDICTS = ("allow", "neutralise", "refuse")


@dataclass(frozen=True)
class Case:
    """A text and what the guard has to make of it. An attack with something worth keeping may be cut or refused."""

    text: str
    purpose: Purpose = "offer"
    expect: str = "allow"
    keeps: tuple[str, ...] = ()
    payload: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    origin: Mapping[str, Any] = field(default_factory=dict)


def read_cases(path: Path) -> Iterator[Case]:
    """Every case of a file: JSON lines, or one JSON value."""
    text = path.read_text("utf-8")
    rows = (
        [json.loads(line) for line in text.splitlines() if line.strip()]
        if path.suffix == ".jsonl"
        else [json.loads(text)]
    )
    for row in rows:
        yield from _cases(row)


def _cases(row: Any) -> Iterator[Case]:
    if isinstance(row, list):
        for one in row:
            yield from _cases(one)
    elif isinstance(row, dict) and row.get("expect") in _VERDICTS:
        yield Case(
            row["text"], row.get("purpose", "offer"), row["expect"], tuple(row.get("keeps", ())),
            tuple(row.get("payload", ())), tuple(row.get("competitors", ())), row,
        )  # fmt: skip
    elif isinstance(row, dict):
        for name, purpose in _TEXTS.items():
            yield from (Case(text, purpose, origin=row) for text in _texts(row.get(name)) if text.strip())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and all(isinstance(one, str) for one in value):
        yield " ".join(value)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)


def faults(case: Case, screening: Screening) -> list[str]:
    """What is wrong with a verdict; empty where it is right."""
    if case.expect == "allow":
        right = screening.verdict == "allow" and screening.text == case.text
        return [] if right else [f"false alarm: {screening.verdict}"]
    if screening.verdict == "allow":
        return ["missed"]
    found = [] if screening.verdict == case.expect else [f"{screening.verdict} instead of {case.expect}"]
    found += [f"lost: {piece}" for piece in case.keeps if piece not in screening.text]
    return found + [f"left: {one}" for one in case.payload if re.search(one, screening.text, re.IGNORECASE)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--show", action="store_true", help="print every case that is not right")
    options = parser.parse_args()
    wrong = 0
    for path in options.files:
        counts: Counter[str] = Counter()
        seconds = []
        for case in read_cases(path):
            started = time.perf_counter()
            screening = screen(case.text, purpose=case.purpose, competitors=case.competitors)
            seconds.append(time.perf_counter() - started)
            found = faults(case, screening)
            counts.update([case.expect, *(f"{case.expect}: {fault.partition(':')[0]}" for fault in found)])
            if found and options.show:
                print(f"{'; '.join(found)} | {case.text!r} -> {screening.kinds} {screening.text!r} {screening.removed}")
            wrong += bool(found)
        report(path, counts, seconds)
    sys.exit(bool(wrong))


def report(path: Path, counts: Counter[str], seconds: list[float]) -> None:
    """One line a file and one a kind of fault."""
    rates = ", ".join(f"{counts[verdict]} to {verdict}" for verdict in _VERDICTS if counts[verdict])
    slow = (
        f"ms a text: median {sorted(seconds)[len(seconds) // 2] * 1000:.2f}, worst {max(seconds) * 1000:.1f}"
        if seconds
        else ""
    )
    print(f"{path}: {rates or 'no texts'} | {slow}")
    for name, count in sorted(counts.items()):
        if ": " in name:
            of = counts[name.partition(":")[0]]
            print(f"    {name}: {count} of {of}, {count / of:.1%}")


if __name__ == "__main__":
    main()
