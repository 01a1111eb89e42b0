"""Which phrases a headline and a message say: the strongest facts first, as many as the limits take, none twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import regex

from core.copywriting.chunks import Chunk, Place
from core.copywriting.clauses import Sentence
from core.copywriting.facts import Fact
from core.copywriting.phrases import Phrase, phrase, phrases, says
from core.copywriting.wording import Wording

_DEPOSIT = regex.compile(
    r"взнос|deposit|(?<!без )комисси|штраф|эквайринг|внесение|перевод|(?<!\bno(?: \w+)? )fee", regex.IGNORECASE
)
_FURTHER = regex.compile(r"(?:дальше|далее|then|after that)\b", regex.IGNORECASE)
#: Sentences that are combined with each other.
PIECES = 32


@dataclass(frozen=True)
class Source:
    """Sentences to write from, best first, and the language's words."""

    sentences: tuple[Sentence, ...]
    words: Wording
    #: Sentences of the product's description are only shortened from their end.
    filler: bool = False
    #: Phrases that were already made, by sentence, limit and what had been said of it.
    known: dict[tuple[int, int, frozenset[Place]], list[Phrase]] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Text:
    """A field's text and the chunks it has said."""

    text: str
    said: tuple[Chunk, ...]
    worth: float


def headlines(source: Source, limit: int, said: Sequence[Chunk] = ()) -> list[Text]:
    """Headlines within `limit`, best first."""
    used, before = frozenset(chunk.at for chunk in said), says(said)
    found = []
    for index, sentence in enumerate(source.sentences[:8]):
        for chunks in phrases(sentence, used, source.words, limit + 8, whole=source.filler):
            if before.isdisjoint(says(chunks)):
                worth = _headline_worth(chunks, sentence) * 0.95**index
                found.append(phrase(chunks, sentence, source.words, worth, headline=True))
    fitting = sorted((p for p in found if p.length <= limit), key=lambda p: (-p.worth, p.length))
    return [Text(p.text, p.chunks, p.worth) for p in _distinct(fitting)]


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
    ordered = (tuple(sorted(chosen, key=lambda p: p.chunks[0].at)) for chosen in sets)
    best_sets = sorted({tuple(p.text for p in chosen): chosen for chosen in ordered}.values(), key=_total, reverse=True)
    return [
        Text(_stopped(chosen, limit), tuple(c for p in chosen for c in p.chunks), _total(chosen))
        for chosen in best_sets[:60]
    ]


def _pieces(source: Source, index: int, limit: int, used: frozenset[Place]) -> list[Phrase]:
    """The best sentences that one sentence of the source can become."""
    sentence = source.sentences[index]
    touched = used & {chunk.at for clause in sentence.clauses for chunk in clause.chunks}
    key = (index, limit, touched)
    if key not in source.known:
        ways = phrases(sentence, touched, source.words, limit + 4, whole=source.filler)
        valued = sorted(
            ((_message_worth(chunks, sentence, touched) * 0.96**index, chunks) for chunks in ways), key=lambda v: -v[0]
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


def _headline_worth(chunks: Sequence[Chunk], sentence: Sentence) -> float:
    strengths = sorted((max(f.strength for f in c.facts) for c in chunks if c.facts), reverse=True)
    worth = sum(s * w for s, w in zip(strengths, (1, 0.45, 0.3, 0.2, 0.1), strict=False))
    named = any(
        c.role == "core" and (not _amount(c.facts) or len(c.text.split()) > len(c.facts[0].text.split()))
        for c in chunks
    )
    head = sentence.clauses[chunks[0].at[1]].chunks[0]
    worth -= 1.0 if head.role == "core" and head is not chunks[0] else 0
    worth += 2.0 if named else 0
    worth -= 3.0 if any(_DEPOSIT.search(c.text) for c in chunks) and len(strengths) == 1 else 0
    worth -= 0.5 * chunks[0].at[1] + (20 if _FURTHER.match(chunks[0].text) else 0)
    facted = {c.at[1] for c in chunks if c.facts}
    worth += 0.5 * sum(not c.facts and c.at[1] in facted for c in chunks)
    if not strengths:
        worth -= 4
    if chunks[0].role != "core" and not _amount(chunks[0].facts):
        worth -= 2.5
    worth -= 2.0 * _scopes_lost(chunks, sentence) + 0.03 * sum(len(c.text) for c in chunks)
    clauses = {c.at[1] for c in chunks}
    here = {c.at for c in chunks}
    worth -= 5.0 * any(c.glue == " — " and c.at[2] and (*c.at[:2], c.at[2] - 1) not in here for c in chunks)
    strong = any(fact.kind not in ("date", "condition") for c in chunks for fact in c.facts)
    worth += 2.0 if strong and len(chunks) == sum(len(clause.chunks) for clause in sentence.clauses) else 0
    bare = sum(any(c.facts for c in sentence.clauses[i].chunks) for i in clauses)
    worth -= 3.0 * max(0, bare - 1)
    worth += 1.0 if any(sentence.clauses[i].label for i in clauses) and len(clauses) == 2 else 0
    return worth * (0.25 if any(sentence.clauses[i].fine_print or sentence.clauses[i].bound for i in clauses) else 1)


def _message_worth(chunks: Sequence[Chunk], sentence: Sentence, used: frozenset[Place]) -> float:
    worth = 0.0
    here = {c.at for c in chunks}
    near = {place[:2] for place in used}
    sentence_facts = any(c.facts for clause in sentence.clauses for c in clause.chunks)
    for chunk in chunks:
        clause = sentence.clauses[chunk.at[1]]
        value = chunk.strength + (2.0 if any(f.kind in ("date", "promo", "condition") for f in chunk.facts) else 1.0)
        value += 0.03 * len(chunk.text)
        if chunk.at[:2] in near:
            value += 3.0 if chunk.facts else 1.0
        if not sentence_facts:
            value += 2.0
        if chunk.glue == " — " and chunk.at[2] and (*chunk.at[:2], chunk.at[2] - 1) not in {*here, *used}:
            value -= 5.0
        lone = clause.bound and (chunk.at[0], chunk.at[1] - 1) not in near
        worth += value * (0.3 if clause.fine_print else 0.5 if lone else 1)
    worth -= 1.5 * _scopes_lost(chunks, sentence, used)
    if all(c.role != "core" for c in chunks):
        worth -= 2.0
    if chunks[0].at[2] and chunks[0].role == "core" and chunks[0].at[1] == 0 and not chunks[0].facts:
        worth -= 2.0
    return worth


def _scopes_lost(chunks: Sequence[Chunk], sentence: Sentence, used: frozenset[Place] = frozenset()) -> int:
    """Amounts whose neighbour says what they are for, where that neighbour is left out."""
    here = {c.at for c in chunks} | used
    lost = 0
    for chunk in chunks:
        if _amount(chunk.facts) or any(f.kind == "condition" and f.strength > 6 for f in chunk.facts):
            following = sentence.clauses[chunk.at[1]].chunks[chunk.at[2] + 1 :][:1]
            lost += (
                bool(following)
                and following[0].at not in here
                and following[0].glue == " "
                and following[0].role != "core"
            )
    return lost


def _amount(facts: Iterable[Fact]) -> bool:
    return any(fact.kind in ("percent", "price") for fact in facts)


def _distinct(found: Iterable[Phrase]) -> list[Phrase]:
    """The first of each text."""
    seen: dict[str, Phrase] = {}
    for p in found:
        seen.setdefault(p.text, p)
    return list(seen.values())
