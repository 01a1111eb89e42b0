"""What the library looks through when it looks for a text."""

from collections.abc import Iterable, Mapping


def words_of(offer: str, texts: Mapping[str, str], prompts: Iterable[str]) -> str:
    """All that a banner says and was asked for, casefolded, a line each: what `Banner.words` keeps.

    `texts` by field id and `prompts` by slot are those of the version on show.
    """
    return "\n".join((offer, *texts.values(), *prompts)).casefold()
