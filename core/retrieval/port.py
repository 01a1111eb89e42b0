"""The text encoder's port."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class TextEncoder(Protocol):
    """Turns texts into vectors whose dot product says how near their meanings are."""

    #: Model name and version, kept with stored vectors.
    name: str
    dimension: int

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dimension), L2-normalised rows. No texts: (0, dimension).

        Raises:
            EngineFailed: the model could not answer.
        """
