"""A bank's texts as words: BM25 over stems, which needs no model and knows names and rare things."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import Stemmer
from numpy.typing import NDArray

#: Snowball's name of each language's stemmer.
_STEMMERS = {"ru": "russian", "en": "english"}
#: BM25's usual saturation and length normalisation (Robertson and Zaragoza 2009).
_K1, _B = 1.2, 0.75
#: A word in a larger share of the texts than this says nothing of any of them.
_COMMON = 0.2


def language_of(text: str) -> str:
    """The language that a query is written in: Russian where it has a Cyrillic letter, else English."""
    return "ru" if re.search("[а-яё]", text, re.IGNORECASE) else "en"


@lru_cache(maxsize=50_000)
def sentences(text: str) -> tuple[str, ...]:
    """A caption's sentences."""
    return tuple(sentence for sentence in re.split(r"(?<=[.!?…])\s+", text.strip()) if sentence)


def stems(text: str) -> list[str]:
    """The stems of the words that carry meaning, in the order of the text, each by the stemmer of its own script."""
    return [stem(word) for word in words(text) if word not in _stop_words()]


def words(text: str) -> list[str]:
    """Lower-case words and numbers; ё is е."""
    return re.findall(r"[а-я]+|[a-z]+|[0-9]+", text.casefold().replace("ё", "е"))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A lower-case word without its endings."""
    return str(_stemmer(language_of(word)).stemWord(word))


@lru_cache
def _stop_words() -> frozenset[str]:
    from bm25s.stopwords import STOPWORDS_EN_PLUS, STOPWORDS_RUSSIAN  # noqa: PLC0415

    return frozenset(words(" ".join((*STOPWORDS_EN_PLUS, *STOPWORDS_RUSSIAN))))


@lru_cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_STEMMERS[language])


class WordIndex:
    """BM25 over some texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        import bm25s  # noqa: PLC0415 - pages only ask workers

        stemmed = [stems(text) for text in texts]
        self._known = [frozenset(found) for found in stemmed]
        self._spread = Counter(one for text in self._known for one in text)
        self._bm25 = bm25s.BM25(k1=_K1, b=_B)
        if self._spread:
            self._bm25.index(stemmed, show_progress=False)

    def scores(self, query: str) -> NDArray[np.float32]:
        """(texts,): 0 where a text has none of the query's words."""
        known = [one for one in stems(query) if one in self._spread]
        if not known:
            return np.zeros(len(self._known), np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    def shared(self, query: str, text: int) -> list[str]:
        """The query's own words that the text has too and that say something: rare ones first."""
        often = _COMMON * len(self._known)
        found = {word for word in words(query) if stem(word) in self._known[text] and self._spread[stem(word)] <= often}
        return sorted(found, key=lambda word: (self._spread[stem(word)], word))
