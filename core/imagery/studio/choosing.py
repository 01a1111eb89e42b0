"""Which subject a text asks for: words first, the text encoder's nearest where words do not decide."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from core.imagery.port import PictureRequest
from core.imagery.studio.subject import Subject
from core.retrieval.port import TextEncoder

#: A text and how much it counts.
Weighted = tuple[str, float]


def wishes(request: PictureRequest) -> list[Weighted]:
    """The texts that say what to show: the prompt, or else the offer and, counting less, the product."""
    if request.prompt.strip():
        return [(request.prompt, 1.0)]
    return [(request.offer, 3.0), (request.product_name, 2.0), (request.product_description, 1.0)]


def choose(wanted: Sequence[Weighted], catalogue: Mapping[str, Subject], encoder: TextEncoder | None) -> Subject:
    """The subject that fits `wanted` best.

    The first text that names subjects settles the candidates, all subjects where none does. Of several, the one that
    the other texts name as well wins ("a free pizza" of a pizzeria is a pizza and no gift). What is then still open
    is decided by the encoder: the subject whose meaning is nearest to the texts; without an encoder, or for words in
    Cyrillic, of which the encoder knows little, it is the one named first.
    """
    named = next((found for text, _ in wanted if (found := mentioned(text, catalogue))), [])
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


def mentioned(text: str, catalogue: Mapping[str, Subject]) -> list[Subject]:
    """The subjects that words of `text` name, in the order of the text."""
    lowered = text.casefold().replace("ё", "е")
    found = ((re.search(rf"\b(?:{subject.stems})", lowered), subject) for subject in catalogue.values())
    return [subject for _, subject in sorted(((hit.start(), s) for hit, s in found if hit), key=lambda pair: pair[0])]


def _nearness(wanted: Sequence[Weighted], subjects: Sequence[Subject], encoder: TextEncoder) -> list[float]:
    """Cosine similarity of each subject's meaning to the texts, weighted."""
    texts = [(text, weight) for text, weight in wanted if text.strip()]
    vectors = encoder.encode([text for text, _ in texts] + [subject.meaning for subject in subjects])
    asked, offered = vectors[: len(texts)], vectors[len(texts) :]
    weights = np.array([weight for _, weight in texts])
    return [float(score) for score in offered @ (asked.T @ weights)]
