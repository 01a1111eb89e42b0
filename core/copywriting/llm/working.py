"""One request being written: the dialogue with the model until an answer is good, or no more is to be hoped for."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from core.copywriting.llm.different import alike
from core.copywriting.llm.faults import LIGHT, Fault, Rules
from core.copywriting.llm.finishing import finished, same_words, tidy
from core.copywriting.llm.prompting import CopyPrompts, shown_again, told
from core.copywriting.llm.schema import copy_schema, variants_schema
from core.copywriting.port import AdCopy, CopyRecord, Copywriter
from core.copywriting.text import clean_text
from core.errors import ModelFailed
from core.formats.schema import TextField
from core.llm.asking import Answer, Asker
from core.llm.ledger import Ledger
from core.llm.port import Message, Question, Usage
from core.ports import Checkpoint

#: How often the model is sent back.
CORRECTIONS = 3
#: Roles whose texts say what a copy is about.
SPEAKING = ("headline", "message")
#: Characters of a variant's label.
LABEL = 60
#: Tokens that an answer may take: a character of Cyrillic is up to one, and too long a text should arrive whole.
LEAST_TOKENS, MOST_TOKENS, TOKENS_PER_CHARACTER = 800, 8000, 3


class NotWritten(ModelFailed):
    """The model gave no copy. `record`: what trying took, with the trouble as its `fallback`."""

    def __init__(self, failure: ModelFailed, record: CopyRecord) -> None:
        super().__init__(failure.kind, str(failure.values.get("reason", "")), retry_after=failure.retry_after)
        self.record = replace(record, fallback=failure.kind)


@dataclass(frozen=True)
class Take:
    """One answer: texts of all fields, what is wrong with them, and the label of a variant."""

    texts: Mapping[str, str]
    faults: tuple[Fault, ...]
    idea: str = ""

    @property
    def weight(self) -> float:
        """How bad it is; 0 for a good one."""
        return sum(fault.weight for fault in self.faults)


@dataclass
class Takes:
    """Variants as they came: good ones, those with faults, those that say what others say."""

    good: list[Take] = field(default_factory=list)
    faulty: list[Take] = field(default_factory=list)
    alike: list[Take] = field(default_factory=list)


class Work:
    """Asks, tells what is wrong, asks again; knows what that took."""

    def __init__(
        self, asker: Asker, prompts: CopyPrompts, offline: Copywriter, rules: Rules, checkpoint: Checkpoint
    ) -> None:  # fmt: skip
        self._asker, self._prompts, self._offline = asker, prompts, offline
        self._request, self._rules, self._checkpoint = rules.request, rules, checkpoint
        self._ledger = Ledger(patience=rules.request.patience)
        self._corrections = 0

    def one(self, dialogue: tuple[Message, ...], draft: Mapping[str, str], field: str | None) -> AdCopy:
        """One copy: `field` of it (the others as in `draft`), or all of it. It differs from `draft`.

        Raises:
            NotWritten: not even a first answer came.
        """
        asked = tuple(one for one in self._request.fields if field in (None, one.id))
        kept = {one.id: draft.get(one.id, "") for one in self._request.fields if one not in asked}
        if kept:
            lost = frozenset(one.fact for one in self._rules.problems(draft) if one.kind == "lost")
            self._rules = replace(self._rules, pardoned=lost)
        answer = self._first_answer(dialogue, asked)
        best = take = self._take(answer.content, asked, kept, draft)
        known: set[tuple[str, str]] = set()
        while self._corrections < CORRECTIONS and _worth_telling(take.faults, known):
            known |= {(fault.field, fault.kind) for fault in take.faults}
            dialogue = self._sent_back(dialogue, [take], told(take.faults), asked)
            try:
                answer = self._answer(dialogue, asked)
            except ModelFailed:
                break
            take = self._take(answer.content, asked, kept, draft)
            best = take if take.weight < best.weight else best
        return self._copy(best, asked, draft)

    def several(self, dialogue: tuple[Message, ...], draft: Mapping[str, str], count: int) -> list[AdCopy]:
        """At most `count` copies, different from `draft` and from each other.

        Raises:
            NotWritten: not even a first answer came.
        """
        fields = self._request.fields
        answer = self._first_answer(dialogue, fields, count)
        found = Takes()
        while True:
            takes = [self._take(one, fields, {}, {}) for one in answer.content["variants"][: 2 * count]]
            before = len(found.good)
            complaints = self._sort(takes, draft, found)
            lacking = count - len(found.good)
            hopeless = self._corrections > 0 and len(found.good) == before
            if lacking <= 0 or hopeless or self._corrections == CORRECTIONS:
                break
            dialogue = self._sent_back(dialogue, takes, complaints, fields, lacking)
            try:
                answer = self._answer(dialogue, fields, lacking)
            except ModelFailed:
                break
        return self._chosen(found, draft, count)

    def _sort(self, takes: Sequence[Take], draft: Mapping[str, str], found: Takes) -> list[str]:
        """Put each take where it belongs; what the model is told of those that are not good."""
        complaints = []
        for number, take in enumerate(takes, 1):
            if take.faults:
                found.faulty.append(take)
                complaints += told(take.faults, number)
            elif self._like_any(take.texts, [draft, *(one.texts for one in found.good)]):
                found.alike.append(take)
                complaints.append(f"variant {number} says the same as another banner. Lead with something else.")
            else:
                found.good.append(take)
        return complaints or ["There are too few variants."]

    def _chosen(self, found: Takes, draft: Mapping[str, str], count: int) -> list[AdCopy]:
        """The good ones, then the least faulty of the others put right, as far as they say something of their own;
        rather than nothing one in other words, or what the rules write. The first has what all of them took."""
        fields, chosen = self._request.fields, list[AdCopy]()
        for take in (*found.good, *sorted(found.faulty, key=lambda one: one.weight)):
            if len(chosen) == count:
                break
            copy = self._copy(take, fields, {})
            if not self._like_any(copy.texts, [draft, *(one.texts for one in chosen)]):
                chosen.append(copy)
        other_words = [one for one in found.alike if not same_words(one.texts, draft, list(one.texts))]
        if not chosen and other_words:
            chosen = [self._copy(other_words[0], fields, {})]
        elif not chosen:
            by_rules = self._offline.variants(self._request, AdCopy(draft, ""), count)
            chosen = [replace(one, record=self._record()) for one in by_rules]
        rest = [replace(one, record=replace(one.record, usage=Usage())) for one in chosen[1:]]
        return [*chosen[:1], *rest]

    def _like_any(self, texts: Mapping[str, str], others: Sequence[Mapping[str, str]]) -> bool:
        speaking = [one.id for one in self._request.fields if one.role in SPEAKING] or list(texts)
        said = {name: texts[name] for name in speaking}
        return any(
            alike(said, {name: other.get(name, "") for name in speaking}, language=self._request.language)
            for other in others
            if any(other.values())
        )

    def _take(
        self, content: Mapping[str, Any], asked: Sequence[TextField], kept: Mapping[str, str], draft: Mapping[str, str]
    ) -> Take:
        """An answer with its faults; those of fields that stay as they are count as nobody's."""
        texts = {one.id: kept[one.id] if one.id in kept else tidy(content[one.id]) for one in self._request.fields}
        faults = [fault for fault in self._rules.faults(texts) if fault.field not in kept]
        if same_words(texts, draft, [one.id for one in asked]):
            faults += [Fault(one.id, "same") for one in asked]
        return Take(texts, tuple(faults), self._idea(content))

    def _idea(self, content: Mapping[str, Any]) -> str:
        """A variant's label as people may read it; none where there is a field of that name, or where it is unsafe."""
        if "idea" in self._rules.limits or "idea" not in content:
            return ""
        label = clean_text(content["idea"])[:LABEL]
        return "" if self._rules.unsafe({"idea": label}) else label

    def _copy(self, take: Take, asked: Sequence[TextField], draft: Mapping[str, str]) -> AdCopy:
        done = finished(
            take.texts, take.faults, self._rules, [one.id for one in asked],
            offline=lambda kept: self._by_rules(kept, draft), before=draft,
        )  # fmt: skip
        return AdCopy(
            texts=done.texts, engine=self._asker.name, draft=any(one.what == "rebuilt" for one in done.repairs),
            idea=take.idea, record=replace(self._record(), repairs=done.repairs),
        )  # fmt: skip

    @cached_property
    def _plain(self) -> Mapping[str, str]:
        return self._offline.write(self._request).texts

    def _by_rules(self, kept: Mapping[str, str], draft: Mapping[str, str]) -> Mapping[str, str]:
        """Texts of all fields by the offline engine: `kept` as they are, the others beside them and not as in
        `draft`."""
        texts = {**self._plain, **kept}
        if not kept and not draft:
            return texts
        first = replace(self._request, variant=self._request.variant - 1)  # it begins with the text after that
        for name in [one.id for one in self._request.fields if one.id not in kept]:
            beside = AdCopy({**texts, name: draft.get(name, "")}, "")
            texts[name] = self._offline.rewrite(first, beside, name).texts[name]
        return texts

    def _first_answer(self, dialogue: tuple[Message, ...], asked: Sequence[TextField], count: int = 0) -> Answer:
        try:
            return self._answer(dialogue, asked, count)
        except ModelFailed as failure:
            raise NotWritten(failure, self._record()) from failure

    def _answer(self, dialogue: tuple[Message, ...], asked: Sequence[TextField], count: int = 0) -> Answer:
        """One copy, or `count` variants."""
        room = TOKENS_PER_CHARACTER * sum(one.limit or 0 for one in asked) * max(1, count)
        question = Question(
            messages=dialogue, name="variants" if count else "copy",
            schema=variants_schema(asked, count) if count else copy_schema(asked),
            seed=self._request.variant, most_tokens=min(MOST_TOKENS, LEAST_TOKENS + room),
        )  # fmt: skip
        return self._asker.ask(question, self._ledger, self._checkpoint)

    def _sent_back(
        self, dialogue: tuple[Message, ...], takes: Sequence[Take], complaints: Sequence[str],
        asked: Sequence[TextField], count: int = 0,
    ) -> tuple[Message, ...]:  # fmt: skip
        self._corrections += 1
        shown = [
            {one.id: text for one in asked for text in [shown_again(take.texts, self._rules.limits)[one.id]]}
            for take in takes
        ]
        answer = json.dumps({"variants": shown} if count else shown[0], ensure_ascii=False)
        kinds = frozenset(fault.kind for take in takes for fault in take.faults)
        return self._prompts.corrected(
            self._request, dialogue, answer, complaints, kinds, asked=asked, count=count
        )  # fmt: skip

    def _record(self) -> CopyRecord:
        return CopyRecord(
            prompts=self._prompts.version, model=self._asker.name, corrections=self._corrections,
            usage=self._ledger.usage,
        )  # fmt: skip


def _worth_telling(faults: Sequence[Fault], known: set[tuple[str, str]]) -> bool:
    """Whether the model is sent back. Light faults are told once; one that goes on saying what is unsafe is left."""
    if any(fault.kind == "unsafe" and (fault.field, fault.kind) in known for fault in faults):
        return False
    return any(fault.kind not in LIGHT or (fault.field, fault.kind) not in known for fault in faults)
