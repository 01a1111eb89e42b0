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

    The first text that names subjects settles the candidates, all subjects where none does. Of several, the one
    whose meaning is nearest to the texts wins; without an encoder the one named first.
    """
    named = next((found for text, _ in wanted if (found := mentioned(text, catalogue))), list(catalogue.values()))
    if len(named) == 1 or encoder is None:
        return named[0]
    return named[int(np.argmax(_nearness(wanted, named, encoder)))]


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
