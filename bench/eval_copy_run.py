"""Runs briefs through copywriters, side by side and several at once, and measures every copy."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bench.copy_measures import Findings, measure
from bench.eval_copy_briefs import EvalBrief, FieldSet, request_for
from core.briefs import check_offer
from core.copywriting.port import AdCopy, CopyRecord, Copywriter
from core.errors import BadInput, Refused
from core.formats.brand import Brand
from core.guard.port import Given, Guard
from core.llm.port import Usage

T = TypeVar("T")
#: Says how many of how many are done.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Gate:
    """What became of a brief before any copy: `brief` is what copywriters get, with what the guard left of it;
    `refused` is the reason where they get nothing."""

    brief: EvalBrief
    refused: str = ""
    removed: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    fallback: str = ""
    usage: Usage = field(default_factory=Usage)
    failed: str = ""


@dataclass(frozen=True)
class Outcome:
    """One copy of one engine for one brief and field set, or why there is none. `seconds` are all that it took."""

    brief: str
    engine: str
    fields: str
    texts: Mapping[str, str] = field(default_factory=dict)
    draft: bool = False
    record: CopyRecord = field(default_factory=CopyRecord)
    findings: Findings | None = None
    seconds: float = 0.0
    failed: str = ""


def in_threads(jobs: Sequence[Callable[[], T]], workers: int, progress: Progress) -> list[Future[T]]:
    """Every job's future, done, in their order. One that raises keeps its error: the others go on."""
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(job) for job in jobs]
        for done, future in enumerate(futures, 1):
            future.exception()
            progress(done, len(futures))
    return futures


def told(error: BaseException) -> str:
    """An error in one line."""
    return f"{type(error).__name__}: {error}".replace("\n", " ")[:300]


def checked(brief: EvalBrief, guard: Guard) -> Gate:
    """A brief as a job would take it: its form, then the guard."""
    try:
        offer = check_offer(brief.offer)
        given = Given(offer, (brief.image_prompt,) if brief.image_prompt else (), brief.audience, brief.language)
        found = guard.check(given)
    except Refused as refusal:
        return Gate(brief, refused=f"{refusal.field}: {refusal}")
    except BadInput as fault:
        return Gate(brief, refused=f"form, {fault.field}: {fault}")
    return Gate(
        replace(brief, offer=found.offer, audience=found.audience), removed=found.removed, kinds=tuple(found.kinds),
        fallback=found.fallback, usage=found.usage,
    )  # fmt: skip


def check_all(briefs: Sequence[EvalBrief], guard: Guard, workers: int, progress: Progress) -> list[Gate]:
    """Every brief's gate, in their order."""

    def job(brief: EvalBrief) -> Callable[[], Gate]:
        return lambda: checked(brief, guard)

    futures = in_threads([job(brief) for brief in briefs], workers, progress)
    return [
        Gate(brief, failed=told(error)) if (error := future.exception()) else future.result()
        for brief, future in zip(briefs, futures, strict=True)
    ]


def write_all(
    gates: Sequence[Gate], engines: Mapping[str, Copywriter], sets: Sequence[FieldSet], brand: Brand,
    *, workers: int, progress: Progress,
) -> list[Outcome]:  # fmt: skip
    """A copy of every engine for every brief that passed and every field set, in that order."""
    open_gates = [gate for gate in gates if not gate.refused and not gate.failed]
    tasks = [(name, one, gate) for name in engines for one in sets for gate in open_gates]

    def job(name: str, fields: FieldSet, gate: Gate) -> Callable[[], Outcome]:
        avoid = brand.words_to_avoid.get(gate.brief.language, ())
        return lambda: written(gate, name, engines[name], fields, avoid)

    futures = in_threads([job(*task) for task in tasks], workers, progress)
    return [
        Outcome(gate.brief.id, name, fields.name, failed=told(error))
        if (error := future.exception())
        else future.result()
        for (name, fields, gate), future in zip(tasks, futures, strict=True)
    ]


def written(gate: Gate, name: str, engine: Copywriter, fields: FieldSet, avoid: Collection[str]) -> Outcome:
    """One copy, measured.

    Raises:
        EngineFailed: there is none.
    """
    began = time.perf_counter()
    copy: AdCopy = engine.write(request_for(gate.brief, fields, gate.removed))
    seconds = time.perf_counter() - began
    findings = measure(gate.brief, fields.fields, copy.texts, avoid)
    return Outcome(gate.brief.id, name, fields.name, copy.texts, copy.draft, copy.record, findings, seconds)
