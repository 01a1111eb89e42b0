"""The guard that asks a language model after the rules, and believes no more of its verdict than it can show.

The texts come from strangers, and so, in effect, does the verdict on them. What counts of it:

- Nothing, where the model finds fault with one of two offers of our own that stand among the texts unnamed: that of an
  approved banner, and one that only sounds like something bad.
- Words that it quotes and that stand in the text literally. It cannot rewrite: it can only point at words.
- For an attack, those whose clause may address a program (core/guard/evidence.py): the clause is cut out, never a fact
  beside it. Where nothing would be left the text is refused, unless it is an offer with a fact to advertise.
- For forbidden or offensive content a few words that are not all ones of our own advertising, for competitors words
  that resemble a name from the list: the text is refused.
- An "allow" lifts nothing: the rules have decided before.

So a server that is anxious, hostile or talked into something can refuse or shorten what the above leaves open, and
nothing else. Where it fails, the rules' verdict stands.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import Any, Literal

from core.errors import ModelFailed, Trouble
from core.formats.brand import Brand, Language
from core.guard.by_rules import RulesGuard, settled
from core.guard.ordinary import controls
from core.guard.port import Checked, Given, Where, texts_of
from core.guard.weighing import ATTACKS, CONTENT, weighed
from core.i18n import N_
from core.llm.asking import Asker
from core.llm.ledger import Ledger
from core.llm.port import Message, Question
from core.llm.prompts import PromptBook
from core.ports import Checkpoint, unwatched

_WHAT: dict[Where, str] = {"offer": "an offer", "prompt": "a wish for a picture", "audience": "the people addressed"}


@dataclass(frozen=True)
class Asked:
    """One text of the question. `where` is None for our own, the controls."""

    label: str
    text: str
    where: Where | None
    slot: int = 0

    @property
    def what(self) -> str:
        """What the model is told it is."""
        return _WHAT[self.where or "offer"]


class ModelGuard:
    """Rules first, then one question about all texts of the brief."""

    def __init__(self, asker: Asker, book: PromptBook, brand: Brand) -> None:
        self._asker, self._book, self._brand = asker, book, brand
        self._rules = RulesGuard(brand.competitors)
        self.name = f"rules+{asker.name}"

    def check(self, given: Given, *, checkpoint: Checkpoint = unwatched) -> Checked:
        """As `Guard.check`."""
        checked = self._rules.check(given, checkpoint=checkpoint)
        checkpoint(0.0, N_("Checking what was typed"))
        ledger = Ledger(patience=given.patience)
        asked = texts_to_judge(checked, given.language)
        fallback: Trouble | Literal[""] = ""
        try:
            content = self._asker.ask(self._question(asked), ledger, checkpoint).content
            if is_believable(content, asked):
                checked = self._heeded(checked, content, asked, given.language)
            else:
                fallback = "invalid"
        except ModelFailed as failed:
            fallback = failed.kind
        version = self._book.version("guard")
        return replace(checked, engine=self.name, prompts_version=version, usage=ledger.usage, fallback=fallback)

    def _heeded(
        self, checked: Checked, content: Mapping[str, Any], asked: Sequence[Asked], language: Language
    ) -> Checked:
        """`checked` after as much of the model's verdict as counts. What a cut has brought together is screened too."""
        after = checked
        for one in asked:
            if one.where:
                screening = weighed(one.text, one.where, content[one.label], language, self._brand.competitors)
                if screening.verdict != "allow":
                    after = settled(after, one.where, one.slot, screening)
        if after is checked:
            return checked
        again = self._rules.check(Given(after.offer, after.prompts, after.audience))
        kinds = tuple(dict.fromkeys((*after.kinds, *again.kinds)))
        return replace(again, removed=(*after.removed, *again.removed), kinds=kinds)

    def _question(self, asked: Sequence[Asked]) -> Question:
        schema = verdict_schema([one.label for one in asked], competitors=bool(self._brand.competitors))
        name = self._brand.name["en"]
        system = self._book.render("guard/system", brand_name=name, competitors=self._brand.competitors)
        form = json.dumps(example_of(asked), ensure_ascii=False)
        user = self._book.render("guard/check", texts=asked, form=form)
        dialogue = (Message("system", system), Message("user", user))
        return Question(dialogue, "guard_verdict", schema, temperature=0, seed=0, most_tokens=800)


def texts_to_judge(checked: Checked, language: Language) -> list[Asked]:
    """What is asked about: the brief's texts, and among them two of our own that are harmless."""
    placed: list[tuple[Where | None, int, str]] = [
        (where, slot, text) for (where, slot), text in texts_of(checked).items()
    ]
    for ours in controls(language, checked.offer):
        placed.insert(len(ours) % (len(placed) + 1), (None, 0, ours))
    return [Asked(ascii_uppercase[i], text, where, slot) for i, (where, slot, text) in enumerate(placed)]


def verdict_schema(labels: Iterable[str], *, competitors: bool) -> dict[str, Any]:
    """One verdict for each label."""
    kinds = ["none", *ATTACKS, *CONTENT, *(["competitor"] if competitors else [])]
    verdict = _closed({
        "verdict": {"type": "string", "enum": ["allow", "neutralise", "refuse"]},
        "kind": {"type": "string", "enum": kinds},
        "quote": {"type": "array", "items": {"type": "string"}},
    })  # fmt: skip
    return _closed(dict.fromkeys(labels, verdict))


def is_believable(content: Mapping[str, Any], asked: Sequence[Asked]) -> bool:
    """Whether the model has left our own offers in peace."""
    return all(content[one.label]["verdict"] == "allow" for one in asked if one.where is None)


def _closed(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def example_of(asked: Sequence[Asked]) -> dict[str, Any]:
    """An answer of the right form, for servers that do not keep to schemas."""
    return {one.label: {"verdict": "allow", "kind": "none", "quote": []} for one in asked}
