"""How much an offer's clauses promise, and which of them is the offer: what a headline should carry."""

from collections.abc import Sequence

import regex

from core.copywriting.facts import Fact
from core.copywriting.offline.chunks import Chunk, is_share
from core.copywriting.offline.clauses import Clause, Sentence
from core.copywriting.offline.wording import Wording

#: From here on a chunk is a promise that can carry a headline.
PROMISE = 6.0
#: What points and gigabytes are worth: less than the price or the gift in the same sentence.
GAIN = 7.0
_POINTS = regex.compile(
    r"балл|бонус|мил[ьяи]|points?|miles|месяц\w* (?:связи|подписки)|ГБ|GB|Мбит|Mbps", regex.IGNORECASE
)
#: A gift to some of the readers: it leads only where nothing is promised to all.
_FOR_SOME = regex.compile(
    r"(?<!\w)(?:дети|детям|детск\w+|реб[её]н\w+|kids?|children|under-\d+s?|infants?)(?!\w)", regex.IGNORECASE
)
_FREE = regex.compile(r"бесплатн|free|(?<!\d)0\s?(?:₽|%|руб)|[£$€]0(?!\d)", regex.IGNORECASE)
_SPARED = regex.compile(r"(?<!\w)(?:waive\w*|no|without|без)\s", regex.IGNORECASE)
_GIVEN = regex.compile(r"(?:получи|дарим|начисл|get|earn|collect)\w*", regex.IGNORECASE)


def chunk_appeal(chunk: Chunk) -> float:
    """What a chunk promises by its strongest fact: gifts, percents and prices most, dates and codes nothing."""
    return max((_fact_appeal(fact, chunk.text) for fact in chunk.facts), default=0.0)


def _fact_appeal(fact: Fact, said: str) -> float:
    if fact.kind in ("date", "promo"):
        return 0.5
    if fact.kind == "number" and fact.strength < 8:
        return GAIN if _POINTS.search(said) or _GIVEN.search(said) else 4.0
    if fact.kind == "condition":
        return fact.strength + (0.5 if fact.strength > 8.5 else 1.0 if fact.strength > 5 else -2.0)
    return fact.strength


def weighted(chunk: Chunk, clause: Clause, words: Wording) -> float:
    """A chunk's appeal in its clause: less for what comes along, what is asked for, and small print."""
    share = 0.15 if clause.bound or clause.fine_print else side_weight(chunk, clause, words)
    return share * chunk_appeal(chunk)


def side_weight(chunk: Chunk, clause: Clause, words: Wording) -> float:
    """Less than 1 for what comes along with the offer and for what it asks."""
    if max(chunk.at[:2]) == 0 and is_share(chunk.facts) and not _FREE.search(chunk.text):
        return 1.0
    said = f"{clause.chunks[0].text} {chunk.text}"
    if words.asks_for.search(said) and not _SPARED.search(said):
        return 0.35
    if _FOR_SOME.search(said) and not is_share(chunk.facts):
        return 0.65
    return 0.45 if words.comes_along.search(said) else 1.0


def clause_appeal(clause: Clause, words: Wording) -> float:
    """The weighted appeal of a clause's best chunk."""
    return max(weighted(chunk, clause, words) for chunk in clause.chunks)


def leading_clause(sentences: Sequence[Sentence], words: Wording) -> tuple[int, int] | None:
    """Sentence and clause number of the offer itself: the first promise that is no extra; else the first promise."""
    appeals = {
        (clause.chunks[0].at[0], clause.chunks[0].at[1]): clause_appeal(clause, words)
        for sentence in sentences
        for clause in sentence.clauses
    }
    for least in (PROMISE, 0.35 * PROMISE):
        promises = [place for place, appeal in appeals.items() if appeal >= least]
        if promises:
            near = [place for place in promises if place[0] == promises[0][0]]
            return next((place for place in near if appeals[place] > GAIN), promises[0])
    return None
