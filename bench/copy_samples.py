"""Writes docs/copy-samples.md: what the offline engine makes of twenty invented offers, nothing edited by hand.

python bench/copy_samples.py > docs/copy-samples.md
"""

import json
import sys
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.eval_copy import SETS, request  # noqa: E402
from core.copywriting.offline import OfflineCopywriter  # noqa: E402

OFFERS = ROOT / "tests" / "core" / "copywriting" / "offers.jsonl"
HEAD = """# Twenty samples of the offline engine's copy

Made by `python bench/copy_samples.py > docs/copy-samples.md` from invented offers; nothing is edited by hand.
Field limits, in characters: {limits}.
"""


def main() -> None:
    lines = (json.loads(line) for line in OFFERS.read_text("utf-8").splitlines())
    chosen = [brief for brief in lines if brief.get("sample")]
    named = (f"*{name}* " + ", ".join(f"{role} {limit}" for role, limit in SETS[name].items()) for name in SETS)
    print(HEAD.format(limits="; ".join(named)))
    for brief, name in zip(chosen, cycle(("large", "pilot", "small")), strict=False):
        texts = OfflineCopywriter().write(request({**brief, "product_description": brief["description"]}, SETS[name]))
        print(f"## {brief['product']} ({name})\n\n> {brief['offer']}\n")
        print("\n".join(f"- {role}: **{text}**" for role, text in texts.texts.items()) + "\n")


if __name__ == "__main__":
    main()
