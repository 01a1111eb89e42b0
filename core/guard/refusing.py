"""Why a text is refused, said so that its writer can act on it. Pure."""

from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING

import regex

from core.errors import Refused
from core.guard.port import Where
from core.i18n import N_

if TYPE_CHECKING:
    from core.guard.screening import Kind

#: Longest quotation of the words that are to blame, in characters; what is longer is no word any more.
_LONGEST = 60

_WORD = regex.compile(r"\S+")
_AROUND = ".,;:!?…()[]«»“”„\"'"

#: What is wrong, by kind: with the words that are to blame, and where there are none to show.
_FORBIDDEN = (
    N_("“{words}” may not be advertised here. Take it out, or offer something else."),
    N_("What this text is about may not be advertised here. Offer something else."),
)
_OFFENSIVE = (
    N_("“{words}” is offensive. Put it in other words."),
    N_("This text is offensive. Put it in other words."),
)
_COMPETITOR = (
    N_("“{words}” is a competitor. Take the name out, and say what makes your own product good."),
    N_("This text names a competitor. Take the name out, and say what makes your own product good."),
)
#: An attack with nothing beside it, by where it stands.
_NOTHING_LEFT: dict[Where, str] = {
    "offer": N_("This text tells the copywriter what to do, but offers nothing. Write what customers get."),
    "prompt": N_("This text tells the program what to do, but shows nothing. Write what is to be seen in the picture."),
    "audience": N_("This text tells the copywriter what to do, but describes nobody. Write who the banner is for."),
}


def refusal(kind: "Kind", where: Where, words: str = "") -> Refused:
    """The error for a text of `where` that is refused for `kind`; `words` of it are to blame, if one can say so."""
    words = " ".join(words.split())
    match kind:
        case "forbidden":
            messages = _FORBIDDEN
        case "offensive":
            messages = _OFFENSIVE
        case "competitor":
            messages = _COMPETITOR
        case _:
            return Refused(_NOTHING_LEFT[where], field=where)
    if words and len(words) <= _LONGEST:
        return Refused(messages[0], field=where, words=words)
    return Refused(messages[1], field=where)


def to_blame(text: str, is_wrong: Callable[[str], bool]) -> str:
    """The shortest run of words of `text` with which alone it would be wrong too: the first that ends such a run, and
    from there back. "" where the words are wrong only all together."""
    words = [match.span() for match in _WORD.finditer(text)]
    if not words:
        return ""
    last = bisect_left(range(len(words) - 1), True, key=lambda i: is_wrong(text[: words[i][1]]))
    end = words[last][1]
    first = bisect_left(range(1, last + 1), True, key=lambda i: not is_wrong(text[words[i][0] : end]))
    found = text[words[first][0] : end]
    return found.strip(_AROUND) if is_wrong(found) else ""
