"""How good the copy is: runs a file of briefs through copywriters, and measures what comes out.

    make eval-copy BRIEFS=briefs.jsonl ARGS="--engine openai --engine baseline --judge"
    python bench/eval_copy.py briefs.jsonl [--show] [--set large] [--format-limits headline=40,message=90]

docs/copy-evaluation.md says what the figures mean. Without a language model in the settings the offline engine is
measured, and nothing is asked over any network. Exit status: 0 it ran, 2 the file or an option cannot be used.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, is_dataclass
from pathlib import Path
from typing import Any, get_args

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.eval_copy_briefs import (
    SETS,
    BadFileError,
    EvalBrief,
    FieldSet,
    field_set,
    format_sets,
    limits_of,
    read_briefs,
)
from bench.eval_copy_report import Figures, copy_lines, figures, gate_report, judging_report, table, troubles_report
from bench.eval_copy_run import Gate, Outcome, Progress, check_all, write_all
from bench.judging import Judge, Judged, Pair, judge_all
from core.config import CopyEngine, Settings, settings
from core.copywriting.offline.engine import OfflineCopywriter
from core.copywriting.port import Copywriter
from core.formats.brand import Brand, load_brand
from core.guard.by_rules import RulesGuard
from core.guard.port import Guard
from core.guard.verdict import ModelGuard
from core.llm.asking import Asker
from core.llm.prompts import PromptBook
from core.llm.slots import LocalSlots
from jobs.model_wiring import copywriter_of, model_of, price_of

ENGINES: tuple[CopyEngine, ...] = get_args(CopyEngine)
#: Calls at once, at most.
WORKERS = 5


class UnusableError(Exception):
    """An option that cannot be served; the message says why."""


@dataclass(frozen=True)
class Bench:
    """What a run needs: copywriters by name, the guard before them, and who judges, if there is a model."""

    engines: Mapping[str, Copywriter]
    guard: Guard
    judge: Judge | None
    model: str
    workers: int


@dataclass(frozen=True)
class Results:
    """All that a run has found. `judged` is empty where nobody was to judge."""

    gates: Sequence[Gate]
    outcomes: Sequence[Outcome]
    judged: Sequence[Judged] = ()


@contextmanager
def bench_for(
    names: Sequence[CopyEngine], chosen: Settings, brand: Brand, workers: int | None, *, judging: bool
) -> Iterator[Bench]:
    """Copywriters, guard and judge as the product has them. Nobody is asked unless a model is needed.

    Raises:
        UnusableError: a model is needed, and the settings name none.
    """
    if not judging and set(names) == {"offline"}:
        yield Bench({"offline": OfflineCopywriter()}, RulesGuard(brand.competitors), None, "", workers or 1)
        return
    if not chosen.has_model:
        raise UnusableError("a language model is needed: set ADBANNER_LLM_BASE_URL and ADBANNER_LLM_MODEL")
    book = PromptBook()
    with closing(model_of(chosen)) as model:
        asker = Asker(model, LocalSlots(min(chosen.llm_calls, WORKERS)), price=price_of(chosen))
        engines: dict[str, Copywriter] = {name: copywriter_of(name, asker, book, brand) for name in names}
        judge = Judge(asker, book) if judging else None
        yield Bench(engines, ModelGuard(asker, book, brand), judge, model.name, workers or WORKERS)


def run(bench: Bench, briefs: Sequence[EvalBrief], sets: Sequence[FieldSet], against: str = "") -> Results:
    """Guard, copies, and, where there is a judge, the first engine's copies against those of `against`."""
    gates = check_all(briefs, bench.guard, bench.workers, said("checked"))
    outcomes = write_all(gates, bench.engines, sets, load_brand(), workers=bench.workers, progress=said("written"))
    if not bench.judge:
        return Results(gates, outcomes)
    pairs = pairs_of(gates, outcomes, sets, next(iter(bench.engines)), against)
    return Results(gates, outcomes, judge_all(bench.judge, pairs, bench.workers, said("judged")))


def pairs_of(
    gates: Sequence[Gate], outcomes: Sequence[Outcome], sets: Sequence[FieldSet], first: str, second: str
) -> list[Pair]:
    """Where both engines have a copy for the same brief and field set."""
    by_place = {(one.engine, one.fields, one.brief): one.texts for one in outcomes if one.findings}
    return [
        Pair(gate.brief, one, by_place[first, one.name, gate.brief.id], by_place[second, one.name, gate.brief.id])
        for one in sets for gate in gates
        if all((engine, one.name, gate.brief.id) in by_place for engine in (first, second))
    ]  # fmt: skip


