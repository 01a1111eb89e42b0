"""Which of two copies is the better one: a language model judges each pair twice, the second time in swapped order.

Models prefer what they see first (or last), so only a verdict that outlives the swap counts; everything else is a tie.
The model that judges is the one that writes, if no other is configured: it may favour its own kind of sentence. That
is less of a fault between two engines that both ask it than between a model and rules.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from bench.eval_copy_briefs import EvalBrief, FieldSet
from bench.eval_copy_run import Progress, in_threads, told
from core.llm.asking import Asker
from core.llm.ledger import Ledger
from core.llm.port import Message, Question, Usage
from core.llm.prompts import PromptBook

Winner = Literal["a", "b", "tie"]
#: equal: the texts are the same, nobody was asked; position: the place decided twice; unsure: one verdict was a tie.
Verdict = Literal["first", "second", "tie", "equal", "position", "unsure", "failed"]
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"reason": {"type": "string"}, "winner": {"type": "string", "enum": ["a", "b", "tie"]}},
    "required": ["reason", "winner"],
    "additionalProperties": False,
}
_LANGUAGES = {"en": "English", "ru": "Russian"}
#: Of the standard normal distribution, for 95 %.
_Z = 1.959964


@dataclass(frozen=True)
class Pair:
    """Two copies for one brief and field set; `first` is the engine that is measured, `second` the one it is held
    against."""

    brief: EvalBrief
    fields: FieldSet
    first: Mapping[str, str]
    second: Mapping[str, str]


@dataclass(frozen=True)
class Judged:
    """What came of a pair. `reasons` are the judge's, in the order of asking; `usage` of both questions."""

    brief: str
    fields: str
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    usage: Usage = field(default_factory=Usage)


@dataclass(frozen=True)
class Standing:
    """All pairs together. `ties` hold every verdict that was judged and not won; `asked` are the pairs that the judge
    has seen, `by_position` those where the place decided. `share`, `low`, `high`: won among the decided ones, with its
    95 % interval; `p`: of the sign test, two-sided."""

    wins: int
    losses: int
    ties: int
    failed: int
    asked: int
    by_position: int
    share: float
    low: float
    high: float
    p: float


def settled(forward: Winner, swapped: Winner) -> Verdict:
    """One verdict out of two: "a" was the first copy in `forward`, and the second one in `swapped`."""
    if forward == swapped:
        return "tie" if forward == "tie" else "position"
    if "tie" in (forward, swapped):
        return "unsure"
    return "first" if forward == "a" else "second"


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927), within 0-1; all of it where nothing was seen."""
    if not whole:
        return 0.0, 1.0
    share, spread = part / whole, _Z**2 / whole
    centre, reach = share + spread / 2, _Z * math.sqrt((share * (1 - share) + spread / 4) / whole)
    return max(0.0, (centre - reach) / (1 + spread)), min(1.0, (centre + reach) / (1 + spread))


def sign_test(wins: int, losses: int) -> float:
    """How probable so uneven a result is, or a more uneven one, where both are equally good; two-sided, exact."""
    tosses = wins + losses
    tail = sum(math.comb(tosses, one) for one in range(max(wins, losses), tosses + 1))
    p: float = 2 * tail / 2**tosses
    return min(1.0, p)


def standing(verdicts: Sequence[Verdict]) -> Standing:
    """The verdicts of all pairs in figures."""
    count = Counter(verdicts)
    wins, losses = count["first"], count["second"]
    low, high = wilson(wins, wins + losses)
    return Standing(
        wins=wins, losses=losses, ties=len(verdicts) - wins - losses - count["failed"], failed=count["failed"],
        asked=len(verdicts) - count["equal"] - count["failed"], by_position=count["position"],
        share=wins / (wins + losses) if wins + losses else 0.5, low=low, high=high, p=sign_test(wins, losses),
    )  # fmt: skip


class Judge:
    """Asks the model which of two copies a strict brand manager would publish."""

    def __init__(self, asker: Asker, book: PromptBook) -> None:
        self._asker, self._book = asker, book

    @property
    def version(self) -> str:
        """Of the templates."""
        return self._book.version("judge")

    def judge(self, pair: Pair) -> Judged:
        """Both orders of one pair; equal texts are a tie without asking.

        Raises:
            ModelFailed: one of the two verdicts did not come.
        """
        first, second = _shown(pair.fields, pair.first), _shown(pair.fields, pair.second)
        if first == second:
            return Judged(pair.brief.id, pair.fields.name, "equal")
        ledger = Ledger()
        answers = [
            self._asker.ask(self._question(pair, a, b), ledger).content for a, b in ((first, second), (second, first))
        ]
        forward, swapped = (cast("Winner", answer["winner"]) for answer in answers)
        reasons = tuple(str(answer["reason"]) for answer in answers)
        return Judged(pair.brief.id, pair.fields.name, settled(forward, swapped), reasons, ledger.usage)

    def _question(self, pair: Pair, a: str, b: str) -> Question:
        brief = pair.brief
        task = self._book.render(
            "judge/compare", offer=brief.offer, product=f"{brief.product}\n{brief.product_description}".strip(),
            audience=brief.audience, language=_LANGUAGES[brief.language], a=a, b=b,
            limits=", ".join(f"{one.id} {one.limit}" for one in pair.fields.fields),
        )  # fmt: skip
        dialogue = (Message("system", self._book.render("judge/system")), Message("user", task))
        return Question(dialogue, "comparison", SCHEMA, temperature=0, seed=0, most_tokens=400)


def judge_all(judge: Judge, pairs: Sequence[Pair], workers: int, progress: Progress) -> list[Judged]:
    """Every pair judged, in their order; one that failed has its error as its reason."""

    def job(pair: Pair) -> Callable[[], Judged]:
        return lambda: judge.judge(pair)

    futures = in_threads([job(pair) for pair in pairs], workers, progress)
    return [
        Judged(pair.brief.id, pair.fields.name, "failed", (told(error),))
        if (error := future.exception())
        else future.result()
        for pair, future in zip(pairs, futures, strict=True)
    ]


def _shown(fields: FieldSet, texts: Mapping[str, str]) -> str:
    """A copy as the judge sees it: nothing says who wrote it."""
    return "\n".join(f"{one.id}: {' '.join(texts.get(one.id, '').split())}" for one in fields.fields)
