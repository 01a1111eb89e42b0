"""Amounts that are coordinated in one clause, each joined to its own scope, so that neither takes the other's."""

from collections.abc import Sequence
from dataclasses import replace

import regex

from core.copywriting.offline.chunks import Chunk, is_imperative, is_share
from core.copywriting.offline.wording import Wording

_AND = frozenset(["и", "and"])
_AND_NOUN = regex.compile(r"(?:и|and)\s", regex.IGNORECASE)


def scoped(parts: Sequence[Chunk], words: Wording, *, shared: bool = False) -> tuple[Chunk, ...]:
    """Coordinated amounts with each its own scope: "7% в кафе" + "и 5% в супермаркетах". `shared`: another amount
    follows in the next clause."""
    parts = _given(parts)
    joined = [i for i, c in enumerate(parts) if i and c.glue == " " and _coordinates(c, words)]
    out: list[Chunk] = []
    for i, chunk in enumerate(parts):
        last = out[-1] if out else None
        follows = shared or any(j > i for j in joined) or (last is not None and _coordinates(last, words))
        takes = last is not None and is_share(last.facts) and not is_share(chunk.facts) and last is not parts[-1]
        scope = (
            chunk.role == "adjunct" and chunk.glue == " " and not any(f.kind in ("date", "promo") for f in chunk.facts)
        )
        if last is not None and follows and takes and scope and (i - 1 == 0 or last.text == parts[i - 1].text):
            out[-1] = replace(
                last, text=f"{last.text} {chunk.text}", facts=(*last.facts, *chunk.facts), short=last.text
            )
        else:
            out.append(chunk)
    return tuple(replace(c, at=(*c.at[:2], n)) for n, c in enumerate(out))


def _given(parts: Sequence[Chunk]) -> list[Chunk]:
    """ "и десерт" + "в подарок" is one offer beside another."""
    out: list[Chunk] = []
    for chunk in parts:
        start = next((i for i in (-1, -2) if len(out) >= -i and _AND_NOUN.match(out[i].text)), 0)
        if chunk.role == "predicate" and start and all(c.role == "adjunct" for c in out[start:]):
            joined = [*out[start:], chunk]
            out[start:] = [
                replace(
                    out[start],
                    text=" ".join(c.text for c in joined),
                    role="core",
                    facts=tuple(f for c in joined for f in c.facts),
                )
            ]
        else:
            out.append(chunk)
    return out


def _coordinates(chunk: Chunk, words: Wording) -> bool:
    first, *following = chunk.text.lower().split()[:2]
    verb = any(word in words.verbs or is_imperative(word) for word in following)
    return first in _AND and not verb and bool(chunk.facts) and chunk.facts[0].kind == "percent"
