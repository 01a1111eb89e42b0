"""A bridge from a language that the encoder does not know to the encoder's vectors.

A bank has its captions and services in two languages. That is a small parallel corpus: for each passage the words in
the one language, and the vector of its translation. Ridge regression from words to vectors learns where each word
points, so that a query in the unknown language gets a vector too.
"""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.retrieval.port import Vector, Vectors
from core.retrieval.words import stems

if TYPE_CHECKING:  # loaded where a bridge is built: pages only ask workers
    from scipy.sparse import csr_matrix

#: How strongly the regression is held back, and how many steps of conjugate gradients it takes (it has converged).
_RIDGE, _STEPS = 1.0, 8


class Bridge:
    """Learned from `texts` and the `vectors` (n, dimension) of their translations."""

    def __init__(self, texts: Sequence[str], vectors: Vectors) -> None:
        stemmed = [stems(text) for text in texts]
        spread = Counter(one for text in stemmed for one in set(text))
        self._column = {one: column for column, one in enumerate(spread)}
        # Inverse document frequency as in TF-IDF, smoothed.
        self._rarity = np.log((1 + len(texts)) / (1 + np.array(list(spread.values()), dtype=np.float32))) + 1
        self._towards = _ridge(self._weighed(stemmed), vectors - vectors.mean(axis=0))

    def vector(self, text: str) -> Vector | None:
        """Where the text points; None where none of its words is known."""
        found = np.asarray(self._weighed([stems(text)]) @ self._towards)[0]
        length = float(np.linalg.norm(found))
        return (found / length).astype(np.float32) if length > 1e-6 else None

    def _weighed(self, stemmed: list[list[str]]) -> "csr_matrix":
        """(texts, known stems): TF-IDF with logarithmic counts, rows of length one."""
        from scipy.sparse import csr_matrix  # noqa: PLC0415

        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        for row, text in enumerate(stemmed):
            counted = {self._column[one]: count for one, count in Counter(text).items() if one in self._column}
            weights = np.array([(1 + np.log(n)) * self._rarity[column] for column, n in counted.items()])
            rows += [row] * len(counted)
            columns += counted
            values += (weights / max(float(np.linalg.norm(weights)), 1e-6)).tolist()
        return csr_matrix((np.array(values, np.float32), (rows, columns)), (len(stemmed), len(self._column)))


def _ridge(x: "csr_matrix", y: Vectors) -> NDArray[np.float32]:
    """W that makes |xW - y|² + ridge |W|² least, all columns of y at once, by conjugate gradients (Hestenes and
    Stiefel 1952): the matrix to solve is never formed, so a large vocabulary costs no more than its words."""
    found = np.zeros((x.shape[1], y.shape[1]), np.float32)
    left = np.asarray(x.T @ y, dtype=np.float32)
    towards, size = left.copy(), (left**2).sum(axis=0)
    for _ in range(_STEPS):
        image = x.T @ (x @ towards) + _RIDGE * towards
        step = size / np.maximum((towards * image).sum(axis=0), 1e-12)
        found += step * towards
        left -= step * image
        before, size = size, (left**2).sum(axis=0)
        towards = left + size / np.maximum(before, 1e-12) * towards
    return found
