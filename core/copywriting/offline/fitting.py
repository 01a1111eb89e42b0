"""Which phrases a headline and a message say: the offer's promise first, as much as the limits take, nothing twice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import regex

from core.copywriting.offline.appeal import PROMISE, weighted
from core.copywriting.offline.chunks import Chunk, Place
from core.copywriting.offline.clauses import Clause
from core.copywriting.offline.phrases import Phrase, phrase, phrases, says
from core.copywriting.offline.reading import hangs
from core.copywriting.offline.rendering import opening
from core.copywriting.offline.truth import halved, promised
from core.copywriting.offline.wording import Wording
from core.copywriting.offline.worth import LEAD, Source, headline_worth, message_worth
from core.copywriting.text import capitalised, graphemes

_PROPER_NAME = regex.compile(r"(?:[A-Z]\w+\s)+(?=[a-z]{3,}\s[a-z]{3,})")
_QUOTED_NAME = regex.compile(r"(?<=\w)\s[«“][^«»“”]+[»”](?!:)")
#: Sentences that are combined with each other.
PIECES = 32


@dataclass(frozen=True)
class Text:
    """A field's text and the chunks it has said."""

    text: str
    said: tuple[Chunk, ...]
    worth: float


def headlines(source: Source, limit: int, said: Sequence[Chunk] = (), *, more_follows: bool = False) -> list[Text]:
    """Headlines within `limit`, best first; `more_follows`: a message can say their conditions."""
    used, before = frozenset(chunk.at for chunk in said), says(said)
    found = []
    for index, sentence in enumerate(source.sentences[:8]):
        for chunks in phrases(sentence, used, source.words, limit + 16, "lead" if more_follows else "headline"):
            if before.isdisjoint(says(chunks)):
                worth = headline_worth(chunks, sentence, source) * 0.95**index
                found.append(phrase(chunks, sentence, source.words, worth, headline=True))
    found += [shorter for p in found if (shorter := _without_name(p, source.names))]
    fitting = sorted((p for p in found if p.length <= limit), key=lambda p: (-p.worth, p.length))
    return [Text(p.text, p.chunks, p.worth) for p in _distinct(fitting)]


def shortest(source: Source, limit: int) -> list[Text]:
    """Single promises, for a headline that has no room for what goes with them; the offer's own first."""
    found = []
    for clause in (clause for sentence in source.sentences for clause in sentence.clauses if not clause.bound):
        lead = LEAD if clause.chunks[0].at[:2] == source.lead else 0.0
        for text, chunks in _shortened(clause, source.words):
            value = max(weighted(c, clause, source.words) for c in chunks)
            found.append(Text(capitalised(text), chunks, value + (lead if value else 0.0)))
    fitting = (text for text in found if graphemes(text.text) <= limit and text.worth >= PROMISE)
    return sorted(fitting, key=lambda text: -text.worth)


def _shortened(clause: Clause, words: Wording) -> Iterator[tuple[str, tuple[Chunk, ...]]]:
    """ "Первый урок английского | с преподавателем | бесплатно" -> "Первый урок бесплатно", and each chunk alone."""
    head, given = clause.chunks[0], next((c for c in clause.chunks[1:] if c.role == "predicate"), None)
    if given and head.role == "core" and head.facts and head.text.startswith(head.facts[0].text):
        yield f"{head.facts[0].text} {given.text}", (head, given)
    for chunk in clause.chunks:
        amounts = (fact.text for fact in chunk.facts[:1] if fact.kind == "percent")
        for text in filter(None, (chunk.text, chunk.short, *amounts)):
            if chunk.role != "predicate" and not hangs(chunk, words):
                yield opening(replace(chunk, text=text), words, headline=True), (chunk,)


