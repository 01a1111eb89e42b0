"""How good the offline copy is: runs a file of briefs through several field sets and measures what came out.

python bench/eval_copy.py BRIEFS.jsonl [--show] [--set large] [--format-limits headline=40,message=90]
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from core.copywriting.facts import extract_facts, numbers  # noqa: E402
from core.copywriting.offline.engine import OfflineCopywriter  # noqa: E402
from core.copywriting.offline.wording import wording  # noqa: E402
from core.copywriting.port import CopyRequest  # noqa: E402
from core.copywriting.text import graphemes  # noqa: E402
from core.formats.schema import Role, TextField  # noqa: E402

SETS: dict[str, dict[Role, int]] = {
    "large": {"headline": 40, "message": 110, "button": 20},
    "pilot": {"headline": 40, "message": 90},
    "small": {"headline": 28, "message": 50, "button": 14},
    "tiny": {"headline": 24, "button": 12},
}


def fields(limits: Mapping[Role, int]) -> tuple[TextField, ...]:
    """AI fields with those roles and limits; boxes do not matter to a copywriter."""
    return tuple(
        TextField(id=role, role=role, source="ai", box=(0, 0, 10, 10), limit=limit, size=(10, 20), lines=3)
        for role, limit in limits.items()
    )


def request(brief: Mapping[str, Any], limits: Mapping[Role, int]) -> CopyRequest:
    """A brief of the file as the engine takes it."""
    return CopyRequest(
        offer=brief["offer"].strip(),
        language=brief["language"],
        fields=fields(limits),
        product_name=brief["product"],
        product_description=brief["product_description"],
    )


def kept(fact: Mapping[str, Any], text: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in fact["accept"])


def judge(brief: Mapping[str, Any], texts: Mapping[str, str], limits: Mapping[Role, int]) -> Counter[str]:
    """Counts for one brief in one field set."""
    out: Counter[str] = Counter()
    joined = "\n".join(texts.values())
    for fact in brief["facts"]:
        found = kept(fact, joined)
        for group in ("all", fact["kind"], *(["must"] if fact.get("must") else [])):
            out[f"facts {group}"] += 1
            out[f"kept {group}"] += found
    out["over"] = sum(max(0, graphemes(texts[role]) - limit) for role, limit in limits.items())
    source = numbers(f"{brief['offer']}\n{brief['product']}\n{brief['product_description']}")
    out["invented"] = len([n for n in numbers(joined) if n not in source])
    if any(fact["kind"] in ("percent", "price", "number", "date") for fact in brief["facts"]):
        out["headlines"] = 1
        out["with a fact"] = bool(extract_facts(texts["headline"], brief["language"]))
    hanging = wording(brief["language"]).never_last
    out["dangling"] = sum(text.rstrip(".!?").split()[-1].lower() in hanging for text in texts.values())
    out["repeated"] = repeated(texts.values())
    return out


def repeated(texts: Iterable[str]) -> int:
    """Runs of three words that two fields share, or a field says twice."""
    runs: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        words = re.findall(r"\w+", text.casefold())
        runs.update(tuple(words[i : i + 3]) for i in range(len(words) - 2))
    return sum(count - 1 for count in runs.values())


def share(part: int, whole: int) -> str:
    return f"{part}/{whole} {part / whole:.0%}" if whole else "-"


def report(name: str, total: Counter[str], briefs: int, milliseconds: list[float]) -> None:
    kinds = ("all", "must", "percent", "price", "number", "date", "promo", "condition")
    facts = "  ".join(f"{kind} {share(total[f'kept {kind}'], total[f'facts {kind}'])}" for kind in kinds)
    print(f"{name:6} {briefs} briefs | facts: {facts}")
    print(
        f"       over {total['over']} | headline with a fact {share(total['with a fact'], total['headlines'])} | "
        f"numbers invented {total['invented']} | dangling {total['dangling']} | repeated {total['repeated']} | "
        f"ms median {sorted(milliseconds)[len(milliseconds) // 2]:.1f}, worst {max(milliseconds):.1f}"
    )


def limits_of(text: str) -> dict[Role, int]:
    """``headline=40,message=90`` as a field set."""
    return {role: int(limit) for role, limit in (pair.split("=") for pair in text.split(","))}  # type: ignore[misc]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("briefs", type=Path)
    parser.add_argument("--show", action="store_true", help="print every text")
    parser.add_argument("--set", choices=SETS, action="append", help="only this field set")
    parser.add_argument("--format-limits", type=limits_of, help="a field set of your own: headline=40,message=90")
    options = parser.parse_args()
    briefs = [json.loads(line) for line in options.briefs.read_text("utf-8").splitlines() if line.strip()]
    chosen = {"own": options.format_limits} if options.format_limits else {n: SETS[n] for n in options.set or SETS}
    engine = OfflineCopywriter()
    for name, limits in chosen.items():
        total: Counter[str] = Counter()
        times = []
        for brief in briefs:
            started = time.perf_counter()
            texts = engine.write(request(brief, limits)).texts
            times.append((time.perf_counter() - started) * 1000)
            total.update(judge(brief, texts, limits))
            if options.show:
                lost = [fact["text"] for fact in brief["facts"] if not kept(fact, "\n".join(texts.values()))]
                print(
                    f"{brief['id']:14} "
                    + " / ".join(texts.values())
                    + (f"   [lost: {'; '.join(lost)}]" if lost else "")
                )
        report(name, total, len(briefs), times)


if __name__ == "__main__":
    main()
