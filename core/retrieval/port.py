"""The ports of searching by meaning: the text encoder, and the index of a bank's vectors."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

#: One text's vector, (dimension,), L2-normalised.
Vector = NDArray[np.float32]
#: Texts' vectors, (n, dimension), each row L2-normalised.
Vectors = NDArray[np.float32]

#: What a vector stands for: a picture's caption, a sentence of it, a hypothetical service, or all that is said of it.
Kind = Literal["caption", "sentence", "service", "whole"]


class TextEncoder(Protocol):
    """Turns texts into vectors whose dot product says how near their meanings are."""

    #: Model name and version, kept with stored vectors.
    name: str
    dimension: int
    #: Codes of the languages (of this product's) that it understands.
    languages: frozenset[str]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension), L2-normalised rows. No texts: (0, dimension).

        Raises:
            EngineFailed: the model could not answer.
        """


class Match(NamedTuple):
    """`picture`: its position in the bank; `score`: the dot product, -1 to 1."""

    picture: int
    score: float


class BankIndex(Protocol):
    """A bank's vectors, to find the nearest among them. Derived from rows; can be rebuilt at any time."""

    #: The engine's name.
    name: str

    def refresh(self, revision: int) -> None:
        """Hold the vectors of that revision of the bank. Does nothing where it holds them already.

        Raises:
            EngineFailed: the index cannot be reached.
        """

    def nearest(self, vector: Vector, *, kind: Kind, limit: int) -> list[Match]:
        """At most `limit` vectors of that kind, best first; a picture with several may come several times.

        Raises:
            EngineFailed: the index cannot be reached, or was never refreshed.
        """
