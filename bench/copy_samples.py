"""Writes docs/copy-samples.md: what the offline engine makes of invented offers and of our own products' campaigns.

python bench/copy_samples.py > docs/copy-samples.md
"""

import json
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.eval_copy_briefs import SETS, field_set, parse_brief, request_for  # noqa: E402
from core.copywriting.offline.engine import OfflineCopywriter  # noqa: E402

OFFERS = ROOT / "tests" / "core" / "copywriting" / "offline" / "offers.jsonl"
HEAD = """# Samples of the offline engine's copy

Made by `python bench/copy_samples.py > docs/copy-samples.md`: ten campaigns of our own products and twenty invented
offers of other trades; nothing is edited by hand.
Field limits, in characters: {limits}.
"""


def own() -> Iterator[dict[str, str]]:
    """The example briefs, with name and description of their product."""
    for brief in json.loads((ROOT / "data" / "example_briefs.json").read_text("utf-8")):
        product = json.loads((ROOT / "data" / "products" / f"{brief['product']}.json").read_text("utf-8"))
        language = brief["language"]
        yield {
            "product": product["name"][language],
            "description": " ".join(product["description"][language]),
            "offer": brief["offer"],
            "language": language,
        }


def main() -> None:
    lines = (json.loads(line) for line in OFFERS.read_text("utf-8").splitlines())
    chosen = [brief for brief in lines if brief.get("sample")]
    named = (f"*{name}* " + ", ".join(f"{role} {limit}" for role, limit in SETS[name].items()) for name in SETS)
    print(HEAD.format(limits="; ".join(named)))
    for brief, name in zip([*own(), *chosen], cycle(("large", "pilot", "small")), strict=False):
        content = {**brief, "product_description": brief["description"]}
        texts = OfflineCopywriter().write(request_for(parse_brief(content, ""), field_set(name, SETS[name])))
        print(f"## {brief['product']} ({name})\n\n> {brief['offer']}\n")
        print("\n".join(f"- {role}: **{text}**" for role, text in texts.texts.items()) + "\n")


if __name__ == "__main__":
    main()