def messages(source: Source, limit: int, said: Sequence[Chunk] = (), most: int = 3) -> list[Text]:
    """Messages of up to `most` sentences within `limit`, best first."""
    used, before = frozenset(chunk.at for chunk in said), says(said)
    pieces: list[Phrase] = []
    for index in range(min(16, len(source.sentences))):
        pieces += [piece for piece in _pieces(source, index, limit, used) if before.isdisjoint(piece.says)]
    ranked = [p for p in sorted(pieces, key=lambda p: -p.worth) if p.length < limit][:PIECES]
    sets: list[tuple[Phrase, ...]] = [(p,) for p in ranked]
    sets += [pair for pair in combinations(ranked, 2) if _together(pair, limit)]
    if most > 2:
        best = sorted((s for s in sets if len(s) == 2), key=_total, reverse=True)[:20]
        sets += [(*pair, p) for pair in best for p in ranked if p not in pair and _together((*pair, p), limit)]
    begun = {place[0] for place in used}
    # What the headline began is finished first: its conditions would read as another sentence's.
    ordered = (tuple(sorted(c, key=lambda p: (p.chunks[0].at[0] not in begun, p.chunks[0].at))) for c in sets)
    best_sets = sorted({tuple(p.text for p in chosen): chosen for chosen in ordered}.values(), key=_total, reverse=True)
    return [
        Text(_stopped(chosen, limit), tuple(c for p in chosen for c in p.chunks), _total(chosen))
        for chosen in best_sets[:60]
    ]


def _pieces(source: Source, index: int, limit: int, used: frozenset[Place]) -> list[Phrase]:
    """The best sentences that one sentence of the source can become."""
    sentence = source.sentences[index]
    touched = used & {chunk.at for clause in sentence.clauses for chunk in clause.chunks}
    after = index > 0 and promised(source.sentences[index - 1], used)
    begun = any(place[0] < index for place in used)
    key = (index, limit, touched | {(-1, int(after), int(begun))})
    if key not in source.known:
        ways = phrases(sentence, touched, source.words, limit + 4, after=after)
        true = (chunks for chunks in ways if not halved(chunks, sentence, touched))
        valued = sorted(
            ((message_worth(chunks, sentence, touched, source, after=begun) * 0.96**index, chunks) for chunks in true),
            key=lambda v: -v[0],
        )
        source.known[key] = [phrase(chunks, sentence, source.words, worth) for worth, chunks in valued[:16]]
    return source.known[key]


def _stopped(chosen: Sequence[Phrase], limit: int) -> str:
    text = ". ".join(p.text for p in chosen)
    return text + "." if sum(p.length + 2 for p in chosen) - 1 <= limit else text


def _together(chosen: Sequence[Phrase], limit: int) -> bool:
    """They fit with full stops between, come from different sentences, and say nothing twice."""
    if sum(p.length for p in chosen) + 2 * len(chosen) - 1 > limit:
        return False
    *others, last = chosen
    return all(p.chunks[0].at[0] != last.chunks[0].at[0] and p.says.isdisjoint(last.says) for p in others)


def _total(chosen: Sequence[Phrase]) -> float:
    """Two sentences are better than three shorter ones that say the same."""
    return sum(p.worth for p in chosen) - 1.2 * (len(chosen) - 1)


def _without_name(p: Phrase, names: str) -> Phrase | None:
    """ "Ипотека «Свои ключи» от 6%" -> "Ипотека от 6%", "Mudguard car insurance" -> "Car insurance": a banner names its
    product elsewhere."""
    if len(p.chunks) < 2 or p.chunks[0].facts:
        return None
    text, known = _QUOTED_NAME.sub("", p.text, count=1), set(names.split())
    proper = _PROPER_NAME.match(text)
    if proper and ": " not in text and set(p.chunks[0].text.split()) <= known:
        text = capitalised(text[proper.end() :])
    return replace(p, text=text, length=graphemes(text), worth=p.worth - 0.8) if text != p.text else None


def _distinct(found: Iterable[Phrase]) -> list[Phrase]:
    """The first of each text."""
    seen: dict[str, Phrase] = {}
    for p in found:
        seen.setdefault(p.text, p)
    return list(seen.values())
