"""The prompter that asks a language model: a wish is rewritten to look like the captions of our pictures, or a subject
is thought up, and the result is translated into English."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import regex

from core.copywriting.language import detect_language
from core.errors import ModelFailed
from core.formats.brand import Brand, Language
from core.i18n import N_
from core.imagery.prompting.captions import captions_of
from core.imagery.prompting.checking import NAMES, Frame, faults_of, left_out, tidy
from core.imagery.prompting.port import PicturePrompt, PromptRequest
from core.llm.asking import Asker
from core.llm.ledger import Ledger
from core.llm.port import Message, Question
from core.llm.prompts import PromptBook
from core.ports import Checkpoint, unwatched
from core.retrieval.deriving import derived_query

#: Words that a description, and a query to the bank, is asked to have: at least, at most.
ASKED = {"generate": (12, 45), "search": (3, 15)}
#: Words that it may have. English takes about a quarter more than Russian: what is within the first is within these
#: when it is translated.
ACCEPTED = {"generate": (3, 60), "search": (2, 30)}
#: A picture of a bank by its name (bank/name): nothing to put into other words.
_NAME = regex.compile(r"[\w.-]+/[\w.-]+")
#: What sets the pictures of one brief apart, by slot.
ANGLES = (
    "the product itself, as a thing",
    "what the customer gets from it",
    "the occasion or the moment at which one needs it",
    "a thing that stands for the feeling it gives",
    "a tool or a helper that makes it work",
)


class _UnusableError(Exception):
    """The model's answer could not be used, nor its correction."""


@dataclass(frozen=True)
class _Step:
    """One question of the way: what is rendered, what comes back under which name, and what that must be."""

    template: str
    key: str
    values: Mapping[str, Any]
    frame: Frame
    temperature: float


class LlmPrompter:
    """One question for the caption and one for its translation, each with one correction; then the wish as it is."""

    def __init__(self, asker: Asker, book: PromptBook, brand: Brand) -> None:
        self._asker, self._book, self._brand = asker, book, brand
        self.name = asker.name

    def compose(self, request: PromptRequest, *, checkpoint: Checkpoint = unwatched) -> PicturePrompt:
        """As `Prompter.compose`. A wish that is the name of a bank's picture stays as it is."""
        made = PicturePrompt(request.wish, request.wish, request.wish, engine=self.name)
        if _NAME.fullmatch(request.wish.strip()):
            return made
        ledger = Ledger(patience=request.patience)
        made = replace(made, version=self._version(request))
        checkpoint(0.0, N_("Wording the picture's prompt"))
        try:
            caption = self._ask(self._first(request), request, ledger, checkpoint)
            checkpoint(0.5, N_("Wording the picture's prompt"))
            english = self._translated(caption, request, ledger, checkpoint)
            return replace(made, caption=caption, prompt=english, usage=ledger.usage)
        except _UnusableError:
            return replace(made, usage=ledger.usage, fallback="invalid")
        except ModelFailed as failed:
            return replace(made, usage=ledger.usage, fallback=failed.kind)

    def _version(self, request: PromptRequest) -> str:
        own = self._book.version("picture")
        return own if request.mode == "generate" else f"{self._book.version('bank')} {own}"

    def _translated(self, caption: str, request: PromptRequest, ledger: Ledger, checkpoint: Checkpoint) -> str:
        """The caption in English; asks nothing where it is."""
        if language_of(request) == "en":
            return caption
        return self._ask(translation(caption, self._frame(request)), request, ledger, checkpoint)

    def _first(self, request: PromptRequest) -> _Step:
        """The question for the caption."""
        language, frame, (least, most) = language_of(request), self._frame(request), ASKED[request.mode]
        about = f"{request.wish} {request.product_name}" if request.wish.strip() else None
        values = {
            "product": f"{request.product_name}. {request.product_description}",
            "examples": captions_of(language).like(about or derived_query(request.offer, request.product_name)),
            "language": NAMES[language], "least": least, "most": most, "slot": request.slot,
            "slots": request.slots, "angle": ANGLES[request.slot % len(ANGLES)],
        }  # fmt: skip
        wish, offer = request.wish.strip(), request.offer
        if request.mode == "search":
            return _Step("bank/query", "query", {**values, "wish": wish, "offer": offer}, frame, 0.5)
        if wish:
            return _Step("picture/caption", "caption", {**values, "wish": wish}, frame, 0.5)
        return _Step("picture/think", "caption", {**values, "offer": offer}, frame, 0.9)

    def _frame(self, request: PromptRequest) -> Frame:
        least, most = ACCEPTED[request.mode]
        product = (request.product_name, request.product_description)
        known = "\n".join((request.wish, request.offer, *product, request.house_style))
        return Frame(
            language_of(request), least, most, request.wish, known, request.removed,
            names=tuple(self._brand.name.values()), competitors=self._brand.competitors,
            secret=self._system(request), faithful=bool(request.wish.strip()),
        )  # fmt: skip

    def _system(self, request: PromptRequest) -> str:
        name = self._brand.name["en"]
        return self._book.render("picture/system", brand_name=name, house_style=request.house_style)

    def _ask(self, step: _Step, request: PromptRequest, ledger: Ledger, checkpoint: Checkpoint) -> str:
        """What the model answers, as it is, or after one correction.

        Raises:
            _UnusableError: neither can be used.
            ModelFailed: from the asker.
        """
        form = json.dumps({step.key: "…"}, ensure_ascii=False)
        said = self._book.render(step.template, **step.values, form=form)
        dialogue: tuple[Message, ...] = (Message("system", self._system(request)), Message("user", said))
        for last in (False, True):
            question = Question(
                dialogue, f"picture_{step.key}", schema_of(step.key), step.temperature,
                seed=(request.variant + request.slot) % 2**31, most_tokens=400,
            )  # fmt: skip
            answer = self._asker.ask(question, ledger, checkpoint)
            text = tidy(str(answer.content[step.key]))
            faults, missing = faults_of(text, step.frame), left_out(text, step.frame)
            if not faults and not missing:
                return text
            if last:
                break
            wrong = self._book.render(
                "picture/correct", faults=faults, missing=missing, language=NAMES[step.frame.language], form=form
            )
            dialogue = (*dialogue, Message("assistant", answer.text), Message("user", wrong))
        raise _UnusableError


def language_of(request: PromptRequest) -> Language:
    """The wish's language, or the offer's where nobody has wished for anything."""
    return detect_language(request.wish, request.language)


def translation(caption: str, frame: Frame) -> _Step:
    """The question for a caption's English."""
    english = replace(frame, language="en", known=f"{frame.known}\n{caption}", faithful=False)
    return _Step("picture/translate", "translation", {"text": caption, "most": frame.most}, english, 0.0)


def schema_of(key: str) -> dict[str, Any]:
    """One text under the name `key`."""
    return {"type": "object", "properties": {key: {"type": "string"}}, "required": [key], "additionalProperties": False}
