"""What a picture was asked for with, and what it was made or found with."""

from core.i18n import N_
from pages.parts.session import _
from pages.parts.wording import excerpt, plain

#: Sources of `PictureRow.source` that find pictures and draw none.
FOUND = "bank"
ASKED = N_("Asked: {words}")
DRAWN = N_("Drawn from: {words}")
THOUGHT_UP = N_("Thought up: {words}")
SEARCHED = N_("Searched for: {words}")


def about(wish: str, prompt: str, source: str, length: int) -> list[str]:
    """A line each, safe inside Markdown, of at most `length` characters of words: the wish and, where it is another
    one, the prompt. The wish alone where both are the same: nothing was made of it."""
    asked, made = (plain(excerpt(text, length)) for text in (wish, prompt))
    if asked == made:
        return [made or "—"]
    lines = [_(ASKED, words=asked)] if asked else []
    if made:
        lines.append(_(SEARCHED if source == FOUND else DRAWN if asked else THOUGHT_UP, words=made))
    return lines
