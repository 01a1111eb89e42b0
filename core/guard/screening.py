"""Whether an untrusted text may be used, and what of it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import regex

from core.guard.doubt import doubtful
from core.guard.doubt_output import quoted
from core.guard.harms import Harm, find_harms
from core.guard.injection import cut, find_attacks
from core.guard.rules import Injection
from core.guard.sentences import read_text
from core.guard.words import word_list

Purpose = Literal["offer", "prompt", "audience"]
Verdict = Literal["allow", "neutralise", "refuse"]
Kind = Injection | Harm

#: The order in which kinds are told: what harms most first.
_BY_HARM: tuple[Kind, ...] = ("forbidden", "offensive", "competitor", "extraction", "override", "role_play", "hidden")
#: An attack may show only when another was cut; so often at most.
_ROUNDS = 6
_WORD = regex.compile(r"[\p{L}\p{N}]{2,}|\p{So}")


@dataclass(frozen=True)
class Screening:
    """What may be done with a text.

    `text` is what may be used: all of it for "allow", what is left for "neutralise", nothing for "refuse". `kinds` are
    what was found, the most harmful first. `removed` are the pieces that were cut out, in order;
    for a refusal the words that are to blame come first. `doubtful` are clauses of `text` that may stay but may be
    meant for the writer: no copy repeats them.
    """

    verdict: Verdict
    kinds: tuple[Kind, ...]
    text: str
    removed: tuple[str, ...]
    doubtful: tuple[str, ...] = ()


def screen(text: str, *, purpose: Purpose, competitors: Collection[str] = ()) -> Screening:
    """Judges a text of up to 4,000 characters, of any language; Russian and English are understood best.

    `competitors` are names as they are written; their Russian case endings are understood.
    """
    kept, removed, found = _without_attacks(text, purpose)
    harms = find_harms(text, purpose=purpose, competitors=() if found else competitors)
    if found:
        harms += [one for one in find_harms(kept, purpose=purpose, competitors=competitors) if one not in harms]
    kinds = found | {one.kind for one in harms}
    ordered = tuple(kind for kind in _BY_HARM if kind in kinds)
    if harms:
        blamed = sorted(harms, key=lambda one: _BY_HARM.index(one.kind))
        return Screening("refuse", ordered, "", tuple(dict.fromkeys((*(one.words for one in blamed), *removed))))
    if found and not _worth_advertising(kept):
        return Screening("refuse", ordered, "", removed)
    if found:
        return Screening("neutralise", ordered, kept, removed, _doubtful(text, kept, purpose, removed))
    return Screening("allow", (), text, (), _doubtful(text, text, purpose))


def _doubtful(text: str, kept: str, purpose: Purpose, removed: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The doubtful clauses of what is `kept`, and what stands in quotes after the first place of `text` that is cut or
    in doubt: an order that is not seen as one dictates it. Names of the offer mostly stand before, codes are one word.
    """
    if purpose == "prompt":
        return ()
    doubts = list(doubtful(read_text(kept)))
    begin = min((text.find(words) for words in (*removed[:1], *doubts[:1])), default=len(text))
    doubts += [words for words in quoted(kept) if text.rfind(words) > begin and " " in words]
    return tuple(dict.fromkeys(doubts))


def _without_attacks(text: str, purpose: Purpose) -> tuple[str, tuple[str, ...], set[Kind]]:
    """What is left once nothing more is found; nothing at all where there is always more."""
    removed: tuple[str, ...] = ()
    kinds: set[Kind] = set()
    for _ in range(_ROUNDS):
        attacks = find_attacks(text, picture=purpose == "prompt", doubting=purpose != "prompt")
        if not attacks:
            return text, removed, kinds
        kinds.update(attack.kind for attack in attacks)
        text, more = cut(text, attacks)
        removed += more
    return "", (*removed, text), kinds


def _worth_advertising(text: str) -> bool:
    return any(word.casefold() not in word_list("empty") for word in _WORD.findall(text))
