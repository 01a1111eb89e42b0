"""Copy made good: within its limits and true to its offer, whatever it was before. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from core.copywriting.facts import extract_facts
from core.copywriting.keeping import Problem, check_copy
from core.copywriting.text import clean_text, cut_at_word
from core.formats.brand import Language


@dataclass(frozen=True)
class Repair:
    """What was done to `field`: cut at its end, rebuilt from the offer, a fact corrected in place, a part dropped.
    `facts` are the facts that it was done for."""

    field: str
    what: Literal["cut", "rebuilt", "corrected", "dropped"]
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Repaired:
    """Texts of all fields, and what was done to them; fields without a problem are as they were, byte by byte."""

    texts: Mapping[str, str]
    repairs: tuple[Repair, ...]


def repair(
    texts: Mapping[str, str],
    problems: Sequence[Problem],
    offer: str,
    limits: Mapping[str, int],
    *,
    sources: str,
    language: Language,
    offline: Mapping[str, str] | None = None,
) -> Repaired:
    """`texts` without the `problems` that `check_copy` found. `offline` are texts that the rules would write for the
    same fields: a field that must be rebuilt takes them first."""
    mended, repairs = dict(texts), []
    facts = sorted(extract_facts(clean_text(offer), language), key=lambda fact: -fact.strength)
    for field in dict.fromkeys(problem.field or next(iter(limits)) for problem in problems):
        limit = limits[field]
        choices = [
            (offline or {}).get(field, ""),
            *(fact.text for fact in facts),
            cut_at_word(clean_text(sources), limit),
        ]
        for text in choices:
            wrong = check_copy(offer, {field: text}, {field: limit}, sources=sources, language=language)
            if all(problem.kind == "lost" for problem in wrong):
                mended[field] = text
                break
        else:
            mended[field] = clean_text(sources)[: max(1, limit)]
        repairs.append(Repair(field, "rebuilt"))
    return Repaired({field: mended.get(field, "") for field in limits}, tuple(repairs))
