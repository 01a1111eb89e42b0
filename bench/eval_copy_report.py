"""Figures out of measured copies, and tables that a person reads. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bench.copy_measures import BUTTON_WORDS, Findings
from bench.eval_copy_briefs import EvalBrief
from bench.eval_copy_run import Gate, Outcome
from bench.judging import Judged, Standing, standing
from core.llm.port import Usage

#: Kinds of facts in the order of the table; others come after them.
KINDS = ("percent", "price", "number", "date", "promo", "condition")
#: What Python does to texts that a model would not put right.
REPAIRS = ("cut", "rebuilt", "corrected", "dropped")


@dataclass(frozen=True)
class Share:
    """`part` of `whole`."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{self.part}/{self.whole} {self.part / self.whole:.0%}" if self.whole else "-"


#: Figures by name, in the order in which they are shown.
Figures = dict[str, Share | int | float | str]


def figures(outcomes: Sequence[Outcome], briefs: Mapping[str, EvalBrief], currency: str) -> Figures:
    """Copies of one engine, as figures. `briefs` by id."""
    good = [(outcome, outcome.findings) for outcome in outcomes if outcome.findings]
    found = [findings for _, findings in good]
    return {
        "copies": len(good), "failed": len(outcomes) - len(good),
        **_sizes(found), **_facts([(briefs[outcome.brief], findings) for outcome, findings in good]),
        **_truth(found), **_manners(found), **_making([outcome for outcome, _ in good], currency),
    }  # fmt: skip


def _sizes(found: Sequence[Findings]) -> Figures:
    fields = sum(one.fields for one in found)
    return {
        "fields within limits": Share(fields - sum(len(one.over) for one in found), fields),
        "characters over": sum(sum(one.over.values()) for one in found),
        "empty fields": sum(len(one.empty) for one in found),
    }


def _facts(measured: Iterable[tuple[EvalBrief, Findings]]) -> Figures:
    whole: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for brief, findings in measured:
        for at, fact in enumerate(brief.facts):
            for group in ("all", fact.kind, *(["must"] if fact.must else [])):
                whole[group] += 1
                kept[group] += at in findings.kept
    kinds = ["all", "must", *KINDS, *sorted(set(whole) - {"all", "must", *KINDS})]
    return {f"facts kept: {kind}": Share(kept[kind], whole[kind]) for kind in kinds}


def _truth(found: Sequence[Findings]) -> Figures:
    headlines = [one.headline_fact for one in found if one.headline_fact is not None]
    untrue = [bool(one.numbers or one.dates or one.codes or one.promises) for one in found]
    return {
        "headline with a fact": Share(sum(headlines), len(headlines)),
        "invented: numbers": sum(len(one.numbers) for one in found),
        "invented: dates": sum(len(one.dates) for one in found),
        "invented: codes": sum(len(one.codes) for one in found),
        "invented: promises": sum(len(one.promises) for one in found),
        "copies that invent": Share(sum(untrue), len(found)),
        "qualifiers changed": sum(len(one.qualifiers) for one in found),
    }


def _manners(found: Sequence[Findings]) -> Figures:
    buttons = [words for one in found for words in one.buttons]
    return {
        "tone breaks": sum(len(one.tone) for one in found),
        "fields in another language": sum(len(one.foreign) for one in found),
        "repeated runs of words": sum(len(one.repeated) for one in found),
        "dangling ends": sum(len(one.dangling) for one in found),
        f"buttons over {BUTTON_WORDS} words": Share(sum(words > BUTTON_WORDS for words in buttons), len(buttons)),
    }


def _making(good: Sequence[Outcome], currency: str) -> Figures:
    count, records = len(good), [outcome.record for outcome in good]
    seconds = [outcome.seconds for outcome in good]
    took: Figures = {"seconds p50": percentile(seconds, 50), "seconds p95": percentile(seconds, 95)}
    drafts: Figures = {"drafts": Share(sum(outcome.draft for outcome in good), count)}
    usage = sum((record.usage for record in records), Usage())
    if not usage.calls:
        return drafts | took
    tokens = usage.prompt_tokens + usage.completion_tokens
    own = [outcome.seconds - outcome.record.usage.seconds - outcome.record.usage.waited for outcome in good]
    return {
        **drafts,
        "fallback": Share(sum(bool(record.fallback) for record in records), count),
        "corrected": Share(sum(record.corrections > 0 for record in records), count),
        "corrections a copy": mean(sum(record.corrections for record in records), count),
        **{f"repaired: {what}": Share(sum(any(one.what == what for one in record.repairs) for record in records), count)
           for what in REPAIRS},
        "calls": usage.calls, "tokens": tokens, "tokens a copy": mean(tokens, count),
        f"cost, {currency}": usage.cost, f"cost a copy, {currency}": mean(usage.cost, count),
        **took, "of them our own, p50": percentile(own, 50),
    }  # fmt: skip


def mean(total: float, count: int) -> float:
    """0 of nothing."""
    return total / count if count else 0.0


