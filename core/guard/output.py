"""What comes back from a writer who may have obeyed somebody else: which fields may not be used.

A good copywriter's free words pass. What counts is a run of the secret's own words, words that stand only in what was
removed from the offer, and what no banner says.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

import regex

from core.guard.doubt_output import repeats_doubtful
from core.guard.harms import find_harms
from core.guard.injection import find_attacks
from core.guard.markup import encoded_spans
from core.guard.normalising import make_visible, read, skeleton
from core.guard.screening import Kind
from core.guard.words import directive_labels, pattern, word_list
from core.retrieval.words import stem

#: So many words of the secret in a row, or so many letters and digits, are no accident.
_RUN, _LETTERS = 5, 24
_MIXED = regex.compile(r"\p{Cyrillic}.*\p{Latin}|\p{Latin}.*\p{Cyrillic}", regex.S)
_QUOTED = regex.compile(r"[«“„\"‘']([^«»“”„\"]{1,200})[»”\"’']")
_WORD = regex.compile(r"\p{L}+|\p{N}+(?:[.,]\p{N}+)*")


def leaks(text: str, secret: str, known: str) -> bool:
    """Whether `text` shares five words in a row, or 24 letters, with `secret` that `known` does not have.

    Case, spacing, punctuation, endings of words and look-alike letters make no difference; neither do reversing and
    encoding.
    """
    words, squeezed = _secret(secret, known)
    for reading in _readings(text):
        stems = _stems(reading)
        if any(run in words for run in _runs(stems, _RUN)):
            return True
        if any(run in squeezed for run in _runs(_squeezed(reading), _LETTERS)):
            return True
    return False


@lru_cache(maxsize=256)
def _secret(secret: str, known: str) -> tuple[frozenset[Sequence[str]], frozenset[Sequence[str]]]:
    words = frozenset(_runs(_stems(secret), _RUN)) - frozenset(_runs(_stems(known), _RUN))
    letters = frozenset(_runs(_squeezed(secret), _LETTERS)) - frozenset(_runs(_squeezed(known), _LETTERS))
    return words, letters


def _runs(sequence: Sequence[str], length: int) -> Iterator[Sequence[str]]:
    return (sequence[i : i + length] for i in range(len(sequence) - length + 1))


def _readings(text: str) -> Iterator[str]:
    yield text
    yield text[::-1]
    for _, decoded in encoded_spans(text):
        yield decoded


@lru_cache(maxsize=512)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(_likeliest(word.spellings)) for word in read(text))


def _likeliest(spellings: tuple[str, ...]) -> str:
    """The first spelling in one alphabet: a word that mixes them is meant in one."""
    return next((one for one in spellings if not _MIXED.search(one)), spellings[0])


@lru_cache(maxsize=512)
def _squeezed(text: str) -> str:
    return skeleton("".join(_WORD.findall(make_visible(text).text)))


def obeys(text: str, removed: Sequence[str], known: str) -> bool:
    """Whether `text` says what stands only in `removed` (words, names, numbers), or what no banner says: refusals and
    excuses of a model, its instructions, code, addresses and telephone numbers that are not in `known`."""
    return _says_removed(text, removed, known) or _says_what_no_banner_says(text, known)


def _says_removed(text: str, removed: Sequence[str], known: str) -> bool:
    tainted = _tainted(tuple(removed), known)
    said = (stem(spelling) for word in read(text) for spelling in word.spellings) if tainted else ()
    return not tainted.isdisjoint(said)


@lru_cache(maxsize=256)
def _tainted(removed: tuple[str, ...], known: str) -> frozenset[str]:
    """Stems of the removed pieces that mean something and that nobody else says."""
    found: set[str] = set()
    for piece in removed:
        for reading in (piece, *(decoded for _, decoded in encoded_spans(piece))):
            found.update(_meaningful(reading))
    return frozenset(found) - frozenset(_stems(known))


def _meaningful(piece: str) -> Iterator[str]:
    shouted = piece.isupper()
    quoted = {word for run in _QUOTED.findall(piece) for word in _WORD.findall(run)}
    for word in _WORD.findall(piece):
        plain = make_visible(word).text
        named = len(word) > 1 and (word in quoted or (word.isupper() and not shouted))
        if (
            named
            or word[0].isdigit()
            or (len(plain) > 2 and word_list("untainting").isdisjoint(directive_labels(plain)))
        ):
            yield stem(plain)


def _says_what_no_banner_says(text: str, known: str) -> bool:
    plain = make_visible(known).text
    if any(match.group().lower().rstrip(".,") not in plain for match in pattern("addresses").finditer(text)):
        return True
    digits = "".join(filter(str.isdigit, known))
    if any("".join(filter(str.isdigit, match.group())) not in digits for match in pattern("telephones").finditer(text)):
        return True
    code = pattern("code", regex.M)
    return bool(pattern("never", regex.M).search(text) or (code.search(text) and not code.search(known)))


def screen_output(
    texts: Mapping[str, str], *, removed: Sequence[str], known: str, secret: str, competitors: Collection[str] = (),
    doubtful: Sequence[str] = (),
) -> dict[str, Kind]:  # fmt: skip
    """Fields of a copy that may not be used, and why.

    Args:
        texts: by field id.
        removed: what the guard cut out of the brief.
        known: all that the copy may draw on: what was kept of the brief, product, brand.
        secret: the system prompt.
        competitors: names that no banner may say.
        doubtful: clauses of the brief that were kept, but may be meant for the writer.
    """
    found = {field: _fault(text, removed, known, secret, competitors) for field, text in texts.items()}
    for field, text in texts.items():
        if not found[field] and repeats_doubtful(text, doubtful, removed, known):
            found[field] = "override"
    return {field: kind for field, kind in found.items() if kind}


def _fault(text: str, removed: Sequence[str], known: str, secret: str, competitors: Collection[str]) -> Kind | None:
    harms = find_harms(text, purpose="offer", competitors=competitors)
    if harms:
        return harms[0].kind
    if leaks(text, secret, known):
        return "extraction"
    if obeys(text, removed, known):
        return "override"
    attacks = find_attacks(text)
    return attacks[0].kind if attacks else None
