"""How well an offer's facts are found: runs a file of briefs and compares what is extracted with what they hold.

python bench/eval_facts.py BRIEFS.jsonl [--show]
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from core.copywriting.fact_claims import claims  # noqa: E402
from core.copywriting.facts import Fact, extract_facts, numbers  # noqa: E402
from core.copywriting.text import clean_text  # noqa: E402

FIGURES = ("percent", "price", "number", "date", "promo")


def spans(offer: str, fact: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Where a brief's fact stands in its cleaned offer; empty where it is not there word for word."""
    wanted = clean_text(fact["text"])
    return [match.span() for match in re.finditer(re.escape(wanted), offer, re.IGNORECASE)]


def found(offer: str, fact: Mapping[str, Any], facts: tuple[Fact, ...]) -> bool:
    """Whether the extracted facts that overlap the fact's place hold together all its numbers and its qualifier; one
    without numbers is found by any overlap."""
    wanted = {claim.limit for claim in claims(clean_text(fact["text"])) if claim.limit}
    for start, end in spans(offer, fact):
        here = [other for other in facts if other.start < end and start < other.end]
        numbered = {number for other in here for number in other.numbers}
        limits = {
            claim.limit for claim in claims(offer) if any(o.start < claim.end and claim.start < o.end for o in here)
        }
        if here and set(numbers(clean_text(fact["text"]))) <= numbered and wanted <= limits:
            return True
    return False


def covered(offer: str, fact: Fact, briefs_facts: list[Mapping[str, Any]]) -> bool:
    """Whether any fact of the brief stands where this extracted one does."""
    return any(fact.start < end and start < fact.end for other in briefs_facts for start, end in spans(offer, other))


def judge(brief: Mapping[str, Any], total: Counter[str]) -> Iterator[str]:
    """Counts one brief into `total`; says what was missed and what no fact of the brief covers."""
    offer = clean_text(brief["offer"])
    facts = extract_facts(offer, brief["language"])
    for fact in brief["facts"]:
        good = found(offer, fact, facts)
        for group in ("all", fact["kind"], brief["language"], "figures" if fact["kind"] in FIGURES else "words"):
            total[f"facts {group}"] += 1
            total[f"found {group}"] += good
        if not good:
            yield f"missed  {fact['kind']:9} {fact['text']}"
    for extra in facts:
        good = covered(offer, extra, brief["facts"])
        total["extracted"] += 1
        total["covered"] += good
        if not good:
            yield f"beside  {extra.kind:9} {extra.text}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("briefs", type=Path)
    parser.add_argument("--show", action="store_true", help="print what was missed and what no fact covers")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    for line in options.briefs.read_text("utf-8").splitlines():
        brief = json.loads(line)
        for remark in judge(brief, total):
            if options.show:
                print(f"{brief['id']:14} {remark}")
    for group in ("all", "figures", "words", "ru", "en", *FIGURES, "condition"):
        part, whole = total[f"found {group}"], total[f"facts {group}"]
        print(f"{group:10} {part:4}/{whole:<4} {part / whole:.1%}" if whole else f"{group:10} -")
    print(f"extracted {total['extracted']}, of them {total['covered']} where the briefs have a fact")


if __name__ == "__main__":
    main()
