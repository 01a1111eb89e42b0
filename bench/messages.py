"""Collects every sentence that people may read and brings the catalogues up to date: `make messages`.

Sentences are gettext msgids in the code: in `_()`, `N_()` and `ngettext()`, in the errors of core/errors.py, and in the
notes that engines give to their checkpoint.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from core import errors
from core.formats.brand import DATA
from core.i18n import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("Home.py", "wiring.py", "pages/**/*.py", "core/**/*.py", "jobs/**/*.py")
#: Functions that take a msgid, and as which argument.
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "checkpoint": (2,),
    "__init__": None,  # of the errors that bring their own message
    "_refusal": None,
    **{name: None for name in vars(errors) if name not in ("FormatInvalid", "ModelFailed")},  # a name, a kind
    "FormatFault": (2,),
    "PydanticCustomError": (2,),
}


def extract() -> Catalog:
    """Every msgid of the code, with the places where it stands."""
    catalog = Catalog(project="AdBanner", fuzzy=False)
    for path in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern)):
        for line, message in messages_of(path.read_text("utf-8")):
            catalog.add(message, locations=[(path.relative_to(ROOT).as_posix(), line)])
    return catalog


def messages_of(source: str) -> Iterator[tuple[int, str | tuple[str, ...]]]:
    """Line and msgid of each call, those inside f-strings too, which Babel's own reader passes over."""
    for node in ast.walk(ast.parse(source)):
        name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        if not isinstance(node, ast.Call) or name not in KEYWORDS:
            continue
        places = KEYWORDS[name] or (1,)
        found = [node.args[place - 1] for place in places if place <= len(node.args)]
        texts = tuple(one.value for one in found if isinstance(one, ast.Constant) and isinstance(one.value, str))
        if len(texts) == len(places) and all(texts):
            yield node.lineno, texts if len(texts) > 1 else texts[0]


def catalogue_path(language: str) -> Path:
    """The file of a language."""
    return DATA / "locales" / language / "LC_MESSAGES" / "adbanner.po"


def read(language: str) -> Catalog:
    """The catalogue of a language as its file has it; an empty one where there is none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def refresh(language: str) -> Catalog:
    """The language's catalogue, written to its file: new sentences added, empty; those no longer said removed."""
    path, catalog = catalogue_path(language), read(language)
    catalog.update(extract(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        # Without a header, whose dates would change at every run; the plural rules come with the language.
        write_po(file, catalog, width=120, sort_by_file=True, omit_header=True, include_lineno=False)
    return catalog


def main() -> None:
    """Refresh every catalogue but English, which is in the code itself."""
    for language in LANGUAGES[1:]:
        catalog = refresh(language)
        missing = [message.id for message in catalog if message.id and not message.string]
        print(f"{language}: {len(catalog)} sentences, {len(missing)} to translate")
        for message in missing:
            print(f"  {message}")


if __name__ == "__main__":
    main()
