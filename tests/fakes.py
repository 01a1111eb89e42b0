"""Fakes of our own ports, written by hand; the contract suites run on them and on the real engines alike."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.errors import NotFound
from core.storage.port import AssetKey


class FakeStore:
    """An `ObjectStore` in a dict."""

    name = "fake"

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def put(self, data: bytes, *, media_type: str) -> AssetKey:
        key = AssetKey(hashlib.sha256(data).hexdigest())
        self.objects[key] = data
        return key

    def get(self, key: AssetKey) -> bytes:
        if key not in self.objects:
            raise NotFound("There is no such file.", field="asset")
        return self.objects[key]

    def url(self, key: AssetKey, *, expires: int) -> None:
        return None


class FakeEncoder:
    """A `TextEncoder` that counts words: each word is a direction of its own."""

    name, dimension = "fake", 256

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in text.lower().split() or ["nothing"]:
                row[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4]) % self.dimension] += 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)
