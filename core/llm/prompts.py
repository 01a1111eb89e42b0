"""Prompts as files that anybody can read: data/prompts/<part>/<name>.md, Jinja2, each with its version on top."""

import hashlib
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from core.formats.brand import DATA

#: What could be taken for a part of a marker; quotation marks of Russian texts could not.
_MARKER = re.compile(r"[<>＜＞]{2,}|[≪≫《》⟪⟫]")
_HEAD = re.compile(r"\{# version: (\d+) — .+ #\}\n")


class PromptBook:
    """The templates of a folder. The first line of each is ``{# version: 3 — what this is for #}``.

    Raises:
        ValueError: by `version`, for a part without templates, or a template whose first line is another.
        jinja2.TemplateError: by `render`, for a template that is absent or broken, or a value that is not given.
    """

    def __init__(self, folder: Path = DATA / "prompts") -> None:
        self._folder = folder
        self._templates = Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            autoescape=False,  # noqa: S701  the reader is a model, not a browser
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # a version stands for the texts of one process
        )
        self._templates.globals["delimited"] = delimited
        self._version = cache(self._read_version)

    def render(self, name: str, **values: object) -> str:
        """The text of a template, such as ``"copy/system"``, without blank lines around it."""
        return self._templates.get_template(f"{name}.md").render(**values).strip()

    def version(self, part: str) -> str:
        """Such as ``"copy-3-1a2b3c4d"``: the part, the largest version that its templates declare, and 8 digits of a
        checksum over all of them, so that a changed text is another version even where nobody counted up."""
        return self._version(part)

    def _read_version(self, part: str) -> str:
        checksum, numbers = hashlib.sha256(), []
        for path in sorted((self._folder / part).glob("*.md")):
            text = path.read_text("utf-8")
            head = _HEAD.match(text)
            if not head:
                raise ValueError(f"{path.name}: the first line is not {{# version: N — what this is for #}}")
            numbers.append(int(head.group(1)))
            checksum.update(f"{path.name}\0{text}\0".encode())
        if not numbers:
            raise ValueError(f"There are no prompts in {self._folder / part}.")
        return f"{part}-{max(numbers)}-{checksum.hexdigest()[:8]}"


def delimited(text: str, label: str) -> str:
    """Untrusted text between markers that its writer could not foresee.

    The markers carry 12 digits of a checksum of the text: whoever writes a closing marker into the text changes the
    checksum by that. What looks like a marker inside is defused all the same, for readers that do not compare digits.

    Args:
        label: what it is, e.g. ``"offer"``; letters only.
    """
    nonce = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    inside = _MARKER.sub(lambda run: " ".join(run.group()) if len(run.group()) > 1 else "|", text)
    return f"<<{label} {nonce}>>\n{inside}\n<<end of {label} {nonce}>>"
