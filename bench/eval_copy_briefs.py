"""Briefs to measure copy with: a JSON-lines file, and the field sets that each brief is written for.

A line holds `offer` and, where known, `id`, `kind`, `language`, `product`, `product_description`, `audience` (a text,
or an object such as {"age": "30-50", "interests": ["hiking"]}), `image_prompt`, `expect` (what a good tool does with
an awkward brief) and `facts`: each with `text` as it stands in the offer, `kind`, `accept` (regular expressions; one
that is found in the texts, ignoring case, shows that the fact is kept) and `must` for what a long offer may not lose.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.briefs import clean
from core.copywriting.language import detect_language
from core.copywriting.port import CopyRequest
from core.formats.brand import Language
from core.formats.catalogue import load_formats
from core.formats.schema import Role, TextField

SETS: dict[str, dict[Role, int]] = {
    "large": {"headline": 40, "message": 110, "button": 20},
    "pilot": {"headline": 40, "message": 90},
    "small": {"headline": 28, "message": 50, "button": 14},
    "tiny": {"headline": 24, "button": 12},
}
_AUDIENCE: dict[Language, dict[str, str]] = {
    "ru": {"sex": "пол", "age": "возраст", "interests": "интересы", "region": "регион"},
    "en": {},
}


class BadFileError(Exception):
    """A file of briefs that cannot be used. The message says which line, and why."""


@dataclass(frozen=True)
class ExpectedFact:
    """A fact of the offer; copy keeps it where one of `accept` is found in its texts."""

    text: str
    kind: str
    accept: tuple[re.Pattern[str], ...]
    must: bool = False

    def kept(self, texts: str) -> bool:
        """Whether it stands in `texts`, all fields joined by line breaks."""
        return any(pattern.search(texts) for pattern in self.accept)


@dataclass(frozen=True)
class EvalBrief:
    """One line of the file."""

    id: str
    offer: str
    language: Language
    product: str = ""
    product_description: str = ""
    audience: str = ""
    image_prompt: str = ""
    kind: str = ""
    expect: str = ""
    facts: tuple[ExpectedFact, ...] = ()

    @property
    def sources(self) -> str:
        """Whatever copy for this brief may say."""
        return "\n".join((self.offer, self.product, self.product_description))


@dataclass(frozen=True)
class FieldSet:
    """The AI fields of a format, under the name that the tables show."""

    name: str
    fields: tuple[TextField, ...]
    format_id: str = ""


def read_briefs(path: Path) -> list[EvalBrief]:
    """The briefs of a file, in its order; blank lines count for nothing.

    Raises:
        BadFileError: the file cannot be read, a line cannot be used, or there is none.
    """
    try:
        content = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFileError(f"{path}: cannot be read ({error})") from error
    # Not splitlines: a text may hold U+2028, which JSON allows inside strings.
    lines = [(number, line) for number, line in enumerate(content.split("\n"), 1) if line.strip()]
    if not lines:
        raise BadFileError(f"{path}: there are no briefs in it")
    return _told_apart([_read_line(path, number, line) for number, line in lines])


def _told_apart(briefs: list[EvalBrief]) -> list[EvalBrief]:
    """With ids that are there once; a second "a" is "a#2"."""
    seen: Counter[str] = Counter()
    apart = []
    for brief in briefs:
        seen[brief.id] += 1
        apart.append(replace(brief, id=f"{brief.id}#{seen[brief.id]}") if seen[brief.id] > 1 else brief)
    return apart


def _read_line(path: Path, number: int, line: str) -> EvalBrief:
    try:
        return parse_brief(json.loads(line), f"line-{number}")
    except (ValueError, re.error) as error:
        raise BadFileError(f"{path}, line {number}: {error}") from error


def parse_brief(content: object, name: str) -> EvalBrief:
    """A brief out of what JSON gave; `name` where it has no id.

    Raises:
        ValueError: something of it cannot be used.
        re.error: an expression of a fact cannot.
    """
    if not isinstance(content, dict):
        raise ValueError("not an object")
    if "offer" not in content:
        raise ValueError("there is no offer")
    texts = {key: _text(content, key) for key in ("id", "offer", "product", "product_description", "image_prompt",
                                                  "kind", "expect", "language")}  # fmt: skip
    if texts["language"] not in ("", "ru", "en"):
        raise ValueError(f"language: {texts['language']!r} is neither 'ru' nor 'en'")
    language: Language = "ru" if texts["language"] == "ru" else "en"
    if not texts["language"]:
        language = detect_language(texts["offer"], detect_language(texts["product_description"], "en"))
    facts = content.get("facts") or []
    if not isinstance(facts, list):
        raise ValueError("facts: not a list")
    return EvalBrief(
        id=texts["id"] or name, offer=clean(texts["offer"]), language=language, product=texts["product"],
        product_description=texts["product_description"], audience=audience_line(content.get("audience"), language),
        image_prompt=texts["image_prompt"], kind=texts["kind"], expect=texts["expect"],
        facts=tuple(_fact(fact, at) for at, fact in enumerate(facts)),
    )  # fmt: skip


def _text(content: Mapping[str, Any], key: str) -> str:
    value = content.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{key}: not a text")
    return value or ""


def _fact(fact: object, at: int) -> ExpectedFact:
    place = f"facts[{at}]"
    if not isinstance(fact, dict):
        raise ValueError(f"{place}: not an object")
    accept = fact.get("accept")
    if not isinstance(accept, list) or not accept or not all(isinstance(one, str) for one in accept):
        raise ValueError(f"{place}.accept: not a list of expressions")
    patterns = tuple(re.compile(one, re.IGNORECASE) for one in accept)
    return ExpectedFact(_text(fact, "text"), _text(fact, "kind") or "other", patterns, bool(fact.get("must")))


def audience_line(audience: object, language: Language) -> str:
    """Who is addressed, in one line: {"age": "30-50", "interests": ["a", "b"]} is "age: 30-50; interests: a, b".

    Raises:
        ValueError: neither a text nor an object.
    """
    if audience is None or isinstance(audience, str):
        return audience or ""
    if not isinstance(audience, dict):
        raise ValueError("audience: neither a text nor an object")
    said = {_AUDIENCE[language].get(key, key): _listed(value) for key, value in audience.items() if value}
    return "; ".join(f"{key}: {value}" for key, value in said.items())


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def field_set(name: str, limits: Mapping[Role, int]) -> FieldSet:
    """AI fields with those roles and limits (graphemes); boxes do not matter to a copywriter."""
    return FieldSet(name, tuple(
        TextField(id=role, role=role, source="ai", box=(0, 0, 10, 10), limit=limit, size=(10, 20), lines=3)
        for role, limit in limits.items()
    ))  # fmt: skip


def format_sets(ids: Sequence[str]) -> list[FieldSet]:
    """The AI fields of shipped formats; of all that have some where no id is given.

    Raises:
        ValueError: there is no such format.
    """
    layouts = load_formats()
    if unknown := [one for one in ids if one not in layouts]:
        raise ValueError(f"no such format: {', '.join(unknown)}; there are {', '.join(sorted(layouts))}")
    chosen = [layouts[one] for one in ids] if ids else [one for one in layouts.values() if one.ai_fields]
    return [FieldSet(layout.id, layout.ai_fields, layout.id) for layout in chosen]


def limits_of(text: str) -> dict[Role, int]:
    """``headline=40,message=90`` as a field set.

    Raises:
        ValueError: it has another form.
    """
    return {role: int(limit) for role, limit in (pair.split("=") for pair in text.split(","))}  # type: ignore[misc]


def request_for(brief: EvalBrief, fields: FieldSet, removed: Iterable[str] = ()) -> CopyRequest:
    """A brief as copywriters take it; `removed` is what the guard took out."""
    return CopyRequest(
        offer=brief.offer, language=brief.language, fields=fields.fields, product_name=brief.product,
        product_description=brief.product_description, format_id=fields.format_id, audience=brief.audience,
        removed=tuple(removed),
    )  # fmt: skip
