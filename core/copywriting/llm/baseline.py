"""The specification's copywriter, to compare with: one request, a cut between words, nothing sent back or repaired."""

from collections.abc import Mapping
from dataclasses import replace

import regex

from core.copywriting.llm.cleaning import cleaned
from core.copywriting.llm.engine import rules_for
from core.copywriting.llm.prompting import CopyPrompts
from core.copywriting.llm.schema import copy_schema
from core.copywriting.llm.working import NotWritten
from core.copywriting.port import AdCopy, CopyRecord, CopyRequest
from core.copywriting.text import clean_text, cut_at_word
from core.errors import ModelFailed
from core.formats.brand import Brand
from core.llm.asking import Asker
from core.llm.ledger import Ledger
from core.llm.port import Question
from core.llm.prompts import PromptBook
from core.ports import Checkpoint, unwatched

_CLUSTER = regex.compile(r"\X")


class BaselineCopywriter:
    """Asks once (`Copywriter`). Numbers may be lost, changed or invented: that is what it is measured for. What the
    guard does not let out is replaced by the product's name all the same.

    Raises `NotWritten` as `LlmCopywriter` does.
    """

    def __init__(self, asker: Asker, book: PromptBook, brand: Brand) -> None:
        self.engine = f"{asker.name} (baseline)"
        self._asker, self._brand, self._prompts = asker, brand, CopyPrompts(book, brand)

    def write(self, request: CopyRequest, *, checkpoint: Checkpoint = unwatched) -> AdCopy:
        """All fields of one format."""
        request, ledger = cleaned(request), Ledger(patience=request.patience)
        messages = self._prompts.baseline(request)
        question = Question(messages, "copy", copy_schema(request.fields), seed=request.variant)
        record = CopyRecord(prompts=self._prompts.version, model=self._asker.name)
        try:
            answer = self._asker.ask(question, ledger, checkpoint)
        except ModelFailed as failure:
            raise NotWritten(failure, replace(record, usage=ledger.usage)) from failure
        unsafe = rules_for(request, self._brand, messages[0].text).unsafe(answer.content)
        said = {name: "" if name in unsafe else text for name, text in answer.content.items()}
        texts = {field.id: _within(said[field.id], field.limit or 0, request) for field in request.fields}
        return AdCopy(texts=texts, engine=self.engine, record=replace(record, usage=ledger.usage))

    def rewrite(
        self, request: CopyRequest, draft: AdCopy, field: str | None, *, checkpoint: Checkpoint = unwatched
    ) -> AdCopy:
        """The same question with another seed."""
        if field is not None and field not in {one.id for one in request.fields}:
            raise KeyError(field)
        copy = self.write(replace(request, variant=request.variant + 1), checkpoint=checkpoint)
        kept: Mapping[str, str] = {} if field is None else {i: t for i, t in draft.texts.items() if i != field}
        return replace(copy, texts={**copy.texts, **kept})

    def variants(
        self, request: CopyRequest, draft: AdCopy, count: int, *, checkpoint: Checkpoint = unwatched
    ) -> list[AdCopy]:
        """The same question with other seeds; equal answers count once."""
        found: list[AdCopy] = []
        for turn in range(1, count + 1):
            copy = self.write(replace(request, variant=request.variant + turn), checkpoint=checkpoint)
            if copy.texts not in [draft.texts, *(one.texts for one in found)]:
                found.append(copy)
        return found


def _within(text: str, limit: int, request: CopyRequest) -> str:
    """Cut between words; a text without one that fits, between characters; the product's name where there is none."""
    whole = clean_text(text) or clean_text(request.product_name) or clean_text(request.offer)
    return cut_at_word(whole, limit) or "".join(_CLUSTER.findall(whole)[:limit]).strip()
