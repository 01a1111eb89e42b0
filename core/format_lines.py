"""Where things stand in a JSON file, so that a fault can be shown beside its line. Pure."""

import json
import re

_PART = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_LAST_STEP = re.compile(r"(\.[^.\[\]]+|\[\d+\])$")
_MEMBER = re.compile(r"^members\[\d+\]\.(pictures(?=\[))?(?(1)\[\d+\])")


def lines_of(raw: str) -> dict[str, int]:
    """The line (from 1) of every value of a JSON text by its path ("members[0].fields.headline.box[2]"); the whole is
    called "". The text must be JSON."""
    lines: dict[str, int] = {}
    open_at: list[tuple[str, int]] = []  # path, and the next index of a list, -1 in an object
    path, key_comes, line, seen = "", False, 1, 0
    for match in _PART.finditer(raw):
        part = match.group()
        line, seen = line + raw.count("\n", seen, match.start()), match.start()
        if key_comes and part[0] == '"':
            path = f"{open_at[-1][0]}.{json.loads(part)}".lstrip(".")
            key_comes = False
        elif part in "{[":
            lines[path] = line
            open_at.append((path, -1 if part == "{" else 0))
            path, key_comes = f"{path}[0]", part == "{"
        elif part in "}]":
            open_at.pop()
            key_comes = False
        elif part == ",":
            above, index = open_at.pop()
            open_at.append((above, index + 1 if index >= 0 else index))
            path, key_comes = f"{above}[{index + 1}]", index < 0
        elif part != ":":
            lines[path] = line
    return lines


def line_of(path: str, lines: dict[str, int]) -> int | None:
    """The line of a path: where it stands itself, or where its family's style says it, or what it would belong to."""
    while path:
        for place in (path, _MEMBER.sub(r"style.\1", path)):
            if place in lines:
                return lines[place]
        shorter = _LAST_STEP.sub("", path)
        path = shorter if shorter != path else ""
    return lines.get("")
