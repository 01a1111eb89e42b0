"""What the company brings along in `data/`: its products, approved few-shot banners and example briefs.

Products are one file each, `data/products/<slug>.json`, so that a change of one product is a change of one file. Each
language speaks to its own market (roubles in Russian, pounds in English), so the two texts of a product are two
texts and not a translation. Rows are made from these entries when the database is seeded.
"""

import json
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar, get_args

from pydantic import AfterValidator, BeforeValidator, Field, TypeAdapter, ValidationError, model_validator

from core.errors import NotReady
from core.formats.brand import DATA, Language, Localized, Strict

#: The most characters that an approved banner spends on a field of that role.
HOUSE_LIMITS = {"headline": 40, "message": 90, "button": 18}

Entry = TypeVar("Entry")


def _joined(text: object) -> object:
    """A file may give a paragraph as a list of sentences, one a line: easier to edit, and to review as a diff."""
    if isinstance(text, list) and all(isinstance(sentence, str) for sentence in text):
        return " ".join(text)
    return text


def _one_paragraph(text: str) -> str:
    if not text or text != text.strip() or "\n" in text:
        raise ValueError("must be one paragraph, not empty, without spaces around it")
    return text


def _in_every_language(texts: Localized) -> Localized:
    missing = [language for language in get_args(Language) if language not in texts]
    if missing:
        raise ValueError(f"no text in: {', '.join(missing)}")
    return texts


Text = Annotated[str, AfterValidator(_one_paragraph)]
Paragraph = Annotated[str, BeforeValidator(_joined), AfterValidator(_one_paragraph)]
Offer = Annotated[str, Field(max_length=4000), AfterValidator(_one_paragraph)]
LegalText = Annotated[str, Field(max_length=180), AfterValidator(_one_paragraph)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
FormatId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Whole = AfterValidator(_in_every_language)
Categories = dict[Slug, Annotated[dict[Language, Text], Whole]]


class ProductEntry(Strict):
    """A product. `category` is a key of `load_categories`; `description` has 5-10 sentences in each language."""

    slug: Slug
    name: Annotated[dict[Language, Text], Whole]
    category: Slug
    description: Annotated[dict[Language, Paragraph], Whole]
    legal: Annotated[dict[Language, LegalText], Whole] | None = None
    #: The smallest share of the banner's area that the legal text must take, 0-1.
    legal_share: Annotated[float, Field(gt=0, le=0.5)] | None = None

    @model_validator(mode="after")
    def _legal_is_whole(self) -> Self:
        if (self.legal is None) != (self.legal_share is None):
            raise ValueError("legal and legal_share belong together: give both or neither")
        return self


class FewShot(Strict):
    """An approved banner, an example for the copywriter. `texts` maps the role of each AI-filled field to its text."""

    product: Slug
    format: FormatId
    language: Language
    offer: Offer
    texts: Annotated[dict[Literal["headline", "message", "button"], Text], Field(min_length=1)]

    @model_validator(mode="after")
    def _within_limits(self) -> Self:
        for role, text in self.texts.items():
            if len(text) > HOUSE_LIMITS[role]:
                raise ValueError(f"{role}: {len(text)} characters, at most {HOUSE_LIMITS[role]}")
        return self


class ExampleBrief(Strict):
    """A brief to start from. An empty `prompt` leaves it to the engine to think of a picture."""

    product: Slug
    language: Language
    offer: Offer
    formats: Annotated[tuple[FormatId, ...], Field(min_length=1)]
    mode: Literal["generate", "search", "upload"] = "generate"
    prompt: str = ""
    audience: str = ""


def load_categories(file: Path = DATA / "categories.json") -> dict[str, Localized]:
    """Names of the product categories by key, in the order in which screens list them.

    Raises:
        NotReady: the file cannot be used; the message says where and why.
    """
    return _checked(TypeAdapter(Categories), _read(file), file)


def load_products(
    folder: Path = DATA / "products", categories: Path = DATA / "categories.json"
) -> tuple[ProductEntry, ...]:
    """Every product, ordered by category and slug. A product's slug is the name of its file.

    Raises:
        NotReady: a file cannot be used, or names an unknown category; the message says where and why.
    """
    order = list(load_categories(categories))
    products = [_load_product(file, order) for file in sorted(folder.glob("*.json"))]
    if not products:
        raise _unusable(folder, ["there are no products"])
    return tuple(sorted(products, key=lambda product: order.index(product.category)))


def load_few_shot(file: Path = DATA / "few_shot.json") -> tuple[FewShot, ...]:
    """The approved banners.

    Raises:
        NotReady: the file cannot be used; the message says where and why.
    """
    return _checked(TypeAdapter(tuple[FewShot, ...]), _read(file), file)


def load_example_briefs(file: Path = DATA / "example_briefs.json") -> tuple[ExampleBrief, ...]:
    """The briefs to start from.

    Raises:
        NotReady: the file cannot be used; the message says where and why.
    """
    return _checked(TypeAdapter(tuple[ExampleBrief, ...]), _read(file), file)


def _load_product(file: Path, categories: list[str]) -> ProductEntry:
    content = _read(file)
    if isinstance(content, dict):
        content = {"slug": file.stem, **content}
    product = _checked(TypeAdapter(ProductEntry), content, file)
    if product.slug != file.stem:
        raise _unusable(file, [f"slug: {product.slug} is not the name of the file"])
    if product.category not in categories:
        raise _unusable(file, [f"category: {product.category} is none of {', '.join(categories)}"])
    return product


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise _unusable(file, [error.strerror or str(error)]) from error
    except UnicodeDecodeError as error:
        raise _unusable(file, [f"byte {error.start}: not UTF-8"]) from error
    except json.JSONDecodeError as error:
        raise _unusable(file, [f"line {error.lineno}, column {error.colno}: {error.msg}"]) from error


def _checked(adapter: TypeAdapter[Entry], content: object, file: Path) -> Entry:
    try:
        return adapter.validate_python(content)
    except ValidationError as error:
        faults = [f"{_path(fault['loc'])}: {fault['msg'].removeprefix('Value error, ')}" for fault in error.errors()]
        raise _unusable(file, faults) from error


def _path(steps: tuple[str | int, ...]) -> str:
    """A place in a file as a person reads it: ``[2].texts.headline``; ``file`` where all of it is meant."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".") or "file"


def _unusable(file: Path, faults: list[str]) -> NotReady:
    return NotReady("{file} cannot be used. {faults}", file=str(file), faults="; ".join(faults))