def said(what: str) -> Progress:
    """Progress in one line of the terminal; nothing where stderr is a file."""

    def tell(done: int, of: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{what} {done}/{of}", end="\n" if done == of else "", file=sys.stderr, flush=True)

    return tell


def totals(results: Results, briefs: Sequence[EvalBrief], currency: str) -> dict[str, dict[str, Figures]]:
    """Figures by field set (of several, "all" for all of them) and engine."""
    by_id = {brief.id: brief for brief in briefs}
    names = list(dict.fromkeys(one.fields for one in results.outcomes))
    sets = [*names, "all"] if len(names) > 1 else names
    engines = list(dict.fromkeys(one.engine for one in results.outcomes))
    return {
        name: {
            engine: figures(
                [one for one in results.outcomes if one.engine == engine and name in (one.fields, "all")],
                by_id,
                currency,
            )
            for engine in engines
        }
        for name in sets
    }


def tables(found: Mapping[str, Mapping[str, Figures]]) -> str:
    """One engine: its field sets side by side. Several: engines side by side, a table for each field set."""
    if not found:
        return "No brief is left to write copy for."
    engines = list(next(iter(found.values())))
    if len(engines) == 1:
        return table(engines[0], {name: columns[engines[0]] for name, columns in found.items()})
    return "\n\n".join(table(name, columns) for name, columns in found.items())


def as_json(results: Results, found: object, bench: Bench) -> dict[str, Any]:
    """Every text and figure."""
    return {
        "model": bench.model, "guard": bench.guard.name, "judge": bench.judge.version if bench.judge else "",
        "totals": found, "judged": results.judged, "copies": results.outcomes,
        "briefs": [
            {"id": gate.brief.id, "refused": gate.refused, "removed": gate.removed, "kinds": gate.kinds,
             "fallback": gate.fallback, "failed": gate.failed, "usage": gate.usage}
            for gate in results.gates
        ],
    }  # fmt: skip


def plain(value: object) -> object:
    """For `json.dumps`: what it does not know by itself."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(type(value))


def options_of(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("briefs", type=Path)
    parser.add_argument("--engine", choices=ENGINES, action="append", help="may be repeated: side by side")
    parser.add_argument("--set", "--format-set", dest="sets", choices=SETS, action="append", help="only this field set")
    parser.add_argument("--format-limits", type=limits_of, help="a field set of your own: headline=40,message=90")
    parser.add_argument("--formats", nargs="*", metavar="ID", help="shipped formats instead; all of them without an id")
    parser.add_argument("--show", action="store_true", help="print every text")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every text and figure")
    parser.add_argument("--workers", type=int, choices=range(1, WORKERS + 1), help="copies written at once")
    parser.add_argument("--judge", action="store_true", help="let the model judge the first engine's copies …")
    parser.add_argument("--against", choices=ENGINES, help="… against those of this one (baseline)")
    return parser.parse_args(arguments)


def sets_of(options: argparse.Namespace) -> list[FieldSet]:
    """The field sets that are asked for.

    Raises:
        UnusableError: there is no such format.
    """
    if options.formats is not None:
        try:
            return format_sets(options.formats)
        except ValueError as error:
            raise UnusableError(str(error)) from error
    if options.format_limits:
        return [field_set("own", options.format_limits)]
    return [field_set(name, SETS[name]) for name in options.sets or SETS]


def engines_of(options: argparse.Namespace, chosen: Settings) -> tuple[list[CopyEngine], str]:
    """Names of the engines, the measured one first, and the one that it is judged against ("" without a judge).

    Raises:
        UnusableError: it would be judged against itself.
    """
    names: list[CopyEngine] = list(
        dict.fromkeys(options.engine or [chosen.copy_engine if chosen.has_model else "offline"])
    )
    if not options.judge:
        return names, ""
    against: CopyEngine = options.against or ("baseline" if names[0] != "baseline" else "offline")
    if against == names[0]:
        raise UnusableError(f"{against} cannot be judged against itself")
    return list(dict.fromkeys([*names, against])), against


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Returns the exit status."""
    options, chosen = options_of(arguments), settings()
    try:
        briefs, sets = read_briefs(options.briefs), sets_of(options)
        names, against = engines_of(options, chosen)
        with bench_for(names, chosen, load_brand(), options.workers, judging=options.judge) as bench:
            results = run(bench, briefs, sets, against)
    except (BadFileError, UnusableError) as error:
        print(error, file=sys.stderr)
        return 2
    found = totals(results, briefs, chosen.llm_currency)
    show(results, briefs, everything=options.show)
    parts = [gate_report(results.gates, bench.guard.name), tables(found), troubles_report(results.outcomes)]
    if bench.judge:
        parts.append(judging_report(results.judged, names[0], against))
    print("\n\n".join(filter(None, parts)))
    if options.json:
        content = json.dumps(as_json(results, found, bench), ensure_ascii=False, indent=1, default=plain)
        options.json.write_text(content + "\n", "utf-8")
    return 0


def show(results: Results, briefs: Sequence[EvalBrief], *, everything: bool) -> None:
    """The copies, or only those that failed."""
    by_id = {brief.id: brief for brief in briefs}
    for outcome in results.outcomes:
        if everything or outcome.failed:
            print(copy_lines(outcome, by_id[outcome.brief]))


if __name__ == "__main__":
    sys.exit(main())
