"""The messages that a model gets, from the templates in data/prompts/copy. Pure, but for reading the templates.

What people typed stands delimited in user messages; the system message holds our own words, the brand's and approved
examples, and nothing else.
"""

import json
from collections.abc import Mapping, Sequence

from core.copywriting.llm.faults import Fault, complaint, owed
from core.copywriting.llm.few_shot import Example
from core.copywriting.llm.schema import purpose
from core.copywriting.port import CopyRequest
from core.formats.brand import Brand, Language
from core.formats.schema import TextField
from core.llm.port import Message
from core.llm.prompts import PromptBook

LANGUAGES: dict[Language, str] = {"en": "English", "ru": "Russian"}
#: So many of a brief's faults are told at a time; more only confuse.
MOST_FAULTS = 8
#: Characters of an answer's text that are shown to the model again, as a multiple of its field's limit.
SHOWN_AGAIN = 4


class CopyPrompts:
    """The copywriter's questions as messages."""

    def __init__(self, book: PromptBook, brand: Brand) -> None:
        self._book, self._brand = book, brand

    @property
    def version(self) -> str:
        """Of the templates, as copies keep it."""
        return self._book.version("copy")

    def system(self, request: CopyRequest) -> str:
        """Who the model is, tone, rules, and the fields with their limits: what must never be shown to anybody."""
        language = request.language
        return self._book.render(
            "copy/system", brand_name=self._brand.name[language], tagline=self._brand.tagline[language],
            language=LANGUAGES[language], words_to_use=self._brand.words_to_use.get(language, ()),
            words_to_avoid=self._brand.words_to_avoid.get(language, ()), fields=_described(request.fields),
        )  # fmt: skip

    def baseline(self, request: CopyRequest) -> tuple[Message, ...]:
        """The specification's plain question."""
        system = self._book.render(
            "copy/baseline", brand_name=self._brand.name[request.language], language=LANGUAGES[request.language],
            fields=_described(request.fields),
        )  # fmt: skip
        return Message("system", system), Message("user", self._task("write", request, request.fields))

    def write(self, request: CopyRequest, examples: Sequence[Example]) -> tuple[Message, ...]:
        """All fields of a format."""
        return self._dialogue(request, examples, self._task("write", request, request.fields))

    def rewrite(
        self, request: CopyRequest, examples: Sequence[Example], draft: Mapping[str, str], field: str | None
    ) -> tuple[Message, ...]:
        """Another take of `field`, or of all where it is None; `draft` are the texts of now."""
        asked = [one for one in request.fields if field in (None, one.id)]
        kept = {} if field is None else {name: text for name, text in draft.items() if name != field}
        now = {one.id: draft.get(one.id, "") for one in asked}
        facts = owed(request).facts
        if kept:  # a field owes what it says now and the others do not
            gone = owed(request).lost(list(draft.values()))
            facts = tuple(one for one in owed(request).lost(list(kept.values())) if one not in gone)
        values = {"facts": [one.text for one in facts], "kept": _listed(kept), "now": _listed(now)}
        task = self._task("rewrite", request, asked, **values)
        return self._dialogue(request, examples, task)

    def variants(
        self, request: CopyRequest, examples: Sequence[Example], draft: Mapping[str, str], count: int
    ) -> tuple[Message, ...]:
        """`count` takes of all fields, different in idea from `draft` and from each other."""
        now = _listed({name: text for name, text in draft.items() if text})
        form = json.dumps({"variants": [{"idea": "…", **_form(request.fields)}]}, ensure_ascii=False)
        task = self._task("variants", request, request.fields, now=now, count=count, form=form)
        return self._dialogue(request, examples, task)

    def corrected(
        self, request: CopyRequest, dialogue: Sequence[Message], answer: str, faults: Sequence[str],
        kinds: frozenset[str], *, asked: Sequence[TextField], count: int = 0,
    ) -> tuple[Message, ...]:  # fmt: skip
        """The same dialogue with the model's `answer` and what is wrong with it (`faults` in words, and their `kinds`).
        `count`: so many variants are wanted instead; 0 where one copy is written."""
        form = _form(asked)
        correction = self._book.render(
            "copy/correct", faults=list(faults)[:MOST_FAULTS], too_long="over_limit" in kinds,
            facts=bool(kinds & {"lost", "changed", "invented"}), count=count, language=LANGUAGES[request.language],
            form=json.dumps({"variants": [{"idea": "…", **form}]} if count else form, ensure_ascii=False),
        )  # fmt: skip
        return (*dialogue, Message("assistant", answer), Message("user", correction))

    def _dialogue(self, request: CopyRequest, examples: Sequence[Example], task: str) -> tuple[Message, ...]:
        system = self.system(request)
        if examples:
            shown = [{"offer": one.offer, "banner": json.dumps(one.texts, ensure_ascii=False)} for one in examples]
            system = f"{system}\n\n{self._book.render('copy/examples', examples=shown)}"
        return Message("system", system), Message("user", task)

    def _task(self, name: str, request: CopyRequest, asked: Sequence[TextField], **more: object) -> str:
        values: dict[str, object] = {
            "offer": request.offer, "product": f"{request.product_name}\n{request.product_description}".strip(),
            "audience": request.audience, "channel": request.channel,
            "facts": [one.text for one in owed(request).facts],
            "language": LANGUAGES[request.language], "fields": [one.id for one in asked],
            "form": json.dumps(_form(asked), ensure_ascii=False),
        }  # fmt: skip
        return self._book.render(f"copy/{name}", **values | more)


def shown_again(texts: Mapping[str, str], limits: Mapping[str, int]) -> dict[str, str]:
    """A copy as its writer sees it again: what is far too long is not sent back whole."""
    return {name: text[: 40 + SHOWN_AGAIN * limits[name]] for name, text in texts.items()}


def told(faults: Sequence[Fault], variant: int | None = None) -> list[str]:
    """Faults in words, the worst first; `variant` counts from 1 where several copies were written."""
    start = f"variant {variant}: " if variant else ""
    return [start + complaint(fault) for fault in sorted(faults, key=lambda fault: -fault.weight)]


def _described(fields: Sequence[TextField]) -> list[dict[str, str]]:
    return [{"id": field.id, "purpose": purpose(field)} for field in fields]


def _form(fields: Sequence[TextField]) -> dict[str, str]:
    return {field.id: "…" for field in fields}


def _listed(texts: Mapping[str, str]) -> str:
    return "\n".join(f"{name}: {' '.join(text.split())}" for name, text in texts.items())
