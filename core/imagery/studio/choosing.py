"""Which subjects a text asks for: words first, the text encoder's nearest where words do not decide."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from core.imagery.port import PictureRequest
from core.imagery.studio.subject import Subject
from core.retrieval.port import TextEncoder

#: A text and how much it counts.
Weighted = tuple[str, float]


#: What stands before a word that is not wanted: "no coins", "без новой машины", but not "не только карта".
_DENIED = re.compile(
    r"\b(?:no|not|without|never|instead of|rather than|без|не|нет|никак\w+|кроме|вместо)\s+"
    r"(?!only|just|только|просто)(?:\w+\s+)?$"
)


def cast(
    request: PictureRequest, catalogue: Mapping[str, Subject], encoder: TextEncoder | None
) -> tuple[Subject, Subject | None]:
    """Who is in the picture: the first two that the prompt names, else the one that `choose` finds."""
    words = _naming_words(request.prompt, catalogue)
    if len(words) > 1:
        return words[0][0], words[1][0]
    return choose(wishes(request), catalogue, encoder), None


def wishes(request: PictureRequest) -> list[Weighted]:
    """The texts that say what to show: the prompt, or else the offer and, counting less, the product."""
    if request.prompt.strip():
        return [(request.prompt, 1.0)]
    return [(request.offer, 3.0), (request.product_name, 2.0), (request.product_description, 1.0)]


def choose(wanted: Sequence[Weighted], catalogue: Mapping[str, Subject], encoder: TextEncoder | None) -> Subject:
    """The subject that fits `wanted` best.

    The first text that names subjects settles the candidates; where none does, the first that hints at some, or else
    all are. Of several, the one that the other texts name as well wins ("a free pizza" of a pizzeria is a pizza and no
    gift). What is then still open is decided by the encoder: the subject whose meaning is nearest to the texts; without
    an encoder, or for words in Cyrillic, of which the encoder knows little, it is the one named first.
    """
    named = next((found for text, _ in wanted if (found := mentioned(text, catalogue))), [])
    named = named or next((found for text, _ in wanted if (found := mentioned(text, catalogue, hints=True))), [])
    if named:
        votes = {subject.name: _votes(subject, wanted) for subject in named}
        named = [subject for subject in named if votes[subject.name] == max(votes.values())]
        if encoder is None or re.search("[а-яё]", wanted[0][0], re.IGNORECASE):
            return named[0]
    candidates = named or list(catalogue.values())
    if len(candidates) == 1 or encoder is None:
        return candidates[0]
    return candidates[int(np.argmax(_nearness(wanted, candidates, encoder)))]


def _votes(subject: Subject, wanted: Sequence[Weighted]) -> float:
    """The weight of the texts that name the subject."""
    return sum(weight for text, weight in wanted if mentioned(text, {subject.name: subject}))


def mentioned(text: str, catalogue: Mapping[str, Subject], *, hints: bool = False) -> list[Subject]:
    """The subjects that words of `text` name (or hint at) and do not deny, in the order of the text."""
    return [subject for word in _naming_words(text, catalogue, hints=hints) for subject in word]


def _naming_words(text: str, catalogue: Mapping[str, Subject], *, hints: bool = False) -> list[list[Subject]]:
    """For each word that names a new subject, what it may mean: "insurance" is a shield as well as an umbrella.

    Of what begins alike the longest counts, and what lies within it does not: a "delivery truck" is no parcel.
    """
    lowered = text.casefold().replace("ё", "е")
    hits = [
        (hit.start(), hit.end(), subject)
        for subject in catalogue.values()
        for hit in re.finditer(rf"\b(?:{subject.hints if hints else subject.stems})", lowered)
        if not _DENIED.search(lowered[: hit.start()])
    ]
    words: list[list[Subject]] = []
    begun, reached = 0, 0
    for start, end, subject in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if start >= reached:
            begun, reached = start, end
            words.append([])
        if (start, end) == (begun, reached) and all(subject not in word for word in words):
            words[-1].append(subject)
    return [word for word in words if word]


def _nearness(wanted: Sequence[Weighted], subjects: Sequence[Subject], encoder: TextEncoder) -> list[float]:
    """Cosine similarity of each subject's meaning to the texts, weighted."""
    texts = [(text, weight) for text, weight in wanted if text.strip()]
    vectors = encoder.encode([text for text, _ in texts] + [subject.meaning for subject in subjects])
    asked, offered = vectors[: len(texts)], vectors[len(texts) :]
    weights = np.array([weight for _, weight in texts])
    return [float(score) for score in offered @ (asked.T @ weights)]
