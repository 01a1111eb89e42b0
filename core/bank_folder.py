"""A folder of captioned pictures, as designers hand it over: `captions.jsonl` and the files that its lines name.

A line is an object: `id`, `file` (a path inside the folder), `caption_en` and/or `caption_ru`, `services_en`,
`services_ru` (hypothetical services in whose advertising the picture could stand), `flags`. Nothing in it is trusted.
"""

import json
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TextIO

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from core.briefs import check_text
from core.errors import BadInput
from core.i18n import LANGUAGES, N_
from core.imagery.upload import LARGEST_FILE

CAPTIONS = "captions.jsonl"
#: Longest line that is read, in characters; more than any line that passes the checks.
LONGEST_LINE = 40_000
CAPTION_LIMIT, SERVICE_LIMIT, MOST_SERVICES = 2000, 300, 10


def _plain(text: str) -> str:
    return check_text(text, field="line", limit=CAPTION_LIMIT)


Caption = Annotated[str, AfterValidator(_plain)]
Service = Annotated[str, StringConstraints(max_length=SERVICE_LIMIT), AfterValidator(_plain)]
Services = Annotated[list[Service], Field(max_length=MOST_SERVICES)]
Flag = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,29}$")]


class BankLine(BaseModel):
    """A line of captions.jsonl, checked."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    id: Annotated[str, StringConstraints(pattern=r"^[\w.-]{1,80}$")]
    file: Annotated[str, StringConstraints(pattern=r"^\P{Cc}{1,300}$")]
    caption_en: Caption = ""
    caption_ru: Caption = ""
    services_en: Services = Field(default_factory=list)
    services_ru: Services = Field(default_factory=list)
    flags: Annotated[list[Flag], Field(max_length=20)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _says_something(self) -> "BankLine":
        if not (self.caption_en or self.caption_ru):
            raise ValueError("a caption is missing")
        return self

    @property
    def caption(self) -> dict[str, str]:
        """By language, those that are there."""
        return {language: text for language in LANGUAGES if (text := getattr(self, f"caption_{language}"))}

    @property
    def services(self) -> dict[str, list[str]]:
        """By language, those that are there."""
        by_language = {language: [*filter(None, getattr(self, f"services_{language}"))] for language in LANGUAGES}
        return {language: texts for language, texts in by_language.items() if texts}


@dataclass(frozen=True)
class Skipped:
    """A line that was left out: its number from 1, the id where it has one, and why."""

    line: int
    id: str
    reason: str


def read_lines(folder: Path) -> Iterator[tuple[int, BankLine | Skipped]]:
    """Every line that is not blank, with its number from 1; of lines with one id the first counts.

    Raises:
        BadInput: there is no captions.jsonl that can be read (field "folder").
    """
    seen: set[str] = set()
    try:
        with (folder / CAPTIONS).open(encoding="utf-8-sig", errors="replace") as file:
            for number, raw in enumerate(_lines(file), 1):
                if not raw.strip():
                    continue
                line = _checked(number, raw)
                if isinstance(line, BankLine) and line.id in seen:
                    line = Skipped(number, line.id, "this id stands in an earlier line")
                if isinstance(line, BankLine):
                    seen.add(line.id)
                yield number, line
    except OSError as error:
        raise BadInput(N_("{file} cannot be read: {reason}"), field="folder", file=str(folder / CAPTIONS),
                       reason=error.strerror) from error  # fmt: skip


def _lines(file: TextIO) -> Iterator[str]:
    """The file's lines; of one that is too long only so much that it is seen to be."""
    while line := file.readline(LONGEST_LINE + 1):
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith("\n"):
            rest = file.readline(LONGEST_LINE + 1)
        yield line


def read_file(folder: Path, name: str) -> bytes:
    """The bytes of a picture.

    Raises:
        BadInput: it is missing, lies outside the folder or is too large (field "file").
    """
    try:
        base = folder.resolve()
        path = (base / name).resolve()
        if not path.is_relative_to(base):
            raise BadInput(N_("The file lies outside the folder."), field="file")
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would keep the import waiting for ever
            raise ValueError(name)
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError, RuntimeError) as error:  # ValueError: a zero byte; RuntimeError: a loop of links
        reason = getattr(error, "strerror", None) or "not a file"
        raise BadInput(N_("{file} cannot be read: {reason}"), field="file", file=name[:120], reason=reason) from error


def _checked(number: int, raw: str) -> BankLine | Skipped:
    if len(raw) > LONGEST_LINE:
        return Skipped(number, "", "the line is too long")
    try:
        value: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return Skipped(number, "", "this is not JSON")
    name = _printable(value.get("id")) if isinstance(value, dict) else ""
    try:
        return BankLine.model_validate(value)
    except ValidationError as error:
        return Skipped(number, name, _told(error))
    except BadInput as error:
        return Skipped(number, name, str(error))


def _printable(name: Any) -> str:
    """The id of a line that is left out, fit for a terminal and for JSON."""
    return "".join(letter for letter in name if letter.isprintable())[:80] if isinstance(name, str) else ""


def _told(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(step) for step in first["loc"])
    return f"{where}: {first['msg']}" if where else first["msg"].removeprefix("Value error, ")