def percentile(values: Iterable[float], share: int) -> float:
    """The smallest value that `share` % of the values do not exceed; 0 of nothing."""
    ordered = sorted(values)
    return ordered[max(0, -(-share * len(ordered) // 100) - 1)] if ordered else 0.0


def table(title: str, columns: Mapping[str, Figures]) -> str:
    """Figures side by side, one a row. Rows that are nothing in every column are left out."""
    rows = dict.fromkeys(name for column in columns.values() for name in column)
    shown = [(name, [written(column.get(name, "-")) for column in columns.values()]) for name in rows]
    shown = [(name, cells) for name, cells in shown if set(cells) != {"-"}]
    wide = [max(len(head), *(len(cells[at]) for _, cells in shown)) for at, head in enumerate(columns)]
    left = max(len(title), *(len(name) for name, _ in shown))

    def line(name: str, cells: Iterable[str]) -> str:
        return "  ".join([name.ljust(left), *(cell.rjust(width) for cell, width in zip(cells, wide, strict=True))])

    return "\n".join([line(title, columns), *(line(name, cells) for name, cells in shown)])


def written(value: Share | float | str) -> str:
    """A figure as the table shows it."""
    return (
        f"{value:.3g}"
        if isinstance(value, float) and value < 1000
        else f"{value:,.0f}"
        if isinstance(value, float)
        else str(value)
    )


def gate_report(gates: Sequence[Gate], guard: str) -> str:
    """What the guard did, in a few lines; which briefs, and why."""
    refused = [gate for gate in gates if gate.refused]
    cut = [gate for gate in gates if gate.removed]
    usage = sum((gate.usage for gate in gates), Usage())
    fallback = sum(bool(gate.fallback) for gate in gates)
    lines = [
        f"Guard {guard}: {len(gates)} briefs, refused {Share(len(refused), len(gates))}, "
        f"cut {Share(len(cut), len(gates))}, by rules alone for want of a model {fallback}, {usage.calls} calls, "
        f"{usage.prompt_tokens + usage.completion_tokens} tokens"
    ]
    lines += [
        f"  refused {gate.brief.id} ({gate.brief.kind or 'brief'}): {gate.refused}" + _expected(gate)
        for gate in refused
    ]
    lines += [f"  cut {gate.brief.id}: {' | '.join(gate.removed)}" + _expected(gate) for gate in cut]
    return "\n".join([*lines, *(f"  failed {gate.brief.id}: {gate.failed}" for gate in gates if gate.failed)])


def troubles_report(outcomes: Sequence[Outcome]) -> str:
    """For which troubles the rules wrote instead of the model, by engine; "" where they never did."""
    count = Counter((one.engine, one.record.fallback) for one in outcomes if one.record.fallback)
    return "\n".join(
        f"{engine} fell back {number} times: {trouble}" for (engine, trouble), number in count.most_common()
    )


def _expected(gate: Gate) -> str:
    return f"\n    expected: {gate.brief.expect}" if gate.brief.expect else ""


def copy_lines(outcome: Outcome, brief: EvalBrief) -> str:
    """One copy with all that is wrong with it, in one line; a second one for what an awkward brief expects."""
    head = f"{outcome.engine:8} {outcome.fields:12} {outcome.brief:14} "
    if not outcome.findings:
        return f"{head}FAILED: {outcome.failed}"
    wrong = faults_of(outcome.findings, brief)
    line = head + " / ".join(outcome.texts.values()) + (f"   [{'; '.join(wrong)}]" if wrong else "")
    return line + (f"\n    expected: {brief.expect}" if brief.expect else "")


def faults_of(findings: Findings, brief: EvalBrief) -> list[str]:
    """What is wrong, each kind with its words."""
    lists: dict[str, Sequence[str]] = {
        "lost": [brief.facts[at].text for at in findings.lost],
        "over": [f"{name} by {by}" for name, by in findings.over.items()],
        "empty": findings.empty, "invented": (*findings.numbers, *findings.dates, *findings.codes, *findings.promises),
        "qualifier": findings.qualifiers, "tone": findings.tone, "language": findings.foreign,
        "repeated": findings.repeated, "dangling": findings.dangling,
    }  # fmt: skip
    return [f"{name}: {', '.join(said)}" for name, said in lists.items() if said]


def judging_report(judged: Sequence[Judged], first: str, second: str) -> str:
    """Who won, how sure that is, and what the judge's own place preference was."""
    result = standing([one.verdict for one in judged])
    usage = sum((one.usage for one in judged), Usage())
    return "\n".join([
        f"Judged {len(judged)} pairs, {first} against {second}: {result.wins} better, {result.losses} worse, "
        f"{result.ties} ties" + (f", {result.failed} not judged" if result.failed else ""),
        f"  of the decided ones {_interval(result)}; sign test p = {result.p:.2g}",
        f"  position bias: {Share(result.by_position, result.asked)} of the pairs went to the same place both times",
        f"  {usage.calls} calls, {usage.prompt_tokens + usage.completion_tokens} tokens, cost {usage.cost:.3g}",
    ])  # fmt: skip


def _interval(result: Standing) -> str:
    if not result.wins + result.losses:
        return "none"
    return f"{result.share:.0%} are better (95 % interval {result.low:.0%}-{result.high:.0%})"
