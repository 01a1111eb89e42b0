"""A product as an administrator enters it: checked by the rules of data/products, compared with what others did."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import regex

from core.briefs import check_text
from core.errors import AdBannerError, BadInput, collect_faults
from core.i18n import LANGUAGES

NAME_LIMIT = 60
DESCRIPTION_LIMIT = 2000
FEWEST_SENTENCES, MOST_SENTENCES = 5, 10
LEGAL_LIMIT = 180
LARGEST_SHARE = 0.5
SLUG_LIMIT = 60

#: A field by its name: "category", "name.en", "legal_share" …
Parts = dict[str, Any]
#: The texts, and the most characters that each may have.
TEXTS: Mapping[str, int] = {"name": NAME_LIMIT, "description": DESCRIPTION_LIMIT, "legal": LEGAL_LIMIT}


@dataclass(frozen=True)
class ProductInput:
    """A product as a person entered it: untrusted. Texts are {language: text}; `legal_share` is a share (0-1) of the
    banner's area, None without a legal text."""

    slug: str
    category: str = ""
    name: Mapping[str, str] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    legal: Mapping[str, str] = field(default_factory=dict)
    legal_share: float | None = None

    @property
    def parts(self) -> Parts:
        """Every field but the slug, which never changes, by its name."""
        texts = {f"{kind}.{spoken}": str(getattr(self, kind).get(spoken, "")) for kind in TEXTS for spoken in LANGUAGES}
        return {"category": self.category, **texts, "legal_share": self.legal_share}


def of_parts(slug: str, parts: Parts) -> ProductInput:
    """The other way round."""

    def texts(kind: str) -> dict[str, str]:
        return {spoken: parts[f"{kind}.{spoken}"] for spoken in LANGUAGES}

    return ProductInput(slug, parts["category"], texts("name"), texts("description"), texts("legal"),
                        parts["legal_share"])  # fmt: skip


# --- texts ------------------------------------------------------------------------------------------------------------


def tidy(entered: ProductInput) -> ProductInput:
    """As it is kept: every text one paragraph, without what nobody sees; share in whole thousandths.

    Raises:
        BadInput: the first text that is too long or has control characters.
    """
    parts = entered.parts
    for name in parts:
        kind = name.partition(".")[0]
        if kind in TEXTS:
            parts[name] = _paragraph(parts[name], name, TEXTS[kind])
    if entered.legal_share is not None:
        parts["legal_share"] = round(entered.legal_share, 3)
    return of_parts(entered.slug, parts)


def _paragraph(raw: str, name: str, limit: int) -> str:
    """A description may be pasted with a sentence a line."""
    return str(regex.sub(r"\s*\n\s*", " ", check_text(raw, field=name, limit=limit)))


def sentences(text: str) -> int:
    """How many sentences a text has: as many as its ends before a capital letter or figure, so that "a. m." is none."""
    return len(regex.split(r"(?<=[.!?…][»”\")]*)\s+(?=[«“\"(]*[\p{Lu}\p{N}])", text.strip())) if text.strip() else 0


# --- checks -----------------------------------------------------------------------------------------------------------


def faults(entered: ProductInput, *, categories: Collection[str], taken: Collection[str] = ()) -> list[BadInput]:
    """Everything that is wrong with a product, in the order of the form. Empty: it can be kept. `taken`: slugs that a
    new product cannot have."""
    checks: list[Callable[[], object]] = [
        lambda: _check_slug(entered.slug, taken),
        lambda: _check_category(entered.category, categories),
        *(_text_check(entered, kind, spoken) for kind in ("name", "description") for spoken in LANGUAGES),
        *(_text_check(entered, "legal", spoken) for spoken in LANGUAGES),
        lambda: _check_share(entered),
    ]
    return collect_faults(checks)


def _check_slug(slug: str, taken: Collection[str]) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > SLUG_LIMIT:
        raise BadInput("Small Latin letters and digits, words joined by single dashes, for example “debit-card”.",
                       field="slug")  # fmt: skip
    if slug in taken:
        raise BadInput("There is a product “{product}” already.", field="slug", product=slug)


def _check_category(category: str, known: Collection[str]) -> None:
    if not category:
        raise BadInput("Choose a category.", field="category")
    if category not in known:
        raise BadInput("There is no category “{category}”.", field="category", category=category[:60])


def _text_check(entered: ProductInput, kind: str, spoken: str) -> Callable[[], object]:
    name, raw = f"{kind}.{spoken}", str(getattr(entered, kind).get(spoken, ""))

    def check() -> None:
        text = _paragraph(raw, name, TEXTS[kind])
        if kind == "legal":
            if not text and has_legal(entered):
                raise BadInput("A legal text stands in both languages.", field=name)
        elif not text:
            raise BadInput("This is empty.", field=name)
        if kind == "description":
            _check_sentences(sentences(text), name)

    return check


def _check_sentences(count: int, name: str) -> None:
    if not FEWEST_SENTENCES <= count <= MOST_SENTENCES:
        raise BadInput("A description has {fewest} to {most} sentences; this has {count}.", field=name,
                       fewest=FEWEST_SENTENCES, most=MOST_SENTENCES, count=count)  # fmt: skip


def _check_share(entered: ProductInput) -> None:
    share = entered.legal_share
    if share is None and has_legal(entered):
        raise BadInput("Say how much of the banner the legal text takes at least.", field="legal_share")
    if share is not None and not 0 < round(share, 3) <= LARGEST_SHARE:  # a NaN is not either
        raise BadInput("More than 0 and at most {most} %.", field="legal_share", most=round(LARGEST_SHARE * 100))


def has_legal(entered: ProductInput) -> bool:
    """Whether anything of a legal text is there: text or share, in which case all of it must be."""
    return entered.legal_share is not None or any(text.strip() for text in entered.legal.values())


def by_field(found: list[BadInput]) -> dict[str, AdBannerError]:
    """The faults by the fields they belong to."""
    return {fault.field: fault for fault in found}


# --- two who change the same ------------------------------------------------------------------------------------------


def changed(before: ProductInput, after: ProductInput) -> list[str]:
    """Names of the fields that differ."""
    was, now = before.parts, after.parts
    return [name for name in was if was[name] != now[name]]


def merged(seen: ProductInput, mine: ProductInput, theirs: ProductInput) -> ProductInput:
    """What stands after two changes of what both had `seen`: `theirs`, but for the fields that I changed."""
    own = set(changed(seen, mine))
    parts = {name: mine.parts[name] if name in own else value for name, value in theirs.parts.items()}
    return of_parts(mine.slug, parts)


def clashes(seen: ProductInput, mine: ProductInput, theirs: ProductInput) -> list[str]:
    """Names of the fields that both changed, and not to the same."""
    both = set(changed(seen, mine)) & set(changed(seen, theirs))
    return [name for name in changed(mine, theirs) if name in both]
